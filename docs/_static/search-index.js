// @ts-check
"use strict";
/**
 * The index as the page holds it: files loaded when a query needs them, and the answer to a query.
 * A page opened from a folder may load data by <script src> alone, so each file calls nq57Search(name, data).
 *
 * @typedef {{count: number, bits: [number, number], t: string[], p: string[], w: number[], synonyms: string[][], markers: string[]}} SearchRoot
 * @typedef {{url: string, kind: string, number: string, label: string, date: string, issuer: string, names: string[], text: string}} SearchCard
 * @typedef {{hits: SearchHit[], partial: boolean, near: number[], rows: SearchWord[][]}} SearchAnswer
 */

/** @type {Map<string, unknown>} */
const nq57SearchData = new Map();

/** The one door of the files of the index. @param {string} name @param {unknown} data */
function nq57Search(name, data) {
  nq57SearchData.set(name, data);
}

/** @param {string} base address of the folder of the index, with a slash at its end */
function nq57SearchIndex(base) {
  const MOST_FILES = 6; // of words that only start with what was typed
  const LEAST_LETTERS = 4; // of a word in which one slip is forgiven
  const MOST_INSTEAD = 8;
  /** @type {Map<string, Promise<unknown>>} */
  const asked = new Map();
  /** @type {SearchRoot} */
  let root;

  /** @param {string} name @returns {Promise<any>} rejected when the file is not there */
  function load(name) {
    let answer = asked.get(name);
    if (!answer) {
      answer = new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.charset = "utf-8";
        script.src = `${base}${name}.js`;
        script.onload = () => (nq57SearchData.has(name) ? resolve(nq57SearchData.get(name)) : reject(new Error(name)));
        script.onerror = () => reject(new Error(name));
        document.head.append(script);
      });
      answer.catch(() => asked.delete(name)); // a later query may try again
      asked.set(name, answer);
    }
    return answer;
  }

  /** @param {string} key @param {boolean} open @param {string} space @returns {string[]} files that may hold it */
  function files(key, open, space) {
    const borders = space === "p" ? root.p : root.t;
    let low = 0;
    for (let high = borders.length; high - low > 1; ) {
      const middle = (low + high) >> 1;
      if (borders[middle] <= key) low = middle;
      else high = middle;
    }
    let end = low + 1;
    while (open && end < borders.length && end - low < MOST_FILES && borders[end].startsWith(key)) end += 1;
    const safe = (/** @type {string} */ border) => border.replace(/[^a-z0-9]/g, (sign) => `_${sign.charCodeAt(0).toString(16)}_`);
    return borders.slice(low, end).map((border) => `${space}-${safe(border)}`);
  }

  /** @param {string} key @returns {[string, SearchSpelled][]} terms that are the key, or start with it, the most used first */
  function find(key, open = false, space = "t") {
    /** @type {[string, SearchSpelled][]} */
    const found = [];
    for (const name of files(key, open, space)) {
      const held = /** @type {Record<string, string | SearchSpelled>} */ (nq57SearchData.get(name) || {});
      const terms = open ? Object.keys(held).filter((term) => term.startsWith(key)) : Object.hasOwn(held, key) ? [key] : [];
      for (const term of terms) {
        const spelled = held[term];
        found.push([term, typeof spelled === "string" ? { [term]: spelled } : spelled]);
      }
    }
    const size = (/** @type {[string, SearchSpelled]} */ [term, spelled]) => (term === key ? 1e9 : Object.values(spelled).join("").length);
    return found.sort((a, b) => size(b) - size(a));
  }

  /** @param {[string, boolean, string][]} keys */
  const need = (keys) => Promise.all([...new Set(keys.flatMap(([key, open, space]) => files(key, open, space)))].map(load));

  /** Words that nothing holds get their neighbours by one letter instead. @param {SearchWord[]} words */
  async function forgive(words) {
    for (const word of words.filter(({ folded }) => folded.length >= LEAST_LETTERS && /^\p{L}+$/u.test(folded))) {
      const lengths = [-1, 0, 1].map((more) => word.folded.length + more).filter((length) => root.w.includes(length));
      const lists = await Promise.all(lengths.map((length) => load(`w-${length}`)));
      const near = nq57SearchRank.closest(word.folded, lists.flatMap((list) => list.split(" ")));
      if (near.length) word.instead = near.slice(0, MOST_INSTEAD);
    }
  }

  /** @param {string} text @returns {Promise<SearchAnswer>} */
  async function ask(text) {
    root = await load("root");
    const parse = (/** @type {string} */ said) => nq57SearchCore.parse(said, root.synonyms, root.markers);
    const run = async (/** @type {SearchQuery} */ asking) => {
      await need(nq57SearchCore.wanted(asking));
      return nq57SearchRank.match(asking, find, root.count);
    };
    let query = parse(text);
    let found = await run(query);
    if (found.unmet.some(({ words }) => /^[a-z]+[0-9]/.test(words[0].folded))) {
      query = parse(text.replace(/(\p{L})(?=[0-9])/gu, "$1 ")); // NQ57
      found = await run(query);
    }
    if (found.unmet.length) {
      await forgive(found.unmet.flatMap(({ words }) => words));
      found = await run(query);
    }
    /** @type {number[]} */
    const near = [];
    for (const key of nq57SearchRank.strangeNumbers(found.nodes)) {
      await need(nq57SearchRank.nearKeys(key));
      near.push(...nq57SearchRank.nearNumbers(key, find));
    }
    return { hits: found.hits, partial: found.partial, near: near.slice(0, 5), rows: nq57SearchMarks.rows(query, found.nodes) };
  }

  /** @param {number[]} entries @returns {Promise<SearchCard[]>} those that the index holds */
  async function cards(entries) {
    const [bits, blockBits] = root.bits;
    const blocks = await Promise.all(entries.map((entry) => load(`c-${entry >> (bits - blockBits)}`)));
    return entries.flatMap((entry, at) => {
      if (!Object.hasOwn(blocks[at], entry)) return [];
      const [url, kind, number, label, date, issuer, names, text] = blocks[at][entry];
      return [{ url, kind, number, label, date, issuer, names, text }];
    });
  }

  /** @param {string} facet @returns {Promise<(entry: number) => string>} */
  async function facet(facet) {
    const [values, width, codes] = await load(`f-${facet}`);
    const digit = (/** @type {string} */ letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".indexOf(letter);
    return (entry) => values[[...codes.slice(entry * width, (entry + 1) * width)].reduce((sum, letter) => sum * 64 + digit(letter), 0)];
  }

  return { ask, cards, facet };
}
