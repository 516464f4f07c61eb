// @ts-check
"use strict";
/**
 * The state of a view as the fragment of its address, so that a link shows the same again.
 *
 * @typedef {import("./graph-filter.js").Filter} Filter
 * @typedef {{note: string, ask: string, to: string, only: string, depth: number, opened: string[], closed: string[], filter: Filter}} State
 *   `ask` is "", "chain", "touched" or "path"; `only` a relation (`>` before it: as said by the note, `<`: by the other)
 */
const nq57GraphState = (() => {
  const ASKED = ["chain", "touched", "path"];
  const FIELDS = /** @type {("level" | "province" | "year" | "status")[]} */ (["level", "province", "year", "status"]);

  /** @returns {State} */
  function blank() {
    return { note: "", ask: "", to: "", only: "", depth: 1, opened: [], closed: [], filter: nq57GraphFilter.everything() };
  }

  /** @param {Iterable<string>} names @returns {string} */
  const listed = (names) => [...names].map(encodeURIComponent).join(",");

  /** @param {string | null} text @returns {string[]} */
  function names(text) {
    try {
      return (text ?? "").split(",").filter(Boolean).map(decodeURIComponent);
    } catch {
      return []; // not written by us
    }
  }

  /** @param {State} state @returns {string} what differs from everything, in one order */
  function write({ note, ask, to, only, depth, opened, closed, filter }) {
    const found = new URLSearchParams();
    const put = (/** @type {string} */ name, /** @type {string} */ value) => value && found.set(name, value);
    put("note", note);
    put("ask", ask);
    put("to", ask === "path" ? to : "");
    put("only", only);
    put("depth", depth > 1 ? String(depth) : "");
    put("open", listed(opened));
    put("closed", listed(closed));
    put("hide", listed(filter.hidden));
    put("without", listed(filter.without));
    for (const field of FIELDS) put(field, filter[field]);
    put("q", filter.words);
    return found.toString();
  }

  /** @param {string} fragment of an address, or its query: links of notes lead here so @returns {State} */
  function read(fragment) {
    const found = new URLSearchParams(fragment.replace(/^[#?]/, ""));
    const get = (/** @type {string} */ name) => found.get(name) ?? "";
    const filter = {
      hidden: new Set(names(found.get("hide"))),
      without: new Set(names(found.get("without"))),
      level: get("level"),
      province: get("province"),
      year: get("year"),
      status: get("status"),
      words: get("q"),
    };
    const depth = Math.min(3, Math.max(1, Math.floor(Number(get("depth")) || 1)));
    const ask = ASKED.includes(get("ask")) ? get("ask") : "";
    return { note: get("note"), ask, to: get("to"), only: get("only"), depth, opened: names(found.get("open")), closed: names(found.get("closed")), filter };
  }

  /** @param {State} state @param {boolean} deep whether it is of a note's page, which has a note of its own @returns {string} with its sign, "" for nothing */
  function fragment(state, deep) {
    const said = write({ ...state, note: deep ? "" : state.note });
    return deep ? `#explore${said && "&"}${said}` : said && `#${said}`;
  }

  /** @param {string} hash put it in the address, "" for none */
  function remember(hash) {
    if (hash === location.hash) return;
    try {
      history.replaceState(null, "", location.pathname + hash);
    } catch {
      // Some browsers refuse to change the address of a page opened from a folder: the view works without.
    }
  }

  return { blank, fragment, read, remember, write };
})();
