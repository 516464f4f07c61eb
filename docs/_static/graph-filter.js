// @ts-check
"use strict";
/**
 * Who is shown: filters by kind, relation, level, province, year, status and words, with counts. Pure.
 *
 * @typedef {import("./graph-model.js").Model} Model
 * @typedef {{hidden: Set<string>, without: Set<string>, level: string, province: string, year: string, status: string,
 *   words: string}} Filter kinds that are hidden, relations that are left out, and one value of each field or ""
 */
const nq57GraphFilter = (() => {
  const { fold } = nq57GraphModel;
  const FIELDS = ["level", "province", "year", "status"];

  /** @returns {Filter} that shows everything */
  function everything() {
    return { hidden: new Set(), without: new Set(), level: "", province: "", year: "", status: "", words: "" };
  }

  /** @param {Model} graph @param {Filter} filter @returns {Record<string, (i: number) => boolean>} a test for each field */
  function tests(graph, filter) {
    const kinds = graph.kinds.map((kind) => !filter.hidden.has(kind.id));
    const level = graph.levels.findIndex(([id]) => id === filter.level);
    const province = graph.provinces.findIndex(([id]) => id === filter.province);
    const status = graph.statuses.findIndex(([id]) => id === filter.status);
    const own = filter.province ? graph.indexOf(filter.province) : -1;
    const words = fold(filter.words).split(/\s+/).filter(Boolean);
    const key = words.length ? graph.keys() : () => "";
    return {
      kind: (i) => kinds[graph.kind[i]],
      level: (i) => !filter.level || graph.level[i] === level,
      province: (i) => !filter.province || i === own || graph.province[i] === province,
      year: (i) => !filter.year || String(graph.year(i)) === filter.year,
      status: (i) => !filter.status || graph.status[i] === status,
      words: (i) => words.every((word) => key(i).includes(word)),
    };
  }

  /** @param {Model} graph @param {Filter} filter @returns {Uint8Array} for each note, whether it is shown */
  function notes(graph, filter) {
    const all = Object.values(tests(graph, filter));
    const shown = new Uint8Array(graph.size);
    for (let i = 0; i < graph.size; i++) shown[i] = Number(all.every((test) => test(i)));
    return shown;
  }

  /** @param {Model} graph @param {Uint8Array} shown @param {Filter} filter @returns {Uint8Array} for each relation */
  function lines(graph, shown, filter) {
    const { from, to, relation } = graph;
    const kept = graph.relations.map(({ id }) => Number(!filter.without.has(id)));
    const open = new Uint8Array(graph.lines);
    for (let i = 0; i < graph.lines; i++) open[i] = kept[relation[i]] & shown[from[i]] & shown[to[i]];
    return open;
  }

  /** @param {Uint8Array} list @returns {number} */
  function count(list) {
    let sum = 0;
    for (const one of list) sum += one;
    return sum;
  }

  /**
   * How many notes each value of a field would show, were only that field changed: a note counts for a field when no
   * other field hides it.
   * @param {Model} graph @param {Filter} filter @param {Uint8Array} [within] the notes that count
   * @returns {Record<string, Map<string, number>>} by field: value → number
   */
  function counts(graph, filter, within) {
    const fields = Object.entries(tests(graph, filter));
    const columns = {
      kind: { of: graph.kind, names: graph.kinds.map(({ id }) => id) },
      level: { of: graph.level, names: graph.levels.map(([id]) => id) },
      province: { of: graph.province, names: graph.provinces.map(([id]) => id) },
      status: { of: graph.status, names: graph.statuses.map(([id]) => id) },
    };
    const tallies = Object.fromEntries(Object.entries(columns).map(([name, { names }]) => [name, new Uint32Array(names.length)]));
    /** @type {Map<string, number>} */
    const years = new Map();
    for (let i = 0; i < graph.size; i++) {
      if (within && !within[i]) continue;
      let [hidden, by] = [0, ""];
      for (const [name, test] of fields) if (!test(i)) [hidden, by] = [hidden + 1, name];
      if (hidden > 1) continue;
      for (const [name, { of }] of Object.entries(columns)) if (!hidden || by === name) tallies[name][of[i]]++;
      const year = String(graph.year(i) || "");
      if (!hidden || by === "year") years.set(year, (years.get(year) ?? 0) + 1);
    }
    const named = Object.entries(columns).map(([name, { names }]) => [name, new Map(names.map((id, k) => [id, tallies[name][k]]))]);
    return { ...Object.fromEntries(named), year: years };
  }

  /** @param {Model} graph @param {Uint8Array} shown @param {Uint8Array} [within] the relations that count @returns {number[]} for each relation, how many join shown notes */
  function relationCounts(graph, shown, within) {
    const found = graph.relations.map(() => 0);
    for (let i = 0; i < graph.lines; i++) {
      if ((!within || within[i]) && shown[graph.from[i]] && shown[graph.to[i]]) found[graph.relation[i]]++;
    }
    return found;
  }

  /** @param {Model} graph @returns {Record<string, string[][]>} by field, every value that a note has with its label, in order */
  function choices(graph) {
    const used = (/** @type {import("./graph-model.js").Numbers} */ column) => new Set(column);
    const named = (/** @type {string[][]} */ all, /** @type {Set<number>} */ kept) => all.filter(([id], i) => id && kept.has(i));
    const years = [...new Set(graph.dates.map((date) => Math.floor(date / 416)))].filter(Boolean).sort();
    return {
      level: named(graph.levels, used(graph.level)),
      province: named(graph.provinces, used(graph.province)),
      year: years.map((year) => [String(year), String(year)]),
      status: named(graph.statuses, used(graph.status)),
    };
  }

  /** @param {Model} graph @param {Uint8Array} shown @param {string} words @param {number} [most] @returns {number[]} the best answers first */
  function answers(graph, shown, words, most = 8) {
    const wanted = fold(words).trim();
    if (!wanted) return [];
    const key = graph.keys();
    const parts = wanted.split(/\s+/);
    /** @type {number[][]} */
    const ranked = [[], [], []];
    for (const i of graph.byWeight()) {
      if (!shown[i] || !parts.every((part) => key(i).includes(part))) continue;
      ranked[fold(graph.label(i)) === wanted ? 0 : key(i).startsWith(wanted) ? 1 : 2].push(i);
    }
    return ranked.flat().slice(0, most);
  }

  return { FIELDS, answers, choices, count, counts, everything, lines, notes, relationCounts };
})();
