// @ts-check
"use strict";
/**
 * What a view draws for a state: the neighbours of a note, the rings around the note of a picture, or the answer to
 * what was asked. Pure.
 *
 * @typedef {import("./graph-model.js").Model} Model
 * @typedef {import("./graph-state.js").State} State
 * @typedef {{notes: number[], lines: number[], steps: Map<number, number>, all: number, left: number, folded: number[],
 *   how?: string, expanded?: Set<number>}} Shown `all` notes belong to it, `left` of them are left to the table
 */
const nq57GraphAnswer = (() => {
  const { around, chain, path, rings, touched } = nq57GraphQueries;
  const MOST = 60; // notes around one on the map: nobody reads more lines, and the table has them all

  /** @param {Model} graph @returns {Shown} nothing is in question */
  function nothing(graph) {
    return { notes: [], lines: [], steps: new Map(), all: 0, left: 0, folded: graph.levels.map(() => 0) };
  }

  /** @param {Model} graph @param {number} focus @param {State} state @param {Uint8Array} open @returns {Shown} on the map */
  function map(graph, focus, state, open) {
    if (focus < 0) return nothing(graph);
    const { folded } = nothing(graph);
    const to = graph.indexOf(state.to);
    if (state.ask === "path" && to >= 0) return { ...path(graph, focus, to, open), left: 0, folded };
    if (state.ask && state.ask !== "path") {
      const found = (state.ask === "chain" ? chain : touched)(graph, focus, open);
      const kept = new Set(found.notes.slice(0, MOST + 1));
      const lines = found.lines.filter((line) => kept.has(graph.from[line]) && kept.has(graph.to[line]));
      return { ...found, notes: [...kept], lines, left: found.notes.length - kept.size, folded };
    }
    const found = around(graph, focus, only(graph, focus, state.only, open), MOST + 1);
    const steps = new Map(found.notes.map((note) => [note, note === focus ? 0 : 1]));
    return { ...found, steps, left: found.all - found.notes.length + 1 };
  }

  /** @param {Model} graph @param {number} start @param {State} state @param {Uint8Array} open @returns {Shown} in a picture that is explored */
  function picture(graph, start, state, open) {
    const ids = (/** @type {string[]} */ list) => new Set(list.map(graph.indexOf));
    const how = { depth: state.depth, opened: ids(state.opened), closed: ids(state.closed), most: graph.limit };
    const found = rings(graph, start, open, how);
    return { ...found, left: found.all - found.notes.length + 1 };
  }

  /** @param {Model} graph @param {number} focus @param {string} wanted a relation with its direction, or "" @param {Uint8Array} open @returns {Uint8Array} of the focus only that relation */
  function only(graph, focus, wanted, open) {
    if (!wanted) return open;
    const kept = open.slice();
    for (const line of graph.linesOf(focus)) {
      const key = (graph.from[line] === focus ? ">" : "<") + graph.relations[graph.relation[line]].id;
      if (key !== wanted) kept[line] = 0;
    }
    return kept;
  }

  /** @param {Model} graph @param {number} start @param {number} depth @returns {{notes: Uint8Array, lines: Uint8Array}} what a picture's filters count */
  function within(graph, start, depth) {
    const found = rings(graph, start, new Uint8Array(graph.lines).fill(1), { depth, opened: new Set(), most: Infinity });
    const [notes, lines] = [new Uint8Array(graph.size), new Uint8Array(graph.lines)];
    for (const i of found.notes) notes[i] = 1;
    for (const line of found.lines) lines[line] = 1;
    return { notes, lines };
  }

  return { map, nothing, picture, within };
})();
