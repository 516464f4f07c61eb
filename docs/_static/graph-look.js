// @ts-check
"use strict";
/**
 * How the views look: what vis-network is told of a note, and a pen for what is written over.
 * Colours come from the style sheet through `colour`; labels are drawn as text, never parsed.
 *
 * @typedef {import("./graph-model.js").Model} Model
 * @typedef {import("./graph-walk.js").Box} Box
 * @typedef {import("./graph-walk.js").Stage} Stage
 * @typedef {(name: string) => string} Colour
 * @typedef {{x: number, y: number, r: number}} Spot a place in pixels, and how large what stands there is
 * @typedef {{left: number, top: number, right: number, bottom: number, scale: number}} View
 */
const nq57GraphLook = (() => {
  const { labelBox } = nq57GraphWalk;
  const FONT_SIZE = 13;
  const FOCUSED = 1.3; // times as large: the note in question
  const MOST_LETTERS = 30;
  const FEW_LETTERS = 3;
  const BODIES = ["organisation", "person", "province", "platform"];
  const EVENTS = ["meeting", "task", "provision"];

  /** @param {string} kind @returns {string} the colour that groups it; shape and filling tell it apart */
  function groupOf(kind) {
    if (kind === "stub" || kind === "remote") return "stubs";
    return BODIES.includes(kind) ? "bodies" : EVENTS.includes(kind) ? "events" : "texts";
  }

  /** @param {HTMLElement} host @returns {Colour} the colours in force, each read once */
  function colours(host) {
    const style = getComputedStyle(host);
    /** @type {Record<string, string>} */
    const known = {};
    return (name) => (known[name] ??= style.getPropertyValue(`--nq-${name}`).trim() || "#777");
  }

  /** @param {Model} graph @param {number} i @returns {number} how large a note is on the map: as in views/frame.py */
  function radius(graph, i) {
    return Math.min(9, Math.round((4 + 0.7 * Math.log2(graph.degree[i] + 1)) * 10) / 10);
  }

  /** @param {any} built options as pyvis built them @param {boolean} drag whether notes may be pulled along their date @returns {any} the same, with what it has no words for */
  function settings(built, drag) {
    const interaction = { ...built.interaction, hover: false, keyboard: false, selectable: drag, zoomView: false, dragNodes: drag };
    return { ...built, interaction, layout: { improvedLayout: false }, nodes: { chosen: false }, edges: { ...built.edges, chosen: false } };
  }

  /**
   * @param {Model} graph @param {number} i @param {Stage} stage @param {Colour} colour @param {boolean} focused
   * @returns {any} a node of vis-network, without a label
   */
  function node(graph, i, stage, colour, focused) {
    const kind = graph.kinds[graph.kind[i]];
    const border = colour(focused ? "mark" : groupOf(kind.id));
    const background = kind.filled ? border : colour("paper");
    const size = (stage.cell ? radius(graph, i) : 6.5) * (focused ? FOCUSED : 1);
    const look = { shape: kind.shape, size, color: { border, background, highlight: { border, background } }, borderWidth: 2 };
    const fixed = stage.cell ? true : { x: true, y: false }; // a date is never pulled away
    return { id: i, x: stage.x[i], y: stage.y[i], fixed, ...look, shapeProperties: { borderDashes: kind.id === "stub" ? [2.5, 2] : false } };
  }

  /**
   * @param {CanvasRenderingContext2D} ctx in pixels @param {Colour} colour @param {string} family of the font
   * @param {Box} page where names may stand
   */
  function pen(ctx, colour, family, page) {
    ctx.textBaseline = "middle";
    ctx.lineJoin = "round";

    /** @param {string} text @param {number} x @param {number} y @param {string} ink */
    function write(text, x, y, ink) {
      ctx.strokeStyle = colour("paper");
      ctx.lineWidth = 4;
      ctx.strokeText(text, x, y);
      ctx.fillStyle = ink;
      ctx.fillText(text, x, y);
    }

    /** @param {Spot} at @param {string} [ink] a ring around a note */
    function ring(at, ink = "ink") {
      ctx.strokeStyle = colour(ink);
      ctx.lineWidth = 2.5;
      ctx.beginPath();
      ctx.arc(at.x, at.y, at.r + 5, 0, 7);
      ctx.stroke();
    }

    /** @param {Stage} stage @param {View} view @returns {Box[]} the boxes that the names of the lanes take */
    function laneNames(stage, view) {
      ctx.font = `600 12px ${family}`;
      const boxes = [];
      for (const { label, top, height, count } of stage.lanes) {
        const start = (top - view.top) * view.scale;
        const end = start + height * view.scale;
        if (end < page.top + 18 || start > page.bottom - 8) continue;
        const y = Math.min(Math.max(start, page.top) + (stage.cell ? 10 : 14), end - 8);
        const [text, x] = stage.cell ? [`${label} (${count})`, 8] : [label, Math.max(4, (28 - view.left) * view.scale)];
        write(text, x, y, colour("soft"));
        boxes.push({ left: x - 4, top: y - 9, right: x + 4 + ctx.measureText(text).width, bottom: y + 9 });
      }
      return boxes;
    }

    /** @param {Stage} stage @param {View} view @param {Box} strip the dates, on a strip of their own */
    function dates(stage, view, strip) {
      ctx.font = `12px ${family}`;
      ctx.fillStyle = colour("paper");
      ctx.fillRect(strip.left, strip.top, strip.right - strip.left, strip.bottom - strip.top);
      ctx.fillStyle = colour("soft");
      ctx.textAlign = "center";
      const middle = (strip.top + strip.bottom) / 2;
      let free = -99;
      for (const [at, label] of stage.undated ? [stage.undated, ...stage.ticks] : stage.ticks) {
        const exact = (at - view.left) * view.scale;
        const half = ctx.measureText(label).width / 2;
        const x = exact < strip.right ? Math.min(exact, strip.right - half - 4) : exact; // the last mark stays whole
        if (x - half < free) continue;
        ctx.fillText(label, x, middle);
        free = x + half + 6;
      }
      ctx.textAlign = "start";
    }

    /**
     * Write a note's name where it meets nothing, cut to what is free at its right, and remember the room it took.
     * @param {string} label @param {Spot} at @param {Box[]} taken @param {boolean} strong @param {number} [most] letters
     * @returns {Box | null} null when there was no room
     */
    function name(label, at, taken, strong, most = MOST_LETTERS) {
      ctx.font = `${strong ? "700" : "400"} ${FONT_SIZE}px ${family}`;
      const free = page.right - at.x - at.r - 4;
      let text = label.length > most ? `${label.slice(0, most - 1).trimEnd()}…` : label;
      let width = ctx.measureText(text).width;
      for (let kept = Math.ceil((text.length * free) / width); width > free && most > MOST_LETTERS && kept > FEW_LETTERS; kept--) {
        text = `${label.slice(0, kept - 1).trimEnd()}…`;
        width = ctx.measureText(text).width;
      }
      const box = labelBox(at, width, FONT_SIZE + 4, taken, page);
      if (!box) return null;
      taken.push(box);
      if (most > MOST_LETTERS) {
        ctx.fillStyle = colour("paper"); // a plate: lines pass behind the name
        ctx.fillRect(box.left - 1, box.top, width + 2, FONT_SIZE + 4);
      }
      write(text, box.left, (box.top + box.bottom) / 2, colour("ink"));
      return box;
    }

    /** Write on after a name, as much as there is room for. @param {string} text @param {Box} after */
    function goOn(text, after) {
      ctx.font = `${FONT_SIZE - 1}px ${family}`;
      const left = after.right + 9;
      let kept = text;
      while (kept.length > FEW_LETTERS && left + ctx.measureText(kept).width > page.right) kept = `${kept.slice(0, -2).trimEnd()}…`;
      if (kept.length > FEW_LETTERS) write(kept, left, (after.top + after.bottom) / 2, colour("soft"));
    }

    return { dates, goOn, laneNames, name, ring, write };
  }

  return { FOCUSED, colours, groupOf, node, pen, radius, settings };
})();
