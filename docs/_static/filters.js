// @ts-check
"use strict";
/**
 * A form that leaves out items of a list or table, whose answers stand in the address of the page.
 *
 * `<form data-nq57-filter="#list" hidden>` holds `<select name="level">`, `<select name="province">` … and at most
 * one `<input type="date" name="since">`. A <li> or <tr> in the list is kept where its `data-level` holds, among
 * words parted by spaces, the one chosen, and where its `data-date` (or `data-month`) ends no earlier than `since`.
 * A <section> of the list goes with its last item, and its `nq57-count` counts those shown. The <output> of the
 * form says how many are shown in all, in the words of the form's `data-text-count`.
 */
const nq57Filters = (() => {
  /**
   * @param {Record<string, string | undefined>} item its data- attributes
   * @param {Record<string, string>} wanted by name; "" wants nothing; `since` is an ISO date
   */
  function keeps(item, wanted) {
    return Object.entries(wanted).every(([name, value]) => {
      if (!value) return true;
      if (name === "since") return ends(item.date || item.month || "") >= value;
      return (item[name] || "").split(" ").includes(value);
    });
  }

  /** @param {string} date a day, a month or a year @returns {string} its last day; unknown is before all */
  const ends = (date) => date && `${date}-99-99`.slice(0, 10);

  /** @param {HTMLFormElement} form @returns {(HTMLSelectElement | HTMLInputElement)[]} */
  const fieldsOf = (form) =>
    /** @type {(HTMLSelectElement | HTMLInputElement)[]} */ ([...form.querySelectorAll("select[name], input[name]")]);

  /** @param {HTMLFormElement} form @param {Element} list */
  function itemsOf(form, list) {
    const names = fieldsOf(form).map(({ name }) => (name === "since" ? ["date", "month"] : [name]));
    const marks = names.flat().flatMap((name) => [`li[data-${name}]`, `tr[data-${name}]`]);
    return /** @type {HTMLElement[]} */ ([...list.querySelectorAll(marks.join())]);
  }

  /** @param {HTMLFormElement} form @param {HTMLElement} list */
  function filter(form, list) {
    const items = itemsOf(form, list);
    const sections = [...list.querySelectorAll("section")].filter((one) => items.some((item) => one.contains(item)));
    const count = form.querySelector("output");

    function show() {
      const wanted = Object.fromEntries(fieldsOf(form).map(({ name, value }) => [name, value]));
      const kept = items.filter((item) => keeps(item.dataset, wanted));
      for (const item of items) item.dataset.off = "";
      for (const item of kept) delete item.dataset.off;
      for (const section of sections) {
        const held = kept.filter((item) => section.contains(item)).length;
        const told = section.querySelector(".nq57-count");
        if (told) told.textContent = String(held);
        section.hidden = !held;
      }
      const said = form.dataset.textCount || "";
      if (count) count.textContent = said.replace("{n}", String(kept.length)).replace("{total}", String(items.length));
      document.dispatchEvent(new Event("nq57-filter")); // a table counts what is left of it
      return wanted;
    }

    /** @param {Record<string, string>} wanted */
    function remember(wanted) {
      const state = new URLSearchParams(location.search);
      for (const [name, value] of Object.entries(wanted)) value ? state.set(name, value) : state.delete(name);
      try {
        history.replaceState(null, "", `${String(state) ? `?${state}` : location.pathname}${location.hash}`);
      } catch (problem) {
        if (!(problem instanceof DOMException)) throw problem; // some browsers keep the address of a local file
      }
    }

    form.reset(); // what a browser kept of the last visit gives way to the address
    const asked = new URLSearchParams(location.search);
    for (const field of fieldsOf(form)) {
      const value = asked.get(field.name);
      if (value) field.value = value;
      if (field instanceof HTMLSelectElement && field.selectedIndex < 0) field.selectedIndex = 0;
    }
    form.addEventListener("input", () => remember(show()));
    form.addEventListener("reset", () => setTimeout(() => remember(show())));
    form.addEventListener("submit", (event) => event.preventDefault());
    form.hidden = false;
    show();
  }

  for (const form of document.querySelectorAll("form[data-nq57-filter]")) {
    const list = form instanceof HTMLFormElement && document.querySelector(form.dataset.nq57Filter || "");
    if (list instanceof HTMLElement) filter(/** @type {HTMLFormElement} */ (form), list);
  }
  return { keeps };
})();
