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
  const LONGEST = 240; // letters of an excerpt
  const BEFORE = 80; // letters kept before the first mark when a sentence is cut
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
    if (sentence.length <= LONGEST) return sentence;
    let start = Math.max(0, Math.min(first - BEFORE, sentence.length - LONGEST));
    if (start > 0) start = sentence.indexOf(" ", start) + 1;
    let end = Math.min(sentence.length, start + LONGEST);
    if (end < sentence.length) end = Math.max(sentence.lastIndexOf(" ", end), first + 1);
    return (start > 0 ? "… " : "") + sentence.slice(start, end) + (end < sentence.length ? " …" : "");
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
