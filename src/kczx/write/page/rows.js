// A record as a row of its list.

const indicatorName = (name) => words().indicators[name] ?? name;
const kindName = (name) => words().kinds[name] ?? name;
const roleName = (name) => words().roles[name] ?? name;
const separator = () => word("separator");

/** The day of an event for a narrow column: `13`, `5–7`, `28–6.1`, or the months of a longer time. */
function dayOf(event) {
  if (event.edtf === "") return "";
  const [first, last = first] = event.edtf.split("/").map(day);
  const short = (text) => text.slice(8).replace(/^0/, "");
  if (first.length < 10) return "";
  if (last === first || last === "" || last === "..") return short(first);
  return first.slice(0, 7) === last.slice(0, 7) ? `${short(first)}–${short(last)}` : `${short(first)}–${Number(last.slice(5, 7))}.${short(last)}`;
}

/** The heading under which an event stands: its month. */
function headingOf(event) {
  if (event.edtf === "") return word("undated");
  if (yearless(event)) return word("yearless");
  const [year, month] = event.start.split("-");
  if (!month) return language === "zh" ? `${year}年` : year;
  return language === "zh" ? `${year}年${Number(month)}月`
    : new Intl.DateTimeFormat("en", { year: "numeric", month: "long", timeZone: "UTC" }).format(new Date(`${year}-${month}-01`));
}

/** Who took part, the most telling roles first (people, bodies, places, as they come), a few names, each once. */
const ROLES = ["chair", "speaker", "visitor", "host", "awarder", "recipient", "signatory", "appointee", "publisher", "attendee", "organizer", "co_organizer", "initiator", "supporter", "participant"];
function whoOf(event, most = 4) {
  const parts = [...event.who].sort((one, other) => ROLES.indexOf(one.role) - ROLES.indexOf(other.role));
  const told = [...new Set(parts.map((part) => part.name))];
  const names = told.slice(0, most).join(separator());
  return told.length > most ? names + word("and_others").replace("#", told.length).replace("~", told.length - most) : names;
}

const numberText = (value) => (Number.isInteger(value) && Math.abs(value) < 1e15 ? value.toLocaleString("en") : String(value));
const figureText = (figure) => figure.text || (figure.places[0] && documents[0].section ? reading(figure.places[0].doc, figure.places[0].start, figure.places[0].end) : `${numberText(figure.value)}${figure.unit}`);

const line = (className, ...children) => h("span", { className }, ...children);
const count = (record) => (times(record) > 1 ? line("count", String(times(record))) : null);

const rowOf = {
  events(event, before) {
    const shownDay = dayOf(event);
    const again = before && headingOf(before) === headingOf(event) && dayOf(before) === shownDay;
    const under = [event.place, whoOf(event)].filter(Boolean).join(" · ");
    return [
      line("day", again ? "" : shownDay, again && shownDay ? h("span", { className: "unseen" }, shownDay) : null),
      line("told", line("name", titleOf(event)),
        line("under", line("kind", (event.status ? `${word(event.status)} ` : "") + kindName(event.kind)), under ? ` · ${under}` : "",
          event.tellings ? line("count", `×${event.tellings.length + 1}`) : null)),
    ];
  },
  people(person) {
    const told = [...officesOf(person)].map(([body, positions]) => body + [...positions.keys()].join("、")).join("；");
    return [line("told", line("name", person.name), line("under", told || person.aliases.join(separator()))), count(person)];
  },
  organizations(body) {
    return [line("told", line("name", body.name), line("under", body.aliases.slice(0, 4).join(separator()))), count(body)];
  },
  figures(figure) {
    const what = figure.indicator ? indicatorName(figure.indicator) : figure.counted;
    const under = [figure.owner, figure.asOf, figure.planned ? word("planned_figure") : ""].filter(Boolean).join(" · ");
    return [line("value", figureText(figure)), line("told", line("name", what), line("under", under)), count(figure)];
  },
  conflicts(conflict) {
    const told = [...new Set(conflict.values.map(([, , ref]) => `${numberText(figures[ref].value)}${figures[ref].unit}`))];
    return [line("told", line("name", indicatorName(conflict.indicator)), line("under", word("conflict"))), line("value", told.join(" ≠ "))];
  },
  documents(doc) {
    const under = [doc.published, doc.publisher, doc.path].filter(Boolean).join(" · ");
    return [line("told", line("name", doc.title || doc.path), line("under", under))];
  },
};
