// @ts-check
"use strict";
/**
 * The page of all results: read from the address and kept there, so that a search can be sent or bookmarked.
 *
 * @param {HTMLFormElement} form @param {HTMLInputElement} input @param {HTMLElement} area
 * @param {ReturnType<typeof nq57SearchIndex>} index
 */
function nq57SearchPage(form, input, area, index) {
  const STEP = 20;
  const FACETS = ["kind", "issuer", "level", "province", "year", "status", "language"];
  const view = nq57SearchView;
  const state = new URLSearchParams(location.search);
  const root = form.dataset.root || "";
  const status = view.make("p", "nq57-search-count");
  const offers = view.make("div", "nq57-search-offers");
  const filters = view.make("div", "nq57-search-filters");
  const list = view.make("ol", "nq57-search-results");
  const more = view.make("button", "nq57-search-more", view.say(form, "text-more"));
  let turn = 0;
  let shown = 0;
  /** @type {SearchHit[]} */
  let hits = [];
  /** @type {SearchAnswer} */
  let answer;

  status.setAttribute("role", "status");
  more.setAttribute("type", "button");
  more.hidden = true;
  area.replaceChildren(status, offers, filters, list, more);

  /** @param {string} name @param {string} value */
  function remember(name, value) {
    if (value) state.set(name, value);
    else state.delete(name);
    try {
      history.replaceState(null, "", `?${state}${location.hash}`);
    } catch (problem) {
      if (!(problem instanceof DOMException)) throw problem; // some browsers keep the address of a local file
    }
  }

  async function showMore() {
    const next = hits.slice(shown, shown + STEP);
    const [now, first] = [turn, shown];
    const cards = await index.cards(next.map(({ entry }) => entry));
    if (now !== turn) return;
    shown += next.length;
    for (const card of cards) {
      const { head, title, facts, text } = view.parts(form, card, answer.rows);
      const link = /** @type {HTMLAnchorElement} */ (view.make("a", "", title));
      link.href = view.address(root, card.url, state.get("q") || "");
      list.append(view.make("li", "nq57-hit", head, view.make("h2", "", link), facts, text));
    }
    more.hidden = shown >= hits.length;
    if (first) /** @type {HTMLElement | null} */ (list.children[first]?.querySelector("a"))?.focus();
  }

  /** @param {string} label @param {string} name @param {[string, string][]} options value and words */
  function select(label, name, options) {
    const box = document.createElement("select");
    for (const [value, words] of options) box.append(new Option(words, value, false, value === (state.get(name) || "")));
    box.name = name;
    box.addEventListener("change", () => {
      remember(name, box.value);
      arrange(name);
    });
    filters.append(view.make("label", "", `${label} `, box));
    return box;
  }

  /** Filter and sort what was found. @param {string} focus name of the box to go back to */
  async function arrange(focus = "") {
    const now = (turn += 1);
    area.setAttribute("aria-busy", "true");
    const readers = await Promise.all(FACETS.map((facet) => index.facet(facet)));
    const dates = state.get("sort") === "date" ? await index.facet("date") : null;
    if (now !== turn) return;
    const passes = (/** @type {SearchHit} */ hit, /** @type {number} */ but) =>
      FACETS.every((facet, at) => at === but || !state.get(facet) || readers[at](hit.entry) === state.get(facet));
    filters.replaceChildren();
    FACETS.forEach((facet, at) => {
      /** @type {Map<string, number>} */
      const counts = new Map();
      const others = answer.hits.filter((hit) => passes(hit, at));
      for (const { entry } of others) counts.set(readers[at](entry), (counts.get(readers[at](entry)) || 0) + 1);
      const values = [...counts].filter(([value]) => value).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
      const chosen = state.get(facet);
      if (chosen && !counts.has(chosen)) values.push([chosen, 0]);
      if (!chosen && (values.length === 0 || (values.length === 1 && values[0][1] === others.length))) return;
      const options = values.map(([value, n]) => /** @type {[string, string]} */ ([value, `${view.word(form, facet, value)} (${n})`]));
      select(view.say(form, `facet-${facet}`) || facet, facet, [["", `${view.say(form, "text-any")} (${others.length})`], ...options]);
    });
    hits = answer.hits.filter((hit) => passes(hit, -1));
    if (dates) hits.sort((a, b) => (dates(a.entry) < dates(b.entry) ? 1 : dates(a.entry) > dates(b.entry) ? -1 : 0));
    if (answer.hits.length > 1) {
      select(view.say(form, "text-sort"), "sort", [["", view.say(form, "text-by-relevance")], ["date", view.say(form, "text-by-date")]]);
    }
    /** @type {HTMLElement | null} */ (focus ? filters.querySelector(`[name="${focus}"]`) : null)?.focus();
    tell();
    list.replaceChildren();
    shown = 0;
    await showMore();
    if (now === turn) area.setAttribute("aria-busy", "false");
  }

  function tell() {
    const q = state.get("q") || "";
    const notes = [hits.length ? view.count(form, hits.length) : view.say(form, "text-none", { q })];
    if (answer.partial && hits.length) notes.push(view.say(form, "text-loosened"));
    status.textContent = notes.join(". ");
  }

  async function offer() {
    const near = await index.cards(answer.near);
    const links = near.map((card) => {
      const link = /** @type {HTMLAnchorElement} */ (view.make("a", "", [card.number, card.label].filter(Boolean).join(" — ")));
      link.href = view.address(root, card.url, "");
      return view.make("li", "", link);
    });
    offers.replaceChildren();
    if (links.length) offers.append(view.make("p", "", view.say(form, "text-near", { q: state.get("q") || "" })), view.make("ul", "", ...links));
  }

  async function run() {
    const text = (state.get("q") || "").trim();
    const now = (turn += 1);
    for (const part of [offers, filters, list]) part.replaceChildren();
    more.hidden = true;
    status.textContent = "";
    area.setAttribute("aria-busy", String(Boolean(text)));
    if (!text) return;
    try {
      let found = await index.ask(`${text} `); // whole words, and only if there are none, words that go on
      if (found.partial || !found.hits.length) found = await index.ask(text);
      if (now !== turn) return;
      answer = found;
      await offer();
      if (now === turn) await arrange();
    } catch (problem) {
      if (now === turn) {
        status.textContent = view.say(form, "text-failed");
        area.setAttribute("aria-busy", "false");
      }
      console.error(problem);
    }
  }

  input.value = state.get("q") || "";
  input.addEventListener("input", () => {
    remember("q", input.value);
    run();
  });
  form.addEventListener("submit", (event) => event.preventDefault()); // the results are already here
  more.addEventListener("click", showMore);
  run();
}
