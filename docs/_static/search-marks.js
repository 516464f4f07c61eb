// @ts-check
"use strict";
/**
 * The words of a query inside a text: which parts to mark, and which sentence to show. Pure functions.
 *
 * @typedef {{text: string, mark: boolean}} SearchPart
 * @typedef {{start: number, end: number, row: number, worth: number}} SearchFound
 */
const nq57SearchMarks = (() => {
  const core = nq57SearchCore;
  const LATE = 160; // letters before a mark that are too many in an excerpt, which has 240
  const BEFORE = 80; // letters kept of them
  const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu;
  const SENTENCE_END = /(?<=[.!?…;]["”»)]?)\s+(?=[\p{Lu}\p{N}"“«(–-])/u;

  /** @type {Map<string, string>} */
  const folds = new Map();

  /** Texts repeat their words: each is folded once. @param {string} word */
  function foldOnce(word) {
    const folded = folds.get(word) ?? core.fold(word);
    folds.set(word, folded);
    return folded;
  }

  /**
   * @param {SearchQuery} query @param {SearchNode[]} nodes
   * @returns {SearchWord[][]} rows of words to mark where they follow one another
   */
  function rows(query, nodes) {
    return nodes.flatMap((node) => {
      const names = node.keys.map(([key]) => key);
      const members = query.groups.filter(([, name]) => names.includes(name)).map(([member]) => member);
      const isNumber = node.words.length > 1 && /^[0-9]/.test(node.words[0].folded);
      return [...(isNumber ? [node.words] : node.words.map((word) => [word])), ...members];
    });
  }

  const bare = (/** @type {string} */ word) => core.numberKey([word]);

  /** @param {string} said folded @param {SearchWord} word */
  function fits(said, word) {
    const typed = word.instead || [word.folded];
    return typed.some((one) => bare(said) === bare(one) || (word.open && said.startsWith(one)));
  }

  /** @param {string} text @param {SearchWord[][]} wanted @returns {SearchFound[]} in the order of the text */
  function findAll(text, wanted) {
    const said = [...text.matchAll(WORD)].map(({ 0: word, index }) => {
      return { word, folded: foldOnce(word), start: index, end: index + word.length };
    });
    /** @type {SearchFound[]} */
    const found = [];
    said.forEach(({ start }, at) => {
      wanted.forEach((row, place) => {
        const here = said.slice(at, at + row.length);
        if (here.length < row.length || !row.every((word, i) => fits(here[i].folded, word))) return;
        const exact = row.every((word, i) => core.spelling(here[i].word) === word.exact);
        found.push({ start, end: here[here.length - 1].end, row: place, worth: row.length * (exact ? 2 : 1) });
      });
    });
    return found;
  }

  /** @param {string} text @param {SearchWord[][]} wanted @returns {SearchPart[]} */
  function marks(text, wanted) {
    /** @type {SearchPart[]} */
    const parts = [];
    let at = 0;
    for (const { start, end } of findAll(text, wanted)) {
      if (end <= at) continue;
      const from = Math.max(at, start);
      parts.push({ text: text.slice(at, from), mark: false }, { text: text.slice(from, end), mark: true });
      at = end;
    }
    parts.push({ text: text.slice(at), mark: false });
    return parts.filter((part) => part.text);
  }

  /** @param {string} sentence @param {number} first where the first mark starts */
  function clip(sentence, first) {
    const start = first > LATE ? sentence.indexOf(" ", first - BEFORE) + 1 : 0;
    const part = sentence.slice(start).match(/^.{0,240}(?!\S)|^.{240}/su)?.[0] || "";
    return (start ? "… " : "") + part + (start + part.length < sentence.length ? " …" : "");
  }

  /** @param {string[]} texts @param {SearchWord[][]} wanted @returns {SearchPart[]} the sentence that says most of it, marked */
  function excerpt(texts, wanted) {
    const sentences = texts.flatMap((text) => text.split(SENTENCE_END)).filter(Boolean);
    let best = { sentence: sentences[0] || "", worth: 0, first: 0 };
    for (const sentence of sentences) {
      const found = findAll(sentence, wanted);
      const most = wanted.map((_, at) => Math.max(0, ...found.map(({ row, worth }) => (row === at ? worth : 0))));
      const worth = most.reduce((sum, one) => sum + one, 0);
      if (worth > best.worth) best = { sentence, worth, first: found[0].start };
    }
    return marks(clip(best.sentence, best.first), wanted);
  }

  return { rows, marks, excerpt };
})();
