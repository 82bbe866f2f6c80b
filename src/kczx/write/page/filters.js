// The head of the list: its tabs, the timeline of the events, and what they can be filtered by.

function showTabs() {
  const tabs = TABS.filter((tab) => records[tab].length && !(tab === "documents" && documents.length < 2));
  if (!tabs.includes(chosen.tab)) chosen.tab = tabs[0] ?? "events";
  byId("tabs").replaceChildren(...tabs.map((tab) => h("button", {
    type: "button", role: "tab", id: `tab-${tab}`, "aria-selected": String(tab === chosen.tab), "aria-controls": "list",
    tabIndex: tab === chosen.tab ? 0 : -1, onclick: () => openTab(tab),
  }, word(tab === "conflicts" ? "disagreements" : tab === "figures" ? "figure" : tab), line("number", String(records[tab].length)))));
  byId("list").setAttribute("aria-labelledby", `tab-${chosen.tab}`);
}

function openTab(tab) {
  if (chosen.tab === tab) return;
  chosen.tab = tab;
  showTabs();
  showList();
}

/** The arrow keys go from tab to tab. */
function moveTab(event) {
  const tabs = Array.from(byId("tabs").children);
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  const at = tabs.indexOf(document.activeElement);
  if (!step || at < 0) return;
  tabs[(at + step + tabs.length) % tabs.length].click();
  byId(`tab-${chosen.tab}`).focus();
}

/** How often each value comes among the events that answer the other questions. */
function values(name, of) {
  const found = new Map();
  for (const event of records.events) {
    if (!wanted(event, name)) continue;
    for (const value of new Set(of(event))) if (value) found.set(value, (found.get(value) ?? 0) + 1);
  }
  return found;
}

const OFFERED = 400; // names that a list of choices may have
const byCount = (found) => [...found].sort((one, other) => other[1] - one[1]).slice(0, OFFERED);

function choice(name, found, named = (value) => value) {
  const box = h("select", {
    id: `filter-${name}`, "aria-label": word(`filter_${name}`), className: chosen[name] ? "set" : "",
    onchange: () => { chosen[name] = box.value; filtered(); },
  }, h("option", { value: "" }, word(name === "place" ? "where" : name)));
  if (chosen[name] && !found.some(([value]) => value === chosen[name])) found.push([chosen[name], 0]);
  for (const [value, number] of found) box.append(h("option", { value }, `${named(value)}  ${number}`));
  box.value = chosen[name];
  return box;
}

function showFilters() {
  const months = values("month", (event) => [event.edtf === "" ? "-" : yearless(event) ? "X" : monthOf(event)]);
  const persons = values("person", (event) => event.who.filter((part) => part.type === PERSON).map(nameOf));
  byId("filters").replaceChildren(
    choice("kind", byCount(values("kind", (event) => [event.kind])), kindName),
    choice("person", byCount(persons)),
    choice("place", byCount(values("place", (event) => [event.place]))),
    choice("month", [...months].sort(([one], [other]) => (one < other ? -1 : 1)), (value) => (value === "-" ? word("undated") : value === "X" ? word("yearless") : value)),
    ...(asked() ? [h("button", { type: "button", className: "clear", onclick: clearFilters }, word("clear"))] : []),
  );
  showTimeline(months);
}

function clearFilters() {
  Object.assign(chosen, { kind: "", person: "", place: "", month: "" });
  filtered();
}

function filtered() {
  const focused = document.activeElement?.id;
  showFilters();
  showList();
  if (focused) byId(focused)?.focus();
  say(`${word(chosen.tab)}: ${list.items.length}`);
}

/** A bar a month, or a year where there are many months, or a day where there is one month; for the mouse: the list of months does the same. */
function showTimeline(months) {
  const box = byId("timeline");
  let found = [...months].filter(([month]) => /^\d/.test(month));
  const spread = found.length ? found.map(([month]) => month).sort() : [];
  const [first, last] = [spread[0] ?? "", spread.at(-1) ?? ""];
  const years = Number(last.slice(0, 4)) - Number(first.slice(0, 4)) + 1;
  let slots = [];
  if (years > 8) {
    const sums = new Map();
    for (const [month, number] of found) sums.set(month.slice(0, 4), (sums.get(month.slice(0, 4)) ?? 0) + number);
    found = [...sums];
    slots = Array.from({ length: years }, (_, number) => String(Number(first.slice(0, 4)) + number));
  } else if (spread.length === 1 || (chosen.month.length === 7)) {
    const month = chosen.month.length === 7 ? chosen.month : first;
    const days = new Map();
    for (const event of records.events) if (wanted(event, "month") && event.start.startsWith(month) && event.start.length >= 10) days.set(day(event.start), (days.get(day(event.start)) ?? 0) + 1);
    found = [...days];
    slots = Array.from({ length: new Date(Date.UTC(month.slice(0, 4), month.slice(5, 7), 0)).getUTCDate() }, (_, number) => `${month}-${String(number + 1).padStart(2, "0")}`);
  } else if (spread.length) {
    for (let year = Number(first.slice(0, 4)); year <= Number(last.slice(0, 4)); year += 1) for (let month = 1; month < 13; month += 1) slots.push(`${year}-${String(month).padStart(2, "0")}`);
    slots = slots.filter((slot) => slot >= first.slice(0, 7) && slot <= last.padEnd(7, "~"));
  }
  box.hidden = slots.length < 2;
  if (box.hidden) return;
  const counts = new Map(found);
  const most = Math.max(...counts.values(), 1);
  const [wide, high] = [1000, 100];
  const step = wide / slots.length;
  const picture = svg("svg", { viewBox: `0 0 ${wide} ${high}`, preserveAspectRatio: "none" });
  slots.forEach((slot, number) => {
    const value = counts.get(slot) ?? 0;
    const tall = value ? Math.max(7, Math.sqrt(value / most) * high) : 1.5;
    const bar = svg("g", { class: chosen.month && slot.startsWith(chosen.month) ? "slot set" : value ? "slot" : "slot none" });
    const title = svg("title", {});
    title.textContent = `${slot} · ${value}`;
    bar.append(title,
      svg("rect", { class: "hit", x: number * step, y: 0, width: step, height: high }),
      svg("rect", { class: "bar", x: number * step + step * 0.12, y: high - tall, width: step * 0.76, height: tall }));
    if (value) bar.addEventListener("click", () => { chosen.month = slot.length > 7 || chosen.month === slot ? "" : slot; filtered(); });
    picture.append(bar);
  });
  byId("timeline").replaceChildren(picture, line("first", slots[0]), line("last", slots.at(-1)));
}
