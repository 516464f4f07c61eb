// @ts-check
"use strict";
/**
 * Every table of the site sorts, filters and saves what it shows; without a script it is read as it stands.
 *
 * A cell may carry its key in `data-sort` ("" for what is unknown), else it sorts by its words. A heading with
 * `data-sort="none"` does not sort. Tables that follow each other under the same headings are one list in parts:
 * they share their tools, whose markup and words are the <template id="nq57-table-tools"> of the page.
 *
 * @typedef {{row: HTMLTableRowElement, text: string, at: number}} TableRow its folded words, its place in the page
 * @typedef {{table: HTMLTableElement, rows: TableRow[]}} TablePart
 */
(function () {
  const MANY = 8; // rows that are seen at a glance need no filter
  const { textOf, labelOf, quotesOf, headingsOf, boxOf, titleBefore, nameOf, follows } = nq57TableWords;

  /** One list in one or more tables. */
  class Group {
    /** @param {HTMLTableElement[]} tables */
    constructor(tables) {
      this.headings = tables.map(headingsOf);
      /** @type {TablePart[]} */
      this.parts = tables.map((table) => ({ table, rows: this.rowsOf(table) }));
      this.total = this.parts.reduce((sum, part) => sum + part.rows.length, 0);
      this.query = "";
    }

    /** @param {HTMLTableElement} table */
    rowsOf(table) {
      const rows = [...table.tBodies].flatMap((body) => [...body.rows]);
      return rows.map((row, at) => {
        const text = [...row.cells].map(textOf).join(" ");
        return { row, at, text: nq57SearchCore.fold(text) };
      });
    }

    /** @param {number} column @param {string} way ascending, descending, or "" for the order of the page */
    sort(column, way) {
      for (const { rows } of this.parts) {
        const keys = rows.map(({ row, at }) => {
          const cell = row.cells[column];
          return way ? (cell?.dataset.sort ?? textOf(cell)) : String(at);
        });
        const bodies = new Map(rows.map(({ row }) => [row, row.parentElement]));
        for (const place of nq57TableCore.order(keys, way === "descending")) {
          bodies.get(rows[place].row)?.append(rows[place].row);
        }
      }
      for (const heading of this.headings.flat()) heading.removeAttribute("aria-sort");
      if (way) for (const headings of this.headings) headings[column].setAttribute("aria-sort", way);
    }

    /** @param {TableRow} one a row that the form of the page leaves out (filters.js) stays out */
    kept(one) {
      return !("off" in one.row.dataset) && nq57TableCore.matches(one.text, this.query);
    }

    /** Show the rows that are kept, and the parts that hold one. @returns {number} how many */
    show() {
      let shown = 0;
      for (const { table, rows } of this.parts) {
        const before = shown;
        for (const one of rows) {
          one.row.hidden = !this.kept(one);
          shown += Number(!one.row.hidden);
        }
        const empty = shown === before && rows.length > 0;
        boxOf(table).hidden = empty;
        const title = titleBefore(boxOf(table));
        if (title) title.hidden = empty;
      }
      return shown;
    }

    /** @param {DOMStringMap} said @returns {string[][]} headings and shown rows, quotes in columns of their own */
    cells(said) {
      const rows = this.parts.flatMap(({ table }) =>
        [...table.tBodies].flatMap((body) => [...body.rows].map((row) => ({ row, part: nameOf(table) }))),
      );
      const several = this.parts.length > 1;
      const quoted = this.headings[0].map((_, at) => rows.some(({ row }) => quotesOf(row.cells[at])));
      const line = (/** @type {(at: number) => string} */ text, /** @type {(at: number) => string} */ quote) =>
        quoted.flatMap((has, at) => (has ? [text(at), quote(at)] : [text(at)]));
      const top = this.headings[0].map(labelOf);
      const head = line((at) => top[at], (at) => (said.textQuote || "").replace("{column}", top[at]));
      const body = rows.filter(({ row }) => !row.hidden).map(({ row, part }) => {
        const cells = line((at) => textOf(row.cells[at]), (at) => quotesOf(row.cells[at]));
        return several ? [part, ...cells] : cells;
      });
      return [several ? [said.textGroup || "", ...head] : head, ...body];
    }
  }

  /** @param {string[][]} rows @param {string} name */
  function save(rows, name) {
    const address = URL.createObjectURL(new Blob([nq57TableCore.csv(rows)], { type: "text/csv;charset=utf-8" }));
    const link = document.createElement("a");
    link.href = address;
    link.download = name;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 60000); // some browsers read the file after the click
  }

  /** @param {HTMLTableCellElement} heading @param {string} said the name of a button beside a link */
  function sortButton(heading, said) {
    const button = document.createElement("button");
    button.type = "button";
    if (heading.querySelector("a, button, summary")) {
      button.className = "nq57-sort";
      button.setAttribute("aria-label", said.replace("{column}", labelOf(heading)));
    } else {
      button.append(...heading.childNodes);
    }
    heading.append(button);
    return button;
  }

  /** @param {Group} group @param {HTMLElement} tools @param {HTMLSelectElement} choice */
  function sorting(group, tools, choice) {
    const sort = (/** @type {number} */ column, /** @type {string} */ way) => {
      group.sort(column, way);
      choice.value = way ? `${column} ${way}` : "";
    };
    group.headings.forEach((headings, part) =>
      headings.forEach((heading, column) => {
        const name = labelOf(heading);
        if (!name || heading.dataset.sort === "none") return;
        for (const way of part ? [] : ["ascending", "descending"]) {
          const said = way === "ascending" ? tools.dataset.textAscending : tools.dataset.textDescending;
          choice.append(new Option((said || "").replace("{column}", name), `${column} ${way}`));
        }
        sortButton(heading, tools.dataset.textSort || "").addEventListener("click", () =>
          sort(column, heading.getAttribute("aria-sort") === "ascending" ? "descending" : "ascending"),
        );
      }),
    );
    choice.addEventListener("change", () => {
      const [column, way] = choice.value.split(" ");
      sort(Number(column), way || "");
    });
  }

  /** @param {Group} group @param {HTMLTemplateElement} template @param {string} name of the file to save */
  function equip(group, template, name) {
    const tools = /** @type {HTMLElement} */ (document.importNode(template.content, true).firstElementChild);
    const find = /** @type {HTMLInputElement} */ (tools.querySelector("input"));
    const choice = /** @type {HTMLSelectElement} */ (tools.querySelector("select"));
    const count = /** @type {HTMLElement} */ (tools.querySelector("[role=status]"));
    const update = () => {
      group.query = find.value;
      const shown = group.show();
      const said = count.dataset.textCount || "";
      count.textContent = said.replace("{n}", String(shown)).replace("{all}", String(group.total));
    };
    const few = group.total <= MANY;
    for (const part of [find.closest("label"), count]) if (part instanceof HTMLElement) part.hidden = few;
    find.addEventListener("input", update);
    document.addEventListener("nq57-filter", update);
    tools.querySelector("button")?.addEventListener("click", () => save(group.cells(tools.dataset), name));
    tools.lang = document.documentElement.lang;
    const regular = group.parts.every(({ rows }, part) =>
      rows.every(({ row }) => row.cells.length === group.headings[part].length),
    );
    if (regular && group.total > 1) sorting(group, tools, choice);
    else choice.closest("label")?.remove();
    const first = boxOf(group.parts[0].table);
    ((group.parts.length > 1 && titleBefore(first)) || first).before(tools);
    update();
  }

  const template = document.getElementById("nq57-table-tools");
  if (!(template instanceof HTMLTemplateElement)) return;
  /** @type {HTMLTableElement[][]} */
  const lists = [];
  for (const table of document.querySelectorAll("table.nq57-table")) {
    if (!(table instanceof HTMLTableElement) || !headingsOf(table).length) continue;
    const last = lists[lists.length - 1];
    if (last && follows(table, last[last.length - 1])) last.push(table);
    else lists.push([table]);
  }
  const root = document.documentElement.dataset.content_root || "";
  const page = nq57TableCore.pageName(decodeURIComponent(location.pathname), root);
  for (const tables of lists) {
    const own = lists.length > 1 ? [page, tables[0].id || nameOf(tables[0])] : [page];
    equip(new Group(tables), template, nq57TableCore.fileName(own));
  }
})();
