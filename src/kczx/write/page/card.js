// The card of what is selected: what the record says, where it is told, by which rule it was found and what was repaired there.

const term = (name, ...values) => {
  const told = values.flat().filter((value) => value !== null && value !== undefined && value !== "");
  return told.length ? [h("dt", {}, word(name)), h("dd", {}, ...told)] : [];
};
const link = (text, onclick) => h("button", { type: "button", className: "to", onclick }, text);
const toRecord = (record, text) => link(text, () => select(record, record.places[0] ?? null, { scroll: true }));

function showCard() {
  const box = byId("card");
  box.hidden = !shown;
  document.body.classList.toggle("carded", Boolean(shown));
  if (!shown) { box.replaceChildren(); return; }
  const { record, mark } = shown;
  const kind = mark?.kind ?? kindOf(record);
  box.className = `card k${kind}`;
  box.replaceChildren(
    h("div", { className: "over" }, line("chip", chipOf(record, kind)), h("button", { type: "button", className: "close", "aria-label": word("close"), onclick: () => select(null) }, "×")),
    h("h2", { lang: "zh-Hans" }, headOf(record)),
    ...steps(record, mark),
    h("dl", {}, ...fieldsOf(record), ...(mark ? placeOf(mark, record) : [])),
    ...(record.who ? evidenceOf(record) : []),
    ...footOf(record),
  );
  box.scrollTop = 0;
}

const kindOf = (record) => (record.who ? EVENT : record.type === "conflict" ? FIGURE : record.type ?? EVENT);
const chipOf = (record, kind) => (record.who ? kindName(record.kind) : record.type === "conflict" ? word("disagreements") : record.path !== undefined ? word("document_field") : word(KINDS[kind]));
const headOf = (record) => {
  if (record.who) return titleOf(record);
  if (record.type === OFFICE) return record.body + record.position;
  if (record.type === DATE) return record.places[0] ? reading(shown.mark.doc, shown.mark.start, shown.mark.end) : record.edtf;
  if (record.type === FIGURE) return shown.mark ? reading(shown.mark.doc, shown.mark.start, shown.mark.end) : figureText(record);
  if (record.type === "conflict") return indicatorName(record.indicator);
  return record.title || record.name || record.path;
};

/** Steps from one place of a record to the next. */
function steps(record, mark) {
  if (!mark || record.places.length < 2) return [];
  const at = record.places.indexOf(mark);
  return [h("div", { className: "steps" },
    h("button", { type: "button", "aria-label": word("previous"), onclick: () => step(-1) }, "‹"),
    line("", word("of").replace("#", `${at + 1} / ${record.places.length}`)),
    h("button", { type: "button", "aria-label": word("next"), onclick: () => step(1) }, "›"))];
}

function fieldsOf(record) {
  if (record.who) return eventFields(record);
  if (record.type === "conflict") {
    return record.values.flatMap(([doc, start, ref]) => [
      h("dt", {}, link(`${numberText(figures[ref].value)}${figures[ref].unit}`, () => go(documents[doc], start, figures[ref]))),
      h("dd", {}, [figures[ref].owner, figures[ref].asOf, documents[doc].title || documents[doc].path].filter(Boolean).join(" · "))]);
  }
  if (record.path !== undefined) {
    return [...term("published", record.published), ...term("publisher", record.publisher), ...term("document_field", record.path), ...term("format", `${record.media} · ${record.encoding}`),
      ...term("script", word(record.script)), ...term("notices", record.notices.map(([, message]) => h("span", { className: "notice" }, message)))];
  }
  switch (record.type) {
    case PERSON: return [...term("also", record.aliases.join(separator())), ...term("offices", [...officesOf(record)].flatMap(([body, positions]) =>
      [...positions.values()].map((office) => h("span", { className: "item" }, office.places[0] ? link(body + office.position, () => go(office.places[0].doc, office.places[0].start, record, office.places[0])) : body + office.position))))];
    case OFFICE: return term("person", toRecord(standing(people[record.person]), standing(people[record.person]).name));
    case BODY: return [...term("also", record.aliases.join(separator())), ...term("kind", word(record.kind)), ...term("parent", record.parent < 0 ? null : toRecord(standing(bodies[record.parent]), bodies[record.parent].name))];
    case PLACE: return term("code", record.code);
    case DATE: return [...term("resolved", record.edtf), ...term("basis", word(record.basis === "previous" ? "previous_basis" : record.basis))];
    default: return [
      ...term("value", numberText(record.value)), ...term("unit", record.unit), ...term("counted", record.counted), ...term("qualifier", record.qualifier && word(record.qualifier)),
      ...term("range", record.low !== null || record.high !== null ? `${record.low ?? ""} – ${record.high ?? ""}` : ""), ...term("change", record.change && word(record.change)),
      ...term("planned_status", record.planned ? word("planned_figure") : ""), ...term("indicator", record.indicator && indicatorName(record.indicator)), ...term("as_of", record.asOf), ...term("owner", record.owner)];
  }
}

