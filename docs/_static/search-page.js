// @ts-check
"use strict";
/**
 * The page of all results: read from the address and kept there, so that a search can be sent or bookmarked.
 * The first results come from the best of the index; all of them are loaded for what needs all: filters, dates.
 *
 * @param {HTMLFormElement} form @param {HTMLInputElement} input @param {HTMLElement} area
 * @param {ReturnType<typeof nq57SearchIndex>} index
 */
function nq57SearchPage(form, input, area, index) {
  const STEP = 10;
  const FACETS = ["kind", "issuer", "level", "province", "year", "status", "language"];
  const view = nq57SearchView;
  const { make, say } = view;
  const state = new URLSearchParams(location.search);
  const root = form.dataset.root || "";
  const status = make("p", "nq57-search-count");
  const offers = make("div", "nq57-search-offers");
  const filters = make("div", "nq57-search-filters");
  const list = make("ol", "nq57-search-results");
  const more = make("button", "nq57-search-more", say(form, "text-more"));
  let turn = 0;
  let shown = 0;
  /** @type {SearchHit[]} */
  let hits = [];
  /** @type {SearchAnswer} */
  let answer;
  /** Reads the value of a chosen or opened facet. @type {Map<string, (entry: number) => string>} */
  const readers = new Map();

  status.setAttribute("role", "status");
  area.replaceChildren(status, offers, filters, list, more);

  const chosen = () => FACETS.filter((facet) => state.get(facet));
  const read = async (/** @type {string} */ facet) => readers.set(facet, await index.facet(facet));

  /** @param {string} name @param {string} value */
  function remember(name, value) {
    if (value) state.set(name, value);
    else state.delete(name);
    try {
      history.replaceState(null, "", `?${state}${location.hash}`);
    } catch {
      // Some browsers keep the address of a local file; the results change all the same.
    }
  }

  /** @param {boolean} whole every hit, not only the best */
  async function ask(whole) {
    const text = (state.get("q") || "").trim();
    const found = await index.ask(`${text} `, whole); // whole words, and only if there are none, words that go on
    return found.partial || !found.hits.length ? index.ask(text, whole) : found;
  }

  /** @param {number} now */
  async function needAll(now) {
    if (answer.whole) return;
    const found = await ask(true);
    if (now === turn) answer = found;
  }

  const passes = (/** @type {SearchHit} */ hit, but = "") =>
    chosen().every((facet) => facet === but || readers.get(facet)?.(hit.entry) === state.get(facet));

  async function showMore() {
    const next = hits.slice(shown, shown + STEP);
    const [now, first] = [turn, shown];
    shown += next.length;
    index.cards(next.map(({ entry }) => entry)).catch(() => {}); // asked for at once, each is shown when it is there
    for (const { entry } of next) {
      for (const card of await index.cards([entry])) {
        if (now !== turn) return;
        const { head, title, facts, text } = view.parts(form, card, answer.rows);
        const link = view.link(view.address(root, card.url, state.get("q") || ""), "", title);
        list.append(make("li", "nq57-hit", head, make("h2", "", link), facts, text));
      }
    }
    more.hidden = shown >= hits.length && answer.whole;
    if (first) list.children[first]?.querySelector("a")?.focus();
  }

  /** The values of a facet, each with how many results it leaves. @param {string} facet @param {HTMLElement} box */
  async function open(facet, box) {
    const now = turn;
    await Promise.all([read(facet), needAll(now)]);
    if (now !== turn) return;
    /** @type {Map<string, number>} */
    const counts = new Map();
    for (const hit of answer.hits) {
      const value = readers.get(facet)?.(hit.entry);
      if (value && passes(hit, facet)) counts.set(value, (counts.get(value) || 0) + 1);
    }
    const named = (/** @type {[string, number]} */ one) => view.word(form, facet, one[0]);
    const values = [...counts].sort((a, b) => b[1] - a[1] || named(a).localeCompare(named(b), "vi"));
    const rows = values.map((one) => option(facet, one[0], `${named(one)} (${one[1]})`));
    if (state.get(facet)) rows.unshift(option(facet, "", say(form, "text-any")));
    box.replaceChildren(...rows);
  }

  /** @param {string} name @param {string} value @param {string} words */
  function option(name, value, words) {
    const button = make("button", "", words);
    button.setAttribute("aria-pressed", String((state.get(name) || "") === value));
    button.addEventListener("click", () => {
      remember(name, value);
      frame(name);
      arrange();
    });
    return make("li", "", button);
  }

  /** The row of filters, each closed until the reader wants it. @param {string} [focus] the one to go back to */
  function frame(focus) {
    const named = ["sort", ...FACETS].map((facet) => {
      const value = state.get(facet);
      const box = make("ul", "");
      const sorted = facet === "sort" ? say(form, value ? "text-by-date" : "text-by-relevance") : value && view.word(form, facet, value);
      const label = say(form, facet === "sort" ? "text-sort" : `facet-${facet}`) || facet;
      const summary = make("summary", "", sorted ? `${label} : ${sorted}` : label);
      const details = /** @type {HTMLDetailsElement} */ (make("details", "", summary, box));
      details.dataset.facet = facet;
      if (facet === "sort") box.append(option("sort", "", say(form, "text-by-relevance")), option("sort", "date", say(form, "text-by-date")));
      else details.addEventListener("toggle", () => details.open && open(facet, box).catch(fail));
      return details;
    });
    filters.replaceChildren(...named);
    if (focus) /** @type {HTMLElement | undefined} */ (named.find((one) => one.dataset.facet === focus)?.firstElementChild)?.focus();
  }

  /** Filter and sort what was found, and show the first of it. */
  async function arrange() {
    const now = (turn += 1);
    area.setAttribute("aria-busy", "true");
    try {
      const dated = state.get("sort") === "date";
      if (dated || chosen().length) await Promise.all([needAll(now), ...chosen().map(read)]);
      const dates = dated ? await index.facet("date") : null;
      if (now !== turn) return;
      hits = answer.hits.filter((hit) => passes(hit));
      if (dates) hits.sort((a, b) => dates(b.entry).localeCompare(dates(a.entry)));
      list.replaceChildren();
      shown = 0;
      await showMore();
      if (now !== turn) return;
      tell();
      area.setAttribute("aria-busy", "false");
      if (answer.whole) return;
      await needAll(now); // for the count, and what comes after the first
      if (now !== turn) return;
      const first = new Set(hits.slice(0, shown).map(({ entry }) => entry));
      hits = [...hits.slice(0, shown), ...answer.hits.filter(({ entry }) => !first.has(entry))];
      more.hidden = shown >= hits.length;
      tell();
    } catch (problem) {
      if (now === turn) fail(problem);
    }
  }

  function tell() {
    const q = state.get("q") || "";
    const count = hits.length ? view.count(form, hits.length, answer.whole) : say(form, "text-none", { q });
    status.textContent = answer.partial && hits.length ? `${count}. ${say(form, "text-loosened")}` : count;
  }

  async function offer() {
    const near = await index.cards(answer.near);
    const links = near.map(({ url, number, label }) => make("li", "", view.link(view.address(root, url, ""), "", `${number} — ${label}`)));
    offers.replaceChildren();
    if (links.length) offers.append(make("p", "", say(form, "text-near", { q: state.get("q") || "" })), make("ul", "", ...links));
  }

  /** @param {unknown} problem */
  function fail(problem) {
    status.textContent = say(form, "text-failed");
    area.setAttribute("aria-busy", "false");
    console.error(problem);
  }

  async function run() {
    const text = (state.get("q") || "").trim();
    const now = (turn += 1);
    for (const part of [status, offers, filters, list]) part.replaceChildren();
    more.hidden = true;
    area.setAttribute("aria-busy", String(!!text));
    if (!text) return;
    try {
      const found = await ask(false);
      if (now !== turn) return;
      answer = found;
      await offer();
      if (now !== turn) return;
      if (answer.hits.length > 1) frame();
      await arrange();
    } catch (problem) {
      if (now === turn) fail(problem);
    }
  }

  index.warm().catch(() => {}); // a query will say what is wrong
  input.value = state.get("q") || "";
  input.addEventListener("input", () => {
    remember("q", input.value);
    run();
  });
  form.addEventListener("submit", (event) => event.preventDefault()); // the results are already here
  more.addEventListener("click", showMore);
  run();
}
