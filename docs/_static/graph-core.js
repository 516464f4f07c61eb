// @ts-check
"use strict";
/**
 * What the map of the graph decides without a page: who is shown, who is next, where a label has room.
 * Pure functions; graph-map.js draws, graph.js listens. Nothing here moves a node: positions come with the data.
 *
 * @typedef {{i: number, id: string, label: string, title: string, date: string, x: number, y: number, size: number,
 *   level: number, kind: number, province: string, url: string, weight: number, key: string}} Point
 * @typedef {{i: number, from: number, to: number, relation: number, found: number}} Line
 * @typedef {{id: string, label: string, shape: string, filled: boolean, path: string}} Kind
 * @typedef {{id: string, label: string, inverse: string, family: number}} Relation
 * @typedef {{points: Point[], lines: Line[], incident: number[][], byWeight: number[], kinds: Kind[],
 *   relations: Relation[], families: {id: string, dash: number[]}[], frame: any, options: any}} Model
 * @typedef {{kinds: Set<string>, relations: Set<string>, level: string, province: string, words: string}} Filter
 * @typedef {{point: Point, lines: Line[]}} Stop a shown neighbour and what ties it to the focus
 * @typedef {{left: number, top: number, right: number, bottom: number}} Box
 */
const nq57GraphCore = (() => {
  /** @param {string} text what a bare keyboard would type */
  function fold(text) {
    return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[đð]/g, "d");
  }

  /** @param {Record<string, any[]>} columns @returns {any[]} one record for each place of the columns */
  function records(columns) {
    const keys = Object.keys(columns);
    const size = keys.length ? columns[keys[0]].length : 0;
    return Array.from({ length: size }, (_, i) => Object.fromEntries([["i", i], ...keys.map((key) => [key, columns[key][i]])]));
  }

  /** @param {any} data what the data file hands over @returns {Model} */
  function model(data) {
    /** @type {Point[]} */
    const points = records(data.nodes);
    /** @type {Line[]} */
    const lines = records(data.edges);
    /** @type {number[][]} */
    const incident = points.map(() => []);
    for (const point of points) point.key = fold(`${point.label} ${point.title}`);
    for (const line of lines) {
      incident[line.from].push(line.i);
      incident[line.to].push(line.i);
    }
    const byWeight = points.map((point) => point.i).sort((a, b) => points[b].weight - points[a].weight || a - b);
    const { kinds, relations, families, frame, options } = data;
    return { points, lines, incident, byWeight, kinds, relations, families, frame, options };
  }

  /** @param {string} key folded text @param {string} words @returns {boolean} every word begins or is in it */
  function answers(key, words) {
    return fold(words).split(/\s+/).every((word) => key.includes(word));
  }

  /** @param {Model} graph @param {Filter} filter @returns {boolean[]} for each point, whether it is shown */
  function shownPoints(graph, filter) {
    const { lanes } = graph.frame;
    return graph.points.map(
      (point) =>
        filter.kinds.has(graph.kinds[point.kind].id) &&
        (!filter.level || lanes[point.level][0] === filter.level) &&
        (!filter.province || point.province === filter.province || point.id === filter.province) &&
        answers(point.key, filter.words),
    );
  }

  /** @param {Model} graph @param {boolean[]} shown @param {Filter} filter @returns {boolean[]} for each line */
  function shownLines(graph, shown, filter) {
    return graph.lines.map(
      (line) => shown[line.from] && shown[line.to] && filter.relations.has(graph.relations[line.relation].id),
    );
  }

  /**
   * The focus and its shown neighbours in the order of the arrows: level by level down, then by date. Of a hub
   * only the most related neighbours: nobody reads more lines, and the table has them all.
   * @param {Model} graph @param {number} focus @param {boolean[]} open shown lines @param {number} [most]
   * @returns {{stops: Stop[], lines: number, all: number}} with how many of its relations they show
   */
  function stops(graph, focus, open, most = 300) {
    /** @type {Map<number, Line[]>} */
    const found = new Map([[focus, []]]);
    for (const i of graph.incident[focus]) {
      if (!open[i]) continue;
      const line = graph.lines[i];
      const other = line.from === focus ? line.to : line.from;
      const known = found.get(other);
      if (known) known.push(line);
      else found.set(other, [line]);
    }
    const all = [...found].map(([i, lines]) => ({ point: graph.points[i], lines }));
    all.sort(({ point: a }, { point: b }) => Number(b.i === focus) - Number(a.i === focus) || b.weight - a.weight || a.i - b.i);
    const kept = all.slice(0, most + 1);
    kept.sort(({ point: a }, { point: b }) => a.level - b.level || a.x - b.x || a.y - b.y || a.i - b.i);
    const count = (/** @type {Stop[]} */ list) => list.reduce((sum, { lines }) => sum + lines.length, 0);
    return { stops: kept, lines: count(kept), all: count(all) };
  }

  /**
   * Where an arrow leads: left and right run through all stops and round, so that each can be reached;
   * up and down go to the nearest stop of the next lane that has one.
   * @param {Stop[]} order @param {number} at @param {string} key @returns {number} -1 when the key is no arrow
   */
  function next(order, at, key) {
    if (key === "ArrowRight") return (at + 1) % order.length;
    if (key === "ArrowLeft") return (at + order.length - 1) % order.length;
    if (key === "Home") return 0;
    if (key === "End") return order.length - 1;
    if (key !== "ArrowUp" && key !== "ArrowDown") return -1;
    const step = key === "ArrowDown" ? 1 : -1;
    const here = order[at].point;
    let best = at;
    for (let i = at + step; i >= 0 && i < order.length; i += step) {
      const there = order[i].point;
      if (there.level === here.level) continue;
      if (best !== at && there.level !== order[best].point.level) break;
      if (best === at || Math.abs(there.x - here.x) < Math.abs(order[best].point.x - here.x)) best = i;
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

  /** @param {Model} graph @param {boolean[]} shown @param {string} words @returns {number} the best answer, or -1 */
  function best(graph, shown, words) {
    const wanted = fold(words).trim();
    const answering = graph.byWeight.filter((i) => shown[i]);
    const exact = answering.find((i) => fold(graph.points[i].label) === wanted);
    const begins = answering.find((i) => graph.points[i].key.startsWith(wanted));
    return exact ?? begins ?? answering[0] ?? -1;
  }

  /** @param {string} text @param {Record<string, string | number>} values @returns {string} blanks filled */
  function fill(text, values) {
    return text.replace(/\{(\w+)\}/g, (blank, name) => (name in values ? String(values[name]) : blank));
  }

  return { answers, best, fill, fold, labelBox, meet, model, next, records, shownLines, shownPoints, stops };
})();
