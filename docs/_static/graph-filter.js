// @ts-check
"use strict";
/**
 * Who is shown: filters by kind, relation, level, province, year, status and words, with counts. Pure.
 *
 * @typedef {import("./graph-model.js").Model} Model
 * @typedef {{hidden: Set<string>, without: Set<string>, level: string, province: string, year: string, status: string,
 *   words: string}} Filter kinds that are hidden, relations that are left out, and one value of each field or ""
 * @typedef {{id: string, label: string, count: number}} Choice
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
    return Uint8Array.from(graph.kind, (_, i) => Number(all.every((test) => test(i))));
  }

  /** @param {Model} graph @param {Uint8Array} shown @param {Filter} filter @returns {Uint8Array} for each relation */
  function lines(graph, shown, filter) {
    const kept = graph.relations.map((relation) => !filter.without.has(relation.id));
    return Uint8Array.from(graph.from, (from, i) => Number(kept[graph.relation[i]] && shown[from] && shown[graph.to[i]]));
  }

  /** @param {Uint8Array} list @returns {number} */
  function count(list) {
    let sum = 0;
    for (const one of list) sum += one;
    return sum;
  }

  /** @param {Model} graph @param {string} field @param {number} i @returns {string} the value of a note */
  function valueOf(graph, field, i) {
    if (field === "kind") return graph.kinds[graph.kind[i]].id;
    if (field === "level") return graph.levels[graph.level[i]][0];
    if (field === "province") return graph.provinces[graph.province[i]][0];
    if (field === "status") return graph.statuses[graph.status[i]][0];
    return String(graph.year(i) || "");
  }

  /**
   * How many notes each value of a field would show, were only that field changed.
   * @param {Model} graph @param {Filter} filter @param {string} field @param {Uint8Array} [within] the notes that count
   * @returns {Map<string, number>}
   */
  function counts(graph, filter, field, within) {
    const others = Object.entries(tests(graph, filter)).filter(([name]) => name !== field);
    /** @type {Map<string, number>} */
    const found = new Map();
    for (let i = 0; i < graph.size; i++) {
      if ((within && !within[i]) || !others.every(([, test]) => test(i))) continue;
      const value = valueOf(graph, field, i);
      found.set(value, (found.get(value) ?? 0) + 1);
    }
    return found;
  }

  /** @param {Model} graph @param {Uint8Array} shown @param {Uint8Array} [within] the relations that count @returns {number[]} for each relation, how many join shown notes */
  function relationCounts(graph, shown, within) {
    const found = graph.relations.map(() => 0);
    for (let i = 0; i < graph.lines; i++) {
      if ((!within || within[i]) && shown[graph.from[i]] && shown[graph.to[i]]) found[graph.relation[i]]++;
    }
    return found;
  }

  /** @param {Model} graph @param {string} field @returns {Choice[]} every value that a note has, in order, without its count */
  function choices(graph, field) {
    const used = counts(graph, everything(), field);
    const named = { level: graph.levels, province: graph.provinces, status: graph.statuses }[field];
    const years = [...used.keys()].sort().map((year) => [year, year]);
    return (named ?? years).filter(([id]) => id && used.has(id)).map(([id, label]) => ({ id, label, count: used.get(id) ?? 0 }));
  }

  /** @param {Model} graph @param {Uint8Array} shown @param {string} words @param {number} [most] @returns {number[]} the best answers first */
  function answers(graph, shown, words, most = 8) {
    const wanted = fold(words).trim();
    if (!wanted) return [];
    const key = graph.keys();
    const parts = wanted.split(/\s+/);
    /** @type {number[][]} */
    const ranked = [[], [], []];
    for (const i of graph.byWeight) {
      if (!shown[i] || !parts.every((part) => key(i).includes(part))) continue;
      ranked[fold(graph.label(i)) === wanted ? 0 : key(i).startsWith(wanted) ? 1 : 2].push(i);
    }
    return ranked.flat().slice(0, most);
  }

  return { FIELDS, answers, choices, count, counts, everything, lines, notes, relationCounts };
})();
