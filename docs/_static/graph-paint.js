// @ts-check
"use strict";
/**
 * What is painted under and over the foreground of vis-network: lanes, dates and the mass; then names where they have
 * room, numbers of cells, rings. Painters are given a frame, and keep nothing.
 *
 * @typedef {import("./graph-model.js").Model} Model
 * @typedef {import("./graph-look.js").View} View
 * @typedef {import("./graph-look.js").Spot} Spot
 * @typedef {import("./graph-look.js").Colour} Colour
 * @typedef {import("./graph-canvas.js").Scene} Scene
 * @typedef {import("./graph-walk.js").Box} Box
 * @typedef {{graph: Model, scene: Scene, view: View, colour: Colour, font: string, width: number, height: number,
 *   spot: (i: number) => Spot, pointed: number, mass: any}} Frame one picture in the making; width and height in pixels
 */
const nq57GraphPaint = (() => {
  const { pen } = nq57GraphLook;
  const { far } = nq57GraphMass;
  const { meet } = nq57GraphWalk;
  const [MOST_LABELS, MOST_TRIED] = [80, 400];
  const LABELS_FROM = 1.2; // scale of the map from which all notes are named
  const FEW = 20; // notes that are named when none is in question and the map is seen whole
  const FOOT = 24; // the strip of dates, in pixels
  const NARROW = 640; // pixels of a view that has no room for more than names
  const WHOLE = 200; // letters: a name in a row of its own is cut by the page alone

  /** @param {Frame} frame @returns {Box} where the dates are written: at the foot of the map, at the head of rows */
  function strip({ scene: { stage }, width, height }) {
    return stage.cell ? { left: 0, right: width, top: height - FOOT, bottom: height } : { left: 0, right: width, top: 0, bottom: stage.top };
  }

  /** @param {Frame} frame @returns {Box} where names are written */
  function page(frame) {
    const { top, bottom } = strip(frame);
    return frame.scene.stage.cell ? { left: 0, right: frame.width, top: 0, bottom: top } : { left: 0, right: frame.width - 4, top: bottom, bottom: frame.height };
  }

  /** @param {Frame} frame @param {number} i @returns {boolean} whether a note is seen */
  function inside(frame, i) {
    const { x, y } = frame.spot(i);
    const { left, right, top, bottom } = page(frame);
    return x > left && x < right && y > top && y < bottom;
  }

  /** @param {CanvasRenderingContext2D} ctx in units of the stage @param {Frame} frame */
  function under(ctx, { scene, view, colour, mass }) {
    const { stage, shown, notes } = scene;
    stage.lanes.forEach((lane, i) => {
      ctx.fillStyle = colour(i % 2 ? "paper" : "band");
      ctx.fillRect(view.left, lane.top, view.right - view.left, lane.height);
    });
    if (stage.undated && stage.cell) {
      ctx.fillStyle = colour("wash"); // what has no date stands apart from what has one
      ctx.globalAlpha = 0.6;
      ctx.fillRect(view.left, 0, stage.datedFrom - stage.cell / 2 - view.left, stage.height);
      ctx.globalAlpha = 1;
    }
    const hair = 1 / view.scale;
    const marks = stage.ticks.map(([at]) => at);
    if (!stage.cell && stage.undated) marks.push(stage.undated[0]);
    for (const cut of stage.cuts) marks.push(cut - 2 * hair, cut + 2 * hair); // a double line: time left out
    ctx.strokeStyle = colour("rule");
    ctx.lineWidth = hair;
    ctx.beginPath();
    for (const x of marks) {
      ctx.moveTo(x, stage.top);
      ctx.lineTo(x, stage.height);
    }
    ctx.stroke();
    if (stage.cell) mass.draw(ctx, view, shown, notes.length > 0);
  }

  /** @param {Frame} frame @param {any} ink @param {Box[]} taken write names: of what is in question first, then of the rest from near */
  function names(frame, ink, taken) {
    const { graph, scene, view, pointed, spot } = frame;
    const { stage, shown, focus, notes } = scene;
    const rows = !stage.cell;
    const near = rows ? notes : [...notes].sort((a, b) => graph.degree[b] - graph.degree[a] || a - b);
    const some = view.scale > LABELS_FROM ? graph.byWeight() : focus < 0 ? graph.byWeight().subarray(0, FEW) : [];
    const all = rows || far(stage, view.scale) ? [] : some;
    let room = rows ? notes.length : MOST_LABELS;
    /** @param {number} i @param {boolean} strong */
    const write = (i, strong) => {
      if (room <= 0 || i < 0 || !(shown[i] || rows) || !inside(frame, i)) return;
      const at = spot(i);
      const box = ink.name(graph.label(i), strong ? { ...at, r: at.r + 6 } : at, taken, strong, rows ? WHOLE : undefined);
      if (box) room -= 1;
      if (box && rows && frame.width >= NARROW) ink.goOn(scene.said(i), box);
    };
    for (const i of new Set([pointed, focus])) write(i, true);
    const named = (/** @type {ArrayLike<number>} */ list) => Array.from(list).forEach((i) => i !== pointed && i !== focus && write(i, false));
    named(near);
    if (view.scale <= LABELS_FROM || !all.length) return named(all);
    const seen = Array.from(all).filter((i) => shown[i] && inside(frame, i));
    for (const { x, y, r } of seen.map(spot)) taken.push({ left: x - r, right: x + r, top: y - r, bottom: y + r }); // no name on another note
    named(seen.slice(0, MOST_TRIED));
  }

  /** @param {CanvasRenderingContext2D} ctx @param {Frame} frame @param {any} ink @param {Box[]} taken how many notes each cell stands for, or each lane leaves to the table */
  function numbers(ctx, { graph, scene, view, colour, font, width, mass }, ink, taken) {
    for (const { y, n } of scene.stage.folds) {
      ink.name(graph.say("more", { n }), { x: (60 - view.left) * view.scale, y: (y - view.top) * view.scale, r: 0 }, taken, false, WHOLE);
    }
    if (scene.notes.length > 1 || !scene.stage.cell) return;
    ctx.font = `11px ${font}`;
    ctx.textAlign = "center";
    for (const { left, right, bottom, count } of mass.counted(view, scene.shown)) {
      const [x, y] = [((left + right) / 2 - view.left) * view.scale, (bottom - view.top) * view.scale + 8];
      const half = ctx.measureText(String(count)).width / 2;
      const box = { left: x - half, right: x + half, top: y - 7, bottom: y + 7 };
      if (x < 0 || x > width || taken.some((other) => meet(box, other))) continue;
      ink.write(String(count), x, y, colour("soft"));
      taken.push(box);
    }
    ctx.textAlign = "start";
  }

  /** @param {CanvasRenderingContext2D} ctx in pixels @param {Frame} frame */
  function over(ctx, frame) {
    const { scene, view, colour, font, pointed, spot } = frame;
    const { stage, focus, notes } = scene;
    const ink = pen(ctx, colour, font, page(frame));
    const taken = ink.laneNames(stage, view);
    for (const i of notes) {
      const { x, y, r } = spot(i);
      taken.push({ left: x - r, right: x + r, top: y - r, bottom: y + r });
    }
    names(frame, ink, taken);
    numbers(ctx, frame, ink, taken);
    ink.dates(stage, view, strip(frame));
    if (focus >= 0) ink.ring(spot(focus), "mark");
    if (pointed >= 0 && pointed !== focus) ink.ring(spot(pointed));
  }

  return { FOOT, NARROW, inside, over, under };
})();
