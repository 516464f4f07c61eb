// @ts-check
"use strict";
/**
 * How the map looks: what vis-network is told of a note and of a relation, and a pen for what is written over.
 * Colours come from the style sheet through `colour`; labels are drawn as text, never parsed.
 *
 * @typedef {(name: string) => string} Colour
 * @typedef {{x: number, y: number, r: number}} Spot a place in pixels, and how large what stands there is
 * @typedef {{left: number, top: number, right: number, bottom: number, scale: number}} View
 */
const nq57GraphLook = (() => {
  const { labelBox } = nq57GraphCore;
  const FONT_SIZE = 13;
  const MOST_LETTERS = 30;
  const BODIES = ["organisation", "person", "province", "platform"];
  const EVENTS = ["meeting", "task", "provision"];

  /** @param {string} kind @returns {string} the colour that groups it; shape and filling tell it apart */
  function groupOf(kind) {
    if (kind === "stub") return "stubs";
    return BODIES.includes(kind) ? "bodies" : EVENTS.includes(kind) ? "events" : "texts";
  }

  /** @param {HTMLElement} host @returns {Colour} the colours in force, each read once */
  function colours(host) {
    const style = getComputedStyle(host);
    /** @type {Record<string, string>} */
    const known = {};
    return (name) => (known[name] ??= style.getPropertyValue(`--nq-${name}`).trim() || "#777");
  }

  /** @param {any} built options as pyvis built them @returns {any} the same, with what it has no words for */
  function settings(built) {
    const interaction = { ...built.interaction, hover: false, keyboard: false, selectable: false, zoomView: false };
    return { ...built, interaction, layout: { improvedLayout: false }, nodes: { chosen: false }, edges: { ...built.edges, chosen: false } };
  }

  /**
   * @param {import("./graph-core.js").Point} point @param {import("./graph-core.js").Kind} kind
   * @param {Colour} colour @param {boolean} focused @returns {any} a node of vis-network, without a label
   */
  function node(point, kind, colour, focused) {
    const border = colour(focused ? "mark" : groupOf(kind.id));
    const background = kind.filled ? border : colour("paper");
    const dashes = kind.id === "stub" ? [2.5, 2] : false;
    const size = point.size * (focused ? 1.3 : 1);
    const look = { shape: kind.shape, size, color: { border, background }, borderWidth: 2 };
    return { id: point.i, x: point.x, y: point.y, fixed: true, ...look, shapeProperties: { borderDashes: dashes } };
  }

  /**
   * @param {import("./graph-core.js").Line} line @param {import("./graph-core.js").Model} graph @param {Colour} colour
   * @param {{unit: number, rank: number, crowd: number}} how map units in a pixel, its rank among parallel
   *   relations, and how many others it is drawn among: the more, the lighter
   * @returns {any} an edge of vis-network: a dash for its family, thin when only found in a text
   */
  function edge(line, graph, colour, { unit, rank, crowd }) {
    const family = graph.families[graph.relations[line.relation].family];
    const opacity = crowd > 120 ? 0.4 : crowd > 40 ? 0.6 : 0.95;
    return {
      id: line.i,
      from: line.from,
      to: line.to,
      color: { color: colour(family.id), opacity },
      width: (line.found ? 0.8 : 1.5) * unit,
      dashes: family.dash.length ? family.dash.map((length) => length * unit) : false,
      arrows: { to: { enabled: true, scaleFactor: 0.45 * unit } },
      smooth: { enabled: true, type: "cubicBezier", forceDirection: "vertical", roundness: [0.5, 0.3, 0.7][rank % 3] },
    };
  }

  /**
   * @param {CanvasRenderingContext2D} ctx in pixels @param {Colour} colour @param {string} family of the font
   * @param {number} width @param {number} height of what is left above the foot
   */
  function pen(ctx, colour, family, width, height) {
    const page = { left: 0, top: 0, right: width, bottom: height };
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
      ctx.arc(at.x, at.y, at.r + 6, 0, 7);
      ctx.stroke();
    }

    /** @param {any[][]} lanes @param {View} view @returns the boxes that their names take */
    function laneNames(lanes, view) {
      ctx.font = `600 12px ${family}`;
      const boxes = [];
      for (const [, label, top, tall, count] of lanes) {
        const start = (top - view.top) * view.scale;
        const end = start + tall * view.scale;
        if (end < 18 || start > height - 8) continue;
        const y = Math.min(Math.max(start, 0) + 10, end - 8);
        const text = `${label} (${count})`;
        write(text, 8, y, colour("soft"));
        boxes.push({ left: 4, top: y - 9, right: 12 + ctx.measureText(text).width, bottom: y + 9 });
      }
      return boxes;
    }

    /** @param {any} frame @param {View} view @param {number} tall the dates, on a strip below */
    function foot(frame, view, tall) {
      ctx.font = `12px ${family}`;
      ctx.fillStyle = colour("paper");
      ctx.fillRect(0, height, width, tall);
      ctx.fillStyle = colour("soft");
      ctx.textAlign = "center";
      if (frame.undated) ctx.fillText(frame.undated, (frame.datedFrom / 2 - view.left) * view.scale, height + tall / 2);
      let free = -99;
      for (const [at, label] of frame.ticks) {
        const exact = (at - view.left) * view.scale;
        const half = ctx.measureText(label).width / 2;
        const x = exact < width ? Math.min(exact, width - half - 4) : exact; // the last mark stays whole
        if (x - half < free) continue;
        ctx.fillText(label, x, height + tall / 2);
        free = x + half + 6;
      }
      ctx.textAlign = "start";
    }

    /**
     * Write a note's name where it meets nothing, and remember the room it took.
     * @param {string} label @param {Spot} at @param {import("./graph-core.js").Box[]} taken @param {boolean} strong
     * @returns {boolean} whether there was room
     */
    function name(label, at, taken, strong) {
      ctx.font = `${strong ? "700" : "400"} ${FONT_SIZE}px ${family}`;
      const text = label.length > MOST_LETTERS ? `${label.slice(0, MOST_LETTERS - 1).trimEnd()}…` : label;
      const box = labelBox(at, ctx.measureText(text).width, FONT_SIZE + 4, taken, page);
      if (!box) return false;
      taken.push(box);
      write(text, box.left, (box.top + box.bottom) / 2, colour("ink"));
      return true;
    }

    return { foot, laneNames, name, ring };
  }

  return { colours, edge, groupOf, node, pen, settings };
})();
