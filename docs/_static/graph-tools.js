// @ts-check
"use strict";
/**
 * The buttons beside a view: zoom, the table, the files of what is shown, print, the link that shows it again.
 *
 * @typedef {{notes: number[], lines: number[], stage: import("./graph-walk.js").Stage, fore: number[], drawn: number[], steps: Map<number, number>,
 *   focus: number, host: HTMLElement, root: string}} What
 * @typedef {{zoom: (by: number) => void, table: () => void, leave: () => void, what: () => What}} Acts
 */
const nq57GraphTools = (() => {
  const { h } = nq57GraphDom;
  const { graphml, linesCsv, notesCsv, save } = nq57GraphExport;
  const { svg } = nq57GraphDrawing;
  const FILES = [["svg", "SVG"], ["png", "PNG"], ["graphml", "GraphML"], ["notes", "CSV"], ["relations", "CSV"]];

  /** @param {import("./graph-model.js").Model} graph @param {boolean} deep whether there is a picture to go back to */
  function build(graph, deep) {
    const button = (/** @type {string} */ act, /** @type {string} */ text, /** @type {string} */ name) =>
      h("button", { type: "button", "data-act": act, "aria-label": name === text ? "" : name, title: name === text ? "" : name }, text);
    const named = { notes: graph.say("notes-table"), relations: graph.say("relations-table") };
    const files = FILES.map(([act, text]) => {
      const name = named[/** @type {"notes"} */ (act)];
      return h("li", {}, button(act, name ? `${text} : ${name}` : text, name ? `${text} : ${name}` : text));
    });
    const link = h("a", { href: "#", "data-link": true }, graph.say("link"));
    const menu = h("details", { class: "nq-files" }, h("summary", {}, graph.say("files")), h("ul", {}, ...files, h("li", {}, button("print", graph.say("print"), graph.say("print"))), h("li", {}, link)));
    const element = h(
      "div",
      { class: "nq-zoom" },
      button("zoom", "+", graph.say("zoom-in")),
      button("unzoom", "−", graph.say("zoom-out")),
      button("whole", "⤢", graph.say("whole")),
      button("table", graph.say("table"), graph.say("table")),
      menu,
      ...(deep ? [button("leave", graph.say("leave"), graph.say("leave"))] : []),
    );

    /** @param {What} what @returns {string} the drawing of what is shown, in the colours in force */
    function drawing(what) {
      const root = new URL(what.root, location.href).href;
      const all = what.stage.cell ? { ...what, root } : { ...what, notes: what.fore, root };
      return svg(graph, what.stage, { ...all, fore: what.fore, lines: what.drawn }, nq57GraphLook.colours(what.host));
    }

    /** @param {string} act @param {What} what */
    function file(act, what) {
      const name = `nq57-${what.focus < 0 ? "graph" : graph.id(what.focus).replaceAll("#", "-")}`;
      if (act === "svg") save(drawing(what), `${name}.svg`, "image/svg+xml");
      if (act === "graphml") save(graphml(graph, what.notes, what.lines), `${name}.graphml`, "application/xml");
      if (act === "notes") save(notesCsv(graph, what.notes), `${name}-notes.csv`, "text/csv");
      if (act === "relations") save(linesCsv(graph, what.lines), `${name}-relations.csv`, "text/csv");
      if (act === "png") what.host.querySelector("canvas")?.toBlob((blob) => blob && save(blob, `${name}.png`, "image/png"));
    }

    /** @param {Acts} acts */
    function on(acts) {
      element.addEventListener("click", (event) => {
        const act = /** @type {HTMLElement | null} */ (/** @type {HTMLElement} */ (event.target).closest("[data-act]"))?.dataset.act ?? "";
        if (act === "zoom" || act === "unzoom") acts.zoom(act === "zoom" ? 1.4 : 1 / 1.4);
        else if (act === "whole") acts.zoom(0);
        else if (act === "table") acts.table();
        else if (act === "leave") acts.leave();
        else if (act === "print") print();
        else if (act) file(act, acts.what());
      });
      menu.addEventListener("toggle", () => link.setAttribute("href", location.href));
      // On paper the canvas is its drawing: vectors with live links.
      window.addEventListener("beforeprint", () => {
        const { host } = acts.what();
        if (!host.isConnected) return;
        const drawn = new DOMParser().parseFromString(drawing(acts.what()), "image/svg+xml").documentElement;
        host.after(h("div", { class: "nq-paper" }, document.importNode(drawn, true)));
      });
      window.addEventListener("afterprint", () => document.querySelectorAll(".nq-paper").forEach((part) => part.remove()));
    }

    return { element, on };
  }

  return { build };
})();
