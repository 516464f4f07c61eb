// @ts-check
"use strict";
/** What the cells and headings of a table say, read as a person reads them: signs and folded evidence left out. */
const nq57TableWords = (() => {
  const EVIDENCE = ".nq57-evidence > div, .nq57-statement > div";
  const ASIDE = `${EVIDENCE}, .nq57-evidence > summary, .nq57-count, [aria-hidden="true"]`;
  const TITLES = "h2, h3, h4";
  const BLOCKS = "li, p, div, dt, dd, blockquote, br, .nq57-related, .nq57-names";

  /** @param {Node} node @returns {string} its words without the evidence, blocks parted by a NUL */
  function words(node) {
    if (node instanceof Text) return node.data;
    if (!(node instanceof Element) || node.matches(ASIDE)) return "";
    const inside = [...node.childNodes].map(words).join("");
    if (node.matches("q")) return `“${inside}”`;
    return node.matches(BLOCKS) ? `\0${inside}\0` : inside;
  }

  /** @param {Element | undefined} cell */
  const textOf = (cell) =>
    (cell ? words(cell) : "")
      .split("\0")
      .map((part) => part.replace(/\s+/g, " ").trim())
      .filter(Boolean)
      .join(" · ");

  /** @param {Element | undefined} cell @returns {string} the sentences it rests on, each with its source */
  const quotesOf = (cell) =>
    [...(cell ? cell.querySelectorAll(EVIDENCE) : [])]
      .map((one) => [...one.children].map(textOf).filter(Boolean).join(" — "))
      .filter(Boolean)
      .join(" | ");

  /** @param {HTMLTableElement} table */
  const headingsOf = (table) => [...(table.tHead ? [...table.tHead.rows].slice(-1)[0].cells : [])];

  /** @param {Element} heading @returns {string} its words, with those that explain a code */
  const labelOf = (heading) => {
    const code = heading.querySelector("[title]");
    return code ? `${textOf(heading)} — ${code.getAttribute("title")}` : textOf(heading);
  };

  /** @param {HTMLTableElement} table the box it scrolls in, or itself */
  const boxOf = (table) => /** @type {HTMLElement} */ (table.closest(".nq57-scroll") || table);

  /** @param {Element} element @returns {HTMLElement | null} the heading right before it */
  const titleBefore = (element) => {
    const before = element.previousElementSibling;
    return before instanceof HTMLElement && before.matches(TITLES) ? before : null;
  };

  /** @param {HTMLTableElement} table @returns {string} its caption, else the nearest heading before it */
  function nameOf(table) {
    if (table.dataset.name || table.caption) return table.dataset.name || textOf(table.caption || undefined);
    /** @type {Element | null} */
    let at = boxOf(table);
    for (; at; at = at.previousElementSibling || at.parentElement) {
      if (at.matches(`h1, ${TITLES}`)) return textOf(at);
    }
    return "";
  }

  /** @param {HTMLTableElement} table @param {HTMLTableElement} last whether one goes on with the list of the other */
  function follows(table, last) {
    const before = boxOf(table).previousElementSibling;
    const box = before && before.matches(TITLES) ? before.previousElementSibling : before;
    return box === boxOf(last) && String(headingsOf(table).map(labelOf)) === String(headingsOf(last).map(labelOf));
  }

  return { textOf, labelOf, quotesOf, headingsOf, boxOf, titleBefore, nameOf, follows };
})();
