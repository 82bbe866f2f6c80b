// Marks are painted in the paragraphs near what is seen, and taken out behind it: a page of 15,000 costs no more than one of 200.

const NEAR = "500px 0px";
let shown = null; // what is selected: { record, mark }

const painter = new IntersectionObserver((seen) => {
  for (const { target, isIntersecting } of seen) {
    if (isIntersecting) paint(target.paragraph);
    else if (!target.contains(document.getSelection()?.anchorNode ?? null)) plain(target.paragraph);
  }
}, { rootMargin: NEAR });

function paint(paragraph) {
  if (paragraph.painted) return;
  paragraph.painted = true;
  if (paragraph.marks.length) paragraph.node.replaceChildren(built(paragraph, paragraph.marks));
  compare(paragraph);
}

function plain(paragraph) {
  if (!paragraph.painted || printing) return;
  paragraph.painted = false;
  if (paragraph.marks.length) paragraph.node.replaceChildren(built(paragraph, []));
}

/** A paragraph's text with marks in it, one within the other; of two that cross, the later one is cut in two. */
function built(paragraph, marks) {
  const fragment = document.createDocumentFragment();
  const open = [{ node: fragment, end: Infinity }];
  const waiting = marks.map((mark) => ({ mark, start: Math.max(mark.start, paragraph.start), end: Math.min(mark.end, paragraph.end) }));
  let at = paragraph.start;
  const write = (until) => {
    if (until > at) appendText(open.at(-1).node, paragraph, unit(paragraph, at), unit(paragraph, until));
    at = Math.max(at, until);
  };
  const close = (until) => {
    while (open.at(-1).end <= until) {
      write(open.at(-1).end);
      open.pop();
    }
  };
  for (let number = 0; number < waiting.length; number += 1) {
    const { mark, start, end } = waiting[number];
    close(start);
    write(start);
    const limit = open.at(-1).end;
    if (end > limit) {
      let later = number + 1;
      while (later < waiting.length && (waiting[later].start < limit || (waiting[later].start === limit && waiting[later].end > end))) later += 1;
      waiting.splice(later, 0, { mark, start: limit, end });
    }
    const node = h("mark", { className: `m k${mark.kind} ${stateOf(mark)}` });
    node.mark = mark;
    open.at(-1).node.append(node);
    open.push({ node, end: Math.min(end, limit) });
  }
  close(paragraph.end);
  write(paragraph.end);
  return fragment;
}

/** Text of a paragraph from one code unit to another; characters that nobody sees stay apart and named. */
function appendText(node, paragraph, start, end) {
  let at = start;
  if (paragraph.hidden) {
    for (const [place, name] of paragraph.hidden) {
      if (place < start || place >= end) continue;
      if (place > at) node.append(paragraph.text.slice(at, place));
      at = place + (paragraph.text.codePointAt(place) > 0xffff ? 2 : 1);
      node.append(name ? h("bdi", { "data-c": name }, paragraph.text.slice(place, at)) : h("i", {}, paragraph.text.slice(place, at)));
    }
  }
  if (end > at) node.append(paragraph.text.slice(at, end));
}

/** The class of a mark: the one that is selected, another of the same record, or neither. */
function stateOf(mark) {
  if (!shown) return "";
  if (shown.mark === mark) return "on";
  if (mark.kind === EVENT) return events[mark.ref] === shown.record ? "same" : "";
  return standing(tables[mark.kind][mark.ref]) === shown.record ? "same" : "";
}

function repaint() {
  for (const node of document.querySelectorAll("mark.m")) node.className = `m k${node.mark.kind} ${stateOf(node.mark)}`;
}

/** Beside a paragraph that was repaired, how it is read; made when it is near, and only where somebody wants it. */
function compare(paragraph) {
  const { doc, node } = paragraph;
  if (!doc.comparing || paragraph.compared) return;
  paragraph.compared = true;
  const text = within(repairs(doc), paragraph.start, paragraph.end).length ? reading(doc, paragraph.start, paragraph.end) : "";
  node.after(h("p", { className: "reading", lang: "zh-Hans" }, text));
}

function compareAll(doc, wanted) {
  doc.comparing = wanted;
  doc.section.classList.toggle("comparing", wanted);
  for (const paragraph of doc.paragraphs) {
    if (!wanted && paragraph.compared) paragraph.node.nextElementSibling.remove();
    paragraph.compared = false;
    if (wanted && paragraph.painted) compare(paragraph);
  }
}

/** Scrolls a mark, or a place of a document, into sight. */
function reveal(doc, start, mark = null) {
  const paragraph = paragraphAt(doc, start);
  if (!paragraph) return;
  const again = (times) => {
    paint(paragraph); // it may have been taken out of sight meanwhile
    bring((mark && Array.from(paragraph.node.querySelectorAll("mark.m")).find((one) => one.mark === mark)) ?? paragraph.node);
    if (times > 1) requestAnimationFrame(() => again(times - 1)); // what comes into sight may be higher than was reckoned
  };
  again(3);
}

/** Scrolls an element into the part of the window over which no card lies. */
function bring(node) {
  const box = node.getBoundingClientRect();
  const [most, place] = narrow.matches ? [0.5, 0.25] : [0.72, 0.3];
  if (box.top < 110 || box.bottom > window.innerHeight * most) window.scrollBy({ top: box.top - window.innerHeight * place, behavior: "instant" });
}
