// The text: paragraphs by the code points of the source, what stands at a place, how a stretch was read.

const SURROGATE = /[\ud800-\udbff]/;
const pointsOf = (text) => { let count = 0; for (const _ of text) count += 1; return count; };

/** Learns where a document's paragraphs are; the gaps between them are line ends, which stand in none. */
function learn(doc) {
  const section = byId(`d${doc.number + 1}`);
  doc.section = section;
  doc.paragraphs = [];
  if (!section) return;
  let at = 0;
  Array.from(section.querySelector(".text").children).forEach((node, number) => {
    const text = node.textContent;
    const wide = SURROGATE.test(text);
    at += doc.gaps[number];
    const paragraph = { doc, number, node, text, wide, start: at, end: at + (wide ? pointsOf(text) : text.length), marks: [], hidden: null };
    if (node.firstElementChild) paragraph.hidden = hiddenIn(node);
    node.paragraph = paragraph;
    doc.paragraphs.push(paragraph);
    at = paragraph.end;
  });
  let first = 0;
  for (const mark of doc.marks) {
    while (first < doc.paragraphs.length && doc.paragraphs[first].end <= mark.start) first += 1;
    for (let number = first; number < doc.paragraphs.length && doc.paragraphs[number].start < mark.end; number += 1) {
      doc.paragraphs[number].marks.push(mark);
    }
  }
}

/** Where in a paragraph the characters are that nobody sees, and their names; line ends that were taken out have none. */
function hiddenIn(node) {
  const found = new Map();
  let at = 0;
  for (const child of node.childNodes) {
    if (child.nodeType === Node.ELEMENT_NODE) found.set(at, child.dataset.c ?? "");
    at += child.textContent.length;
  }
  return found;
}

/** The paragraph that holds a place, or the one before it. */
function paragraphAt(doc, place) {
  let low = 0;
  let high = doc.paragraphs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (doc.paragraphs[middle].start <= place) low = middle + 1; else high = middle;
  }
  return doc.paragraphs[Math.max(0, low - 1)];
}

/** The code unit in a paragraph's text at which a code point of the document begins. */
function unit(paragraph, place) {
  const points = place - paragraph.start;
  if (!paragraph.wide) return points;
  let units = 0;
  let count = 0;
  for (const char of paragraph.text) {
    if (count >= points) break;
    units += char.length;
    count += 1;
  }
  return units;
}

/** The characters [start, end) of a document. */
function slice(doc, start, end) {
  let text = "";
  for (let paragraph = paragraphAt(doc, start); paragraph && paragraph.start < end; paragraph = doc.paragraphs[paragraph.number + 1]) {
    if (text && paragraph.start > start) text += "\n";
    text += paragraph.text.slice(unit(paragraph, Math.max(start, paragraph.start)), unit(paragraph, Math.min(end, paragraph.end)));
  }
  return text;
}

/** The repairs of a document: where, how long, and what is read there. */
function repairs(doc) {
  if (!doc.repairs) {
    doc.repairs = [];
    let start = 0;
    for (let at = 0; at < doc.fixes.length; at += 3) {
      start += doc.fixes[at];
      doc.repairs.push({ start, end: start + doc.fixes[at + 1], text: doc.fixes[at + 2] });
    }
  }
  return doc.repairs;
}

/** How the characters [start, end) are read: with what was repaired in them. */
function reading(doc, start, end) {
  let text = "";
  let at = start;
  for (const { start: first, end: last, text: instead } of within(repairs(doc), start, end)) {
    if (first >= at) text += slice(doc, at, first);
    text += first >= start && last <= end ? instead : partOf(instead, first, last, start, end);
    at = Math.max(at, last);
  }
  return (at < end ? text + slice(doc, at, end) : text).replace(/\s*\n\s*/g, " ").trim(); // a line end that stayed
}

/** The part of a repair that lies in [start, end), where its characters stand one for one; else all of it. */
function partOf(instead, first, last, start, end) {
  const points = [...instead];
  if (points.length !== last - first) return instead;
  return points.slice(Math.max(0, start - first), points.length - Math.max(0, last - end)).join("");
}

/** Those of rows in order, without overlaps, that overlap [start, end). */
function within(rows, start, end) {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle].end <= start) low = middle + 1; else high = middle;
  }
  let last = low;
  while (last < rows.length && rows[last].start < end) last += 1;
  return rows.slice(low, last);
}

/** The source's place of what is seen at a place, and the reverse: they differ where markup was taken out. */
function sourcePlace(doc, place) {
  const [at, source] = runBefore(doc, place, 0);
  return source + place - at;
}

function seenPlace(doc, source) {
  const [at, begun] = runBefore(doc, source, 1);
  return at + source - begun;
}

/** The last of a document's runs that begins, in what is seen (0) or in the source (1), at a place or before it. */
function runBefore(doc, place, side) {
  const run = [0, 0];
  for (let at = 0; at < doc.runs.length && run[side] + doc.runs[at + side] <= place; at += 2) {
    run[0] += doc.runs[at];
    run[1] += doc.runs[at + 1];
  }
  return run;
}

/** The page of a place, where the document has pages. */
function pageAt(doc, place) {
  let page = null;
  for (const [start, number] of doc.pages) { if (start > place) break; page = number; }
  return page;
}
