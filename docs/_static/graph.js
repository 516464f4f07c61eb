// @ts-check
"use strict";
/**
 * The page of the map: filters, focus, keyboard, panel, status and tables, one state for all of them.
 * The data file calls `nq57Graph(data)` once; the markup carries every phrase in `data-said-…`.
 *
 * @typedef {import("./graph-core.js").Stop} Stop
 */
(() => {
  const { best, fill, model, next, shownLines, shownPoints, stops: stopsOf } = nq57GraphCore;

  /** @param {any} data */
  function start(data) {
    const root = /** @type {HTMLElement | null} */ (document.querySelector("[data-nq-graph]"));
    if (!root) return;
    const graph = model(data);
    const find = (/** @type {string} */ name) => /** @type {HTMLElement} */ (root.querySelector(`[data-${name}]`));
    const said = (/** @type {string} */ name, values = {}) => fill(root.dataset[`said${name}`] ?? "", values);
    const form = /** @type {HTMLFormElement} */ (root.querySelector("form"));
    const [host, panel, status] = [find("map"), find("panel"), find("status")];
    const tables = [...root.querySelectorAll("table")];
    const byId = new Map(graph.points.map((point) => [point.id, point.i]));
    let shown = /** @type {boolean[]} */ ([]);
    let open = /** @type {boolean[]} */ ([]);
    let stops = /** @type {Stop[]} */ ([]);
    let tied = { lines: 0, all: 0 }; // relations of the focus: drawn, and passing the filters
    let focus = -1;
    let at = -1; // the stop that the keyboard is on
    let started = false; // only a reader's choice changes the address

    for (const part of [form, find("stage"), find("tools")]) part.hidden = false;
    for (const table of tables) nq57GraphTable.sortable(table, data.language);
    const href = (/** @type {number} */ i) => (root.dataset.root || "./") + graph.points[i].url;
    const map = nq57GraphMap.create(host, graph, /** @type {any} */ (window).vis, {
      pick: setFocus,
      open: (i) => location.assign(href(i)),
      point,
    });

    /** @returns {import("./graph-core.js").Filter} what the form says */
    function filter() {
      const values = new FormData(form);
      return {
        kinds: new Set(values.getAll("kind").map(String)),
        relations: new Set(values.getAll("relation").map(String)),
        level: String(values.get("level") ?? ""),
        province: String(values.get("province") ?? ""),
        words: String(values.get("words") ?? "").trim(),
      };
    }

    /** Take the filters over to the map, the tables and the status. */
    function apply() {
      const wanted = filter();
      shown = shownPoints(graph, wanted);
      open = shownLines(graph, shown, wanted);
      const openKeys = new Set(graph.lines.filter((line) => open[line.i]).map((line) => key(line)));
      for (const table of tables) {
        const ofNotes = table.dataset.table === "notes";
        nq57GraphTable.filter(table, ({ dataset: row }) =>
          ofNotes ? shown[byId.get(row.id ?? "") ?? -1] : openKeys.has([row.from, row.relation, row.to].join("\n")),
        );
      }
      setFocus(focus >= 0 && shown[focus] ? focus : -1);
    }

    /** @param {import("./graph-core.js").Line} line */
    function key(line) {
      return [graph.points[line.from].id, graph.relations[line.relation].id, graph.points[line.to].id].join("\n");
    }

    /** @param {number} i the note whose relations are shown, or -1 */
    function setFocus(i) {
      focus = i;
      at = -1;
      ({ stops, ...tied } = i < 0 ? { stops: [], lines: 0, all: 0 } : stopsOf(graph, i, open));
      map.show(shown, focus, stops);
      if (i >= 0) map.reveal(i);
      drawPanel();
      say();
      if (!started) return;
      try {
        history.replaceState(null, "", i < 0 ? location.pathname + location.search : `#note=${encodeURIComponent(graph.points[i].id)}`);
      } catch {
        // Some browsers refuse to change the address of a page opened from a folder: the map works without.
      }
    }

    /** Say how much is shown, always, and what is in focus. */
    function say() {
      const count = (/** @type {boolean[]} */ list) => list.filter(Boolean).length;
      const total = { shown: count(shown), total: graph.points.length, edges: count(open), all: graph.lines.length };
      const about = focus < 0 ? said("None") : said("Focused", { label: graph.points[focus].label, n: tied.lines, all: tied.all });
      status.textContent = `${said("Shown", total)} ${total.shown ? about : said("Unmatched")}`;
    }

    /** @param {string} tag @param {string} [text] @param {string} [look] @returns {HTMLElement} */
    function element(tag, text = "", look = "") {
      const made = document.createElement(tag);
      made.textContent = text;
      if (look) made.className = look;
      return made;
    }

    /** @param {number} i @param {string} text @returns {HTMLAnchorElement} */
    function link(i, text) {
      const made = /** @type {HTMLAnchorElement} */ (element("a", text));
      made.href = href(i);
      return made;
    }

    /** Write the focused note and its relations as a list: each shown note is a link with its name. */
    function drawPanel() {
      panel.replaceChildren();
      if (focus < 0) {
        panel.append(element("p", said("None")));
        return;
      }
      const { label, title, date, kind, level } = graph.points[focus];
      const facts = [graph.kinds[kind].label, graph.frame.lanes[level][1], date].filter(Boolean).join(" · ");
      const list = element("ul", "", "nq-stops");
      stops.forEach((stop, i) => list.append(stopItem(stop, i)));
      if (tied.all > tied.lines) {
        const more = /** @type {HTMLAnchorElement} */ (element("a", said("More", { n: tied.all - tied.lines }) || `+${tied.all - tied.lines}`));
        more.href = "#relations";
        list.append(element("li"));
        list.lastElementChild?.append(more);
      }
      const heading = element("h3");
      heading.append(link(focus, label));
      panel.append(heading, element("p", title === label ? "" : title), element("p", facts, "nq-facts"), list);
    }

    /** @param {Stop} stop @param {number} i @returns {HTMLElement} */
    function stopItem({ point: { i: note, label, kind }, lines }, i) {
      const item = element("li", "", `k-${graph.kinds[kind].id}`);
      const names = lines.map(({ relation, from }) => graph.relations[relation][from === focus ? "label" : "inverse"]);
      const anchor = link(note, label);
      anchor.tabIndex = -1;
      anchor.addEventListener("focus", () => {
        at = i;
        map.ring(note);
        map.reveal(note);
      });
      item.append(anchor, element("span", names.join(" · ") || said("This"), "nq-relation"));
      return item;
    }

    /** @param {number} i the note under the pointer */
    function point(i) {
      host.title = i < 0 ? "" : [graph.points[i].label, graph.points[i].title, graph.points[i].date].filter(Boolean).join("\n");
      host.style.cursor = i < 0 ? "grab" : "pointer";
      map.ring(i >= 0 ? i : at >= 0 ? stops[at].point.i : -1);
    }

    /** @param {KeyboardEvent} event arrows walk, Space takes as focus, Enter opens (a link does), Escape leaves */
    function keys(event) {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      if (event.key === "Escape") return leave();
      if (focus < 0) return;
      const here = at < 0 ? stops.findIndex((stop) => stop.point.i === focus) : at;
      const there = next(stops, here, event.key);
      if (there >= 0) /** @type {HTMLElement} */ (panel.querySelectorAll(".nq-stops a[tabindex]")[there]).focus();
      else if (event.key === " ") refocus(stops[here].point.i);
      else if (event.key === "Enter" && event.target === host) location.assign(href(focus));
      else return;
      event.preventDefault();
    }

    /** @param {number} i */
    function refocus(i) {
      setFocus(i);
      host.focus();
    }

    /** First out of the list to the map, then out of the map to what follows it. */
    function leave() {
      const inList = document.activeElement !== host;
      at = -1;
      map.ring(-1);
      (inList ? host : find("leave")).focus();
    }

    /** @param {Event} event a family's box sets those of its relations, and follows them */
    function families(event) {
      const box = /** @type {HTMLInputElement} */ (event.target);
      const group = /** @type {HTMLElement | null} */ (box.closest("[data-family]"));
      if (!group) return;
      const boxes = /** @type {NodeListOf<HTMLInputElement>} */ (group.querySelectorAll("[name=relation]"));
      if (box.name === "family") for (const other of boxes) other.checked = box.checked;
      const on = [...boxes].filter((other) => other.checked).length;
      const family = /** @type {HTMLInputElement} */ (group.querySelector("[name=family]"));
      family.checked = on > 0;
      family.indeterminate = on > 0 && on < boxes.length;
    }

    form.addEventListener("input", (event) => {
      families(event);
      apply();
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const i = best(graph, shown, filter().words);
      if (i >= 0) refocus(i);
    });
    form.addEventListener("reset", () => setTimeout(() => {
      for (const box of /** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll("[name=family]"))) box.indeterminate = false;
      apply();
    }));
    for (const area of [host, panel]) area.addEventListener("keydown", keys);
    root.addEventListener("click", (event) => {
      const button = /** @type {HTMLElement} */ (event.target).closest("[data-zoom]");
      if (!button) return;
      const by = Number(/** @type {HTMLElement} */ (button).dataset.zoom);
      if (by) map.zoom(by);
      else map.fit();
    });
    new MutationObserver(() => map.recolour()).observe(document.documentElement, { attributeFilter: ["data-theme"] });

    const asked = new URLSearchParams(location.hash.slice(1)).get("note") ?? root.dataset.focus ?? "";
    focus = byId.get(asked) ?? graph.byWeight[0] ?? -1;
    apply();
    map.fit();
    started = true;
  }

  /** @type {any} */ (window).nq57Graph = start;
})();
