// @ts-check
"use strict";
/**
 * The filters, which are the legend: a box for each kind and relation with its sign, a list for each other field,
 * each with the number of notes it would show.
 *
 * @typedef {import("./graph-model.js").Model} Model
 * @typedef {import("./graph-filter.js").Filter} Filter
 */
const nq57GraphForm = (() => {
  const { glyph, h, stroke } = nq57GraphDom;
  const { FIELDS, answers, choices, counts, everything, relationCounts } = nq57GraphFilter;
  const DEPTHS = [1, 2, 3];
  let made = 0; // forms on this page, for ids of their own

  /** @param {string} name @param {string} value @param {(Node | string)[]} inside @returns {HTMLElement} a box that is set, with room for its number */
  function box(name, value, ...inside) {
    return h("label", {}, h("input", { type: "checkbox", name, value, checked: true }), ...inside, " ", h("small", { "data-count": `${name} ${value}` }));
  }

  /** @param {Model} graph @returns {HTMLFormElement} */
  function build(graph) {
    const list = `nq-answers-${++made}`;
    const values = choices(graph);
    const fields = h(
      "div",
      { class: "nq-fields" },
      h("label", {}, graph.say("find"), h("input", { type: "search", name: "words", autocomplete: "off", list }), h("datalist", { id: list })),
      ...FIELDS.filter((field) => values[field].length).map((field) => select(graph, field, values[field])),
      h("button", { type: "reset" }, graph.say("reset")),
    );
    const kinds = graph.kinds.map((kind) => h("li", {}, box("kind", kind.id, glyph(kind), kind.label)));
    const families = graph.families.map((family, i) => familyItem(graph, family, i)).filter((item) => item !== null);
    const form = h(
      "form",
      { class: "nq-filters", id: `nq-filters-${made}` },
      fields,
      h("fieldset", {}, h("legend", {}, graph.say("kinds")), h("ul", { class: "nq-choices" }, ...kinds)),
      h("fieldset", {}, h("legend", {}, graph.say("relations")), h("ul", { class: "nq-choices" }, .../** @type {Node[]} */ (families))),
    );
    return /** @type {HTMLFormElement} */ (form);
  }

  /** @param {Model} graph @param {HTMLFormElement} form that the choice belongs to @param {number} depth at the start @returns {HTMLElement} */
  function depths(graph, form, depth) {
    const radios = DEPTHS.map((n) => h("label", {}, h("input", { type: "radio", name: "depth", value: n, checked: n === 1, form: form.id }), String(n)));
    for (const radio of radios) /** @type {HTMLInputElement} */ (radio.firstChild).checked = radio.textContent === String(depth);
    return h("fieldset", { class: "nq-depth", title: graph.say("hubs", { n: nq57GraphQueries.HUB }) }, h("legend", {}, graph.say("depth")), ...radios);
  }

  /** @param {Model} graph @param {string} field @param {string[][]} values @returns {HTMLElement} */
  function select(graph, field, values) {
    const options = values.map(([id, label]) => h("option", { value: id, "data-label": label }, label));
    return h("label", {}, graph.say(field), h("select", { name: field }, h("option", { value: "" }, graph.say("all")), ...options));
  }

  /** @param {Model} graph @param {import("./graph-model.js").Family} family @param {number} at @returns {HTMLElement | null} a family that the graph uses, with its relations */
  function familyItem(graph, family, at) {
    const relations = graph.relations.filter((relation) => relation.family === at);
    if (!relations.length) return null;
    relations.sort((a, b) => a.label.localeCompare(b.label, graph.lang));
    const boxes = relations.map(({ id, label }) => h("li", {}, box("relation", id, label)));
    const details = h("details", {}, h("summary", { "aria-label": `${family.label} : ${graph.say("of-family")}`, title: graph.say("of-family") }, "…"), h("ul", {}, ...boxes));
    return h("li", { "data-family": family.id }, box("family", family.id, stroke(family), family.label), details);
  }

  /** @param {HTMLFormElement} form @returns {Filter} what the form says */
  function read(form) {
    const values = new FormData(form);
    const off = (/** @type {string} */ name) => new Set([...boxes(form, name)].filter((one) => !one.checked).map((one) => one.value));
    const one = (/** @type {string} */ name) => String(values.get(name) ?? "").trim();
    return { hidden: off("kind"), without: off("relation"), level: one("level"), province: one("province"), year: one("year"), status: one("status"), words: one("words") };
  }

  /** @param {ParentNode} part @param {string} name @returns {NodeListOf<HTMLInputElement>} */
  const boxes = (part, name) => part.querySelectorAll(`input[name="${name}"]`);

  /** @param {HTMLFormElement} form @param {Filter} filter */
  function write(form, filter) {
    for (const one of boxes(form, "kind")) one.checked = !filter.hidden.has(one.value);
    for (const one of boxes(form, "relation")) one.checked = !filter.without.has(one.value);
    for (const group of form.querySelectorAll("[data-family]")) settle(group);
    for (const name of [...FIELDS, "words"]) {
      const field = /** @type {HTMLInputElement | null} */ (form.elements.namedItem(name));
      if (field) field.value = filter[/** @type {"level"} */ (name)];
    }
  }

  /** @param {Element} group a family's box follows those of its relations */
  function settle(group) {
    const all = [...boxes(group, "relation")];
    const on = all.filter((one) => one.checked).length;
    const [family] = boxes(group, "family");
    family.checked = on > 0;
    family.indeterminate = on > 0 && on < all.length;
  }

  /** @param {Event} event a family's box sets those of its relations, and follows them */
  function follow(event) {
    const box_ = /** @type {HTMLInputElement} */ (event.target);
    const group = box_.closest("[data-family]");
    if (!group) return;
    if (box_.name === "family") for (const other of boxes(group, "relation")) other.checked = box_.checked;
    settle(group);
  }

  /** @param {HTMLFormElement} form @param {Model} graph @param {Filter} filter @param {Uint8Array} shown @param {{notes?: Uint8Array, lines?: Uint8Array}} within write the numbers */
  function count(form, graph, filter, shown, within) {
    const places = new Map([...form.querySelectorAll("[data-count]")].map((place) => [/** @type {HTMLElement} */ (place).dataset.count, place]));
    const label = (/** @type {string} */ name, /** @type {number} */ n) => {
      const place = places.get(name);
      if (place) place.textContent = String(n);
    };
    const found = counts(graph, filter, within.notes);
    for (const kind of graph.kinds) label(`kind ${kind.id}`, found.kind.get(kind.id) ?? 0);
    const relations = relationCounts(graph, shown, within.lines);
    graph.relations.forEach(({ id }, i) => label(`relation ${id}`, relations[i]));
    graph.families.forEach(({ id }, family) =>
      label(`family ${id}`, relations.reduce((sum, n, i) => sum + (graph.relations[i].family === family ? n : 0), 0)),
    );
    for (const option of form.querySelectorAll("select option[data-label]")) {
      const { value, dataset, parentElement } = /** @type {HTMLOptionElement} */ (option);
      const field = /** @type {HTMLSelectElement} */ (parentElement).name;
      option.textContent = `${dataset.label} (${found[field].get(value) ?? 0})`;
    }
  }

  /** @param {ParentNode} part @param {Model} graph @param {Uint8Array} shown @param {string} words offer the notes that answer */
  function suggest(part, graph, shown, words) {
    const found = answers(graph, shown, words).map((i) => h("option", { value: graph.label(i), label: graph.title(i) }));
    part.querySelector("datalist")?.replaceChildren(...found);
  }

  return { build, count, depths, everything, follow, read, suggest, write };
})();
