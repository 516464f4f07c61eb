// @ts-check
"use strict";
/**
 * Search as you type: a combobox with a list of results (ARIA 1.2).
 *
 * @param {HTMLFormElement} form @param {HTMLInputElement} input @param {ReturnType<typeof nq57SearchIndex>} index
 */
function nq57SearchBox(form, input, index) {
  const id = `nq57-search-${document.querySelectorAll("[role=listbox]").length}`;
  const SHOWN = 8;
  const view = nq57SearchView;
  const note = view.make("p", "nq57-search-note");
  const list = view.make("div", "nq57-search-list");
  const panel = view.make("div", "nq57-search-panel", note, list);
  const status = view.make("p", "nq57-search-status");
  let turn = 0;
  let active = -1;

  list.id = id;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", view.say(form, "text-list"));
  status.setAttribute("role", "status");
  panel.hidden = true;
  panel.popover = "manual"; // above all, and not cut off by a scrolling sidebar
  form.append(panel, status);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": id, "aria-expanded": "false" })) input.setAttribute(name, value);
  input.autocomplete = "off";

  const options = () => /** @type {HTMLAnchorElement[]} */ ([...list.children]);

  function place() {
    const box = input.getBoundingClientRect();
    const [wide, high] = [document.documentElement.clientWidth, /** @type {VisualViewport} */ (window.visualViewport).height];
    const width = Math.min(Math.max(box.width, 560), wide - 16);
    Object.assign(panel.style, {
      width: `${width}px`,
      left: `${Math.max(8, Math.min(box.left, wide - width - 8))}px`,
      top: `${box.bottom + 4}px`,
      maxHeight: `${Math.max(160, high - box.bottom - 16)}px`,
    });
  }

  function open() {
    if (!panel.hidden) return;
    panel.hidden = false;
    panel.showPopover?.();
    place();
    input.setAttribute("aria-expanded", "true");
  }

  function close() {
    turn += 1; // an answer still on its way comes too late
    if (panel.hidden) return;
    panel.hidePopover?.();
    panel.hidden = true;
    choose(-1);
    input.setAttribute("aria-expanded", "false");
  }

  /** @param {number} next place of an option; past either end is the input itself */
  function choose(next) {
    const all = options();
    active = next < all.length ? next : -1;
    all.forEach((option, at) => option.setAttribute("aria-selected", String(at === active)));
    if (active < 0) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", all[active].id);
      all[active].scrollIntoView({ block: "nearest" });
    }
  }

  /** @param {string} address @param {(string | Node)[]} children */
  function option(address, ...children) {
    const link = view.link(address, "nq57-search-option", ...children);
    link.id = `${id}-${list.children.length}`;
    link.tabIndex = -1;
    link.setAttribute("role", "option");
    link.setAttribute("aria-selected", "false");
    list.append(link);
    return link.classList;
  }

  /** @param {string} text @param {SearchAnswer} answer @param {number} now */
  async function show(text, answer, now) {
    const root = form.dataset.root || "";
    const cards = await index.cards(answer.hits.slice(0, SHOWN).map(({ entry }) => entry));
    const near = await index.cards(answer.near);
    if (now !== turn) return;
    list.replaceChildren();
    for (const card of cards) {
      const { head, title, facts, text: said } = view.parts(form, card, answer.rows);
      option(view.address(root, card.url, text), head, title, facts, said);
    }
    for (const card of near) {
      const { head, title } = view.parts(form, card, []);
      option(view.address(root, card.url, ""), head, title).add("nq57-search-near");
    }
    if (cards.length) {
      const all = new URL(form.action);
      all.searchParams.set("q", text);
      option(all.href, view.say(form, "text-all", { q: text })).add("nq57-search-all");
    }
    const count = answer.hits.length ? view.count(form, answer.hits.length, answer.whole) : view.say(form, "text-none", { q: text });
    const notes = [
      near.length ? view.say(form, "text-near", { q: text }) : "",
      answer.partial && cards.length ? view.say(form, "text-loosened") : "",
      !cards.length && !near.length ? count : "",
    ];
    say(notes.filter(Boolean).join(" "), near.length || cards.length ? count : "");
  }

  /** @param {string} seen @param {string} heard what is only said to a screen reader */
  function say(seen, heard = "") {
    note.textContent = seen;
    note.hidden = !seen;
    status.textContent = [heard, seen].filter(Boolean).join(". ");
    choose(-1);
    open();
  }

  async function run() {
    const text = input.value;
    const now = (turn += 1);
    if (!text.trim()) {
      close();
      return;
    }
    try {
      const answer = await index.ask(text);
      if (now === turn) await show(text, answer, now);
    } catch (problem) {
      if (now !== turn) return;
      list.replaceChildren();
      say(view.say(form, "text-failed"));
      console.error(problem);
    }
  }

  /** @param {KeyboardEvent} event */
  function key(event) {
    if (event.isComposing) return; // the key belongs to the input method
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (panel.hidden) run();
      else choose(event.key === "ArrowDown" ? active + 1 : active < 0 ? list.children.length - 1 : active - 1);
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      options()[active].click();
    } else if (event.key === "Escape") {
      if (!panel.hidden) event.preventDefault();
      close();
    } else if (event.key === "Tab") close();
  }

  input.addEventListener("focus", () => index.warm().catch(() => {}), { once: true }); // a query will say what is wrong
  input.addEventListener("input", run);
  input.addEventListener("keydown", key);
  input.addEventListener("blur", close);
  panel.addEventListener("mousedown", (event) => event.preventDefault()); // the input keeps the focus
  for (const moved of ["resize", "scroll"]) window.addEventListener(moved, () => !panel.hidden && place(), { passive: true });
}
