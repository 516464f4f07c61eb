// @ts-check
"use strict";
/**
 * From a note's picture to the view one can walk in: the same rows at the same places, read from the picture itself.
 *
 * @typedef {import("./graph-walk.js").Axis} Axis
 */
const nq57GraphExplore = (() => {
  const { day } = nq57GraphWalk;
  const HASH = /^#explore(&|$)/;

  /** @param {Element | null} element @param {string} name @returns {number} a share of the width, NaN for pixels or nothing */
  function percent(element, name) {
    const text = element?.getAttribute(name) ?? "";
    return text.endsWith("%") ? Number(text.slice(0, -1)) / 100 : NaN;
  }

  /**
   * The dates of a picture: where its notes and marks stand, as shares of its width.
   * @param {SVGSVGElement} svg @param {import("./graph-model.js").Model} graph @param {string} root @param {number} start @returns {Omit<Axis, "width">}
   */
  function axis(svg, graph, root, start) {
    const near = new Map([start, ...[...graph.linesOf(start)].map((line) => nq57GraphQueries.other(graph, line, start))].map((i) => [root + graph.url(i), i]));
    /** @type {Map<number, number>} */
    const known = new Map();
    for (const row of svg.querySelectorAll("[data-focus], a[href]")) {
      const i = row.hasAttribute("data-focus") ? start : near.get(row.getAttribute("href") ?? "");
      const at = percent(row.querySelector("svg"), "x");
      if (i !== undefined && graph.dates[i] && !Number.isNaN(at)) known.set(day(graph.iso(i)), at);
    }
    const marks = [...svg.querySelectorAll(".frame svg")];
    const at = (/** @type {Element} */ mark) => percent(mark, "x");
    return {
      left: Number(svg.dataset.left),
      undated: Number(svg.dataset.undated),
      top: Number(svg.dataset.top),
      known: [...known].sort((a, b) => a[0] - b[0]),
      ticks: marks.filter((mark) => mark.querySelector("text") && !Number.isNaN(at(mark))).map((mark) => [at(mark), mark.textContent ?? ""]),
      cuts: marks.filter((mark) => !mark.querySelector("text")).map(at),
      word: graph.say("undated"),
    };
  }

  /**
   * @param {HTMLElement} figure @param {HTMLButtonElement} button that opened it @param {import("./graph-model.js").Model} graph @param {string} root
   * @param {string} id of the note
   */
  function open(figure, button, graph, root, id) {
    const start = graph.indexOf(id);
    const svg = figure.querySelector("svg");
    if (start < 0 || !svg) return;
    const { width, top } = svg.getBoundingClientRect();
    const read = axis(svg, graph, root, start);
    const mount = document.createElement("div");
    mount.className = "nq-graph nq-explore";
    const leave = () => {
      mount.remove();
      figure.hidden = button.hidden = false;
      nq57GraphState.remember("");
      button.focus();
    };
    if (!HASH.test(location.hash)) nq57GraphState.remember("#explore");
    figure.after(mount);
    figure.hidden = button.hidden = true;
    const { host } = nq57GraphView.create(mount, graph, root, id, { start, leave, axis: () => ({ ...read, width: mount.querySelector(".nq-map")?.clientWidth || width }) });
    scrollBy(0, host.getBoundingClientRect().top - top); // the rows stay where the reader saw them
    host.focus({ preventScroll: true });
  }

  return { axis, open };
})();
