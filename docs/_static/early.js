// @ts-check
// Runs before the first paint: sets the colours the reader chose, so that the page does not flash.
(function () {
  "use strict";
  /** @type {string | null} */
  let mode = null;
  try {
    mode = localStorage.getItem("nq57-mode");
  } catch {
    // A browser may refuse storage to local files; the system's colours are used then.
  }
  const dark = mode === "dark" || (mode !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  const root = document.documentElement;
  root.dataset.mode = mode || "auto";
  root.dataset.theme = dark ? "dark" : "light";
  root.classList.add("nq57-js");
})();
