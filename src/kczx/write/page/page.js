// The page's data, its words, and how elements are made. Nothing here or elsewhere makes HTML of a text.
"use strict";

const data = JSON.parse(document.getElementById("data").textContent);
const [PERSON, OFFICE, BODY, PLACE, DATE, FIGURE, EVENT] = [0, 1, 2, 3, 4, 5, 6];
const KINDS = ["person", "office", "body", "place", "date", "figure", "event"];

const kept = {
  get(name) { try { return localStorage.getItem(`kczx.${name}`); } catch { return null; } }, // a file's page may have no storage
  set(name, value) { try { localStorage.setItem(`kczx.${name}`, value); } catch { /* it is asked for again next time */ } },
};
let language = kept.get("language") in data.words ? kept.get("language") : data.language;

const string = (number) => data.strings[number] || "";
const words = () => data.words[language];
const word = (name) => words().page[name] ?? name;
const counted = (number, name) => {
  const plural = number === 1 ? undefined : words().page[`${name}_plural`];
  return (plural ?? word(name)).replace("#", number.toLocaleString("en"));
};

/** An element with properties and children; children that are strings become text. */
function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name in element && name !== "list") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

const svg = (tag, properties) => {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(properties)) element.setAttribute(name, value);
  return element;
};

const byId = (id) => document.getElementById(id);
const say = (text) => { byId("live").textContent = text; };

/** What the tables' rows are, by name. */
const documents = data.documents.map((row, number) => {
  const [path, title, publisher, published, media, encoding, script, length, notices, written = "", text = [], boxes = null] = row;
  const [gaps = [], fixes = [], pages = [], runs = [], articles = []] = text;
  return { number, path, title, publisher, published, media, encoding, script, length, notices, written, gaps, fixes, pages, runs, articles, boxes };
});

const events = data.events.map((row, ref) => {
  const [doc, id, kind, name, label, status, [edtf = 0, start = edtf, end = edtf], place, mode, article, who, told = null] = row;
  return {
    ref, doc, id, kind: string(kind), name, label, status: ["", "planned", "cancelled"][status], edtf: string(edtf), start: string(start), end: string(end),
    place: string(place), mode: string(mode), article, told, places: [],
    who: who.map(([code, whom, detail = 0, own = 0]) => {
      const type = [null, PERSON, BODY, PLACE][code % 4];
      const name = type === PERSON ? data.people[whom][0] : type === BODY ? data.bodies[whom][0] : type === PLACE ? own : whom;
      return { role: string(Math.floor(code / 4)), type, ref: type === null ? -1 : whom, name: string(name), detail: string(detail) };
    }),
  };
});
const people = data.people.map(([name, ...aliases], ref) => ({ ref, type: PERSON, name: string(name), aliases: aliases.map(string), places: [] }));
const bodies = data.bodies.map(([name, aliases, kind, parent = -1], ref) => (
  { ref, type: BODY, name: string(name), aliases: aliases.map(string), kind: string(kind), parent, places: [] }));
const places = data.places.map(([name, code], ref) => ({ ref, type: PLACE, name: string(name), code, places: [] }));
const dates = data.dates.map(([edtf, basis], ref) => ({ ref, type: DATE, edtf: string(edtf), basis: string(basis), places: [] }));
const offices = data.offices.map(([person, body, position], ref) => (
  { ref, type: OFFICE, person, body: string(body), position: string(position), places: [] }));
const figures = data.figures.map((row, ref) => {
  const [value, unit = 0, of = 0, qualifier = 0, indicator = 0, asOf = 0, owner = 0, change = 0, planned = 0, low = null, high = null, text = ""] = row;
  return {
    ref, type: FIGURE, value, unit: string(unit), counted: string(of), qualifier: string(qualifier), indicator: string(indicator),
    asOf: string(asOf), owner: string(owner), change: string(change), planned: planned === 1, low, high, text, places: [],
  };
});
const tables = [people, offices, bodies, places, dates, figures, events];

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const VALUES = new Uint8Array(128);
for (let value = 0; value < 64; value += 1) VALUES[LETTERS.charCodeAt(value)] = value;

/** The numbers that a string of marks holds: digits of five bits, the lowest first, all but the last of a number with a sixth bit. */
function numbers(text) {
  const found = [];
  let [value, shift] = [0, 0];
  for (let at = 0; at < text.length; at += 1) {
    const digit = VALUES[text.charCodeAt(at)];
    value += (digit & 31) * 2 ** shift;
    if (digit & 32) { shift += 5; continue; }
    found.push(value);
    [value, shift] = [0, 0];
  }
  return found;
}

/** The marks of a document, in the order of its text: where each is, its kind, rule and row; and of each row where it is told. */
for (const doc of documents) {
  doc.marks = [];
  const told = numbers(doc.written);
  let start = 0;
  for (let at = 0; at < told.length; at += 4) {
    start += told[at];
    const [kind, rule] = data.rules[told[at + 2]];
    const mark = { doc, number: at / 4, start, end: start + told[at + 1], kind, rule, ref: told[at + 3] };
    doc.marks.push(mark);
    tables[kind][mark.ref].places.push(mark);
  }
}

/** Several documents tell of the same person, body or event: the first of a group stands for all. */
[[people, data.same[0]], [bodies, data.same[1]]].forEach(([table, groups]) => {
  for (const group of groups) {
    const first = table[group[0]];
    for (const ref of group.slice(1)) {
      table[ref].same = first;
      first.places.push(...table[ref].places);
      first.aliases.push(...[table[ref].name, ...table[ref].aliases].filter((name) => name !== first.name && !first.aliases.includes(name)));
    }
  }
});
const weight = (event) => (event.name ? 4 : 0) + (event.edtf ? 3 : 0) + Math.min(event.who.length, 6);
for (const group of data.same[2]) {
  const told = group.map((ref) => events[ref]).sort((one, other) => weight(other) - weight(one));
  told[0].tellings = told.slice(1);
  for (const other of told.slice(1)) other.same = told[0];
}
const standing = (record) => record.same ?? record;
