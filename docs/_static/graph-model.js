// @ts-check
"use strict";
/**
 * The shared payload as the views read it: numbers in typed arrays, texts as one string each, cut when asked for.
 * Ten thousand notes are then a few arrays and no objects. Pure; nothing here knows a page.
 *
 * @typedef {{id: string, label: string, shape: string, filled: boolean, path: string}} Kind
 * @typedef {{id: string, label: string, inverse: string, family: number, up: number}} Relation
 * @typedef {{id: string, label: string, dash: number[]}} Family
 * @typedef {Uint8Array | Uint16Array | Uint32Array} Numbers
 * @typedef {{size: number, lines: number, id: (i: number) => string, label: (i: number) => string,
 *   rest: (i: number) => string, title: (i: number) => string, url: (i: number) => string, indexOf: (id: string) => number,
 *   date: (i: number) => string, iso: (i: number) => string, year: (i: number) => number, dates: Numbers,
 *   language: (i: number) => string, x: Float32Array, y: Float32Array, level: Numbers, kind: Numbers,
 *   province: Numbers, status: Numbers, from: Numbers, to: Numbers, relation: Numbers, found: Numbers,
 *   degree: Uint32Array, linesOf: (i: number) => Uint32Array, byWeight: () => Uint32Array, kinds: Kind[],
 *   relations: Relation[], families: Family[], levels: string[][], provinces: string[][], statuses: string[][],
 *   frame: any, options: any, limit: number, lang: string, say: (name: string, values?: Record<string, any>) => string,
 *   keys: () => (i: number) => string}} Model
 */