function eventFields(event) {
  const doc = documents[event.doc];
  const roles = [];
  for (const role of ROLES) {
    const told = event.who.filter((part) => part.role === role);
    if (told.length) {
      roles.push(h("dt", {}, roleName(role)), h("dd", {}, told.flatMap((part, number) => [number ? separator() : "",
        part.ref < 0 ? part.name : toRecord(standing(tables[part.type][part.ref]), part.name), part.detail ? `（${part.detail}）` : ""])));
    }
  }
  const [title, published] = doc.articles[event.article - 1] ?? [0, 0];
  return [
    ...term("when", event.edtf ? `${event.edtf}${event.status ? ` · ${word(`${event.status}_status`)}` : ""}` : word("undated")),
    ...term("where", event.place), ...term("mode", event.mode && word(event.mode)), ...roles,
    ...term("article", string(title) === doc.title ? string(published) : [string(title), string(published)].filter(Boolean).join(" · ")),
    ...(documents.length > 1 ? term("document_field", data.pages ? h("a", { href: pageOf(doc) }, doc.title || doc.path) : doc.title || doc.path) : []),
    ...term("also_told", (event.tellings ?? []).map((one) => h("span", { className: "item" },
      link(documents[one.doc].title || documents[one.doc].path, () => go(documents[one.doc], one.places[0]?.start ?? one.told?.[1] ?? 0, one, one.places[0] ?? null))))),
  ];
}

/** Where a mark stands, which rule made it, and what was repaired in it. */
function placeOf(mark, record) {
  const { doc, start, end } = mark;
  const written = slice(doc, start, end);
  const read = reading(doc, start, end);
  const [first, last] = [sourcePlace(doc, start), sourcePlace(doc, end - 1) + 1];
  const box = doc.boxes?.[mark.number];
  const mended = !record.who && written.replace(/\s/g, "") !== read.replace(/\s/g, "");
  return [
    ...(mended ? [...term("written", h("q", { lang: "zh-Hant" }, written)), ...term("read_as", h("q", { lang: "zh-Hans" }, read))] : []),
    ...term("rule", mark.rule ? h("code", {}, mark.rule) : ""),
    ...term("position", h("a", { href: addressOf(mark, record) }, word("characters").replace("#", `${first}–${last}`)), box ? h("span", { className: "item" }, word("page").replace("#", box[0]), box.length > 1 ? picture(box, doc) : null) : pageAt(doc, start) ? ` · ${word("page").replace("#", pageAt(doc, start))}` : ""),
  ];
}

const addressOf = (mark, record) => {
  const prefix = documents.length > 1 ? `d${mark.doc.number + 1}` : "";
  return record.who ? `#${prefix}e${record.id}` : `#${prefix}c${sourcePlace(mark.doc, mark.start)}`;
};

/** A page in small with the box of a mark on it. */
function picture(box, doc) {
  const wide = Math.max(595, ...doc.boxes.map((one) => (one ? one[3] : 0)));
  const high = Math.max(842, ...doc.boxes.map((one) => (one ? one[4] : 0)));
  const page = svg("svg", { class: "sheet", viewBox: `0 0 ${wide} ${high}`, role: "img", "aria-label": box.slice(1).join(" ") });
  page.append(svg("rect", { class: "paper", x: 0, y: 0, width: wide, height: high }),
    svg("rect", { class: "box", x: box[1] - 4, y: box[2] - 4, width: box[3] - box[1] + 8, height: box[4] - box[2] + 8 }));
  return page;
}

function evidenceOf(event) {
  const told = event.places.map((mark) => h("li", {}, link(reading(mark.doc, mark.start, mark.end), () => select(event, mark, { scroll: true }))));
  if (!told.length && event.told) told.push(h("li", {}, h("a", { href: `${pageOf(documents[event.doc])}#e${event.id}` }, event.told[0] || word("open_document"))));
  return told.length ? [h("h3", {}, word("evidence")), h("ul", { className: "evidence", lang: "zh-Hans" }, told)] : [];
}

function footOf(record) {
  const only = record.type === PERSON ? ["person", record.name] : record.type === PLACE ? ["place", record.name] : null;
  const acts = [];
  if (only && records.events.some((event) => wanted({ ...event, tellings: event.tellings }, "kind") && (only[0] === "place" ? event.place === only[1] : event.who.some((part) => nameOf(part) === only[1])))) {
    acts.push(h("button", { type: "button", className: "act", onclick: () => { chosen[only[0]] = only[1]; chosen.tab = "events"; showTabs(); filtered(); } }, word("only_this")));
  }
  if (record.path !== undefined && data.pages) acts.push(h("a", { className: "act", href: pageOf(record) }, word("open_document")));
  return acts.length ? [h("p", { className: "acts" }, acts)] : [];
}
