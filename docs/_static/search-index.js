// @ts-check
"use strict";
/**
 * The index as the page holds it: files loaded when a query needs them, and the answer to a query.
 * A page opened from a folder may load data by <script src> alone, so each file calls nq57Search(name, data).
 * The format is written down in scripts/nq57/search/files.py.
 *
 * @typedef {{space: number, blocks: number, d: number[], wide: number, t: string, synonyms: string[][], markers: string[]}} SearchRoot
 * @typedef {{url: string, kind: string, number: string, label: string, date: string, issuer: string, names: string[], text: string}} SearchCard
 * @typedef {{hits: SearchHit[], whole: boolean, partial: boolean, near: number[], rows: SearchWord[][]}} SearchAnswer
 *   whole: the hits are all there are, not only the best of long lists
 */

const nq57SearchData = /** @type {Map<string, unknown>} */ (new Map());

/** The one door of the files of the index. @param {string} name @param {unknown} data */
function nq57Search(name, data) {
  nq57SearchData.set(name, data);
}
window.nq57Search = nq57Search; // also where all scripts are joined in one function

/** @param {string} base address of the folder of the index, with a slash at its end */
function nq57SearchIndex(base) {
  const core = nq57SearchCore;
  const rank = nq57SearchRank;
  const MOST_FILES = 3; // of words that only start with what was typed
  const MOST_LONG = 6; // long lists of them
  const LEAST_LETTERS = 3; // of a word in which one slip is forgiven: one of four that lost one
  const MOST_INSTEAD = 6;
  const MOST_READ = 60; // lists kept between two keys
  const NEAR = 32; // parts of all entries
  /** @type {Map<string, Promise<unknown>>} */
  const asked = new Map();
  const latest = /** @type {Map<string, ReturnType<typeof core.postings>>} */ (new Map()); // lists that were read
  const borders = /** @type {Map<string, string[]>} */ (new Map());
  /** @type {SearchRoot} */
  let root;
  let space = 0; // of the entries' numbers
  let cut = /** @type {Set<string>} */ (new Set()); // files of long lists of which only the start was seen

  /** @param {string} name @returns {Promise<any>} rejected when the file is not there */
  function load(name) {
    let answer = asked.get(name);
    if (!answer) {
      answer = new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = `${base}${name}.js`;
        script.onload = script.onerror = () => (nq57SearchData.has(name) ? resolve(nq57SearchData.get(name)) : reject(new Error(name)));
        document.head.append(script);
      });
      answer.catch(() => asked.delete(name)); // a later query may try again
      asked.set(name, answer);
    }
    return answer;
  }

  /** What every query needs: loaded as soon as the reader turns to the box. */
  const warm = () => load("root");

  const loadAll = (/** @type {Iterable<string>} */ names) => Promise.all([...new Set(names)].map(load));

  const safe = (/** @type {string} */ border) => border.replace(/[^a-z0-9]/g, (sign) => `_${sign.charCodeAt(0).toString(16)}_`);

  /** @param {string} sort letter of a sort of file @param {string} key @param {number} most @returns {string[]} files that may hold what starts with the key */
  function files(sort, key, most) {
    const all = borders.get(sort) || core.unpack(sort === "t" ? root.t : /** @type {string} */ (nq57SearchData.get(sort)));
    borders.set(sort, all);
    const low = all.findLastIndex((border) => border <= key);
    let end = low + 1;
    while (end - low < most && all[end]?.startsWith(key)) end += 1;
    return all.slice(low, end).map((border) => `${sort}-${safe(border)}`);
  }

  /** @param {string} term @param {string | Record<string, string>} held @returns {SearchSpelled} its lists, whole where they are loaded */
  function lists(term, held) {
    const long = `x-${safe(term)}`;
    const known = /** @type {string | Record<string, string>} */ (nq57SearchData.get(long) || held);
    const read = (/** @type {string} */ list) => latest.get(list) || latest.set(list, core.postings(list, space)).get(list);
    const spelled = /** @type {SearchSpelled} */ (Object.entries(typeof known === "string" ? { [term]: known } : known).map(([exact, list]) => [exact, read(list)]));
    if (spelled.some(([, list]) => list.cut)) cut.add(long);
    return spelled;
  }

  /**
   * @param {string} key @param {boolean} open @param {string} sort last sign of the terms that may go on
   * @returns {[string, SearchSpelled][]} terms that are the key, or start with it, the most used first
   */
  function find(key, open = false, sort = "") {
    /** @type {[string, string | Record<string, string>][]} */
    const found = [];
    const fits = (/** @type {string} */ term) => open ? term.startsWith(key) && /[#=~]?$/.exec(term)?.[0] === sort : term === key;
    for (const name of files("t", key, open ? MOST_FILES : 1)) {
      const held = /** @type {Record<string, string | Record<string, string>>} */ (nq57SearchData.get(name) || {});
      for (const term of Object.keys(held).filter(fits)) found.push([term, held[term]]);
    }
    const size = (/** @type {[string, string | Record<string, string>]} */ [term, held]) => (term === key ? 1e9 : JSON.stringify(held).length);
    return found.sort((a, b) => size(b) - size(a)).map(([term, held]) => [term, lists(term, held)]);
  }

  const need = (/** @type {[string, boolean][]} */ keys) => loadAll(keys.flatMap(([key, open]) => files("t", key, open ? MOST_FILES : 1)));

  /** @param {string} word @returns {number[]} the entries that hold it, in order */
  function holders(word) {
    const all = find(word).flatMap(([, spelled]) => rank.weights(spelled).map(([entry]) => entry));
    return [...new Set(all)].sort((a, b) => a - b);
  }

  const part = (/** @type {number} */ entry, /** @type {number} of all numbers */ parts) => ((entry * parts) / space) | 0;

  /** @param {string[]} phrase @param {(entry: number) => boolean} wanted @returns {Promise<Set<number>>} those wanted where its words follow one another */
  async function holding(phrase, wanted) {
    const words = phrase.map((word, at) => ({ word, at, held: holders(word) })).sort((a, b) => a.held.length - b.held.length);
    /** Where the phrase may start, by entry. @type {Map<number, number[] | undefined>} */
    const starts = new Map(words[0].held.filter(wanted).map((entry) => [entry, undefined]));
    for (const { held } of words) {
      const known = new Set(held);
      for (const entry of starts.keys()) known.has(entry) || starts.delete(entry);
    }
    for (const { word, at, held } of words) { // the rarest first: of a usual word only what stands beside them is loaded
      const spots = await spotsOf(word, held, starts.keys());
      for (const [entry, maybe] of starts) {
        const here = (spots.get(entry) || []).map((spot) => spot - at).filter((start) => !maybe || maybe.includes(start));
        if (here.length) starts.set(entry, here);
        else starts.delete(entry);
      }
    }
    return new Set(starts.keys());
  }

  /** @param {string} word @param {number[]} held @param {Iterable<number>} wanted @returns {Promise<Map<number, number[]>>} where it stands in those wanted, and in some others */
  async function spotsOf(word, held, wanted) {
    const usual = core.unpack(/** @type {string} */ (nq57SearchData.get("s"))).find((one) => one.slice(0, -1) === word);
    const parts = usual ? 2 ** core.value(usual[word.length]) : 1;
    const rows = [...new Set([...wanted].map((entry) => part(entry, parts)))].map((one) => {
      return { file: usual ? `s-${safe(word)}-${one}` : files("p", word, 1)[0], entries: held.filter((entry) => part(entry, parts) === one) };
    });
    await loadAll(rows.map(({ file }) => file));
    return new Map(rows.flatMap(({ file, entries }) => {
      const row = /** @type {Record<string, string>} */ (nq57SearchData.get(file))[word];
      return row ? [...core.spots(row, entries, root.wide)] : []; // none where nothing says the word
    }));
  }

  /** @param {string} word @returns {Promise<string[]>} known words one slip away, the likeliest first: one end of the word is sound */
  async function near(word) {
    await loadAll("wv");
    const sound = Math.max(1, (word.length >> 1) - 1);
    const backwards = (/** @type {string} */ text) => [...text].reverse().join("");
    const sorted = (/** @type {string} */ text) => [...text].sort().join("");
    /** @type {Map<string, number>} */
    const known = new Map();
    for (const [sort, typed] of [["w", word], ["v", backwards(word)]]) {
      for (const list of await loadAll(files(sort, typed.slice(0, sound), 8))) {
        for (const [, found, often] of list.matchAll(/([^A-Z]+)([A-Z])/g)) {
          // A lost letter or a swap can be one word's slip, another letter the slip of many.
          const few = found.length > word.length || sorted(found) === sorted(word);
          if (rank.distance(typed, found, 1) === 1) known.set(sort === "w" ? found : backwards(found), often.charCodeAt(0) + (few ? 5 : 0));
        }
      }
    }
    return [...known].sort((a, b) => b[1] - a[1]).map(([found]) => found);
  }

  /** Words that nothing holds get their neighbours by one letter instead. @param {SearchWord[]} words */
  async function forgive(words) {
    for (const word of words.filter(({ folded }) => folded.length >= LEAST_LETTERS && /^\p{L}+$/u.test(folded))) {
      const found = (await near(word.folded)).slice(0, MOST_INSTEAD);
      if (found.length) word.instead = found;
    }
  }

  /** @param {SearchQuery} query @param {boolean} whole */
  async function run(query, whole) {
    await need(core.wanted(query));
    await need(core.wantedMore(core.nodesOf(query, find), find));
    /** @type {Set<number>[]} */
    let held = [];
    const match = () => {
      cut = new Set();
      query.phrases.flat().forEach((word) => find(word));
      return rank.match(query, find, space, held);
    };
    let found = match();
    if (cut.size && (whole || query.phrases.length || found.nodes.length > 1)) {
      await loadAll([...cut].slice(0, MOST_LONG * query.words.length));
      found = match();
    }
    if (!query.phrases.length) return found;
    await loadAll("ps");
    const best = found.hits;
    for (const most of whole ? [0] : [1, 4, 0]) { // of a phrase of usual words first what stands near the best
      const near = new Set(best.slice(0, most).map(({ entry }) => part(entry, NEAR)));
      held = await Promise.all(query.phrases.map((phrase) => holding(phrase, (entry) => !most || near.has(part(entry, NEAR)))));
      found = match();
      if (most && found.hits[9] && !found.partial) {
        cut.add(""); // ten are enough, there may be more
        break;
      }
    }
    return found;
  }

  /** @param {string} text @param {boolean} whole all there is, not only the best @returns {Promise<SearchAnswer>} */
  async function ask(text, whole = false) {
    root = await warm();
    space = root.space;
    if (latest.size > MOST_READ) latest.clear();
    let query = core.parse(text, root);
    let found = await run(query, whole);
    if (found.unmet.some(({ words }) => /^[a-z]+[0-9]/.test(words[0].folded))) {
      query = core.parse(text.replace(/(\p{L})(?=[0-9])/gu, "$1 "), root); // NQ57
      found = await run(query, whole);
    }
    if (found.unmet.length) {
      await forgive(found.unmet.flatMap(({ words }) => words));
      found = await run(query, whole);
    }
    const complete = !cut.size;
    const offered = /** @type {number[]} */ ([]);
    for (const key of rank.strange(found.nodes)) {
      await need(rank.nearKeys(key));
      offered.push(...rank.nearest(key, find));
    }
    const rows = nq57SearchMarks.rows(query, found.nodes);
    return { ...found, whole: complete, near: offered.slice(0, 5), rows };
  }

  /** @param {number[]} entries @returns {Promise<SearchCard[]>} those that the index holds */
  async function cards(entries) {
    const loaded = await Promise.all(entries.map((entry) => loadAll([`c-${part(entry, root.blocks)}`, `d-${root.d.findLastIndex((start) => start <= entry)}`])));
    return entries.flatMap((entry, at) => {
      const [{ [entry]: card }, pieces] = loaded[at]; // the card is written in the codes of pieces.py
      if (!card) return [];
      const plain = card.replace(/~(.)|([$%*+=@^|])(.)/gs, (_, sign, lead, letter) => sign ?? pieces["$%*+=@^|".indexOf(lead) * 64 + core.value(letter)]);
      const [url, kind, number, label, date, issuer, text, ...names] = plain.split("\n");
      return [{ url, kind, number, label, date, issuer, text, names }];
    });
  }

  /** @param {string} facet @returns {Promise<(entry: number) => string>} */
  async function facet(facet) {
    const [all, [values, letters]] = await loadAll(["f", `f-${facet}`]);
    const next = core.places(letters, values.length);
    const said = new Map([...core.postings(all, space).of.keys()].map((entry) => [entry, values[next()]]));
    return (entry) => said.get(entry);
  }

  return { warm, ask, cards, facet };
}
