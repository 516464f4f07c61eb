// @ts-check
"use strict";
/**
 * Every form of class nq57-search searches: as you type (search-box.js), or with data-results on the page of
 * results (search-page.js). `/` and Ctrl+K go to it from anywhere.
 */
(() => {
  /** @type {Map<string, ReturnType<typeof nq57SearchIndex>>} */
  const indexes = new Map();

  /** @param {HTMLFormElement} form the index of a form: all forms of a page share one */
  function indexOf(form) {
    const base = nq57SearchView.base(form);
    const index = indexes.get(base) || nq57SearchIndex(base);
    indexes.set(base, index);
    return index;
  }

  /** @param {KeyboardEvent} event */
  function shortcut(event) {
    const from = event.composedPath()[0];
    const typing = from instanceof HTMLElement && (from.isContentEditable || from.matches("input, select, textarea"));
    const held = event.ctrlKey || event.metaKey;
    const ours = event.key === "/" ? !held && !typing : held && !event.shiftKey && event.key.toLowerCase() === "k";
    if (!ours || event.altKey) return;
    const inputs = [...document.querySelectorAll("form.nq57-search input[name=q]")];
    if (!inputs.length) return;
    event.preventDefault();
    event.stopImmediatePropagation(); // the theme has a shortcut of its own
    const input = /** @type {HTMLInputElement} */ (inputs.find((one) => one.getClientRects().length) || inputs[0]);
    if (input.getClientRects().length) {
      input.focus();
      input.select();
    } else if (input.form) location.href = input.form.action; // in a menu that is closed
  }

  function start() {
    const forms = /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll("form.nq57-search"));
    for (const form of forms) {
      const input = /** @type {HTMLInputElement | null} */ (form.querySelector("input[name=q]"));
      if (!input) continue;
      const results = document.getElementById(form.dataset.results || "");
      if (results) nq57SearchPage(form, input, results, indexOf(form));
      else nq57SearchBox(form, input, indexOf(form));
    }
    window.addEventListener("keydown", shortcut, true);
  }

  document.addEventListener("DOMContentLoaded", start); // the script is deferred
})();
