// @ts-check
"use strict";
/**
 * Which entries answer a query, in what order, and what to mark in them. Pure functions.
 *
 * @typedef {{tier: number, exact: boolean, score: number}} SearchMatch
 * @typedef {{entry: number, tier: number, exact: boolean, score: number, met: number}} SearchHit
 */
const nq57SearchRank = (() => {
  const core = nq57SearchCore;
  const TITLE_TIER = 2; // a whole title ranks as a whole part of a number
  const CUT = 0.5; // a word that only starts with what was typed
  const OTHER_MARKS = 0.8;
  const FORGIVEN = 0.3; // a word one slip away, and each less likely one beside the one before
  const MOST_ENDINGS = 100;
  const MOST_SLIPS = 2; // letters in which an offered number may differ

  /** Browsers differ in the last digit, and equal scores must be equal in all. @param {number} value */
  const log = (value) => Math.round(999 * Math.log(value));

  /** @param {Map<number, SearchMatch>} best @param {number} entry @param {SearchMatch} match */
  function keep(best, entry, match) {
    const old = best.get(entry);
    if (!old) best.set(entry, match);
    else {
      old.tier = Math.max(old.tier, match.tier);
      old.score = Math.max(old.score, match.score);
      old.exact = old.exact || match.exact;
    }
  }

  /** @param {SearchSpelled} spelled @returns {[number, number][]} all its entries, each with its weight */
  const weights = (spelled) => spelled.flatMap(([, list]) => [...list.of]);

  /** @param {SearchSpelled} spelled @param {number} space of the entries' numbers: how much a rare term says more */
  const rarity = (spelled, space) => log(1 + space / 3 / Math.max(1, ...spelled.map(([, list]) => list.count)));

  /** @param {SearchWord} word @param {SearchFind} find @param {number} space @returns {Map<number, SearchMatch>} */
  function ofWord(word, find, space) {
    const best = new Map();
    let trust = 1;
    for (const typed of word.instead || [word.folded]) {
      if (word.instead) trust *= FORGIVEN;
      const terms = find(typed, word.open).slice(0, MOST_ENDINGS);
      for (const [term, spelled] of terms) {
        const worth = rarity(spelled, space) * trust * (term === typed ? 1 : CUT);
        for (const [exact, list] of spelled) {
          const asTyped = exact === word.exact || (!!word.open && exact.startsWith(word.exact));
          const right = !word.instead && (asTyped || word.exact === word.folded);
          for (const [entry, weight] of list.of) keep(best, entry, { tier: 0, exact: right, score: worth * weight * (asTyped ? 1 : OTHER_MARKS) });
        }
      }
    }
    return best;
  }

  /** @param {Map<number, SearchMatch>[]} each @returns {Map<number, SearchHit>} entries with the sum of all, and how many they met */
  function sum(each) {
    const all = new Map();
    for (const found of each) {
      for (const [entry, { tier, exact, score }] of found) {
        const hit = all.get(entry) || { entry, tier: 0, exact: true, score: 0, met: 0 };
        hit.tier = Math.max(hit.tier, tier);
        hit.exact &&= exact;
        hit.score += score;
        hit.met += 1;
        all.set(entry, hit);
      }
    }
    return all;
  }

  /** @param {SearchNode} node @param {SearchFind} find @param {number} space @returns {Map<number, SearchMatch>} */
  function ofNode(node, find, space) {
    const best = new Map();
    const size = node.words.length;
    for (const [tier, spelled] of node.own) {
      for (const [entry, weight] of weights(spelled)) keep(best, entry, { tier, exact: true, score: weight * size * log(space) });
    }
    for (const [, spelled] of node.keys.flatMap(([key, open]) => find(key, open))) {
      const worth = size * rarity(spelled, space);
      for (const [entry, weight] of weights(spelled)) keep(best, entry, { tier: 0, exact: true, score: worth * weight });
    }
    if (size > 1 && best.size && (node.glued || node.own.length)) return best;
    const each = node.words.map((word) => ofWord(word, find, space));
    if (!best.size && size === 1) return each[0];
    for (const [entry, match] of sum(each)) if (match.met === size) keep(best, entry, match);
    return best;
  }

  /**
   * Entries that meet all of the query, or when there is none those that meet most of it.
   * Order: own number, whole title; then the accents as typed; then weight.
   * @param {SearchQuery} query @param {SearchFind} find @param {number} space of the entries' numbers
   * @param {Set<number>[]} held for each phrase the entries that hold it
   * @returns {{hits: SearchHit[], partial: boolean, nodes: SearchNode[], unmet: SearchNode[]}}
   */
  function match(query, find, space, held) {
    const nodes = core.nodesOf(query, find);
    const each = nodes.map((node) => ofNode(node, find, space));
    const all = sum(each);
    for (const [, spelled] of find(core.wholeOf(query))) {
      for (const [entry] of weights(spelled)) {
        const hit = all.get(entry);
        if (hit) hit.tier = Math.max(hit.tier, TITLE_TIER);
      }
    }
    const hits = [...all.values()].filter((hit) => held.every((entries) => entries.has(hit.entry)));
    hits.sort((a, b) => b.met - a.met || b.tier - a.tier || +b.exact - +a.exact || b.score - a.score || a.entry - b.entry);
    const most = hits.length && hits[0].met;
    return { hits: hits.filter((hit) => hit.met === most), partial: most < nodes.length, nodes, unmet: nodes.filter((_, at) => !each[at].size) };
  }

  /** @param {string} a @param {string} b letters to change, add, drop or swap: exact up to the limit */
  function distance(a, b, limit = MOST_SLIPS) {
    if (Math.abs(a.length - b.length) > limit) return limit + 1;
    let before = /** @type {number[]} */ ([]);
    let row = Array.from({ length: b.length + 1 }, (_, j) => j);
    for (let i = 1; i <= a.length; i += 1) {
      const next = [i];
      for (let j = 1; j <= b.length; j += 1) {
        const changed = row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
        next[j] = Math.min(changed, row[j] + 1, next[j - 1] + 1);
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1);
      }
      [before, row] = [row, next];
    }
    return row[b.length];
  }

  /** @param {SearchNode[]} nodes @returns {string[]} keys of the glued numbers asked for that no entry has */
  const strange = (nodes) =>
    nodes.filter((node) => node.glued && !node.own.length).map((node) => core.keyOf(node.words));

  /** @param {string} key @returns {[string, boolean][]} what to load to find the own numbers near it */
  function nearKeys(key) {
    const [digits] = key.match(/^[0-9]+/) || [""];
    const rest = key.slice(digits.length);
    const near = new Set();
    for (let at = 0; at <= digits.length; at += 1) {
      const [start, end] = [digits.slice(0, at), digits.slice(at)];
      for (const digit of [..."0123456789", ""]) near.add(start + digit + end).add(start + digit + end.slice(1));
      near.add(start + end.slice(1, 2) + end.slice(0, 1) + end.slice(2));
    }
    near.delete("");
    return [[digits, true], ...[...near].map((other) => /** @type {[string, boolean]} */ ([`${other}${rest}#`, false]))];
  }

  /** @param {string} key @param {SearchFind} find @returns {number[]} entries whose number is near, the nearest first */
  function nearest(key, find) {
    const known = new Map(nearKeys(key).flatMap(([near, open]) => find(near, open, "#")));
    const near = [...known].map(([term, spelled]) => ({ far: distance(key, term.slice(0, -1)), spelled }));
    const kept = near.filter(({ far }) => far <= MOST_SLIPS).sort((a, b) => a.far - b.far);
    return kept.flatMap(({ spelled }) => weights(spelled).map(([entry]) => entry));
  }

  return { weights, match, distance, strange, nearKeys, nearest };
})();
