// @ts-check
"use strict";
/**
 * A view on its canvas. vis-network holds the foreground, the notes in question; the mass and the lines of relations
 * are painted under it, names over it. Nothing here decides what is shown.
 *
 * @typedef {import("./graph-model.js").Model} Model
 * @typedef {import("./graph-walk.js").Stage} Stage
 * @typedef {import("./graph-look.js").View} View
 * @typedef {{stage: Stage, shown: Uint8Array, focus: number, notes: number[], lines: number[], steps: Map<number, number>,
 *   said: (i: number) => string}} Scene
 *   `shown` is the mass, `notes` and `lines` the foreground, `focus` a note or -1, `said` what ties a note to the others
 */
const nq57GraphCanvas = (() => {
  const { FOCUSED, colours, node, radius, settings } = nq57GraphLook;
  const { create: createMass, far, layer } = nq57GraphMass;
  const { paint, routes } = nq57GraphLines;
  const { FOOT, NARROW, inside, over, under } = nq57GraphPaint;
  const EDGE = 60; // room kept around a note that is brought into view
  const LEAST_SCALE_NARROW = 0.4;
  const ROW_RADIUS = 7;
  const STRONG = 1.8; // times as broad: the lines of the note that is pointed at
  const NAME_WIDTH = 260; // a press on a name in its row is a press on the note
  const [LEAST_SCALE, MOST_SCALE, STEP] = [0.05, 6, 3];
  const REST = 150; // milliseconds without a further zoom
  const MOST_POINTED = 60; // relations drawn of a note that is only pointed at

  /**
   * @param {HTMLElement} host @param {Model} graph @param {any} vis the library @param {Scene} scene at the start
   * @param {{pick: (i: number) => void, open: (i: number) => void, point: (i: number) => void, relations: (i: number) => ArrayLike<number>}} on
   */
  function create(host, graph, vis, scene, on) {
    const nodes = new vis.DataSet([]);
    const rows = !scene.stage.cell;
    let colour = colours(host);
    let mass = createMass(graph, scene.stage, colour);
    let lines = createLines();
    let drawn = {}; // a new one when the lines are to be drawn anew
    let pointed = -1;
    let font = getComputedStyle(host).fontFamily;
    const network = new vis.Network(host, { nodes, edges: [] }, settings(graph.options, rows));

    /** @returns {View} what part of the stage is seen, in its own units */
    function seen() {
      const scale = network.getScale();
      const { x, y } = network.getViewPosition();
      const [w, h] = [host.clientWidth / scale / 2, host.clientHeight / scale / 2];
      return { left: x - w, right: x + w, top: y - h, bottom: y + h, scale };
    }

    /** @param {number} i @returns {{x: number, y: number}} where a note stands, pulled or not */
    function place(i) {
      return (rows && network.body.nodes[i]) || { x: scene.stage.x[i], y: scene.stage.y[i] };
    }

    /** @returns {import("./graph-paint.js").Frame} the picture in the making */
    function frame() {
      const view = seen();
      const spot = (/** @type {number} */ i) => {
        const { x, y } = place(i);
        return { x: (x - view.left) * view.scale, y: (y - view.top) * view.scale, r: (rows ? ROW_RADIUS : radius(graph, i)) * view.scale };
      };
      return { graph, scene, view, colour, font, width: host.clientWidth, height: host.clientHeight, spot, pointed, mass };
    }

    /** Draw with the next frame, once, whatever has changed. */
    function redraw() {
      network.body.emitter.emit("_requestRedraw");
    }

    /** Hand the foreground to vis-network, which would draw at every step. */
    function fill() {
      const { stage, focus, notes } = scene;
      drawn = {};
      network.body.emitter.emit("_blockRedraw");
      if (nodes.length) nodes.clear();
      if (notes.length) nodes.add(notes.map((i) => node(graph, i, stage, colour, i === focus)));
      network.body.emitter.emit("_allowRedraw");
      redraw();
    }

    /** @param {number[]} some relations @returns {import("./graph-lines.js").Stroke[]} their lines, where they run now */
    function strokes(some) {
      const { stage, steps, focus } = scene;
      return routes({ graph, stage, lines: some, steps, place, radius: (i) => radius(graph, i) * (i === focus ? FOCUSED : 1) });
    }

    /** @returns the lines of the map, kept from frame to frame */
    function createLines() {
      return layer(scene.stage, (ctx, scale) => paint(ctx, graph, strokes(scene.lines), colour, 1 / scale));
    }

    /** Draw the relations in question, those of the pointed note strongest. @param {CanvasRenderingContext2D} ctx in units of the stage */
    function relations(ctx) {
      const view = seen();
      const [unit, all] = [1 / view.scale, rows ? strokes(scene.lines) : []];
      if (rows) paint(ctx, graph, all, colour, unit);
      else lines(ctx, view, drawn);
      if (pointed < 0 || pointed === scene.focus) return;
      const its = (/** @type {number} */ line) => graph.from[line] === pointed || graph.to[line] === pointed;
      const strong = rows ? all.filter(({ line }) => its(line)) : strokes(Array.from(on.relations(pointed)).slice(0, MOST_POINTED));
      paint(ctx, graph, strong, colour, unit, STRONG);
    }

    /** @param {{x: number, y: number}} at in units of the stage @returns {number} the shown note there, or -1 */
    function hit(at) {
      let [best, least] = [-1, Math.max(10 / network.getScale(), 10)];
      const { x, y } = scene.stage;
      const consider = (/** @type {number} */ i, /** @type {number} */ away) => {
        if (away < least) [best, least] = [i, away];
      };
      if (rows) {
        for (const i of scene.notes) {
          const there = place(i);
          const beside = at.x > there.x ? Math.max(Math.abs(there.y - at.y), at.x - there.x - NAME_WIDTH) : Infinity;
          consider(i, Math.min(beside, Math.hypot(there.x - at.x, there.y - at.y)));
        }
      } else for (let i = 0; i < graph.size; i++) if (scene.shown[i]) consider(i, Math.hypot(x[i] - at.x, y[i] - at.y));
      return best;
    }

    /** @param {any} event a press on a note takes it; from afar it opens the cell */
    function press(event) {
      const at = event.pointer.canvas;
      const i = hit(at);
      const scale = network.getScale();
      if (far(scene.stage, scale) && !scene.notes.includes(i)) {
        network.moveTo({ position: at, scale: scale * STEP });
        rescale();
      } else if (i >= 0) on.pick(i);
    }

    network.on("beforeDrawing", (/** @type {CanvasRenderingContext2D} */ ctx) => {
      under(ctx, frame());
      relations(ctx);
    });
    network.on("afterDrawing", (/** @type {CanvasRenderingContext2D} */ ctx) => {
      const ratio = ctx.canvas.width / host.clientWidth;
      ctx.save();
      ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
      over(ctx, frame());
      ctx.restore();
    });
    // Lines keep their width on the screen: drawn anew once a zoom has come to rest.
    let resting = 0;
    const rescale = () => {
      clearTimeout(resting);
      resting = setTimeout(() => {
        drawn = {};
        redraw();
      }, REST);
    };
    network.on("zoom", rescale);
    network.on("click", press);
    network.on("doubleClick", (/** @type {any} */ event) => {
      const i = hit(event.pointer.canvas);
      if (i >= 0 && !far(scene.stage, network.getScale())) on.open(i);
    });
    host.addEventListener("pointermove", (event) => {
      if (event.pointerType === "touch" || event.buttons) return; // not while it is pulled
      const box = host.getBoundingClientRect();
      on.point(hit(network.DOMtoCanvas({ x: event.clientX - box.left, y: event.clientY - box.top })));
    });
    // The wheel scrolls the page until the view is in use, else nobody gets past it.
    const wheel = (/** @type {boolean} */ zoomView) => network.setOptions({ interaction: { zoomView } });
    host.addEventListener("pointerdown", () => wheel(true));
    host.addEventListener("pointerleave", () => {
      wheel(false);
      on.point(-1);
    });

    return {
      network,
      /** @param {Scene} next */
      show(next) {
        const moved = next.stage !== scene.stage;
        scene = next;
        pointed = -1;
        if (moved) [mass, lines] = [createMass(graph, scene.stage, colour), createLines()];
        fill();
      },
      /** @param {number} i the note to ring, or -1 */
      ring(i) {
        if (i === pointed) return;
        pointed = i;
        redraw();
      },
      recolour() {
        colour = colours(host);
        font = getComputedStyle(host).fontFamily;
        mass = createMass(graph, scene.stage, colour);
        fill();
      },
      /** @param {number} i bring a note into view, if it is not */
      reveal(i) {
        if (inside(frame(), i)) return;
        const view = seen();
        const { x, y } = place(i);
        const m = EDGE / view.scale;
        const shift = (/** @type {number} */ at, /** @type {number} */ low, /** @type {number} */ high) => Math.min(0, at - low) + Math.max(0, at - high);
        const [dx, dy] = [shift(x, view.left + m, view.right - m), shift(y, view.top + m, view.bottom - m)];
        network.moveTo({ position: { x: (view.left + view.right) / 2 + dx, y: (view.top + view.bottom) / 2 + dy } });
      },
      /** Show the whole: rows at their own size from the top; the map in full, on a narrow page by its height. */
      fit() {
        if (rows) network.setSize("100%", "100%"); // rows come and go
        const [w, h] = [host.clientWidth, host.clientHeight];
        const { width, height } = scene.stage;
        const tall = (h - FOOT) / height;
        const scale = rows ? 1 : w < NARROW ? Math.max(tall, Math.min(LEAST_SCALE_NARROW, (2 * w) / width)) : Math.min(tall, w / width);
        const half = Math.min(w / scale, width) / 2;
        const x = rows ? w / 2 : Math.min(Math.max(scene.focus < 0 ? 0 : scene.stage.x[scene.focus], half), width - half);
        network.moveTo({ position: { x, y: h / scale / 2 }, scale });
        rescale();
      },
      /** Zoom about the note in question, if it is seen: it stays where it is. @param {number} by */
      zoom(by) {
        const before = network.getScale();
        const scale = Math.min(MOST_SCALE, Math.max(LEAST_SCALE, before * by));
        const { x, y } = network.getViewPosition();
        const about = [pointed, scene.focus].find((i) => i >= 0 && inside(frame(), i));
        const still = about === undefined ? { x, y } : place(about);
        network.moveTo({ position: { x: still.x + ((x - still.x) * before) / scale, y: still.y + ((y - still.y) * before) / scale }, scale });
        rescale();
      },
    };
  }

  return { FOOT, NARROW, create };
})();
