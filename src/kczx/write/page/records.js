// What the lists hold: each kind's records in the order in which a reader wants them, and what of them the filters let through.

const TABS = ["events", "people", "organizations", "figures", "conflicts", "documents"];
const chosen = { tab: "events", text: "", kind: "", person: "", place: "", month: "" };

const day = (text) => text.slice(0, 10);
const monthOf = (event) => (/^\d{4}-\d\d/.test(event.start) ? event.start.slice(0, 7) : /^\d{4}/.test(event.start) ? event.start.slice(0, 4) : "");
const yearless = (event) => event.edtf !== "" && !/^\d/.test(event.start);

/** Events in the order of time: those without a year behind them, those without a day last. */
const inTime = (one, other) =>
  (one.edtf === "") - (other.edtf === "") || yearless(one) - yearless(other) || (one.start < other.start ? -1 : one.start > other.start ? 1 : one.ref - other.ref);

const titleOf = (event) => {
  if (event.name || event.label) return event.name || event.label;
  if (event.told) return event.told[0];
  const first = event.places[0];
  if (event.title === undefined) event.title = first ? reading(documents[first.doc.number], first.start, first.end) : "";
  return event.title;
};

for (const office of offices) (standing(people[office.person]).offices ??= []).push(office);

/** A person's offices, an employer once for all its positions, each told once. */
function officesOf(person) {
  const employers = new Map();
  for (const office of person.offices ?? []) {
    if (!employers.has(office.body)) employers.set(office.body, new Map());
    const positions = employers.get(office.body);
    if (!positions.has(office.position)) positions.set(office.position, office);
  }
  return employers;
}

const times = (record) => record.places.length;
const records = {
  events: events.filter((event) => !event.same).sort(inTime),
  people: people.filter((person) => !person.same).sort((one, other) => times(other) - times(one)),
  organizations: bodies.filter((body) => !body.same).sort((one, other) => times(other) - times(one)),
  figures: figuresOnce(),
  conflicts: data.conflicts.map(([indicator, values], ref) => ({ ref, type: "conflict", indicator, values })),
  documents,
};

/** Figures that count something, once each: indicators first, then those told most often, then the larger. */
function figuresOnce() {
  const found = new Map();
  for (const figure of figures) {
    if (!figure.indicator && !(figure.unit && figure.counted)) continue;
    const key = [figure.value, figure.unit, figure.indicator || figure.counted].join("\t");
    const first = found.get(key);
    if (!first) { found.set(key, figure); continue; }
    figure.same = first;
    first.places = first.places.concat(figure.places);
  }
  return [...found.values()].sort((one, other) =>
    (one.indicator === "") - (other.indicator === "") || one.indicator.localeCompare(other.indicator)
    || times(other) - times(one) || other.value - one.value);
}

/** Whether an event answers all questions but one, which the controls use to offer what is left. */
function wanted(event, except = "") {
  const tellings = event.tellings ? [event, ...event.tellings] : [event];
  return (except === "kind" || !chosen.kind || event.kind === chosen.kind)
    && (except === "month" || !chosen.month || (chosen.month === "-" ? event.edtf === "" : chosen.month === "X" ? yearless(event) : monthOf(event).startsWith(chosen.month)))
    && (except === "place" || !chosen.place || tellings.some((one) => one.place === chosen.place))
    && (except === "person" || !chosen.person || tellings.some((one) => one.who.some((part) => nameOf(part) === chosen.person)));
}

const nameOf = (part) => (part.ref < 0 || part.type === PLACE ? part.name : standing(tables[part.type][part.ref]).name);
const asked = () => Boolean(chosen.kind || chosen.person || chosen.place || chosen.month);

/** What else the chosen events tell: who and which bodies took part, and all that stands in their sentences. */
function around(list) {
  const kept = new Set();
  const stretches = new Map();
  for (const event of list) {
    for (const one of event.tellings ? [event, ...event.tellings] : [event]) {
      kept.add(documents[one.doc]);
      for (const part of one.who) if (part.ref >= 0) kept.add(standing(tables[part.type][part.ref]));
      for (const mark of one.places) {
        if (!stretches.has(mark.doc)) stretches.set(mark.doc, []);
        stretches.get(mark.doc).push(mark);
      }
    }
  }
  for (const [doc, told] of stretches) {
    told.sort((one, other) => one.start - other.start);
    let number = 0;
    let end = 0;
    for (const mark of doc.marks) {
      while (number < told.length && told[number].start <= mark.start) { end = Math.max(end, told[number].end); number += 1; }
      if (mark.start < end && mark.kind !== EVENT) kept.add(standing(tables[mark.kind][mark.ref]));
    }
  }
  return kept;
}

/** The records of a tab that the filters let through. */
function listed(tab) {
  const some = asked() ? records.events.filter((event) => wanted(event)) : records.events;
  let list = tab === "events" ? some : records[tab];
  if (asked() && tab !== "events" && tab !== "conflicts") {
    const kept = around(some);
    list = list.filter((record) => kept.has(record));
  }
  const text = chosen.text.trim().toLowerCase();
  return text ? list.filter((record) => wordsOf(record, tab).includes(text)) : list;
}

/** All that can be searched for in a record, made once. */
function wordsOf(record, tab) {
  if (record.words === undefined) {
    const told = {
      events: () => [titleOf(record), record.place, record.edtf, ...record.who.map((part) => part.name)],
      people: () => [record.name, ...record.aliases, ...[...officesOf(record)].flatMap(([body, positions]) => [...positions.keys()].map((position) => body + position))],
      organizations: () => [record.name, ...record.aliases],
      figures: () => [record.value, record.unit, record.counted, record.owner, record.indicator],
      conflicts: () => [record.indicator],
      documents: () => [record.title, record.path, record.publisher, record.published],
    };
    record.words = told[tab]().join("\n").toLowerCase();
  }
  return record.words;
}
