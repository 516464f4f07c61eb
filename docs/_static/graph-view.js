// @ts-check
"use strict";
/**
 * A view of the graph at work: filters, canvas, words, tables and address, one state for all of them. The page of the
 * map starts it on the whole graph, the page of a note on its own picture.
 *
 * @typedef {import("./graph-model.js").Model} Model
 * @typedef {import("./graph-answer.js").Shown} Shown
 * @typedef {import("./graph-state.js").State} State
 * @typedef {{start: number, axis: () => import("./graph-walk.js").Axis, leave: () => void}} Picture
 *   the picture that is explored: its note, its dates, how to go back to it
 */
const nq57GraphView = (() => {
  const { h } = nq57GraphDom;
  const Answer = nq57GraphAnswer;
  const Filter = nq57GraphFilter;
  const Walk = nq57GraphWalk;
  const [LEAST_HEIGHT, MOST_HEIGHT] = [120, 4000];

  /** @param {HTMLElement} mount @param {Model} graph @param {string} root leads to the root of the site @param {string} fallback id of the note to start from @param {Picture | null} picture */
  function create(mount, graph, root, fallback, picture) {
    let state = nq57GraphState.read(location.hash || location.search);
    const form = nq57GraphForm.build(graph);
    const status = h("p", { class: "nq-status", role: "status" });
    const host = h("div", { class: "nq-map", tabindex: 0, role: "application", "aria-label": graph.say(picture ? "explore" : "map"), "aria-describedby": "nq-keys", "data-map": true });
    const panel = h("div", { class: "nq-panel", role: "group", "aria-label": graph.say("focus"), "data-panel": true });
    const tables = nq57GraphTable.pair(graph, root, () => listed());
    const tools = nq57GraphTools.build(graph, picture !== null);
    const roomy = !picture && matchMedia("(min-width: 48rem)").matches;
    const filters = h("details", { class: "nq-filter-box", open: roomy }, h("summary", {}, graph.say("filters")), form);
    const canvas = h("div", { class: "nq-canvas" }, host, h("p", { class: "nq-keys", id: "nq-keys" }, graph.say(picture ? "keys-explore" : "keys")));
    const depths = picture ? [nq57GraphForm.depths(graph, form, state.depth)] : [];
    const bar = h("div", { class: "nq-bar" }, status, ...depths, tools.element);
    mount.replaceChildren(filters, bar, h("div", { class: "nq-stage" }, canvas, panel), tables.element);
    let mask = new Uint8Array();
    let open = new Uint8Array();
    let shown = Answer.nothing(graph);
    let order = /** @type {number[]} */ ([]);
    let stage = picture ? Walk.rowStage(graph, [picture.start], shown.folded, picture.axis()) : Walk.mapStage(graph);
    let focus = -1;
    let at = -1; // the note that the keyboard is on
    let last = "";
    const wide = stage.width > 0 && host.clientWidth >= nq57GraphCanvas.NARROW;
    // As tall as the whole map at this width needs, within what the style sheet allows.
    if (!picture && wide) host.style.height = `${(stage.height * host.clientWidth) / stage.width + nq57GraphCanvas.FOOT}px`;
    const scene = () => ({ stage, shown: mask, focus, said: said(), ...shown });
    const href = (/** @type {number} */ i) => root + graph.url(i);

    /** Take the state over to everything. @param {boolean} [fresh] whether the filters changed */
    function apply(fresh = true) {
      if (fresh) {
        mask = Filter.notes(graph, state.filter);
        if (picture) mask[picture.start] = 1; // the note whose picture it is stays
        open = Filter.lines(graph, mask, state.filter);
      }
      if (state.ask === "path" && graph.indexOf(state.to) < 0) state = { ...state, ask: "" };
      const wanted = picture ? picture.start : graph.indexOf(state.note);
      focus = wanted >= 0 && mask[wanted] ? wanted : -1;
      at = -1;
      shown = picture ? Answer.picture(graph, picture.start, state, open) : Answer.map(graph, focus, state, open);
      if (picture) stage = Walk.rowStage(graph, shown.notes, shown.folded, picture.axis());
      order = Walk.order(graph, stage, shown.notes);
      const grown = picture !== null && host.style.height !== `${tall()}px`;
      if (grown) host.style.height = `${tall()}px`;
      draw.show(scene());
      if (grown) draw.fit();
      if (focus >= 0 && !picture) draw.reveal(focus);
      words();
      if (fresh) count();
      tables.follow(picture || state.ask ? {} : mask); // of the map without a question: what passes the filters
    }

    /** @returns {(i: number) => string} what ties each note to the others, found once */
    function said() {
      const [known, now] = [/** @type {Map<number, string>} */ (new Map([[focus, graph.say("this")]])), shown];
      return (i) => {
        if (!known.has(i)) known.set(i, nq57GraphPanel.ties(graph, i, focus, now));
        return /** @type {string} */ (known.get(i));
      };
    }

    /** @returns {number} pixels: as tall as all rows, within reason */
    const tall = () => Math.min(MOST_HEIGHT, Math.max(stage.height, LEAST_HEIGHT));

    /** Write the numbers of the filters, while somebody sees them. */
    function count() {
      if (filters.hasAttribute("open")) nq57GraphForm.count(form, graph, state.filter, mask, picture ? Answer.within(graph, picture.start, state.depth) : {});
    }

    /** @returns {{notes: number[], lines: number[]}} what the tables and the files hold */
    function listed() {
      if (picture || state.ask) return { notes: order, lines: [...shown.lines].sort((a, b) => a - b) };
      const on = (/** @type {Uint8Array} */ list) => [...list.keys()].filter((i) => list[i]);
      return { notes: on(mask), lines: on(open) };
    }

    /** Say how much is shown, always; write the panel and the address. */
    function words() {
      const mine = focus < 0 ? [] : [...graph.linesOf(focus)].filter((line) => open[line]);
      status.textContent = picture
        ? nq57GraphPanel.explored(graph, focus, shown)
        : nq57GraphPanel.status(graph, focus, state, shown, { notes: Filter.count(mask), lines: Filter.count(open), mine: mine.length });
      panel.replaceChildren(...nq57GraphPanel.parts(graph, root, focus, state, shown, order, acts, { deep: picture !== null, mine, mask }));
      const hash = nq57GraphState.fragment(state, picture !== null);
      if (last !== hash && last !== "") nq57GraphState.remember(hash);
      last = hash || " ";
    }

    const filterOf = (/** @type {State} */ one) => ({ ...one.filter, hidden: [...one.filter.hidden], without: [...one.filter.without] });

    /** @param {Partial<State>} change @param {boolean} [fresh] */
    function set(change, fresh = false) {
      state = { ...state, ...change };
      apply(fresh);
    }

    const acts = {
      ask: (/** @type {string} */ how, to = "") => set({ ask: how, to, only: "" }),
      only: (/** @type {string} */ relation) => set({ only: relation }),
      toggle(/** @type {number} */ i) {
        const id = graph.id(i);
        const without = (/** @type {string[]} */ list) => list.filter((name) => name !== id);
        const on = shown.expanded?.has(i);
        set({ opened: on ? without(state.opened) : [...without(state.opened), id], closed: on ? [...without(state.closed), id] : without(state.closed) });
        stopAt(i);
      },
      at(/** @type {number} */ i) {
        at = i;
        draw.ring(i);
        draw.reveal(i);
      },
    };

    /** @param {number} i put the keyboard on a shown note */
    function stopAt(i) {
      const k = order.indexOf(i);
      if (k >= 0) /** @type {HTMLElement} */ (panel.querySelectorAll(".nq-stops a[href]")[k])?.focus();
    }

    /** @param {number} i a note that was pressed */
    function pick(i) {
      if (!picture) set({ note: graph.id(i), ask: "", to: "", only: "" });
      else if (i !== focus) acts.toggle(i);
    }

    /** @param {number} i the note under the pointer, or -1 */
    function point(i) {
      host.title = i < 0 ? "" : [graph.title(i), graph.date(i)].filter(Boolean).join("\n");
      host.style.cursor = i < 0 ? "grab" : "pointer";
      draw.ring(i >= 0 ? i : at);
    }

    /** First out of the list to the canvas, then out of the view. */
    function leave() {
      const inList = document.activeElement !== host;
      at = -1;
      draw.ring(-1);
      if (inList) host.focus();
      else if (picture) picture.leave();
      else /** @type {HTMLElement} */ (tables.element.querySelector("#notes")).focus();
    }

    function toTable() {
      tables.fill(true);
      /** @type {HTMLElement} */ (tables.element.querySelector("#relations")).focus();
    }

    /** @param {KeyboardEvent} event arrows walk, Space takes, Enter opens (a link does), Escape leaves */
    function keys(event) {
      const elsewhere = event.altKey || event.ctrlKey || event.metaKey || /** @type {HTMLElement} */ (event.target).closest("input, button");
      if (elsewhere && event.key !== "Escape") return;
      const here = at >= 0 ? at : focus;
      const stops = order.map((i) => ({ level: graph.level[i], x: stage.x[i] }));
      const there = focus < 0 ? -1 : Walk.next(stops, Math.max(0, order.indexOf(here)), event.key);
      if (event.key === "Escape") leave();
      else if (event.key === "+" || event.key === "=") draw.zoom(1.4);
      else if (event.key === "-") draw.zoom(1 / 1.4);
      else if (event.key === "0") draw.fit();
      else if (event.key.toLowerCase() === "t") toTable();
      else if (there >= 0) stopAt(order[there]);
      else if (event.key === " " && here >= 0) {
        pick(here);
        if (!picture) host.focus();
      } else if (event.key === "Enter" && event.target === host && focus >= 0) location.assign(href(focus));
      else return;
      event.preventDefault();
    }

    const draw = nq57GraphCanvas.create(host, graph, /** @type {any} */ (window).vis, scene(), {
      pick,
      point,
      open: (i) => location.assign(href(i)),
      relations: (i) => graph.linesOf(i).filter((line) => open[line]),
    });
    mount.addEventListener("input", (event) => {
      if (/** @type {HTMLInputElement} */ (event.target).form !== form) return;
      nq57GraphForm.follow(event);
      const depth = Number(new FormData(form).get("depth") ?? 1);
      const filter = nq57GraphForm.read(form);
      set({ filter, depth, closed: depth === state.depth ? state.closed : [] }, true);
      nq57GraphForm.suggest(form, graph, mask, filter.words);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const [best] = Filter.answers(graph, mask, state.filter.words, 1);
      if (best === undefined) return;
      if (picture) stopAt(best);
      else {
        set({ note: graph.id(best), ask: "", to: "", only: "" });
        host.focus();
      }
    });
    form.addEventListener("reset", () => setTimeout(() => {
      nq57GraphForm.write(form, Filter.everything());
      set({ filter: Filter.everything(), only: "", depth: 1, opened: [], closed: [] }, true);
    }));
    filters.addEventListener("toggle", count);
    for (const area of [host, panel]) area.addEventListener("keydown", keys);
    mount.addEventListener("click", (event) => {
      if (/** @type {HTMLElement} */ (event.target).closest("[data-table-link]")) setTimeout(toTable);
    });
    tools.on({
      zoom: (by) => (by ? draw.zoom(by) : draw.fit()),
      table: toTable,
      leave: () => picture?.leave(),
      what: () => ({ ...listed(), stage, fore: shown.notes, drawn: shown.lines, steps: shown.steps, focus, host, root }),
    });
    addEventListener("hashchange", () => {
      if (!mount.isConnected || (picture && !location.hash.startsWith("#explore"))) return;
      const next = nq57GraphState.read(location.hash);
      const fresh = JSON.stringify(filterOf(next)) !== JSON.stringify(filterOf(state));
      if (fresh) nq57GraphForm.write(form, next.filter);
      set(next, fresh);
    });
    new MutationObserver(() => draw.recolour()).observe(document.documentElement, { attributeFilter: ["data-theme"] });

    if (!picture && graph.indexOf(state.note) < 0) state.note = graph.indexOf(fallback) >= 0 ? fallback : graph.size ? graph.id(graph.byWeight()[0]) : "";
    nq57GraphForm.write(form, state.filter);
    draw.fit();
    apply();
    return { host };
  }

  return { create };
})();
