// @ts-check
"use strict";
/**
 * What the graph answers: who is around a note, what it rests on, what rests on it, and the way from one to another.
 * Pure; a relation leads up where its `up` says that what it names stands above what says it.
 *
 * @typedef {import("./graph-model.js").Model} Model
 * @typedef {{notes: number[], lines: number[], steps: Map<number, number>, all: number, how?: string}} Answer
 *   notes in the order of finding, the relations that led there, how many steps away each is, and of how many
 */
const nq57GraphQueries = (() => {
  const HUB = 40; // beyond the first ring, a note with more relations opens only when asked
  const ALSO = new Set(["assigned-by", "assigned-at", "derives-from", "stated-in", "amends"]);

  /** @param {Model} graph @param {number} line @param {number} i one of its ends @returns {number} the other */
  const other = (graph, line, i) => (graph.from[line] === i ? graph.to[line] : graph.from[line]);

  /** @param {Model} graph @param {number} line @param {number} i @returns {number} 1 when the line leads up from a note, -1 when down, 0 else */
  const rise = (graph, line, i) => graph.relations[graph.relation[line]].up * (graph.from[line] === i ? 1 : -1);

  /** @param {Model} graph @param {number} upper @param {number} lower @returns {boolean} what stands above is dated after what follows */
  const later = (graph, upper, lower) => Boolean(graph.dates[upper] && graph.dates[lower]) && graph.iso(upper) > graph.iso(lower);

  /**
   * Breadth first from a note along the lines that `leads` allows, in the order of the lines: the same way each time.
   * @param {Model} graph @param {number} start @param {(line: number, here: number, there: number) => boolean} leads
   * @param {number} [goal] stop when reached @returns {Answer & {came: Map<number, number>}}
   */
  function search(graph, start, leads, goal = -1) {
    const steps = new Map([[start, 0]]);
    /** @type {Map<number, number>} */
    const came = new Map();
    /** @type {number[]} */
    const lines = [];
    const notes = [start];
    for (let k = 0; k < notes.length && !steps.has(goal); k++) {
      const here = notes[k];
      for (const line of graph.linesOf(here)) {
        const there = other(graph, line, here);
        if (!leads(line, here, there)) continue;
        lines.push(line);
        if (steps.has(there)) continue;
        steps.set(there, (steps.get(here) ?? 0) + 1);
        came.set(there, line);
        notes.push(there);
      }
    }
    return { notes, lines: [...new Set(lines)], steps, came, all: notes.length - 1 };
  }

  /** What a note rests on, up to the root. @param {Model} graph @param {number} i @param {Uint8Array} open @returns {Answer} */
  function chain(graph, i, open) {
    return search(graph, i, (line, here, there) => Boolean(open[line]) && rise(graph, line, here) > 0 && !later(graph, there, here));
  }

  /**
   * What would be touched if a note were replaced: all that rests on it, what it assigns or states, and whoever names it.
   * @param {Model} graph @param {number} i @param {Uint8Array} open @returns {Answer}
   */
  function touched(graph, i, open) {
    return search(graph, i, (line, here, there) => {
      if (!open[line]) return false;
      if (rise(graph, line, here) < 0) return !later(graph, here, there);
      const inward = graph.to[line] === here;
      return inward && (here === i || ALSO.has(graph.relations[graph.relation[line]].id));
    });
  }

  /**
   * The way from one note to another: up the chain where one rests on the other, else the shortest there is.
   * @param {Model} graph @param {number} from @param {number} to @param {Uint8Array} open @returns {Answer}
   */
  function path(graph, from, to, open) {
    const up = (/** @type {number} */ line, /** @type {number} */ here, /** @type {number} */ there) =>
      Boolean(open[line]) && rise(graph, line, here) > 0 && !later(graph, there, here);
    const declared = (/** @type {number} */ line) => Boolean(open[line]) && !graph.found[line];
    const any = (/** @type {number} */ line) => Boolean(open[line]);
    const tries = /** @type {[string, number, number, typeof up][]} */ ([
      ["up", from, to, up],
      ["down", to, from, up],
      ["any", from, to, declared],
      ["any", from, to, any],
    ]);
    for (const [how, start, goal, leads] of tries) {
      const { came, steps } = search(graph, start, leads, goal);
      if (!steps.has(goal)) continue;
      const notes = [goal];
      const lines = [];
      while (notes[0] !== start) {
        const line = /** @type {number} */ (came.get(notes[0]));
        lines.unshift(line);
        notes.unshift(other(graph, line, notes[0]));
      }
      return { notes, lines, steps: new Map(notes.map((note, k) => [note, k])), all: lines.length, how };
    }
    return { notes: [from, to], lines: [], steps: new Map(), all: 0, how: "none" };
  }

  /**
   * A note and its neighbours, as the picture of its page chooses them: declared relations before found, the most
   * related first, and every level in its turn.
   * @param {Model} graph @param {number} i @param {Uint8Array} open @param {number} most notes, itself included
   * @returns {{notes: number[], folded: number[], lines: number[], all: number}} folded: for each level, how many are left
   */
  function around(graph, i, open, most) {
    /** @type {Map<number, boolean>} */
    const declared = new Map();
    const mine = graph.linesOf(i).filter((line) => open[line]);
    for (const line of mine) {
      const there = other(graph, line, i);
      declared.set(there, Boolean(declared.get(there)) || !graph.found[line]);
    }
    const ranked = [...declared.keys()].sort(
      (a, b) =>
        Number(declared.get(b)) - Number(declared.get(a)) || graph.degree[b] - graph.degree[a] || (graph.id(a) < graph.id(b) ? -1 : 1),
    );
    const lanes = graph.levels.map((_, level) => ranked.filter((note) => graph.level[note] === level));
    const turns = [];
    for (let k = 0; turns.length < ranked.length; k++) for (const lane of lanes) if (k < lane.length) turns.push(lane[k]);
    const notes = [i, ...turns.slice(0, Math.max(0, most - 1))];
    const kept = new Set(notes);
    const folded = lanes.map((lane) => lane.filter((note) => !kept.has(note)).length);
    return { notes, folded, lines: [...mine].filter((line) => kept.has(other(graph, line, i))), all: ranked.length };
  }

  /**
   * Several rings around a note. A hub met on the way is shown and not opened; `opened` notes open wherever they are.
   * @param {Model} graph @param {number} start @param {Uint8Array} open @param {{depth: number, opened: Set<number>, closed?: Set<number>, most: number}} how
   * @returns {Answer & {folded: number[], expanded: Set<number>}}
   */
  function rings(graph, start, open, { depth, opened, closed, most }) {
    const first = around(graph, start, open, most);
    const steps = new Map(first.notes.map((note) => [note, note === start ? 0 : 1]));
    const expanded = new Set([start]);
    const lines = new Set(first.lines);
    const notes = [...first.notes];
    let all = first.all;
    for (let k = 1; k < notes.length; k++) {
      const here = notes[k];
      const step = /** @type {number} */ (steps.get(here));
      const near = step < depth && graph.degree[here] <= HUB && !closed?.has(here);
      if (!near && !opened.has(here)) continue;
      expanded.add(here);
      const next = around(graph, here, open, most);
      for (const line of next.lines) lines.add(line);
      for (const note of next.notes) {
        if (steps.has(note)) continue;
        steps.set(note, step + 1);
        notes.push(note);
      }
      all += next.all - (next.notes.length - 1);
    }
    return { notes, lines: [...lines], steps, folded: first.folded, expanded, all: Math.max(all, notes.length - 1) };
  }

  return { HUB, around, chain, other, path, rings, rise, touched };
})();
