// What is selected, how one moves, and how the page begins.

const TAB_OF = { [PERSON]: "people", [OFFICE]: "people", [BODY]: "organizations", [FIGURE]: "figures", [EVENT]: "events" };
let printing = false;
const narrow = matchMedia("(max-width: 60rem)");
const pageOf = (doc) => data.pages?.[doc.number] ?? "";

/** Selects a record at one of its places, or nothing; `scroll` brings the place into sight, `row` the record's row. */
function select(record, mark = null, { scroll = false, row = true, keep = false } = {}) {
  shown = record ? { record: mark && record.type !== OFFICE ? (record.who ? record : standing(record)) : standing(record), mark } : null;
  if (shown && row) {
    const tab = shown.record.type === "conflict" ? "conflicts" : shown.record.path !== undefined ? "documents" : TAB_OF[kindOf(shown.record)];
    const inList = tab && listed(tab).includes(shown.record);
    if (tab && tab !== chosen.tab && inList) openTab(tab);
  }
  showRow();
  repaint();
  showCard();
  if (mark && scroll) {
    if (narrow.matches && !keep) view("source");
    reveal(mark.doc, mark.start, mark);
  }
  if (mark) history.replaceState(null, "", addressOf(mark, shown.record));
  if (shown) say(byId("card").querySelector("h2").textContent);
}

/** Goes to a place of a document, in this page or in its own. */
function go(doc, start, record, mark = null) {
  const there = mark ?? record.places?.find((one) => one.doc === doc && one.start === start) ?? null;
  if (there) select(record, there, { scroll: true });
  else if (doc.section) reveal(doc, start);
  else if (data.pages) location.href = `${pageOf(doc)}${record.who ? `#e${record.id}` : `#c${sourcePlace(doc, start)}`}`;
}

function step(by) {
  if (!shown || shown.record.places.length < 2) return;
  const { places: all } = shown.record;
  const at = all.indexOf(shown.mark);
  select(shown.record, all[(at + by + all.length) % all.length], { scroll: true });
}

/** Selects the record of a row: at its first place, or, for a document, at its beginning. */
function selectAt(at) {
  const record = list.items[at];
  if (!record) return;
  if (record.path !== undefined) {
    select(record);
    if (record.section) { if (narrow.matches) view("source"); record.section.scrollIntoView({ block: "start" }); }
    return;
  }
  select(record, record.places?.[0] ?? null, { scroll: true });
}

/** On a narrow screen one sees the records or the source. */
function view(name) {
  document.body.dataset.view = name;
  for (const button of byId("views").children) button.setAttribute("aria-pressed", String(button.dataset.view === name));
  if (name === "records") showRow();
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
  if (event.key === "Escape") {
    if (typing) event.target.blur(); else select(null);
  } else if (typing) {
    return;
  } else if (event.key === "j" || event.key === "k") {
    selectAt(Math.max(0, Math.min(list.items.length - 1, list.at + (event.key === "j" ? 1 : -1))));
  } else if (event.key === "n" || event.key === "p") {
    step(event.key === "n" ? 1 : -1);
  } else if (event.key === "/") {
    event.preventDefault();
    if (narrow.matches) view("records");
    byId("find").focus();
  }
}

/** Goes where the address says: `#e12`, `#c1930`, and `#d2`, `#d2e12` or `#d2c1930` where there are several documents. */
function follow() {
  const [, of, told = "", what, number] = /^#(?:d(\d+))?(([ec])(\d+))?$/.exec(location.hash) ?? [];
  const doc = documents[Number(of ?? 1) - 1];
  if (of && doc && data.pages) location.replace(pageOf(doc) + (told && `#${told}`)); // an index leads to the document's own page
  if (!what) return;
  if (!doc?.section) return;
  if (what === "e") {
    const event = events.find((one) => one.doc === doc.number && one.id === Number(number));
    if (event) select(event, event.places[0] ?? null, { scroll: true });
    return;
  }
  const place = seenPlace(doc, Number(number));
  const held = doc.marks.filter((mark) => mark.start <= place && place < mark.end).sort((one, other) => one.end - one.start - (other.end - other.start))[0];
  if (held) select(tables[held.kind][held.ref], held, { scroll: true });
  else { if (narrow.matches) view("source"); reveal(doc, place); }
}

/** The kinds of marks, each with how many there are; a click hides or shows a kind. */
function showLegend() {
  const numbers = KINDS.map((_, kind) => documents.reduce((sum, doc) => sum + doc.marks.filter((mark) => mark.kind === kind).length, 0));
  byId("legend").replaceChildren(...KINDS.flatMap((name, kind) => (numbers[kind] ? [h("button", {
    type: "button", className: `kind k${kind}`, "aria-pressed": String(!document.body.classList.contains(`hide-${kind}`)), title: word("marks_hint"),
    onclick: (event) => event.currentTarget.setAttribute("aria-pressed", String(!document.body.classList.toggle(`hide-${kind}`))),
  }, line("sample", word(name)), line("number", String(numbers[kind])))] : [])));
}

/** An index has no marks. */
const marked = documents.some((doc) => doc.marks.length);

