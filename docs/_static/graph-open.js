// @ts-check
// Loads the views of the graph only where and when they are wanted: at once on the page of the map, on a note's page
// by one press under its picture. The picture itself needs none of this.
(function () {
  "use strict";
  const SCRIPTS = ["model", "filter", "queries", "answer", "walk", "look", "lines", "mass", "paint", "canvas", "dom", "export", "drawing", "form", "state", "table", "panel", "tools", "view", "explore"];
  // The scripts stand beside this one, wherever a bundle in several languages keeps what these share.
  const here = /** @type {HTMLScriptElement} */ (document.currentScript).src.replace(/graph-open\.js.*$/, "");
  /** @type {Promise<any> | null} */
  let loading = null;

  /** @param {string} path @returns {Promise<void>} */
  function script(path) {
    return new Promise((resolve, reject) => {
      const made = document.createElement("script");
      made.async = false; // in this order
      made.onload = () => resolve();
      made.onerror = () => reject(new Error(path));
      made.src = path;
      document.head.append(made);
    });
  }

  /** @param {string} text what the data file hands over: JSON, deflated, in digits of base 64 @returns {Promise<any>} */
  function unzip(text) {
    const digits = atob(text);
    const bytes = new Uint8Array(digits.length);
    for (let i = 0; i < bytes.length; i++) bytes[i] = digits.charCodeAt(i);
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).json();
  }

  /** @param {string} root leads to the root of the site @returns {Promise<any>} the graph, once everything is there */
  function load(root) {
    loading ??= new Promise((resolve, reject) => {
      /** @type {any} */ (window).nq57Graph = (/** @type {string} */ text) => unzip(text).then(resolve, reject);
      const paths = [`${here}../_graph/vis-network.min.js`, ...SCRIPTS.map((name) => `${here}graph-${name}.js`), `${root}_graph/data.js`];
      Promise.all(paths.map(script)).catch(reject);
    }).then((data) => nq57GraphModel.model(data));
    return loading;
  }

  const map = /** @type {HTMLElement | null} */ (document.querySelector("[data-nq-graph]"));
  if (map) {
    const { root = "", focus = "" } = map.dataset;
    load(root || "./").then((graph) => nq57GraphView.create(map, graph, root || "./", focus, null));
  }

  const button = /** @type {HTMLButtonElement | null} */ (document.querySelector("[data-nq-explore]"));
  const figure = button?.closest("section")?.querySelector("figure.nq-nbh");
  if (!button || !figure) return;
  const explore = () => {
    button.disabled = true;
    const { root = "", nqExplore = "" } = button.dataset;
    load(root || "./")
      .then((graph) => nq57GraphExplore.open(/** @type {HTMLElement} */ (figure), button, graph, root || "./", nqExplore))
      .finally(() => (button.disabled = false));
  };
  button.hidden = false;
  button.addEventListener("click", explore);
  if (/^#explore(&|$)/.test(location.hash)) explore();

  const table = document.getElementById("_ties");
  const section = /** @type {HTMLElement} */ (button.closest("section"));
  figure.setAttribute("aria-keyshortcuts", "T");
  section.addEventListener("keydown", (event) => {
    const typed = /** @type {HTMLElement} */ (event.target).closest("input, select, .nq-graph");
    if (!table || typed || event.key.toLowerCase() !== "t" || event.altKey || event.ctrlKey || event.metaKey) return;
    const box = table.closest("details");
    if (box) box.open = true;
    table.focus();
    event.preventDefault();
  });
})();
