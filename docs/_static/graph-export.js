// @ts-check
"use strict";
/**
 * What is shown, as a file: CSV for a spreadsheet, GraphML for other tools. The texts are made by pure functions;
 * only `save` touches the page.
 *
 * @typedef {import("./graph-model.js").Model} Model
 */
const nq57GraphExport = (() => {
  const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

  /** @param {string | number} value @returns {string} a cell that a spreadsheet reads as text, never as a formula */
  function cell(value) {
    const text = String(value);
    const safe = typeof value === "string" && FORMULA.test(text) ? `'${text}` : text;
    return /["\n\r,;\t]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  }

  /** @param {(string | number)[][]} rows @returns {string} with the mark that tells a spreadsheet that it is Unicode */
  const csv = (rows) => `\ufeff${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;

  /** @param {string} text @returns {string} for XML, without what XML cannot hold */
  const xml = (text) =>
    text
      .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "")
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      .replaceAll('"', "&quot;");

  /** @param {Model} graph @param {number[]} notes @returns {string} */
  function notesCsv(graph, notes) {
    const head = ["id", "label", "title", "kind", "level", "province", "date", "status", "relations", "address"];
    return csv([head, ...notes.map((i) => [...Object.values(facts(graph, i)), graph.degree[i], graph.url(i)])]);
  }

  /** @param {Model} graph @param {number} i @returns {Record<string, string>} */
  function facts(graph, i) {
    return {
      id: graph.id(i),
      label: graph.label(i),
      title: graph.title(i),
      kind: graph.kinds[graph.kind[i]].id,
      level: graph.levels[graph.level[i]][0],
      province: graph.provinces[graph.province[i]][0],
      date: graph.iso(i),
      status: graph.statuses[graph.status[i]][0],
    };
  }

  /** @param {Model} graph @param {number[]} lines @returns {string} */
  function linesCsv(graph, lines) {
    const head = ["from", "from label", "relation", "relation label", "to", "to label", "origin"];
    const row = (/** @type {number} */ line) => {
      const { id, label } = graph.relations[graph.relation[line]];
      const [from, to] = [graph.from[line], graph.to[line]];
      return [graph.id(from), graph.label(from), id, label, graph.id(to), graph.label(to), graph.found[line] ? "found" : "declared"];
    };
    return csv([head, ...lines.map(row)]);
  }

  /** @param {Model} graph @param {number[]} notes @param {number[]} lines @returns {string} */
  function graphml(graph, notes, lines) {
    const keys = ["label", "title", "kind", "level", "province", "date", "status"];
    const data = (/** @type {string} */ key, /** @type {string} */ value) => (value ? `<data key="${key}">${xml(value)}</data>` : "");
    const node = (/** @type {number} */ i) => {
      const known = facts(graph, i);
      return `<node id="${xml(known.id)}">${keys.map((key) => data(key, known[key])).join("")}</node>`;
    };
    const edge = (/** @type {number} */ line) =>
      `<edge source="${xml(graph.id(graph.from[line]))}" target="${xml(graph.id(graph.to[line]))}">` +
      `${data("relation", graph.relations[graph.relation[line]].id)}${data("origin", graph.found[line] ? "found" : "declared")}</edge>`;
    const head = [...keys.map((key) => [key, "node"]), ["relation", "edge"], ["origin", "edge"]];
    return [
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
      ...head.map(([key, of]) => `<key id="${key}" for="${of}" attr.name="${key}" attr.type="string"/>`),
      '<graph edgedefault="directed">',
      ...notes.map(node),
      ...lines.map(edge),
      "</graph></graphml>\n",
    ].join("\n");
  }

  /** @param {Blob | string} content @param {string} name @param {string} type hand a file to the reader */
  function save(content, name, type) {
    const address = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
    const anchor = document.createElement("a");
    anchor.href = address;
    anchor.download = name;
    anchor.click();
    setTimeout(() => URL.revokeObjectURL(address), 1e4);
  }

  return { cell, graphml, linesCsv, notesCsv, save, xml };
})();
