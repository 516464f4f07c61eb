// @ts-check
"use strict";
/**
 * What is shown, as vectors: for paper, and to be saved. Lanes, dates, every note with its link, the relations in
 * question, and the names that have room. Pure.
 *
 * @typedef {import("./graph-model.js").Model} Model
 * @typedef {import("./graph-walk.js").Stage} Stage
 * @typedef {import("./graph-walk.js").Box} Box
 * @typedef {import("./graph-lines.js").Stroke} Stroke
 * @typedef {{notes: number[], fore: number[], lines: number[], steps: Map<number, number>, focus: number, root: string}} What
 *   `fore` are the notes in question, the others are the mass
 */
const nq57GraphDrawing = (() => {
  const { xml } = nq57GraphExport;
  const { labelBox } = nq57GraphWalk;
  const [MARGIN, FONT, LANE_TEXT] = [12, 12, 13];
  const LETTER = 0.62; // of the size of the font: what a letter of the widest usual fonts takes
  const PAPER = 1400; // map units that are drawn at their own size
  const LEAST = 4; // letters: of less, only an ellipsis would be seen

  const rounded = (/** @type {number} */ value) => Math.round(value * 10) / 10;

  /** @param {string} text @param {number} room @param {number} unit @returns {string} as much of it as there is room for */
  function cut(text, room, unit) {
    const most = Math.floor(room / (FONT * LETTER * unit));
    return text.length <= most ? text : most < LEAST ? "" : `${text.slice(0, most - 1).trimEnd()}…`;
  }

  /** @param {Stage} stage @param {number} unit @returns {[number, string][]} the marks of time that have room beside each other */
  function marks(stage, unit) {
    let free = -Infinity;
    return (stage.undated ? [stage.undated, ...stage.ticks] : stage.ticks).filter(([x, label]) => {
      const half = (label.length * FONT * LETTER * unit) / 2;
      if (x - half < free) return false;
      free = x + half + 6 * unit;
      return true;
    });
  }

  /** @param {Model} graph @param {Stage} stage @param {What} what @param {number} unit @returns {Map<number, {text: string, x: number, y: number}>} the names that meet nothing, and where they begin, from their notes */
  function names(graph, stage, { fore, focus }, unit) {
    const page = { left: 0, top: 0, right: stage.width, bottom: stage.height };
    /** @type {Box[]} */
    const taken = stage.lanes.map(({ label, top }) => ({ left: 0, right: (6 + label.length * FONT * LETTER * 1.15) * unit, top, bottom: top + 18 * unit }));
    for (const i of fore) taken.push({ left: stage.x[i] - 6, right: stage.x[i] + 6, top: stage.y[i] - 6, bottom: stage.y[i] + 6 });
    const found = new Map();
    for (const i of [...fore].sort((a, b) => Number(b === focus) - Number(a === focus) || graph.degree[b] - graph.degree[a] || a - b)) {
      const [x, y] = [stage.x[i], stage.y[i]];
      const text = cut(graph.label(i), (stage.cell ? 30 * FONT * LETTER : page.right - x - 12) * unit, unit);
      const box = text && labelBox({ x, y, r: 7 }, text.length * FONT * LETTER * unit, (FONT + 3) * unit, taken, page);
      if (!box) continue;
      taken.push(box);
      found.set(i, { text, x: box.left - x, y: (box.top + box.bottom) / 2 + 4 * unit - y });
    }
    return found;
  }

  /** @param {Model} graph @param {Stroke} stroke @param {(name: string) => string} colour @param {number} unit @returns {string} a line with its arrow, and what it says */
  function line(graph, stroke, colour, unit) {
    const { ink, tip, width, dash, arrow } = nq57GraphLines.look(graph, stroke, colour, unit);
    const [from, to, relation] = [graph.from, graph.to, graph.relation].map((column) => column[stroke.line]);
    const said = stroke.line < 0 ? "" : `<title>${xml(`${graph.label(from)} ${graph.relations[relation].label} ${graph.label(to)}`)}</title>`;
    const dashes = dash.length ? ` stroke-dasharray="${dash.map(rounded).join(" ")}"` : "";
    const head = arrow && `<path d="${arrow}" fill="${tip}" stroke="${ink}" stroke-width="${rounded(unit)}"/>`;
    return `<g>${said}<path d="${stroke.d}" fill="none" stroke="${ink}" stroke-width="${rounded(width)}"${dashes}/>${head}</g>`;
  }

  /** @param {Model} graph @param {Stage} stage @param {What} what @param {(name: string) => string} colour @returns {string} the drawing */
  function svg(graph, stage, what, colour) {
    const { notes, fore, lines, steps, focus, root } = what;
    const unit = stage.cell ? Math.max(1, stage.width / PAPER) : 1;
    const size = (/** @type {number} */ n) => rounded(n * unit);
    const halo = `paint-order="stroke" stroke="${colour("paper")}" stroke-width="${size(3)}" stroke-linejoin="round"`;
    const parts = stage.lanes.map(({ top, height }, i) => `<rect y="${top}" width="${stage.width}" height="${height}" fill="${colour(i % 2 ? "paper" : "band")}"/>`);
    for (const [x, label] of marks(stage, unit)) {
      parts.push(`<path d="M${x} 0V${stage.height}" stroke="${colour("rule")}"/><text x="${x}" y="${stage.height + size(LANE_TEXT)}" text-anchor="middle" fill="${colour("soft")}">${xml(label)}</text>`);
    }
    const place = (/** @type {number} */ i) => ({ x: stage.x[i], y: stage.y[i] });
    const strokes = nq57GraphLines.routes({ graph, stage, lines, steps, place, radius: (i) => nq57GraphLook.radius(graph, i) });
    for (const stroke of strokes) parts.push(line(graph, stroke, colour, unit));
    const [kept, named] = [new Set(fore), names(graph, stage, what, unit)];
    const mass = notes.filter((i) => !kept.has(i));
    for (const i of [...mass, ...fore]) {
      const kind = graph.kinds[graph.kind[i]];
      const ink = colour(i === focus ? "mark" : nq57GraphLook.groupOf(kind.id));
      const scale = (stage.cell ? nq57GraphLook.radius(graph, i) : 6.5) / 6.5;
      const faint = fore.length && !kept.has(i) ? ' opacity="0.35"' : "";
      const name = named.get(i);
      const text = name ? `<text x="${rounded(name.x)}" y="${rounded(name.y)}" fill="${colour("ink")}" ${halo}>${xml(name.text)}</text>` : "";
      parts.push(
        `<a href="${xml(root + graph.url(i))}" transform="translate(${stage.x[i]} ${stage.y[i]})"${faint}><title>${xml(graph.title(i))}</title>` +
          `<path d="${kind.path}" transform="scale(${scale.toFixed(2)})" fill="${kind.filled ? ink : colour("paper")}" stroke="${ink}" stroke-width="2"/>${text}</a>`,
      );
    }
    for (const { label, top } of stage.lanes) parts.push(`<text x="${size(6)}" y="${top + size(LANE_TEXT)}" font-weight="600" fill="${colour("soft")}" ${halo}>${xml(label)}</text>`);
    const box = `${-MARGIN} ${-MARGIN} ${stage.width + 2 * MARGIN} ${stage.height + size(20) + MARGIN}`;
    return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box}" font-family="sans-serif" font-size="${size(FONT)}"><rect x="${-MARGIN}" y="${-MARGIN}" width="100%" height="100%" fill="${colour("paper")}"/>${parts.join("")}</svg>\n`;
  }

  return { svg };
})();
