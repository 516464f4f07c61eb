// @ts-check
"use strict";
/**
 * What a query says: words, numbers, and what to load for them. Pure functions; search-rank.js goes on.
 * Words and numbers are those of scripts/nq57/search/words.py: both run tests/corpus/fold.json.
 *
 * @typedef {{exact: string, folded: string, glued: boolean, open?: boolean, instead?: string[]}} SearchWord
 * @typedef {Record<string, string>} SearchSpelled  lists of entries by exact spelling
 * @typedef {(key: string, open?: boolean, space?: string) => [string, SearchSpelled][]} SearchFind
 * @typedef {{words: SearchWord[], phrases: string[], groups: [SearchWord[], string][]}} SearchQuery
 * @typedef {{words: SearchWord[], own: [number, SearchSpelled][], keys: [string, boolean][], glued: boolean}} SearchNode
 *   one thing asked: own numbers by tier, other terms that stand for the words (and whether they go on), the words
 */
const nq57SearchCore = (() => {
  const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const GLUE = "-/.&\u2010\u2011\u2013\u2212\u2044";
  const ELIDED = new Set(["c", "d", "j", "l", "m", "n", "qu", "s", "t"]);
  const TONES = "\u0300\u0301\u0303\u0309\u0323";
  const LONGEST_NUMBER = 6; // words

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
    /** @type {SearchWord[]} */
    const found = [];
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

  /** @param {SearchWord[]} text the key of each run of glued words with a digit in it */
  function numbers(text) {
    const found = [];
    for (let at = 0; at < text.length; at += run(text, at)) {
      const parts = text.slice(at, at + run(text, at)).map((word) => word.folded);
      if (parts.length > 1 && parts.some((part) => /[0-9]/.test(part))) found.push(numberKey(parts));
    }
    return found;
  }

  /** @param {string} list @returns {Map<number, number>} weight by entry, the heaviest first */
  function postings(list) {
    const found = new Map();
    let at = 0;
    const count = () => {
      let value = 0;
      for (let shift = 0; ; shift += 5) {
        const letter = ALPHABET.indexOf(list[at++]);
        value |= (letter & 31) << shift;
        if (letter < 32) return value;
      }
    };
    while (at < list.length) {
      const weight = ALPHABET.indexOf(list[at++]);
      let entry = 0;
      for (let left = count(); left > 0; left -= 1) found.set((entry += count()), weight);
    }
    return found;
  }

  /** @param {SearchWord} said @param {SearchWord} member bare letters may stand for marked ones, not others for others */
  const same = (said, member) =>
    said.folded === member.folded && (said.exact === member.exact || said.exact === said.folded);

  /**
   * @param {string} text what the reader typed; its last word may go on, and quotes hold phrases
   * @param {string[][]} synonyms @param {string[]} markers words like "số", dropped before a number
   * @returns {SearchQuery}
   */
  function parse(text, synonyms, markers) {
    const all = words(text);
    const said = all.filter((word, at) => !(markers.includes(word.folded) && digit((all[at + 1] || word).folded)));
    if (said.length && /[\p{L}\p{N}\p{M}]$/u.test(text)) said[said.length - 1].open = true;
    const phrases = [...text.matchAll(/["“”«]([^"“”«»]+)["“”»]/g)].flatMap(([, quoted]) => {
      const row = words(quoted).map((word) => word.folded);
      return row.slice(1).map((word, at) => `${row[at]} ${word}`);
    });
    /** @type {[SearchWord[], string][]} */
    const groups = synonyms.flatMap((group) => {
      const name = "~" + words(group[0]).map((word) => word.folded).join(" ");
      return group.map((member) => /** @type {[SearchWord[], string]} */ ([words(member), name]));
    });
    return { words: said, phrases, groups: groups.filter(([member]) => member.length) };
  }

  /** @param {SearchQuery} query @param {number} at members of groups that stand there */
  const membersAt = (query, at) =>
    query.groups.filter(([member]) => member.every((word, i) => query.words[at + i] && same(query.words[at + i], word)));

  const keyOf = (/** @type {SearchWord[]} */ row) => numberKey(row.map((word) => word.folded));
  const wholeOf = (/** @type {SearchQuery} */ query) => "=" + query.words.map((word) => word.folded).join(" ");

  /** @param {SearchQuery} query @returns {[string, boolean, string][]} what to load: key, open, space */
  function wanted(query) {
    /** @type {[string, boolean, string][]} */
    const keys = query.phrases.map((pair) => [pair, false, "p"]);
    keys.push([wholeOf(query), false, "t"]);
    query.words.forEach((word, at) => {
      for (const term of word.instead || [word.folded]) keys.push([term, Boolean(word.open), "t"]);
      for (const [, name] of membersAt(query, at)) keys.push([name, false, "t"]);
      if (!digit(word.folded)) return;
      keys.push(["#" + keyOf([word]), true, "t"]);
      for (let size = 2; size <= LONGEST_NUMBER && at + size <= query.words.length; size += 1) {
        const key = keyOf(query.words.slice(at, at + size));
        keys.push([key, Boolean(query.words[at + size - 1].open), "t"], ["#" + key, true, "t"]);
      }
    });
    return keys;
  }

  /** @param {string} key @param {SearchFind} find own numbers that start with the key, whole parts above cut ones */
  function owns(key, find) {
    return find("#" + key, true).map(([term, spelled]) => {
      const rest = term.slice(1 + key.length);
      const tier = rest === "" ? 3 : digit(key.slice(-1)) && digit(rest) ? 0 : 2;
      return /** @type {[number, SearchSpelled]} */ ([tier, spelled]);
    });
  }

  /**
   * The longest run of words from there that is a number of some entry, or a member of a group, or one word.
   * A glued number is never cut: 57-QN/TW is not 57.
   * @param {SearchQuery} query @param {number} at @param {SearchFind} find @returns {SearchNode}
   */
  function nodeAt(query, at, find) {
    const members = membersAt(query, at);
    const named = Math.max(1, ...members.map(([member]) => member.length));
    const numeric = digit(query.words[at].folded);
    const glued = numeric ? run(query.words, at) : 1;
    const least = Math.max(named, glued);
    for (let size = numeric ? Math.max(least, LONGEST_NUMBER) : least; ; size -= 1) {
      const row = query.words.slice(at, at + size);
      const open = Boolean(row[row.length - 1].open);
      const own = numeric ? owns(keyOf(row), find).filter(([tier]) => tier > 0 || open) : [];
      if (size > least && (row.length < size || !own.length)) continue;
      /** @type {[string, boolean][]} */
      const keys = members.filter(([member]) => member.length === size).map(([, name]) => [name, false]);
      if (numeric && size > 1) keys.push([keyOf(row), open]);
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

  return { fold, spelling, words, numberKey, numbers, postings, parse, wanted, wholeOf, nodesOf, keyOf };
})();
