// @ts-check
"use strict";
/**
 * The tables of what a view shows: every note and every relation, sorted by a press on a heading. Rows are made as
 * they are asked for: a few, then some thousands at a time.
 *
 * @typedef {import("./graph-model.js").Model} Model
 * @typedef {{name: string, numeric?: boolean, key: (i: number) => string | number, cell: (i: number) => Node | string}} Column
 */
const nq57GraphTable = (() => {
  const { h, link } = nq57GraphDom;
  const [FEW, ROWS] = [100, 2000]; // rows for whoever scrolls past, rows for whoever comes to read
  const IDLE = 300; // milliseconds

  /** @param {Model} graph @param {string} root @returns {Column[]} */
  function noteColumns(graph, root) {
    const level = (/** @type {number} */ i) => graph.levels[graph.level[i]][1];
    return [
      { name: "note", key: graph.label, cell: (i) => link(graph, i, root) },
      { name: "title", key: graph.title, cell: (i) => h("span", { lang: graph.language(i) }, graph.title(i)) },
      { name: "kind", key: (i) => graph.kinds[graph.kind[i]].label, cell: (i) => graph.kinds[graph.kind[i]].label },
      { name: "level", numeric: true, key: (i) => graph.level[i], cell: level },
      { name: "province", key: (i) => graph.provinces[graph.province[i]][1] ?? "", cell: (i) => graph.provinces[graph.province[i]][1] ?? "" },
      { name: "date", key: graph.iso, cell: (i) => graph.date(i) || "—" },
      { name: "status", key: (i) => graph.statuses[graph.status[i]][1] ?? "", cell: (i) => graph.statuses[graph.status[i]][1] ?? "" },
      { name: "count", numeric: true, key: (i) => graph.degree[i], cell: (i) => String(graph.degree[i]) },
    ];
  }

  /** @param {Model} graph @param {string} root @returns {Column[]} */
  function lineColumns(graph, root) {
    const end = (/** @type {number} */ i) => h("span", {}, link(graph, i, root), " ", h("small", {}, graph.date(i)));
    const relation = (/** @type {number} */ line) => graph.relations[graph.relation[line]].label;
    const origin = (/** @type {number} */ line) => graph.say(graph.found[line] ? "found" : "declared");
    return [
      { name: "from", key: (line) => graph.label(graph.from[line]), cell: (line) => end(graph.from[line]) },
      { name: "relation", key: relation, cell: relation },
      { name: "to", key: (line) => graph.label(graph.to[line]), cell: (line) => end(graph.to[line]) },
      { name: "origin", key: origin, cell: origin },
    ];
  }

  /** @param {number[]} list @param {Column} column @param {boolean} down @param {string} language @returns {number[]} sorted; what is unknown stays last both ways */
  function sorted(list, { key, numeric }, down, language) {
    const { compare } = new Intl.Collator(language, { numeric: true });
    const keyed = list.map((i) => ({ i, key: key(i) }));
    const sign = down ? -1 : 1;
    keyed.sort((a, b) => {
      if (a.key === "" || b.key === "") return Number(a.key === "") - Number(b.key === "");
      return sign * (numeric ? Number(a.key) - Number(b.key) : compare(String(a.key), String(b.key))) || a.i - b.i;
    });
    return keyed.map(({ i }) => i);
  }

  /**
   * @param {Model} graph @param {string} name "notes" or "relations" @param {Column[]} columns @param {(line: number) => Record<string, string>} marks of a row
   * @returns {{element: HTMLElement, show: (list: number[], total: number) => void, fill: () => void}}
   */
  function create(graph, name, columns, marks) {
    const heading = h("h2", { id: name, tabindex: -1 }, graph.say(`${name}-table`));
    const said = h("p", { class: "nq-rows" });
    const body = h("tbody");
    const more = h("button", { type: "button", hidden: true });
    const buttons = columns.map((column) => h("button", { type: "button" }, graph.say(column.name)));
    const heads = buttons.map((button) => h("th", { scope: "col" }, button));
    const table = h("table", { class: "nq-table", "data-table": name }, h("thead", {}, h("tr", {}, ...heads)), body);
    const scroll = h("div", { class: "nq-scroll", tabindex: 0, role: "group", "aria-labelledby": name }, table);
    let rows = /** @type {number[]} */ ([]);
    let by = -1;
    let down = false;
    let [all, wanted] = [0, FEW];

    function append() {
      const made = rows.slice(body.children.length, wanted).map((i) => h("tr", marks(i), ...columns.map(({ cell }) => h("td", {}, cell(i)))));
      body.append(...made);
      const left = rows.length - body.children.length;
      more.hidden = left <= 0;
      more.textContent = graph.say("next-rows", { n: Math.min(left, ROWS) });
      said.textContent = graph.say("rows", { shown: body.children.length, total: all });
    }

    function sort() {
      if (by >= 0) rows = sorted(rows, columns[by], down, graph.lang);
      body.replaceChildren();
      append();
    }

    buttons.forEach((button, i) =>
      button.addEventListener("click", () => {
        down = by === i && !down;
        by = i;
        heads.forEach((head, k) => (k === i ? head.setAttribute("aria-sort", down ? "descending" : "ascending") : head.removeAttribute("aria-sort")));
        sort();
      }),
    );
    more.addEventListener("click", () => {
      wanted = body.children.length + ROWS;
      append();
    });
    return {
      element: h("section", {}, heading, said, scroll, more),
      show(list, total) {
        [rows, all] = [list, total];
        sort();
      },
      fill() {
        wanted = Math.max(wanted, ROWS);
        append();
      },
    };
  }

  /**
   * Both tables. A long one waits until somebody comes to it, a short one until there is nothing else to do.
   * @param {Model} graph @param {string} root @param {() => {notes: number[], lines: number[]}} what they hold
   */
  function pair(graph, root, what) {
    const notes = create(graph, "notes", noteColumns(graph, root), (i) => ({ "data-id": graph.id(i) }));
    const lines = create(graph, "relations", lineColumns(graph, root), (line) => ({
      "data-from": graph.id(graph.from[line]),
      "data-relation": graph.relations[graph.relation[line]].id,
      "data-to": graph.id(graph.to[line]),
    }));
    const element = h("div", { class: "nq-tables" }, notes.element, lines.element);
    let wanted = /** @type {object} */ ({});
    let held = /** @type {object | null} */ (null);
    let seen = false;

    /** @param {object} sign of what they are to hold: the same object, the same rows */
    function follow(sign) {
      wanted = sign;
      if (!seen || wanted === held) return;
      held = wanted;
      const { notes: shown, lines: open } = what();
      notes.show(shown, graph.size);
      lines.show(open, graph.lines);
    }

    /** @param {boolean} whole whether somebody came to read, or only scrolls past */
    function fill(whole) {
      seen = true;
      follow(wanted);
      if (whole) for (const table of [notes, lines]) table.fill();
    }

    new IntersectionObserver((all) => all.some((one) => one.isIntersecting) && fill(false)).observe(element);
    element.addEventListener("focusin", () => fill(true));
    if (graph.lines <= ROWS) setTimeout(() => fill(true), IDLE);
    return { element, fill, follow };
  }

  return { lineColumns, noteColumns, pair, sorted };
})();
