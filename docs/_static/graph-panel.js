// @ts-check
"use strict";
/**
 * The words beside a view: the note in question, what may be asked of it, and every shown note as a link with its
 * name and its relations, in the order of the arrows.
 *
 * @typedef {import("./graph-model.js").Model} Model
 * @typedef {import("./graph-state.js").State} State
 * @typedef {import("./graph-answer.js").Shown} Shown
 * @typedef {{ask: (how: string, to?: string) => void, only: (relation: string) => void, toggle: (i: number) => void,
 *   at: (i: number) => void}} Acts
 */
const nq57GraphPanel = (() => {
  const { h, link } = nq57GraphDom;

  /** @param {Model} graph @param {number} focus @param {number[]} lines @returns {Map<string, {label: string, n: number}>} relations of a note by name and direction */
  function groups(graph, focus, lines) {
    const found = new Map();
    for (const line of lines) {
      const { id, label, inverse } = graph.relations[graph.relation[line]];
      const out = graph.from[line] === focus;
      const key = (out ? ">" : "<") + id;
      const known = found.get(key) ?? { label: out ? label : inverse, n: 0 };
      known.n++;
      found.set(key, known);
    }
    return found;
  }

  /** @param {Model} graph @param {number} focus @param {State} state @param {Acts} acts @param {Uint8Array} shown @returns {HTMLElement} the questions */
  function questions(graph, focus, state, acts, shown) {
    const asked = ["", "chain", "touched"].map((how) => {
      const button = h("button", { type: "button", "aria-pressed": String(state.ask === how) }, graph.say(how || "neighbours"));
      button.addEventListener("click", () => acts.ask(how));
      return button;
    });
    const list = "nq-path-answers";
    const input = /** @type {HTMLInputElement} */ (h("input", { type: "search", autocomplete: "off", list }));
    const options = h("datalist", { id: list });
    const form = h("form", { class: "nq-path" }, h("label", {}, graph.say("path"), input), options);
    const to = graph.indexOf(state.to);
    if (to >= 0) input.value = graph.label(to);
    input.addEventListener("input", () => nq57GraphForm.suggest(form, graph, shown, input.value));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const [best] = nq57GraphFilter.answers(graph, shown, input.value, 1);
      if (best !== undefined && best !== focus) acts.ask("path", graph.id(best));
    });
    return h("div", { class: "nq-questions", role: "group", "aria-label": graph.say("questions") }, ...asked, form);
  }

  /** @param {Model} graph @param {number} focus @param {State} state @param {Shown} shown @returns {string} the answer in a sentence */
  function sentence(graph, focus, state, shown) {
    const label = graph.label(focus);
    if (state.ask === "chain" || state.ask === "touched") return graph.say(`${state.ask}-said`, { label, n: shown.all });
    const to = graph.indexOf(state.to);
    if (state.ask !== "path" || to < 0) return "";
    return graph.say(`path-${shown.how}`, { from: label, to: graph.label(to), n: shown.all });
  }

  /** @param {Model} graph @param {number} focus @param {State} state @param {number[]} mine @param {Acts} acts @returns {HTMLElement} one relation at a time */
  function chips(graph, focus, state, mine, acts) {
    const button = (/** @type {string} */ key, /** @type {string} */ label, /** @type {number} */ n) => {
      const made = h("button", { type: "button", "aria-pressed": String(state.only === key) }, label, " ", h("small", {}, String(n)));
      made.addEventListener("click", () => acts.only(key));
      return made;
    };
    const found = [...groups(graph, focus, mine)].map(([key, { label, n }]) => button(key, label, n));
    return h("div", { class: "nq-chips", role: "group", "aria-label": graph.say("relations") }, button("", graph.say("all"), mine.length), ...found);
  }

  /** @param {Model} graph @param {number} i @param {number} focus @param {Shown} shown @returns {string} what ties a note to the others, seen from where the reader comes */
  function ties(graph, i, focus, shown) {
    const found = new Set();
    for (const line of graph.linesOf(i)) {
      if (!shown.lines.includes(line)) continue;
      const there = nq57GraphQueries.other(graph, line, i);
      const nearer = there === focus || (shown.steps.get(there) ?? 0) < (shown.steps.get(i) ?? 0);
      if (!nearer) continue;
      const relation = graph.relations[graph.relation[line]];
      const name = graph.from[line] === i ? relation.inverse : relation.label;
      found.add(there === focus ? name : `${graph.label(there)} ${name}`);
    }
    return [...found].join(" · ");
  }

  /**
   * @param {Model} graph @param {string} root @param {number} focus @param {State} state @param {Shown} shown
   * @param {number[]} order of the arrows @param {Acts} acts @param {boolean} deep whether notes open in place
   * @returns {HTMLElement}
   */
  function list(graph, root, focus, state, shown, order, acts, deep) {
    const items = order.map((i) => {
      const step = state.ask && i !== focus ? graph.say("step", { n: shown.steps.get(i) ?? 0 }) : "";
      const words = i === focus ? graph.say("this") : [step, ties(graph, i, focus, shown)].filter(Boolean).join(" : ");
      const anchor = link(graph, i, root);
      anchor.addEventListener("focus", () => acts.at(i));
      const item = h("li", { class: `k-${graph.kinds[graph.kind[i]].id}` }, anchor, " ", h("span", { class: "nq-relation" }, words));
      if (deep && i !== focus) {
        const on = Boolean(shown.expanded?.has(i));
        const name = `${graph.say(on ? "fold" : "open")} : ${graph.label(i)}`;
        const button = h("button", { type: "button", "aria-expanded": String(on), "aria-label": name, title: name }, on ? "−" : "+");
        button.addEventListener("click", () => acts.toggle(i));
        item.append(button);
      }
      return item;
    });
    if (shown.left > 0) items.push(h("li", {}, h("a", { href: "#relations", "data-table-link": true }, graph.say("more", { n: shown.left }))));
    return h("ul", { class: "nq-stops" }, ...items);
  }

  /** @param {Model} graph @param {string} root @param {number} focus @returns {Node[]} the note in question */
  function heading(graph, root, focus) {
    const facts = [graph.kinds[graph.kind[focus]].label, graph.levels[graph.level[focus]][1], graph.date(focus)].filter(Boolean).join(" · ");
    const rest = graph.rest(focus);
    const parts = [h("h3", { "aria-level": "2" }, link(graph, focus, root)), h("p", { class: "nq-facts" }, facts)];
    if (rest) parts.splice(1, 0, h("p", { lang: graph.language(focus) }, rest));
    return parts;
  }

  /**
   * @param {Model} graph @param {string} root @param {number} focus @param {State} state @param {Shown} shown
   * @param {number[]} order @param {Acts} acts @param {{deep: boolean, mine: number[], mask: Uint8Array}} what relations of the focus, notes that pass
   * @returns {Node[]} everything beside the view
   */
  function parts(graph, root, focus, state, shown, order, acts, { deep, mine, mask }) {
    if (focus < 0) return [h("p", {}, graph.say("none"))];
    const listed = list(graph, root, focus, state, shown, order, acts, deep);
    if (deep) return [...heading(graph, root, focus), listed];
    const answer = state.ask ? h("p", { class: "nq-answer" }, sentence(graph, focus, state, shown)) : chips(graph, focus, state, mine, acts);
    return [...heading(graph, root, focus), questions(graph, focus, state, acts, mask), answer, listed];
  }

  /** @param {Model} graph @param {number} focus @param {Shown} shown @returns {string} how much of a picture is shown */
  function explored(graph, focus, shown) {
    return graph.say("explored", { label: graph.label(focus), shown: shown.notes.length - 1, total: shown.all, edges: shown.lines.length });
  }

  /** @param {Model} graph @param {number} focus @param {State} state @param {Shown} shown @param {{notes: number, lines: number, mine: number}} n how many pass @returns {string} how much of the map is shown */
  function status(graph, focus, state, shown, n) {
    const all = graph.say("shown", { shown: n.notes, total: graph.size, edges: n.lines, all: graph.lines });
    if (!n.notes) return `${all} ${graph.say("unmatched")}`;
    if (focus < 0) return `${all} ${graph.say("none")}`;
    return `${all} ${state.ask ? sentence(graph, focus, state, shown) : graph.say("focused", { label: graph.label(focus), n: shown.lines.length, all: n.mine })}`;
  }

  return { explored, parts, status, ties };
})();
