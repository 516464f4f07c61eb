// @ts-check
// The frame of the page: the button of colours, the evidence of a linked record, the menu.
(function () {
  "use strict";
  const root = document.documentElement;
  const modes = ["auto", "light", "dark"];

  /** @param {string} mode */
  function paint(mode) {
    const dark = mode === "dark" || (mode === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
    root.dataset.mode = mode;
    root.dataset.theme = dark ? "dark" : "light";
  }

  /** @param {HTMLButtonElement} button */
  function colours(button) {
    const show = () => {
      button.textContent = button.dataset[root.dataset.mode || "auto"] || "";
    };
    button.hidden = false;
    show();
    button.addEventListener("click", () => {
      const next = modes[(modes.indexOf(root.dataset.mode || "auto") + 1) % modes.length];
      paint(next);
      show();
      try {
        localStorage.setItem("nq57-mode", next);
      } catch {
        // Without storage the choice holds for this page only.
      }
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => paint(root.dataset.mode || "auto"));
  }

  /** @param {string} hash A record of this page opens its evidence, so that a link leads to the words. */
  function reveal(hash) {
    if (hash.length < 2) return;
    const target = document.getElementById(hash.slice(1)); // ids of records are plain ASCII
    if (!target || !target.matches("tr, li")) return;
    // On a page that shows its records in brief, the row stands on a further page, under the same name.
    const row = target.matches(".nq57-brief > li") ? target.querySelector("a") : null;
    if (row instanceof HTMLAnchorElement) location.replace(row.href);
    const evidence = target.querySelector("details.nq57-evidence");
    if (evidence instanceof HTMLDetailsElement) evidence.open = true;
  }

  /** A menu or search that was opened closes with Escape. */
  function closing() {
    document.addEventListener("keydown", (event) => {
      const menu = document.querySelector("details.nq57-menu[open]");
      if (event.key === "Escape" && menu instanceof HTMLDetailsElement) {
        menu.open = false;
        const summary = menu.querySelector("summary");
        if (summary) summary.focus();
      }
    });
  }

  /** The same page in another language, at the same place: its record, its search. */
  function languages() {
    for (const link of document.querySelectorAll(".nq57-languages a")) {
      if (!(link instanceof HTMLAnchorElement)) continue;
      link.addEventListener("click", () => {
        link.search = location.search;
        link.hash = location.hash;
      });
    }
  }

  /** On paper, a page of a server says its whole address; one of a folder, its name in the site. */
  function printing() {
    const place = document.querySelector("[data-nq57-address]");
    if (place && location.protocol.startsWith("http")) place.textContent = decodeURI(location.href);
  }

  /** @param {HTMLButtonElement} button It copies the text before it: by the clipboard, else by a selection. */
  function copying(button) {
    const text = button.previousElementSibling;
    const name = button.textContent;
    if (!text) return;
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(text.textContent || "");
      } catch {
        // A page that may not write to the clipboard can still copy what is selected.
        getSelection()?.selectAllChildren(text);
        document.execCommand("copy");
      }
      button.textContent = button.dataset.done || name;
      setTimeout(() => (button.textContent = name), 2000);
    });
  }

  for (const copy of document.querySelectorAll("button.nq57-copy")) {
    if (copy instanceof HTMLButtonElement) copying(copy);
  }
  const button = document.querySelector("button.nq57-theme");
  if (button instanceof HTMLButtonElement) colours(button);
  // Paper is white: what is printed has the light colours.
  window.addEventListener("beforeprint", () => (root.dataset.theme = "light"));
  window.addEventListener("afterprint", () => paint(root.dataset.mode || "auto"));
  closing();
  languages();
  window.addEventListener("beforeprint", printing);
  reveal(location.hash);
  window.addEventListener("hashchange", () => reveal(location.hash));
})();
