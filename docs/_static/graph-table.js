// @ts-check
"use strict";
/**
 * Tables that are there without a script; here they learn to sort by a heading and to hide rows.
 * A heading sorts when it has `data-sort` (`text` or `number`); a cell may carry its key in `data-key`.
 */
const nq57GraphTable = (() => {
  /** @param {HTMLTableCellElement} cell @returns {string} what it sorts by */
  const keyOf = (cell) => cell.dataset.key ?? cell.textContent ?? "";

  /** @param {HTMLTableElement} table @param {number} column @param {string} way @param {string} language */
  function sort(table, column, way, language) {
    const numeric = table.tHead?.rows[0].cells[column].dataset.sort === "number";
    const { compare } = new Intl.Collator(language, { numeric: true });
    const body = table.tBodies[0];
    const sign = way === "descending" ? -1 : 1;
    const rows = [...body.rows].map((row) => ({ row, key: keyOf(row.cells[column]) }));
    rows.sort((a, b) => {
      if (!a.key || !b.key) return Number(!a.key) - Number(!b.key); // what is unknown stays last both ways
      return sign * (numeric ? Number(a.key) - Number(b.key) : compare(a.key, b.key));
    });
    body.append(...rows.map(({ row }) => row));
  }

  /** Give each sortable heading a button. @param {HTMLTableElement} table @param {string} language */
  function sortable(table, language) {
    const headings = [...(table.tHead?.rows[0].cells ?? [])];
    for (const heading of headings) {
      if (!heading.dataset.sort) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.append(...heading.childNodes);
      heading.append(button);
      button.addEventListener("click", () => {
        const way = heading.getAttribute("aria-sort") === "ascending" ? "descending" : "ascending";
        for (const other of headings) other.removeAttribute("aria-sort");
        heading.setAttribute("aria-sort", way);
        sort(table, heading.cellIndex, way, language);
      });
    }
  }

  /** @param {HTMLTableElement} table @param {(row: HTMLTableRowElement) => boolean} keep @returns {number} rows shown */
  function filter(table, keep) {
    let shown = 0;
    for (const row of table.tBodies[0].rows) {
      row.hidden = !keep(row);
      shown += Number(!row.hidden);
    }
    return shown;
  }

  return { filter, sortable };
})();
