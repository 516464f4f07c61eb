// @ts-check
"use strict";
/** A page that was opened from a result shows where the words stand: its address says what was asked. */
(() => {
  const TEXTS = 4; // NodeFilter.SHOW_TEXT
  const NOT_PROSE = "script, style, svg, textarea, mark, form, button";

  /** @param {Element} area @param {SearchWord[][]} rows */
  function markAll(area, rows) {
    const walker = document.createTreeWalker(area, TEXTS);
    /** @type {Text[]} */
    const texts = [];
    while (walker.nextNode()) texts.push(/** @type {Text} */ (walker.currentNode));
    for (const text of texts) {
      if (!text.parentElement || text.parentElement.closest(NOT_PROSE)) continue;
      const found = nq57SearchMarks.marks(text.data, rows);
      if (found.some(({ mark }) => mark)) text.replaceWith(...nq57SearchView.marked(found));
    }
  }

  function start() {
    const asked = new URLSearchParams(location.search).get("mark");
    const area = document.querySelector("article, main");
    const form = /** @type {HTMLFormElement | null} */ (document.querySelector("form.nq57-search"));
    if (!asked || !area || !form) return;
    const index = nq57SearchIndex(nq57SearchView.base(form));
    index.ask(`${asked} `).then(({ rows }) => markAll(area, rows), console.error);
  }

  document.addEventListener("DOMContentLoaded", start); // the script is deferred
})();
