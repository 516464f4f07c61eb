// @ts-check
"use strict";
/**
 * What is shown, as a file: CSV for a spreadsheet, GraphML for other tools, SVG for print, PNG for a slide. The
 * texts are made by pure functions; only `save` touches the page.
 *
 * @typedef {import("./graph-model.js").Model} Model
 * @typedef {import("./graph-walk.js").Stage} Stage
 * @typedef {import("./graph-lines.js").Stroke} Stroke
 */
const nq57GraphExport = (() => {
  const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;
  const [MARGIN, LANE_TEXT] = [12, 13];

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

  /**
   * A drawing of a stage as vectors: lanes, dates, every note shown, the relations drawn, the names that have room.
   * @param {Model} graph @param {Stage} stage @param {{notes: number[], fore: number[], lines: number[], steps: Map<number, number>, focus: number, root: string}} what
   * @param {(name: string) => string} colour @returns {string}
   */
  function svg(graph, stage, { notes, fore, lines, steps, focus, root }, colour) {
    const unit = stage.cell ? Math.max(1, stage.width / 1400) : 1;
    const size = (/** @type {number} */ n) => Math.round(n * unit * 10) / 10;
    const parts = stage.lanes.map(
      ({ label, top, height }, i) =>
        `<rect y="${top}" width="${stage.width}" height="${height}" fill="${colour(i % 2 ? "paper" : "band")}"/>` +
        `<text x="${size(6)}" y="${top + size(LANE_TEXT)}" font-weight="600" fill="${colour("soft")}">${xml(label)}</text>`,
    );
    for (const [x, label] of stage.undated ? [stage.undated, ...stage.ticks] : stage.ticks) {
      parts.push(`<path d="M${x} 0V${stage.height}" stroke="${colour("rule")}"/><text x="${x}" y="${stage.height + size(LANE_TEXT)}" text-anchor="middle" fill="${colour("soft")}">${xml(label)}</text>`);
    }
    const place = (/** @type {number} */ i) => ({ x: stage.x[i], y: stage.y[i] });
    const strokes = nq57GraphLines.routes({ graph, stage, lines, steps, place, radius: (i) => nq57GraphLook.radius(graph, i) });
    for (const stroke of strokes) parts.push(drawn(graph, stroke, colour, unit));
    const kept = new Set(fore);
    for (const i of notes) {
      const kind = graph.kinds[graph.kind[i]];
      const ink = colour(i === focus ? "mark" : nq57GraphLook.groupOf(kind.id));
      const scale = (stage.cell ? nq57GraphLook.radius(graph, i) : 6.5) / 6.5;
      const faint = fore.length && !kept.has(i) ? ' opacity="0.35"' : "";
      const name = kept.has(i) ? `<text x="${size(10)}" y="${size(4)}" fill="${colour("ink")}">${xml(graph.label(i))}</text>` : "";
      parts.push(
        `<a href="${xml(root + graph.url(i))}" transform="translate(${stage.x[i]} ${stage.y[i]})"${faint}><title>${xml(graph.title(i))}</title>` +
          `<path d="${kind.path}" transform="scale(${scale.toFixed(2)})" fill="${kind.filled ? ink : colour("paper")}" stroke="${ink}" stroke-width="2"/>${name}</a>`,
      );
    }
    const box = `${-MARGIN} ${-MARGIN} ${stage.width + 2 * MARGIN} ${stage.height + size(20) + MARGIN}`;
    return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box}" font-family="sans-serif" font-size="${size(12)}"><rect x="${-MARGIN}" y="${-MARGIN}" width="100%" height="100%" fill="${colour("paper")}"/>${parts.join("")}</svg>\n`;
  }

  /** @param {Model} graph @param {Stroke} stroke @param {(name: string) => string} colour @param {number} unit @returns {string} a line with its arrow, and what it says */
  function drawn(graph, stroke, colour, unit) {
    const { ink, tip, width, dash, arrow } = nq57GraphLines.look(graph, stroke, colour, unit);
    const [from, to, relation] = [graph.from, graph.to, graph.relation].map((column) => column[stroke.line]);
    const said = stroke.line < 0 ? "" : `<title>${xml(`${graph.label(from)} ${graph.relations[relation].label} ${graph.label(to)}`)}</title>`;
    const dashes = dash.length ? ` stroke-dasharray="${dash.join(" ")}"` : "";
    const head = arrow && `<path d="${arrow}" fill="${tip}" stroke="${ink}" stroke-width="${unit}"/>`;
    return `<g>${said}<path d="${stroke.d}" fill="none" stroke="${ink}" stroke-width="${width.toFixed(1)}"${dashes}/>${head}</g>`;
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

  return { cell, graphml, linesCsv, notesCsv, save, svg, xml };
})();