const nq57GraphModel = (() => {
  const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const VALUES = new Uint8Array(128);
  [...DIGITS].forEach((digit, i) => (VALUES[digit.charCodeAt(0)] = i));

  /** @param {string} [text] words of base 64, after a digit that says how long they are @returns {Numbers} */
  function unpack(text = "1") {
    const long = Number(text[0]);
    const size = (text.length - 1) / long;
    const numbers = long === 1 ? new Uint8Array(size) : long === 2 ? new Uint16Array(size) : new Uint32Array(size);
    for (let i = 0, at = 1; i < size; i++) {
      let value = 0;
      for (let k = 0; k < long; k++) value = value * 64 + VALUES[text.charCodeAt(at++)];
      numbers[i] = value;
    }
    return numbers;
  }

  /**
   * Lines kept as bytes, outside of what scripts hold, and read when asked for.
   * @param {string} [text] @returns {{at: (i: number) => string, indexOf: (wanted: string) => number}}
   */
  function lines(text = "") {
    const bytes = new TextEncoder().encode(text);
    const decoder = new TextDecoder();
    const ends = [];
    for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) ends.push(at);
    const stops = Int32Array.from([-1, ...ends, bytes.length]);

    /** @param {string} wanted a whole line @returns {number} -1 for none */
    function indexOf(wanted) {
      const all = `\n${decoder.decode(bytes)}\n`;
      const at = wanted ? all.indexOf(`\n${wanted}\n`) : -1;
      if (at < 0) return -1;
      let count = 0;
      for (let k = all.indexOf("\n"); k < at; k = all.indexOf("\n", k + 1)) count++;
      return count;
    }

    return { at: (i) => decoder.decode(bytes.subarray(stops[i] + 1, stops[i + 1])), indexOf };
  }

  /** @param {string} text what a bare keyboard would type */
  function fold(text) {
    return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[đð]/g, "d");
  }

  /** @param {string} text @param {Record<string, any>} values @returns {string} blanks filled */
  function fill(text, values) {
    return text.replace(/\{(\w+)\}/g, (blank, name) => (name in values ? String(values[name]) : blank));
  }

  /** @param {number} packed @param {any} data @returns {string} a date as the reader writes it; unknown parts left out */
  function date(packed, { language, months }) {
    const [day, month, year] = [packed % 32, Math.floor(packed / 32) % 13, Math.floor(packed / 416)];
    if (!packed) return "";
    if (language === "vi") return [day, month].filter(Boolean).map((part) => String(part).padStart(2, "0")).concat(String(year)).join("/");
    if (!month) return String(year);
    const named = months[month - 1].replace("2000", String(year));
    return day ? `${language === "fr" && day === 1 ? "1er" : day} ${named}` : named;
  }

  /** @param {number} packed @returns {string} a date that sorts: 2025, 2025-03 or 2025-03-25, "" for none */
  function iso(packed) {
    const parts = [Math.floor(packed / 32) % 13, packed % 32].filter(Boolean).map((part) => `-${String(part).padStart(2, "0")}`);
    return packed ? Math.floor(packed / 416) + parts.join("") : "";
  }

  /** @param {Numbers} out how many relations leave each note @param {number} size @returns {Uint32Array} where each begins */
  function sources(out, size) {
    const from = new Uint32Array(size);
    let line = 0;
    for (let i = 0; i < out.length; i++) for (let k = 0; k < out[i]; k++) from[line++] = i;
    return from;
  }

  /** @param {number} size @param {Numbers} from @param {Numbers} to @returns the relations of each note, in both directions */
  function incidence(size, from, to) {
    const degree = new Uint32Array(size);
    for (let i = 0; i < from.length; i++) degree[from[i]]++, degree[to[i]]++;
    const starts = new Uint32Array(size + 1);
    for (let i = 0; i < size; i++) starts[i + 1] = starts[i] + degree[i];
    const next = starts.slice();
    const list = new Uint32Array(2 * from.length);
    for (let i = 0; i < from.length; i++) {
      list[next[from[i]]++] = i;
      list[next[to[i]]++] = i;
    }
    return { degree, linesOf: (/** @type {number} */ i) => list.subarray(starts[i], starts[i + 1]) };
  }

  /** @param {any} data what the data file hands over @returns {Model} */
  function model(data) {
    const { nodes, edges, frame, said } = data;
    const ids = lines(nodes.id);
    const [id, label, rest] = [ids.at, lines(nodes.label).at, lines(nodes.title).at];
    const { addresses, languages, months } = data;
    const spoken = { language: data.language, months };
    const kind = unpack(nodes.kind);
    const size = kind.length;
    const [dates, language, address] = [unpack(nodes.date), unpack(nodes.language), unpack(nodes.address)];
    const [to, ties] = [unpack(edges.to), unpack(edges.tie)];
    const from = sources(unpack(edges.out), to.length);
    const { degree, linesOf } = incidence(size, from, to);
    /** @type {Uint32Array | null} */
    let ranked = null;
    /** @type {Map<string, number>} */
    const places = new Map(); // of the ids that were asked for
    const title = (/** @type {number} */ i) => [label(i), rest(i)].filter(Boolean).join(" — ");
    /** @type {((i: number) => string) | null} */
    let folded = null;
    return {
      size, id, label, rest, title, dates, degree, linesOf, from, to, kind, frame,
      lines: from.length,
      relation: ties.map((tie) => tie >> 1),
      found: ties.map((tie) => tie & 1),
      x: Float32Array.from(unpack(nodes.x)).map((n) => n * frame.grid),
      y: Float32Array.from(unpack(nodes.y)).map((n) => n * frame.grid),
      level: unpack(nodes.level),
      province: unpack(nodes.province),
      status: unpack(nodes.status),
      kinds: data.kinds, relations: data.relations, families: data.families, levels: data.levels,
      provinces: data.provinces, statuses: data.statuses, options: data.options, limit: data.limit, lang: data.language,
      date: (i) => date(dates[i], spoken),
      iso: (i) => iso(dates[i]),
      year: (i) => Math.floor(dates[i] / 416),
      language: (i) => languages[language[i]],
      say: (name, values = {}) => fill(said[name] ?? name, values),
      url: (i) => {
        const [note, ...record] = id(i).split("#");
        return addresses[address[i]].replaceAll("{0}", note).replaceAll("{1}", record.join("#"));
      },
      indexOf: (wanted) => {
        const found = places.get(wanted) ?? ids.indexOf(wanted);
        places.set(wanted, found);
        return found;
      },
      byWeight: () => (ranked ??= Uint32Array.from(kind.keys()).sort((a, b) => degree[b] - degree[a] || a - b)),
      // Folded only when somebody searches; the fold keeps the line ends.
      keys: () => (folded ??= lines(fold(Array.from(kind, (_, i) => title(i)).join("\n"))).at),
    };
  }

  return { date, fill, fold, iso, model, unpack };
})();
