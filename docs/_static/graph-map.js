// @ts-check
"use strict";
/**
 * The map on its canvas. vis-network holds the foreground (the focused note, its neighbours, their relations);
 * all other notes are one bitmap drawn under it, and names are written over it where they have room.
 *
 * @typedef {import("./graph-core.js").Model} Model
 * @typedef {import("./graph-core.js").Stop} Stop
 * @typedef {import("./graph-look.js").View} View
 */
const nq57GraphMap = (() => {
  const { colours, edge, groupOf, node, pen, settings } = nq57GraphLook;
  const MOST_LABELS = 80;
  const MOST_PIXELS = 8e6;
  const GLYPH = 6.5; // half the width of an outline
  const FOOT = 24; // the strip of dates, in pixels
  const EDGE = 60; // room kept around a note that is brought into view
  const NARROW = 640;

  /**
   * @param {HTMLElement} host @param {Model} graph @param {any} vis the library
   * @param {{pick: (i: number) => void, open: (i: number) => void, point: (i: number) => void}} on
   */
  function create(host, graph, vis, on) {
    const { frame, points, kinds } = graph;
    const outlines = kinds.map((kind) => new Path2D(kind.path));
    const nodes = new vis.DataSet([]);
    const edges = new vis.DataSet([]);
    let colour = colours(host);
    let shown = points.map(() => true);
    let stops = /** @type {Stop[]} */ ([]);
    let focus = -1;
    let pointed = -1;
    let unit = 1;
    let bitmap = /** @type {{canvas: HTMLCanvasElement, scale: number} | null} */ (null);
    // As tall as the whole map at this width needs, within what the style sheet allows.
    if (host.clientWidth >= NARROW) host.style.height = `${(frame.height * host.clientWidth) / frame.width + FOOT}px`;
    const network = new vis.Network(host, { nodes, edges }, settings(graph.options));

    /** @returns {View} what part of the map is seen, in map units */
    function seen() {
      const scale = network.getScale();
      const { x, y } = network.getViewPosition();
      const [w, h] = [host.clientWidth / scale / 2, host.clientHeight / scale / 2];
      return { left: x - w, right: x + w, top: y - h, bottom: y + h, scale };
    }

    /** @param {number} i @param {View} view @param {number} [margin] pixels around the view @returns {boolean} */
    function inside(i, view, margin = 0) {
      const { x, y } = points[i];
      const m = margin / view.scale;
      return x > view.left - m && x < view.right + m && y > view.top - m && y < view.bottom + m - FOOT / view.scale;
    }

    /** @param {number} i @param {View} view */
    function spot(i, view) {
      const { x, y, size } = points[i];
      return { x: (x - view.left) * view.scale, y: (y - view.top) * view.scale, r: size * view.scale };
    }

    /** @param {CanvasRenderingContext2D} ctx @param {number} i one note of the mass */
    function glyph(ctx, i) {
      const { x, y, size, kind } = points[i];
      ctx.save();
      ctx.translate(x, y);
      ctx.scale(size / GLYPH, size / GLYPH);
      ctx.fillStyle = ctx.strokeStyle = colour(groupOf(kinds[kind].id));
      if (!kinds[kind].filled) ctx.fillStyle = colour("paper");
      ctx.lineWidth = 2;
      ctx.fill(outlines[kind]);
      ctx.stroke(outlines[kind]);
      ctx.restore();
    }

    /** @param {number} scale @returns {{canvas: HTMLCanvasElement, scale: number}} the mass, drawn once for many frames */
    function drawMass(scale) {
      const canvas = document.createElement("canvas");
      canvas.width = Math.ceil(frame.width * scale);
      canvas.height = Math.ceil(frame.height * scale);
      const ctx = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
      ctx.scale(scale, scale);
      points.forEach((_, i) => shown[i] && glyph(ctx, i));
      return { canvas, scale };
    }

    /** @param {CanvasRenderingContext2D} ctx in map units @param {View} view */
    function mass(ctx, view) {
      const wanted = view.scale * (window.devicePixelRatio || 1);
      const most = Math.sqrt(MOST_PIXELS / (frame.width * frame.height));
      ctx.globalAlpha = focus < 0 ? 1 : 0.4;
      if (wanted > most * 1.4) {
        points.forEach((_, i) => shown[i] && inside(i, view, EDGE) && glyph(ctx, i));
      } else {
        const blurred = !bitmap || bitmap.scale < Math.min(wanted, most) * 0.95 || bitmap.scale > wanted * 2.5;
        if (blurred) bitmap = drawMass(Math.min(wanted, most));
        if (bitmap) ctx.drawImage(bitmap.canvas, 0, 0, bitmap.canvas.width / bitmap.scale, bitmap.canvas.height / bitmap.scale);
      }
      ctx.globalAlpha = 1;
    }

    /** What is under the foreground: lanes, dates, the mass. @param {CanvasRenderingContext2D} ctx in map units */
    function under(ctx) {
      const view = seen();
      frame.lanes.forEach((/** @type {any[]} */ [, , top, tall], /** @type {number} */ i) => {
        ctx.fillStyle = colour(i % 2 ? "paper" : "band");
        ctx.fillRect(view.left, top, view.right - view.left, tall);
      });
      const hair = 1 / view.scale;
      const marks = frame.ticks.map((/** @type {any[]} */ tick) => tick[0]);
      if (frame.undated) marks.push(frame.datedFrom - 10);
      for (const cut of frame.cuts) marks.push(cut - 2 * hair, cut + 2 * hair); // a double line: time left out
      ctx.strokeStyle = colour("rule");
      ctx.lineWidth = hair;
      ctx.beginPath();
      for (const x of marks) {
        ctx.moveTo(x, 0);
        ctx.lineTo(x, frame.height);
      }
      ctx.stroke();
      mass(ctx, view);
    }

    /** What is over the foreground: names of lanes, of dates, of notes. @param {CanvasRenderingContext2D} ctx */
    function over(ctx) {
      const view = seen();
      const ratio = ctx.canvas.width / host.clientWidth;
      ctx.save();
      ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
      const ink = pen(ctx, colour, getComputedStyle(host).fontFamily, host.clientWidth, host.clientHeight - FOOT);
      const taken = ink.laneNames(frame.lanes, view);
      for (const { point } of stops) {
        const { x, y, r } = spot(point.i, view);
        taken.push({ left: x - r, right: x + r, top: y - r, bottom: y + r });
      }
      const near = stops.map((stop) => stop.point.i).sort((a, b) => points[b].weight - points[a].weight);
      const far = focus < 0 || view.scale > 1.2 ? graph.byWeight : [];
      let room = MOST_LABELS;
      for (const i of new Set([pointed, focus, ...near, ...far])) {
        if (i < 0 || !shown[i] || !inside(i, view)) continue;
        const strong = i === focus || i === pointed;
        const { x, y, r } = spot(i, view);
        if (ink.name(points[i].label, { x, y, r: strong ? r + 6 : r }, taken, strong)) room -= 1;
        if (!room) break;
      }
      ink.foot(frame, view, FOOT);
      if (focus >= 0) ink.ring(spot(focus, view), "mark");
      if (pointed >= 0 && pointed !== focus) ink.ring(spot(pointed, view));
      ctx.restore();
    }

    /** Hand the foreground to vis-network. */
    function fill() {
      nodes.clear();
      edges.clear();
      nodes.add(stops.map(({ point }) => node(point, kinds[point.kind], colour, point.i === focus)));
      edges.add(stops.flatMap((stop) => drawnLines(stop, false)));
      network.redraw();
    }

    /** @param {Stop} stop @param {boolean} strong @returns {any[]} its relations as vis-network draws them */
    function drawnLines({ lines }, strong) {
      const crowd = strong ? 0 : stops.length;
      return lines.map((line, rank) => edge(line, graph, colour, { unit: strong ? unit * 1.8 : unit, rank, crowd }));
    }

    /** @param {{x: number, y: number}} at in map units @returns {number} the shown note there, or -1 */
    function hit(at) {
      let [best, least] = [-1, Math.max(10 / network.getScale(), 10)];
      points.forEach((point, i) => {
        const far = shown[i] ? Math.hypot(point.x - at.x, point.y - at.y) : least;
        if (far < least) [best, least] = [i, far];
      });
      return best;
    }

    /** @param {(i: number) => void} act @returns {(event: any) => void} */
    const whenHit = (act) => (event) => {
      const i = hit(event.pointer.canvas);
      if (i >= 0) act(i);
    };
    network.on("beforeDrawing", under);
    network.on("afterDrawing", over);
    network.on("click", whenHit(on.pick));
    network.on("doubleClick", whenHit(on.open));
    host.addEventListener("pointermove", (event) => {
      const box = host.getBoundingClientRect();
      on.point(hit(network.DOMtoCanvas({ x: event.clientX - box.left, y: event.clientY - box.top })));
    });
    // The wheel scrolls the page until the map is in use, else nobody gets past it.
    const wheel = (/** @type {boolean} */ zoomView) => network.setOptions({ interaction: { zoomView } });
    host.addEventListener("pointerdown", () => wheel(true));
    host.addEventListener("pointerleave", () => {
      wheel(false);
      on.point(-1);
    });

    return {
      network,
      /** @param {boolean[]} points_ who is shown @param {number} focus_ or -1 @param {Stop[]} stops_ */
      show(points_, focus_, stops_) {
        if (points_ !== shown) bitmap = null;
        [shown, focus, stops, pointed] = [points_, focus_, stops_, -1];
        fill();
      },
      /** @param {number} i the note to ring, or -1 */
      ring(i) {
        if (i === pointed) return;
        const told = (/** @type {Stop} */ { point }) => point.i !== focus && (point.i === pointed || point.i === i);
        pointed = i;
        edges.update(stops.filter(told).flatMap((stop) => drawnLines(stop, stop.point.i === i)));
        network.redraw();
      },
      recolour() {
        colour = colours(host);
        bitmap = null;
        fill();
      },
      /** @param {number} i bring a note into view, if it is not */
      reveal(i) {
        const view = seen();
        const { x, y } = points[i];
        if (inside(i, view)) return;
        const [m, foot] = [EDGE / view.scale, (FOOT + EDGE) / view.scale];
        const shift = (/** @type {number} */ at, /** @type {number} */ low, /** @type {number} */ high) => Math.min(0, at - low) + Math.max(0, at - high);
        const [dx, dy] = [shift(x, view.left + m, view.right - m), shift(y, view.top + m, view.bottom - foot)];
        network.moveTo({ position: { x: (view.left + view.right) / 2 + dx, y: (view.top + view.bottom) / 2 + dy } });
      },
      /** Show the whole map; on a narrow page its whole height, with the focus in the middle. */
      fit() {
        const [w, h] = [host.clientWidth, host.clientHeight - FOOT];
        const tall = h / frame.height;
        const scale = w < NARROW ? Math.max(tall, 0.4) : Math.min(tall, w / frame.width);
        const half = Math.min(w / scale, frame.width) / 2;
        const x = Math.min(Math.max(focus < 0 ? 0 : points[focus].x, half), frame.width - half);
        unit = 1 / scale;
        network.moveTo({ position: { x, y: (h + FOOT) / scale / 2 }, scale });
        fill();
      },
      /** @param {number} by */
      zoom(by) {
        network.moveTo({ scale: Math.min(6, Math.max(0.1, network.getScale() * by)) });
      },
    };
  }

  return { create };
})();