function showHeads() {
  for (const doc of documents) {
    if (!doc.section) continue;
    const head = doc.section.querySelector("header");
    head.querySelector(".facts")?.remove();
    const told = [doc.publisher, doc.published, doc.title ? doc.path : "", doc.script === "Hans" ? "" : word(doc.script), doc.encoding.toLowerCase() === "utf-8" ? "" : doc.encoding].filter(Boolean);
    const mended = repairs(doc).some((fix) => fix.text !== "" && /[\u3400-\u9fff]/.test(fix.text)) || doc.notices.some(([code]) => /mojibake|notes/.test(code));
    head.append(h("div", { className: "facts" },
      ...told.map((text) => line("fact", text)),
      mended ? h("label", { className: "switch" }, h("input", { type: "checkbox", checked: Boolean(doc.comparing), onchange: (event) => compareAll(doc, event.target.checked) }), word("cleaned")) : null,
      doc.notices.length ? h("details", { className: "notices" }, h("summary", {}, `${word("notices")} ${doc.notices.length}`),
        h("ul", {}, doc.notices.map(([, message, start]) => h("li", {}, start === undefined ? message : link(message, () => reveal(doc, start)))))) : null));
  }
}

/** Everything that is in words; again where the language changes. */
function showAll() {
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  byId("name").textContent = documents.length === 1 ? documents[0].title || documents[0].path : "kczx";
  byId("counts").textContent = [counted(documents.length, "document"), `${records.events.length.toLocaleString("en")} ${word("events")}`, `${records.people.length.toLocaleString("en")} ${word("people")}`].join(" · ");
  byId("tools").replaceChildren(
    ...(data.index ? [h("a", { href: data.index, className: "tool" }, word("index"))] : []),
    h("button", { type: "button", className: "tool", lang: language === "zh" ? "en" : "zh-CN", onclick: () => { language = language === "zh" ? "en" : "zh"; kept.set("language", language); showAll(); } }, word("language_switch")),
    h("button", { type: "button", className: "tool theme", "aria-label": word("theme"), title: word("theme"), onclick: turn }, "◐"));
  byId("views").replaceChildren(...["records", "source"].map((name) => h("button", { type: "button", "data-view": name, "aria-pressed": String(document.body.dataset.view === name), onclick: () => view(name) }, word(name))));
  document.querySelector(".skip").textContent = word("skip");
  for (const [id, name] of [["records", "records"], ["source", "source"], ["margin", "margin"]]) byId(id).setAttribute("aria-label", word(name));
  byId("records").replaceChildren(
    h("div", { id: "tabs", role: "tablist", "aria-label": word("records"), onkeydown: moveTab }),
    h("div", { id: "timeline", "aria-hidden": "true", title: word("timeline") }), h("div", { id: "filters" }),
    h("input", { id: "find", type: "search", placeholder: word("find"), "aria-label": word("find"), value: chosen.text, oninput: (event) => { chosen.text = event.target.value; showList(); } }),
    h("div", { id: "list", role: "tabpanel", tabIndex: 0, onclick: (event) => { const row = event.target.closest(".row"); if (row) selectAt(row.at); } }));
  byId("margin").replaceChildren(
    h("section", { id: "card", hidden: true, "aria-label": word("details") }),
    h("section", { className: "legend", hidden: !marked, "aria-label": word("marks") }, h("h2", {}, word("marks")), h("div", { id: "legend" })),
    h("section", { className: "keys", "aria-label": word("keys") }, h("h2", {}, word("keys")), h("ul", {}, ...word("keys_list").split(" · ").map((text) => {
      const [keys, what] = text.split("|");
      return h("li", {}, h("span", {}, keys.split(" ").flatMap((key) => [h("kbd", {}, key), " "])), what);
    }))),
    ...(data.failures.length ? [h("section", { className: "failures", "aria-label": word("failures") }, h("h2", {}, word("failures")), h("ul", {}, ...data.failures.map(([path, message]) => h("li", {}, `${path}: ${message}`))))] : []));
  showHeads();
  showLegend();
  showTabs();
  showFilters();
  showList();
  showCard();
}

/** Above the text stands which document one is in. */
let waiting = false;
function tellDocument() {
  waiting = false;
  if (documents.length < 2 || !documents[0].section) return;
  let now = documents[0];
  for (const doc of documents) { if (doc.section.getBoundingClientRect().top > window.innerHeight * 0.3) break; now = doc; }
  byId("where").textContent = now.title || now.path;
}

function turn() {
  const dark = document.documentElement.dataset.theme ? document.documentElement.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = dark ? "light" : "dark";
  kept.set("theme", document.documentElement.dataset.theme);
}

if (kept.get("theme")) document.documentElement.dataset.theme = kept.get("theme");
document.documentElement.classList.add("scripted");
document.body.dataset.view = "records";
if (data.pages) document.body.classList.add("index");
documents.forEach(learn);
showAll();
byId("source").addEventListener("click", (event) => {
  const node = event.target.closest("mark.m");
  if (node && document.getSelection().isCollapsed) select(tables[node.mark.kind][node.mark.ref], node.mark);
});
document.addEventListener("keydown", onKey);
document.addEventListener("scroll", () => { if (!waiting) { waiting = true; requestAnimationFrame(tellDocument); } }, { passive: true });
tellDocument();
window.addEventListener("hashchange", follow);
window.addEventListener("beforeprint", () => { printing = true; list.pieces.forEach(draw); for (const doc of documents) doc.paragraphs.forEach(paint); });
window.addEventListener("afterprint", () => { printing = false; });
for (const doc of documents) for (const paragraph of doc.paragraphs) if (paragraph.marks.length || doc.fixes.length) painter.observe(paragraph.node);
if (data.pages) { chosen.tab = "documents"; showTabs(); showList(); }
follow();
document.documentElement.dataset.ready = "true";
