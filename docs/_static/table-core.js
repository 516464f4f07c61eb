// @ts-check
"use strict";
/**
 * What a table does to its rows: the order, the rows that are kept, the file they go into. Pure functions; the
 * fold of letters is that of search-core.js.
 */
const nq57TableCore = (() => {
  const NUMBER = /^[-+]?[0-9]+(?:\.[0-9]+)?$/;
  const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;
  const LONGEST_NAME = 80; // letters; names of files must fit everywhere

  /**
   * The order of rows by one key each: a column of numbers by value, any other by dates and words in the
   * Vietnamese order, where đ and ă are letters of their own. What is unknown ("") stays last both ways; equal
   * rows stay as they are.
   * @param {string[]} keys @param {boolean} descending @returns {number[]} the places of the rows
   */
  function order(keys, descending) {
    const { compare } = new Intl.Collator("vi", { numeric: true });
    const numeric = keys.every((key) => !key || NUMBER.test(key));
    const sign = descending ? -1 : 1;
    return keys
      .map((_, at) => at)
      .sort((a, b) => {
        if (!keys[a] || !keys[b]) return Number(!keys[a]) - Number(!keys[b]) || a - b;
        return sign * (numeric ? Number(keys[a]) - Number(keys[b]) : compare(keys[a], keys[b])) || a - b;
      });
  }

  /** @param {string} text the words of a row, folded @param {string} query as typed: all its words must be there */
  function matches(text, query) {
    return nq57SearchCore.fold(query).split(/\s+/).every((word) => text.includes(word));
  }

  /**
   * A cell that no spreadsheet runs. A plain number is left as it is: -12 is a delay, and computes to itself.
   * @param {string} text
   */
  const tame = (text) => (FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text);

  /** @param {string} text quoted where RFC 4180 asks for it */
  const field = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

  /** @param {string[][]} rows @returns {string} a file that opens with its accents in every spreadsheet */
  const csv = (rows) => "\ufeff" + rows.map((row) => row.map((cell) => field(tame(cell))).join(",") + "\r\n").join("");

  /** @param {string[]} parts of a name, folder by folder @returns {string} the name of a file */
  function fileName(parts) {
    const slug = nq57SearchCore.fold(parts.join("-")).replace(/[^a-z0-9]+/g, "-").slice(0, LONGEST_NAME);
    return `${slug.replace(/^-+|-+$/g, "") || "table"}.csv`;
  }

  /** @param {string} path of the page @param {string} root the way to the root of the site: "./", "../" */
  function pageName(path, root) {
    const depth = (root.match(/\.\.\//g) || []).length;
    return path.split("/").slice(-1 - depth).join("-").replace(/\.html$/, "");
  }

  return { order, matches, tame, csv, fileName, pageName };
})();
