// @ts-check
"use strict";
/**
 * What a query says: words, numbers, and what to load for them. Pure functions; search-rank.js goes on.
 * Words and numbers are those of scripts/nq57/search/words.py: both run tests/corpus/fold.json.
 *
 * @typedef {{exact: string, folded: string, glued: boolean, open?: boolean, instead?: string[]}} SearchWord
 * @typedef {[string, {of: Map<number, number>, count: number, cut: boolean}][]} SearchSpelled  lists of entries by exact spelling
 * @typedef {(key: string, open?: boolean, sort?: string) => [string, SearchSpelled][]} SearchFind
 * @typedef {{words: SearchWord[], phrases: string[][], groups: [SearchWord[], string][]}} SearchQuery
 * @typedef {{words: SearchWord[], own: [number, SearchSpelled][], keys: [string, boolean][], glued: boolean}} SearchNode
 *   one thing asked: own numbers by tier, other terms that stand for the words (and whether they go on), the words
 */
const nq57SearchCore = (() => {
  const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const GLUE = "-/.&\u2010\u2011\u2013\u2212\u2044";
  const ELIDED = new Set(["c", "d", "j", "l", "m", "n", "qu", "s", "t"]);
  const TONES = "\u0300\u0301\u0303\u0309\u0323";
  const LONGEST_NUMBER = 6; // words
  const LONGEST_WHOLE = 5; // words of a title that is a term

  const lower = (/** @type {string} */ text) => text.normalize("NFC").toLowerCase();
  const unmarked = (/** @type {string} */ text) => text.replace(/\p{M}/gu, "");

  /** @param {string} text what a bare keyboard would type */
  function fold(text) {
    const bare = unmarked(lower(text).normalize("NFD"));
    return bare.replace(/[đð]/g, "d").replace(/œ/g, "oe").replace(/æ/g, "ae").replace(/ß/g, "ss");
  }

  /** @param {string} word the exact spelling, with the tone of oa, oe, uy on the first letter */
  function spelling(word) {
    const plain = lower(word);
    const [, start, last, tone] = plain.normalize("NFD").match(/^(.*)(\p{L})(\p{M})$/su) || [];
    const open = tone && TONES.includes(tone) && /(?:o[ae]|(?<!q)uy)$/.test(start + last);
    return unmarked(open ? (start + tone + last).normalize("NFC") : plain);
  }

  /** @param {string} text @returns {SearchWord[]} */
  function words(text) {
    const plain = unmarked(lower(text));
    const found = /** @type {SearchWord[]} */ ([]);
    let end = -2;
    for (const { 0: word, index } of plain.matchAll(/[\p{L}\p{N}]+/gu)) {
      const next = index + word.length;
      if (ELIDED.has(word) && /^['\u2019][\p{L}\p{N}]/u.test(plain.slice(next, next + 3))) continue;
      found.push({ exact: spelling(word), folded: fold(word), glued: index === end + 1 && GLUE.includes(plain[end]) });
      end = next;
    }
    return found;
  }

  const digit = (/** @type {string} */ text) => /^[0-9]/.test(text);

  /** @param {string[]} parts one key for all spellings of a number */
  function numberKey(parts) {
    let key = "";
    for (const part of parts) {
      const bare = part.replace(/^0+(?=[0-9])/, "");
      key += (digit(key.slice(-1)) && digit(bare) ? "/" : "") + bare;
    }
    return key;
  }

  /** @param {SearchWord[]} text @param {number} at how many words are glued together from there */
  function run(text, at) {
    let end = at + 1;
    while (end < text.length && text[end].glued) end += 1;
    return end - at;
  }

  const LEVELS = [1, 2, 4, 6, 9, 13, 18, 22, 26, 30, 34, 38, 43, 48, 55, 63];
  const value = (/** @type {string} */ letter) => ALPHABET.indexOf(letter);

  /** Reads what postings.py writes. @param {string} list @param {number} at */
  function reader(list, at) {
    let [held, left] = [0, 0];
    const letter = () => value(list[at++]);
    const bit = () => {
      if (!left) [held, left] = [letter(), 6];
      return (held >> (left -= 1)) & 1;
    };
    return {
      bit,
      more: () => at < list.length,
      letter,
      number() {
        for (let sum = 0; ; ) {
          const digit = letter();
          sum = sum * 32 + (digit & 31);
          if (digit < 32) return sum;
        }
      },
      /** @param {number} width */
      rice(width) {
        let sum = 0;
        while (bit()) sum += 1;
        for (let i = width; i > 0; i -= 1) sum = sum * 2 + bit();
        return sum;
      },
      align: () => (left = 0),
    };
  }

  /** @param {string} list @param {number} space @returns {{of: Map<number, number>, count: number, cut: boolean}} weight by entry, the heaviest first; how many in all */
  function postings(list, space) {
    const cut = list[0] === ".";
    const read = reader(list, +cut);
    const count = cut ? read.number() : 0;
    const of = new Map();
    const width = (/** @type {number} */ count) => 31 - Math.clz32((space * 3) / (count * 4));
    while (read.more()) {
      const group = read.letter();
      let left = read.number();
      const later = width(left) - (group >> 4);
      for (let entry = -1, shift = width(1); left > 0; left -= 1, shift = later) of.set((entry += 1 + read.rice(shift)), LEVELS[group & 15]);
      read.align();
    }
    return { of, count: count || of.size, cut };
  }

  /** Reads what facets.py writes. @param {string} letters @param {number} count of the values @returns {() => number} the place of the next among them */
  function places(letters, count) {
    let [range, code, at] = [2 ** 24, 0, 0];
    const more = () => (code = code * 64 + value(letters[at++]));
    while (at < 4) more();
    const models = /** @type {number[][]} */ ([]); // how much each digit was said, for each place of digits
    for (let size = count; size; size = size > 64 ? Math.ceil(size / 64) : 0) models.unshift(Array(Math.min(64, size)).fill(1));
    return () => models.reduce((sum, model) => {
      const total = model.reduce((all, times) => all + times);
      const unit = (range / total) | 0;
      let digit = 0;
      while (code >= unit * model[digit]) code -= unit * model[digit++];
      range = unit * model[digit];
      for (; range < 2 ** 18; range *= 64) more();
      model[digit] += 24;
      if (total > 976) model.forEach((times, one) => (model[one] = (times + 1) >> 1));
      return sum * 64 + digit;
    }, 0);
  }

  /** @param {string} row as spot_rows writes it @param {number[]} entries that have a place in it @param {number} width @returns {Map<number, number[]>} */
  function spots(row, entries, width) {
    const read = reader(row, 0);
    return new Map(entries.map((entry) => {
      const at = [read.rice(width)];
      while (read.bit()) at.push(at[at.length - 1] + 1 + read.rice(width - 2));
      return [entry, at];
    }));
  }

  /** @param {string} text borders as shards.py packs them @returns {string[]} */
  function unpack(text) {
    let last = "";
    return text.split(",").map((row) => (last = last.slice(0, value(row[0])) + row.slice(1)));
  }

  /** @param {SearchWord} said @param {SearchWord} member bare letters may stand for marked ones, not others for others */
  const same = (said, member) =>
    said.folded === member.folded && [member.exact, member.folded].includes(said.exact);

  /** @param {string} text its last word may go on, quotes hold phrases @param {{synonyms: string[][], markers: string[]}} root markers: dropped before a number @returns {SearchQuery} */
  function parse(text, { synonyms, markers }) {
    const all = words(text);
    const said = all.filter((word, at) => !(markers.includes(word.folded) && digit((all[at + 1] || word).folded)));
    if (said.length && /[\p{L}\p{N}\p{M}]$/u.test(text)) said[said.length - 1].open = true;
    const quoted = [...text.matchAll(/["“”«]([^"“”«»]+)["“”»]/g)].map(([, said]) => words(said).map((word) => word.folded));
    const phrases = quoted.filter((row) => row.length > 1);
    /** @type {[SearchWord[], string][]} */
    const groups = synonyms.flatMap((group) => {
      const name = words(group[0]).map((word) => word.folded).join(" ") + "~";
      return group.map((member) => /** @type {[SearchWord[], string]} */ ([words(member), name]));
    });
    return { words: said, phrases, groups: groups.filter(([member]) => member.length) };
  }

  /** @param {SearchQuery} query @param {number} at members of groups that stand there */
  const membersAt = (query, at) =>
    query.groups.filter(([member]) => member.every((word, i) => query.words[at + i] && same(query.words[at + i], word)));

  const keyOf = (/** @type {SearchWord[]} */ row) => numberKey(row.map((word) => word.folded));
  const wholeOf = (/** @type {SearchQuery} */ query) => query.words.map((word) => word.folded).join(" ") + "=";

  /** @param {SearchQuery} query @returns {[string, boolean][]} the terms to load first, and whether they may go on */
  function wanted(query) {
    /** @type {[string, boolean][]} */
    const keys = query.phrases.flat().map((word) => [word, false]);
    if (query.words.length <= LONGEST_WHOLE) keys.push([wholeOf(query), false]);
    let inNumber = false;
    query.words.forEach((word, at) => {
      inNumber = digit(word.folded) || (inNumber && word.glued);
      for (const [, name] of membersAt(query, at)) keys.push([name, false]);
      if (!inNumber || !word.glued) keys.push(...termsOf(word));
      if (!digit(word.folded)) return;
      for (let size = 1; size <= LONGEST_NUMBER && at + size <= query.words.length; size += 1) {
        keys.push([keyOf(query.words.slice(at, at + size)), true]);
      }
    });
    return keys;
  }

  /** @param {SearchWord} word @returns {[string, boolean][]} */
  const termsOf = (word) => (word.instead || [word.folded]).map((term) => [term, !!word.open]);

  /** The words of a number that none has, seen only when the number was looked for. @param {SearchNode[]} nodes @param {SearchFind} find */
  const wantedMore = (nodes, find) =>
    nodes.filter((node) => node.glued && !node.own.length && !node.keys.some(([key, open]) => find(key, open).length)).flatMap(({ words }) => words.flatMap(termsOf));

  /** @param {string} key @param {SearchFind} find own numbers that start with the key, whole parts above cut ones */
  function owns(key, find) {
    return find(key, true, "#").map(([term, spelled]) => {
      const rest = term.slice(key.length, -1);
      const tier = rest === "" ? 3 : digit(key.slice(-1)) && digit(rest) ? 0 : 2;
      return /** @type {[number, SearchSpelled]} */ ([tier, spelled]);
    });
  }

  // The longest run of words that is a number of some entry, or a member of a group, or one word. A glued number is never cut: 57-QN/TW is not 57.
  /** @param {SearchQuery} query @param {number} at @param {SearchFind} find @returns {SearchNode} */
  function nodeAt(query, at, find) {
    const members = membersAt(query, at);
    const named = Math.max(1, ...members.map(([member]) => member.length));
    const numeric = digit(query.words[at].folded);
    const glued = numeric ? run(query.words, at) : 1;
    const least = Math.max(named, glued);
    for (let size = numeric ? Math.max(least, LONGEST_NUMBER) : least; ; size -= 1) {
      const row = query.words.slice(at, at + size);
      const open = !!row[row.length - 1].open;
      const own = numeric ? owns(keyOf(row), find).filter(([tier]) => tier > 0 || open) : [];
      if (size > least && (row.length < size || !own.length)) continue;
      /** @type {[string, boolean][]} */
      const keys = members.filter(([member]) => member.length === size).map(([, name]) => [name, false]);
      if (numeric && size > 1) keys.push([keyOf(row), open || !/[0-9]$/.test(keyOf(row))]); // 1354 CT is the start of 1354-CT/TW
      return { words: row, own, keys, glued: numeric && glued === size && size > 1 };
    }
  }

  /** @param {SearchQuery} query @param {SearchFind} find @returns {SearchNode[]} */
  function nodesOf(query, find) {
    const nodes = [];
    for (let at = 0; at < query.words.length; ) {
      const node = nodeAt(query, at, find);
      nodes.push(node);
      at += node.words.length;
    }
    return nodes;
  }

  return { fold, spelling, words, numberKey, value, postings, places, spots, unpack, parse, wanted, wantedMore, wholeOf, nodesOf, keyOf };
})();
