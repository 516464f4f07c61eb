// @ts-check
"use strict";
/** How a result is shown: DOM nodes and text only, so that nothing of the index becomes HTML. */
const nq57SearchView = (() => {
  /** @param {Element} form @param {string} name of a data- attribute @param {Record<string, string | number>} values */
  function say(form, name, values = {}) {
    const pattern = form.getAttribute(`data-${name}`) || "";
    return pattern.replace(/\{(\w+)\}/g, (_, key) => String(values[key] ?? ""));
  }

  /** @param {HTMLFormElement} form the address of the folder of the index */
  const base = (form) => (form.dataset.root || "") + (form.dataset.index || "_search/");

  /** @param {Element} form @param {string} facet @param {string} value the word for a value, or the value itself */
  const word = (form, facet, value) => form.getAttribute(`data-${facet}-${value}`) || value;

  /** @param {Element} form @param {number} count @param {boolean} whole or more than that */
  const count = (form, count, whole) => say(form, !whole ? "text-above" : count === 1 ? "text-one" : "text-count", { n: count });

  /** @param {string} date ISO, to the year, the month or the day; other text stays as it is */
  function showDate(date) {
    if (!/^\d{4}-\d\d(-\d\d)?$/.test(date)) return date;
    const day = date[7] ? "numeric" : undefined;
    return new Date(date).toLocaleDateString(document.documentElement.lang || "en", { year: "numeric", month: "long", day, timeZone: "UTC" });
  }

  /** @param {string} tag @param {string} name @param {(string | Node)[]} children */
  function make(tag, name, ...children) {
    const node = document.createElement(tag);
    if (name) node.className = name;
    node.append(...children);
    return node;
  }

  /** @param {string} address @param {string} name @param {(string | Node)[]} children */
  function link(address, name, ...children) {
    const node = /** @type {HTMLAnchorElement} */ (make("a", name, ...children));
    node.href = address;
    return node;
  }

  /** @param {SearchPart[]} parts @returns {(string | Node)[]} */
  const marked = (parts) => parts.map(({ text, mark }) => (mark ? make("mark", "", text) : text));

  /** @param {string} root @param {string} url @param {string} query said again to the page, which marks its words */
  function address(root, url, query) {
    const target = new URL(root + url, location.href);
    if (target.protocol !== location.protocol) return location.href;
    if (query) target.searchParams.set("mark", query);
    return target.href;
  }

  /**
   * @param {Element} form @param {SearchCard} card @param {SearchWord[][]} rows
   * @returns {{head: HTMLElement, title: HTMLElement, facts: HTMLElement, text: HTMLElement}}
   */
  function parts(form, card, rows) {
    const { marks, excerpt } = nq57SearchMarks;
    const kind = make("span", "nq57-hit-kind", word(form, "kind", card.kind));
    const head = make("span", "nq57-hit-head", kind);
    if (card.number) head.append(" ", make("span", "nq57-hit-number", ...marked(marks(card.number, rows))));
    const facts = [showDate(card.date), card.issuer].filter(Boolean).join(" · ");
    return {
      head,
      title: make("span", "nq57-hit-title", ...marked(marks(card.label, rows))),
      facts: make("span", "nq57-hit-facts", facts),
      text: make("span", "nq57-hit-text", ...marked(excerpt([card.text, ...card.names], rows))),
    };
  }

  return { say, base, word, count, make, link, marked, address, parts };
})();
