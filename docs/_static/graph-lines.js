// @ts-check
"use strict";
/**
 * Where the lines of relations run and how they look: curves on the map; between rows, as in the picture of a note's
 * page, a trunk for each opened note and a branch for each relation, which no name ever stands on. The same lines are
 * painted on the canvas and written to the saved drawing.
 *
 * @typedef {import("./graph-model.js").Model} Model
 * @typedef {import("./graph-walk.js").Stage} Stage
 * @typedef {import("./graph-look.js").Colour} Colour
 * @typedef {{x: number, y: number}} Place
 * @typedef {{line: number, d: string, tip: Place, angle: number}} Stroke `line` is TRUNK_LINE or OWN_LINE for a trunk and for what ties its note to it; these have no arrow
 * @typedef {{graph: Model, stage: Stage, lines: number[], steps: Map<number, number>, place: (i: number) => Place, radius: (i: number) => number}} Sheet
 */
const nq57GraphLines = (() => {
  const { other } = nq57GraphQueries;
  const [TRUNK, LEFT, STRAND, REACH] = [12, 22, 6, 9]; // as in views/svg.py
  const [NEXT, ASIDE] = [5, 35]; // pixels from one trunk to the next, and that all of them have
  const MOST_STRANDS = 3;
  const [TRUNK_LINE, OWN_LINE] = [-1, -2];
  const BENDS = [0.5, 0.3, 0.7]; // of parallel relations
  const [TIP, HALF] = [8, 3.2]; // length and half the width of an arrow

  const n = (/** @type {number} */ value) => Math.round(value * 10) / 10;

  /** @param {Sheet} sheet @returns {Stroke[]} curves from note to note, each ending at the edge of its target */
  function curves({ graph, lines, place, radius }) {
    /** @type {Map<string, number>} */
    const ranks = new Map();
    return lines.map((line) => {
      const [from, to] = [graph.from[line], graph.to[line]];
      const pair = from < to ? `${from} ${to}` : `${to} ${from}`;
      const rank = ranks.get(pair) ?? 0;
      ranks.set(pair, rank + 1);
      const [a, b] = [place(from), place(to)];
      const [dx, dy] = [b.x - a.x, b.y - a.y];
      const bend = BENDS[rank % BENDS.length] * dy;
      const lift = (rank % 2 ? 1 : -1) * (Math.min(24, 8 + Math.abs(dx) / 16) + 4 * rank); // side by side: an arch over what stands between
      const [c, d] = Math.abs(dy) < 1 ? [{ x: a.x + dx / 4, y: a.y + lift }, { x: b.x - dx / 4, y: b.y + lift }] : [{ x: a.x, y: a.y + bend }, { x: b.x, y: b.y - bend }];
      const angle = Math.atan2(b.y - d.y, b.x - d.x);
      const r = radius(to) + 1;
      const tip = { x: b.x - r * Math.cos(angle), y: b.y - r * Math.sin(angle) };
      return { line, d: `M${n(a.x)} ${n(a.y)}C${n(c.x)} ${n(c.y)} ${n(d.x)} ${n(d.y)} ${n(tip.x)} ${n(tip.y)}`, tip, angle };
    });
  }

  /**
   * The few lines that a row has room for, as in views/svg.py: what a text mentions adds nothing to what is declared.
   * @param {Model} graph @param {number[]} lines between two notes @returns {number[]}
   */
  function strands(graph, lines) {
    const said = new Set(lines.filter((line) => !graph.found[line]).map((line) => graph.from[line]));
    const kept = lines.filter((line) => !graph.found[line] || !said.has(graph.from[line]));
    const name = (/** @type {number} */ line) => graph.relations[graph.relation[line]].id;
    return kept.sort((a, b) => graph.found[a] - graph.found[b] || (name(a) < name(b) ? -1 : Number(name(a) > name(b)))).slice(0, MOST_STRANDS);
  }

  /** @param {Sheet} sheet @returns {Map<number, Map<number, number[]>>} the lines of each row, by the note whose trunk they leave */
  function branches({ graph, lines, steps }) {
    const found = new Map();
    for (const line of lines) {
      const [from, to] = [graph.from[line], graph.to[line]];
      const host = (steps.get(from) ?? 0) <= (steps.get(to) ?? 0) ? from : to;
      const row = other(graph, line, host);
      if (!found.has(row)) found.set(row, new Map());
      found.get(row).set(host, [...(found.get(row).get(host) ?? []), line]);
    }
    for (const row of found.values()) for (const [host, all] of row) row.set(host, strands(graph, all));
    return found;
  }

  /** @param {Sheet} sheet @returns {Stroke[]} trunks first, then branches from trunk to note */
  function rows(sheet) {
    const { graph, steps, place } = sheet;
    const rowsOf = branches(sheet);
    const hosts = [...new Set([...rowsOf.values()].flatMap((row) => [...row.keys()]))];
    hosts.sort((a, b) => (steps.get(a) ?? 0) - (steps.get(b) ?? 0) || place(a).y - place(b).y);
    const trunkOf = new Map(hosts.map((host, k) => [host, k ? LEFT + ((NEXT * (k - 1)) % ASIDE) : TRUNK]));
    /** @type {Stroke[]} */
    const found = [];
    /** @type {Map<number, number[]>} */
    const ends = new Map(hosts.map((host) => [host, []]));
    for (const row of new Set([...hosts, ...rowsOf.keys()])) {
      const mine = [...(rowsOf.get(row) ?? [])].flatMap(([host, lines]) => lines.map((line) => ({ host, line })));
      if (trunkOf.has(row)) mine.push({ host: row, line: hosts[0] === row ? OWN_LINE : TRUNK_LINE });
      const apart = Math.min(STRAND, (2 * REACH) / mine.length);
      mine.forEach(({ host, line }, k) => {
        const { x, y } = { x: place(row).x, y: place(row).y + apart * (k - (mine.length - 1) / 2) };
        const trunk = /** @type {number} */ (trunkOf.get(host));
        ends.get(host)?.push(y);
        if (line < 0) found.push({ line, d: `M${trunk} ${n(y)}H${n(x)}`, tip: { x: trunk, y }, angle: 0 });
        else found.push(branch(graph, line, host, trunk, { x, y }, y > place(host).y));
      });
    }
    const stems = hosts.map((host) => {
      const all = ends.get(host) ?? [];
      const [x, y] = [/** @type {number} */ (trunkOf.get(host)), place(host).y];
      const [low, high] = [Math.min(y, ...all.map((end) => end + (end < y ? 8 : 0))), Math.max(y, ...all.map((end) => end - (end > y ? 8 : 0)))];
      return { line: TRUNK_LINE, d: `M${x} ${n(low)}V${n(high)}`, tip: { x, y }, angle: 0 };
    });
    return [...stems, ...found];
  }

  /** @param {Model} graph @param {number} line @param {number} host @param {number} trunk @param {Place} at @param {boolean} down @returns {Stroke} from the trunk round the corner to the row, the arrow at its target */
  function branch(graph, line, host, trunk, { x, y }, down) {
    const out = graph.from[line] === host;
    const start = trunk + 10;
    const d = `M${trunk} ${n(y - (down ? 8 : -8))}Q${trunk} ${n(y)} ${start} ${n(y)}H${n(out ? x - REACH : x)}`;
    return { line, d, tip: { x: out ? x - REACH : start, y }, angle: out ? 0 : Math.PI };
  }

  /** @param {Sheet} sheet @returns {Stroke[]} */
  const routes = (sheet) => (sheet.stage.cell ? curves(sheet) : rows(sheet));

  /** @param {Stroke} stroke @param {number} unit of a pixel @returns {string} the outline of its arrow */
  function arrow({ tip, angle }, unit) {
    const at = (/** @type {number} */ back, /** @type {number} */ aside) => `${n(tip.x - unit * (back * Math.cos(angle) + aside * Math.sin(angle)))} ${n(tip.y - unit * (back * Math.sin(angle) - aside * Math.cos(angle)))}`;
    return `M${at(TIP, HALF)}L${at(0, 0)}L${at(TIP, -HALF)}z`;
  }

  /** @param {Model} graph @param {Stroke} stroke @param {Colour} colour @param {number} unit @returns {{ink: string, tip: string, width: number, dash: number[], arrow: string}} how a line looks: a dash for its family, thin with a hollow arrow when only found in a text */
  function look(graph, stroke, colour, unit) {
    if (stroke.line === OWN_LINE) return { ink: colour("mark"), tip: "", width: 3 * unit, dash: [], arrow: "" };
    if (stroke.line === TRUNK_LINE) return { ink: colour("soft"), tip: "", width: 1.5 * unit, dash: [], arrow: "" };
    const family = graph.families[graph.relations[graph.relation[stroke.line]].family];
    const [ink, found] = [colour(family.id), graph.found[stroke.line]];
    return { ink, tip: found ? colour("paper") : ink, width: (found ? 0.9 : 1.6) * unit, dash: family.dash.map((length) => length * unit), arrow: arrow(stroke, unit) };
  }

  /** @param {CanvasRenderingContext2D} ctx @param {Model} graph @param {Stroke[]} strokes @param {Colour} colour @param {number} unit @param {number} [weight] */
  function paint(ctx, graph, strokes, colour, unit, weight = 1) {
    for (const stroke of strokes) {
      const { ink, tip, width, dash, arrow: outline } = look(graph, stroke, colour, unit);
      ctx.strokeStyle = ink;
      ctx.lineWidth = width * weight;
      ctx.setLineDash(dash);
      ctx.stroke(new Path2D(stroke.d));
      ctx.setLineDash([]);
      if (!outline) continue;
      const head = new Path2D(outline);
      ctx.fillStyle = tip;
      ctx.fill(head);
      ctx.lineWidth = unit;
      ctx.stroke(head);
    }
  }

  return { look, paint, routes };
})();
