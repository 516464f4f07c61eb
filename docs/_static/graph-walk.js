// @ts-check
"use strict";
/**
 * Where notes stand in a view, who comes next by the keyboard, and where a label has room. Pure functions.
 *
 * @typedef {import("./graph-model.js").Model} Model
 * @typedef {{id: string, label: string, top: number, height: number, count: number}} Lane
 * @typedef {{x: Float32Array, y: Float32Array, lanes: Lane[], ticks: [number, string][], cuts: number[],
 *   undated: [number, string] | null, width: number, height: number, cell: number, datedFrom: number,
 *   folds: {y: number, n: number}[], top: number}} Stage
 *   where each note stands; `cell` is the side of a note's cell on the map, 0 where each has a row of its own
 * @typedef {{left: number, top: number, right: number, bottom: number}} Box
 * @typedef {{width: number, left: number, undated: number, known: [number, number][], ticks: [number, string][],
 *   cuts: number[], top: number, word: string}} Axis dates of a picture: known (day, share of the width), marks by share
 */
const nq57GraphWalk = (() => {
  const ROW = 26; // as in views/svg.py: the explored rows stand where the picture has them
  const HEAD = 25;
  const FOOT = 6;
  const [LEAST, MOST] = [0.14, 0.72]; // shares of the width between which a date may stand
  const SHARE_A_DAY = 0.3 / 365; // where a picture has one date or none

  /** @param {Model} graph @returns {Stage} the whole map, placed at build time */
  function mapStage(graph) {
    const { frame } = graph;
    const lanes = frame.lanes.map((/** @type {any[]} */ [id, label, top, height, count]) => ({ id, label, top, height, count }));
    const undated = frame.undated ? /** @type {[number, string]} */ ([frame.datedFrom / 2, frame.undated]) : null;
    const { width, height, ticks, cuts, datedFrom } = frame;
    return { x: graph.x, y: graph.y, lanes, ticks, cuts, undated, width, height, cell: 2 * frame.grid, datedFrom, folds: [], top: 0 };
  }

  /** @param {string} iso @returns {number} days; what is unknown counts as the first */
  const day = (iso) => Date.parse(iso) / 864e5;

  /** @param {Axis} axis @param {number} at a day @returns {number} its share of the width; known days keep theirs */
  function share({ known }, at) {
    const [first, last] = [known[0], known[known.length - 1]];
    if (!first) return LEAST + 0.1;
    let k = known.findIndex(([other]) => other >= at);
    if (k > 0 && known[k][0] > known[k - 1][0]) {
      const [[a, from], [b, to]] = [known[k - 1], known[k]];
      return from + ((to - from) * (at - a)) / (b - a);
    }
    const slope = last[0] > first[0] ? (last[1] - first[1]) / (last[0] - first[0]) : SHARE_A_DAY;
    const [near, from] = k < 0 ? last : first;
    return Math.min(MOST, Math.max(LEAST, from + slope * (at - near)));
  }

  /**
   * A row for each note, level by level and date by date, as the picture of a note's page has them.
   * @param {Model} graph @param {number[]} notes @param {number[]} folded for each level, how many notes are left out
   * @param {Axis} axis @returns {Stage}
   */
  function rowStage(graph, notes, folded, axis) {
    const [x, y] = [new Float32Array(graph.size), new Float32Array(graph.size)];
    /** @type {Lane[]} */
    const lanes = [];
    /** @type {{y: number, n: number}[]} */
    const folds = [];
    let bottom = axis.top;
    graph.levels.forEach(([id, label], level) => {
      const members = notes.filter((i) => graph.level[i] === level);
      if (!members.length && !folded[level]) return;
      members.sort((a, b) => graph.dates[a] - graph.dates[b] || graph.degree[b] - graph.degree[a] || (graph.id(a) < graph.id(b) ? -1 : 1));
      const top = bottom;
      bottom += HEAD;
      for (const i of members) {
        x[i] = graph.dates[i] ? axis.left + axis.width * share(axis, day(graph.iso(i))) : axis.left + axis.undated;
        y[i] = bottom + ROW / 2;
        bottom += ROW;
      }
      if (folded[level]) folds.push({ y: bottom + ROW / 2, n: folded[level] });
      bottom += folded[level] ? ROW : 0;
      lanes.push({ id, label, top, height: bottom - top, count: members.length + folded[level] });
    });
    const at = (/** @type {number} */ part) => axis.left + axis.width * part;
    const ticks = axis.ticks.map(([part, label]) => /** @type {[number, string]} */ ([at(part), label]));
    const undated = notes.some((i) => !graph.dates[i]) ? /** @type {[number, string]} */ ([axis.left + axis.undated, axis.word]) : null;
    const { width, top } = axis;
    return { x, y, lanes, ticks, cuts: axis.cuts.map(at), undated, width, height: bottom + FOOT, cell: 0, datedFrom: 0, folds, top };
  }

  /** @param {Model} graph @param {Stage} stage @param {number[]} notes @returns {number[]} in the order of the arrows: level by level, then across */
  function order(graph, stage, notes) {
    const { x, y } = stage;
    return [...notes].sort((a, b) => graph.level[a] - graph.level[b] || (stage.cell ? x[a] - x[b] || y[a] - y[b] : y[a] - y[b]) || a - b);
  }

  /**
   * Where an arrow leads: left and right run through all stops and round, so that each can be reached;
   * up and down go to the nearest stop of the next lane that has one.
   * @param {{level: number, x: number}[]} stops @param {number} at @param {string} key @returns {number} -1 when the key is no arrow
   */
  function next(stops, at, key) {
    if (key === "ArrowRight") return (at + 1) % stops.length;
    if (key === "ArrowLeft") return (at + stops.length - 1) % stops.length;
    if (key === "Home") return 0;
    if (key === "End") return stops.length - 1;
    if (key !== "ArrowUp" && key !== "ArrowDown") return -1;
    const step = key === "ArrowDown" ? 1 : -1;
    let best = at;
    for (let i = at + step; i >= 0 && i < stops.length; i += step) {
      if (stops[i].level === stops[at].level) continue;
      if (best !== at && stops[i].level !== stops[best].level) break;
      if (best === at || Math.abs(stops[i].x - stops[at].x) < Math.abs(stops[best].x - stops[at].x)) best = i;
    }
    return best;
  }

  /** @param {Box} a @param {Box} b @returns {boolean} */
  function meet(a, b) {
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  }

  /**
   * The first place beside a point where its label meets nothing: right, left, below, above.
   * @param {{x: number, y: number, r: number}} at in pixels @param {number} width @param {number} height
   * @param {Box[]} taken @param {Box} page @returns {Box | null}
   */
  function labelBox(at, width, height, taken, page) {
    const gap = at.r + 4;
    const places = [
      [at.x + gap, at.y - height / 2],
      [at.x - gap - width, at.y - height / 2],
      [at.x - width / 2, at.y + gap - 1],
      [at.x - width / 2, at.y - gap - height + 1],
    ];
    for (const [left, top] of places) {
      const box = { left, top, right: left + width, bottom: top + height };
      const inside = box.left >= page.left && box.right <= page.right && box.top >= page.top && box.bottom <= page.bottom;
      if (inside && !taken.some((other) => meet(box, other))) return box;
    }
    return null;
  }

  return { day, labelBox, mapStage, meet, next, order, rowStage, share };
})();
