// The list of records, drawn as it scrolls: some rows at a time, each piece as high as it was when it was last seen.

const PIECE = 40;
const HIGH = 62; // pixels of a row that was never drawn
const list = { items: [], pieces: [], at: -1 };

const drawer = { observer: null };

/** Shows the records of the chosen tab that the filters let through. */
function showList() {
  const box = byId("list");
  drawer.observer?.disconnect();
  drawer.observer = new IntersectionObserver((seen) => {
    for (const { target, isIntersecting, boundingClientRect } of seen) {
      if (isIntersecting) draw(target); else drop(target, boundingClientRect.height);
    }
  }, { root: getComputedStyle(box).overflowY === "auto" ? box : null, rootMargin: "600px 0px" });
  list.items = listed(chosen.tab);
  list.pieces = [];
  list.at = shown ? list.items.indexOf(shown.record) : -1;
  for (let first = 0; first < list.items.length; first += PIECE) {
    const piece = h("div", { className: "piece" });
    piece.first = first;
    piece.style.minHeight = `${Math.min(PIECE, list.items.length - first) * HIGH}px`;
    list.pieces.push(piece);
  }
  box.className = `list ${chosen.tab}`;
  box.replaceChildren(...(list.pieces.length ? list.pieces : [h("p", { className: "nothing" }, word("nothing"))]));
  box.scrollTop = 0;
  if (list.pieces.length) draw(list.pieces[0]);
  for (const piece of list.pieces) drawer.observer.observe(piece);
}

function draw(piece) {
  if (piece.drawn) return;
  piece.drawn = true;
  let rows = null;
  list.items.slice(piece.first, piece.first + PIECE).forEach((record, number) => {
    const at = piece.first + number;
    const before = at > 0 ? list.items[at - 1] : null;
    const heading = chosen.tab === "events" ? headingOf(record) : "";
    if (!rows || (heading && (!before || headingOf(before) !== heading))) {
      if (heading && (!before || headingOf(before) !== heading)) piece.append(h("h2", {}, heading));
      rows = h("ul", {});
      piece.append(rows);
    }
    const row = h("button", { className: "row", type: "button", "aria-current": shown?.record === record ? "true" : null }, rowOf[chosen.tab](record, before));
    row.at = at;
    rows.append(h("li", {}, row));
  });
  piece.style.minHeight = "";
}

function drop(piece, height) {
  if (!piece.drawn || !height || printing || piece.contains(document.activeElement)) return;
  piece.style.minHeight = `${height}px`;
  piece.drawn = false;
  piece.replaceChildren();
}

/** The row of a record of the list, drawn if it was not; null where it is not in the list. */
function rowAt(at) {
  if (at < 0 || at >= list.items.length) return null;
  const piece = list.pieces[Math.floor(at / PIECE)];
  draw(piece);
  return Array.from(piece.querySelectorAll(".row")).find((row) => row.at === at) ?? null;
}

/** Marks the row of what is selected, and brings it into sight. */
function showRow() {
  for (const row of byId("list").querySelectorAll(".row[aria-current]")) row.removeAttribute("aria-current");
  list.at = shown ? list.items.indexOf(shown.record) : -1;
  const row = rowAt(list.at);
  if (!row) return;
  row.setAttribute("aria-current", "true");
  const box = byId("list").getBoundingClientRect();
  const seen = row.getBoundingClientRect();
  if (seen.top < box.top || seen.bottom > Math.min(box.bottom, window.innerHeight)) byId("list").scrollBy({ top: seen.top - box.top - 80, behavior: "instant" });
}
