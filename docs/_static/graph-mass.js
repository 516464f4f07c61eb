// @ts-check
"use strict";
/**
 * The mass of notes under the foreground: from afar cells that say how many, from near each note in its shape.
 * What does not change from frame to frame, the mass and the lines over it, is drawn once into bitmaps.
 *
 * @typedef {import("./graph-look.js").View} View
 * @typedef {import("./graph-look.js").Colour} Colour
 * @typedef {import("./graph-model.js").Model} Model
 * @typedef {import("./graph-walk.js").Stage} Stage
 * @typedef {{left: number, right: number, top: number, bottom: number, count: number}} Cell in map units
 */
const nq57GraphMass = (() => {
  const { groupOf, radius } = nq57GraphLook;
  const MOST_PIXELS = 6e6;
  const GLYPH = 6.5; // half the width of an outline
  const SHAPES_FROM = 9; // pixels of a cell from which shapes are told apart
  const CELL_WIDTH = 64; // pixels that a cell's number needs

  /** @param {Stage} stage @param {number} scale @returns {boolean} whether notes are too small to be told apart */
  const far = (stage, scale) => stage.cell > 0 && stage.cell * scale < SHAPES_FROM;

  /**
   * Cells of a width that holds a number, fewer and wider the farther the map is. Dated notes by column, the others together.
   * @param {Model} graph @param {Stage} stage @param {Uint8Array} shown @param {number} scale @returns {Cell[]}
   */
  function cells(graph, stage, shown, scale) {
    let wide = stage.cell;
    while (wide * scale < CELL_WIDTH) wide *= 2;
    /** @type {Map<string, Cell>} */
    const found = new Map();
    const laneOf = new Map(stage.lanes.map((lane) => [lane.id, lane]));
    for (let i = 0; i < graph.size; i++) {
      if (!shown[i]) continue;
      const lane = laneOf.get(graph.levels[graph.level[i]][0]);
      if (!lane) continue;
      const bin = graph.dates[i] ? Math.floor((stage.x[i] - stage.datedFrom) / wide) : -1;
      const key = `${lane.top} ${bin}`;
      const known = found.get(key);
      const half = stage.cell / 2;
      if (known) {
        known.count++;
        known.bottom = Math.max(known.bottom, stage.y[i] + half);
      } else {
        const [left, right] = bin < 0 ? [0, stage.datedFrom - stage.cell] : [stage.datedFrom + bin * wide, stage.datedFrom + (bin + 1) * wide];
        found.set(key, { left, right, top: lane.top, bottom: stage.y[i] + half, count: 1 });
      }
    }
    return [...found.values()];
  }

  /**
   * A drawing kept as a bitmap while `key` is the same and the zoom near; from very near it is drawn each time anew.
   * @param {Stage} stage @param {(ctx: CanvasRenderingContext2D, scale: number, view: View | null) => void} paint in map units, all of it or what is in view
   * @returns {(ctx: CanvasRenderingContext2D, view: View, key: object) => void}
   */
  function layer(stage, paint) {
    let kept = /** @type {{canvas: HTMLCanvasElement, scale: number, key: object} | null} */ (null);
    const most = Math.sqrt(MOST_PIXELS / (stage.width * stage.height));
    return (ctx, view, key) => {
      const wanted = view.scale * (window.devicePixelRatio || 1);
      if (wanted > most * 1.4 && !far(stage, view.scale)) return paint(ctx, view.scale, view);
      const scale = Math.min(wanted, most);
      if (kept?.key !== key || kept.scale < scale * 0.95 || kept.scale > wanted * 2.5) {
        const canvas = document.createElement("canvas");
        canvas.width = Math.ceil(stage.width * scale);
        canvas.height = Math.ceil(stage.height * scale);
        const made = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
        made.scale(scale, scale);
        paint(made, (scale * view.scale) / wanted, null);
        kept = { canvas, scale, key };
      }
      ctx.drawImage(kept.canvas, 0, 0, kept.canvas.width / kept.scale, kept.canvas.height / kept.scale);
    };
  }

  /** @param {Model} graph @param {Stage} stage @param {Colour} colour */
  function create(graph, stage, colour) {
    const outlines = graph.kinds.map((kind) => new Path2D(kind.path));
    const inks = graph.kinds.map((kind) => colour(groupOf(kind.id)));
    let current = new Uint8Array(); // the notes to draw
    let binned = /** @type {{scale: number, shown: Uint8Array, cells: Cell[]} | null} */ (null);

    /** @param {CanvasRenderingContext2D} ctx @param {number} i one note in its shape */
    function glyph(ctx, i) {
      const kind = graph.kind[i];
      const size = radius(graph, i) / GLYPH;
      ctx.save();
      ctx.translate(stage.x[i], stage.y[i]);
      ctx.scale(size, size);
      ctx.strokeStyle = inks[kind];
      ctx.fillStyle = graph.kinds[kind].filled ? inks[kind] : colour("paper");
      ctx.lineWidth = 2;
      ctx.fill(outlines[kind]);
      ctx.stroke(outlines[kind]);
      ctx.restore();
    }

    /** @param {CanvasRenderingContext2D} ctx @param {Uint8Array} shown every note as a square, a colour at a time */
    function squares(ctx, shown) {
      const side = stage.cell * 0.8;
      for (const ink of new Set(inks)) {
        ctx.fillStyle = ink;
        for (let i = 0; i < graph.size; i++) {
          if (shown[i] && inks[graph.kind[i]] === ink) ctx.fillRect(stage.x[i] - side / 2, stage.y[i] - side / 2, side, side);
        }
      }
    }

    const bitmap = layer(stage, (ctx, scale, view) => {
      if (far(stage, scale)) return squares(ctx, current);
      const m = stage.cell;
      const seen = (/** @type {number} */ x, /** @type {number} */ y) => !view || (x > view.left - m && x < view.right + m && y > view.top - m && y < view.bottom + m);
      for (let i = 0; i < graph.size; i++) if (current[i] && seen(stage.x[i], stage.y[i])) glyph(ctx, i);
    });

    /** @param {CanvasRenderingContext2D} ctx in map units @param {View} view @param {Uint8Array} shown @param {boolean} faint */
    function draw(ctx, view, shown, faint) {
      current = shown;
      ctx.globalAlpha = faint ? 0.4 : 1;
      bitmap(ctx, view, shown);
      ctx.globalAlpha = 1;
    }

    /** @param {View} view @param {Uint8Array} shown @returns {Cell[]} what the numbers stand for, none from near */
    function counted(view, shown) {
      if (!far(stage, view.scale)) return [];
      if (binned?.shown !== shown || binned.scale !== view.scale) binned = { scale: view.scale, shown, cells: cells(graph, stage, shown, view.scale) };
      return binned.cells;
    }

    return { counted, draw };
  }

  return { cells, create, far, layer };
})();
