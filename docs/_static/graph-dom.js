// @ts-check
"use strict";
/** Elements for the views: text is set as text, never parsed. */
const nq57GraphDom = (() => {
  const SVG = "http://www.w3.org/2000/svg";

  /**
   * @param {string} tag @param {Record<string, any>} [values] attributes; true is set bare, false, null and "" (but for a value) are left out
   * @param {...(Node | string)} children @returns {HTMLElement}
   */
  function h(tag, values = {}, ...children) {
    const made = document.createElement(tag);
    put(made, values);
    made.append(...children);
    return made;
  }

  /** @param {Element} element @param {Record<string, any>} values */
  function put(element, values) {
    for (const [name, value] of Object.entries(values)) {
      if (value !== false && value !== null && (value !== "" || name === "value")) element.setAttribute(name, value === true ? "" : String(value));
    }
  }

  /** @param {string} tag @param {Record<string, any>} values @param {...Node} children @returns {SVGElement} */
  function s(tag, values, ...children) {
    const made = document.createElementNS(SVG, tag);
    put(made, values);
    made.append(...children);
    return made;
  }

  /** @param {import("./graph-model.js").Kind} kind @returns {SVGElement} its shape, for the legend */
  function glyph({ id, path }) {
    return s("svg", { class: `k-${id}`, viewBox: "-9 -9 18 18", "aria-hidden": "true" }, s("path", { d: path, class: "shape" }));
  }

  /** @param {import("./graph-model.js").Family} family @returns {SVGElement} its line, for the legend */
  function stroke({ id }) {
    return s("svg", { class: `f-${id}`, "aria-hidden": "true" }, s("line", { x1: 1, x2: 33, y1: 6, y2: 6 }));
  }

  /** @param {import("./graph-model.js").Model} graph @param {number} i @param {string} root @param {string} [text] @returns {HTMLAnchorElement} a link to a note, in its own language */
  function link(graph, i, root, text = graph.label(i)) {
    return /** @type {HTMLAnchorElement} */ (h("a", { href: root + graph.url(i), lang: graph.language(i) }, text));
  }

  return { glyph, h, link, s, stroke };
})();
