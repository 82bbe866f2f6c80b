"""The summary that a person reads in a terminal: what was read, and of each kind the main things."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from kczx.records import Conflict, Document, Extraction, Failure, Participant
from kczx.write import digest
from kczx.write.digest import LEADING_ROLES, Counted, Known, ToldEvent
from kczx.write.labels import Labels
from kczx.write.only import KINDS
from kczx.write.visible import visible_line

SHOWN = {"documents": 8, "events": 16, "people": 14, "organizations": 12, "figures": 14, "conflicts": 8, "failures": 10}
"""How much of each kind is listed where not everything is asked for."""
NAMES = 4
"""Names of one role."""
LINES = 2
"""Lines for where an event took place and who took part."""
INDENT, GAP = 2, 2
COLORS = {"organization": "blue", "place": "green"}
"""Of those who took part and are no people."""
CHANGES = {"increase": "↑", "decrease": "↓"}


def summary(
    run: Extraction, labels: Labels, kept: Collection[str], width: int, everything: bool = False
) -> Iterator[Text]:
    """Yield the lines to print, none wider than `width` columns.

    Of events those are listed that have most to tell, in the order of time; of other kinds the first by weight.
    """
    page = _Page(run, labels, width, everything)
    sections: list[tuple[str, int, Iterator[Text]]] = [("documents", len(run.documents), page.documents())]
    if "events" in (kept or KINDS):
        events = digest.events(run)
        sections.append(("events", len(events), page.events(events)))
    if "people" in (kept or KINDS):
        people = digest.people(run)
        sections.append(("people", len(people), page.people(people)))
    if "organizations" in (kept or KINDS):
        bodies = digest.organizations(run)
        sections.append(("organizations", len(bodies), page.organizations(bodies)))
    if "figures" in (kept or KINDS):
        figures = digest.figures(run)
        sections.append(("figures", len(figures), page.figures(figures)))
        sections.append(("conflicts", len(run.corpus.conflicts), page.conflicts(run.corpus.conflicts)))
    sections.append(("failures", len(run.failures), page.failures(run.failures)))
    yield page.head()
    left_out = False
    for name, count, lines in sections:
        if count:
            yield from page.heading(name, count)
            yield from lines
            if not everything and count > SHOWN[name]:
                left_out = True
                yield page.row((), Text(labels.word("more").replace("#", f"{count - SHOWN[name]:,}"), "dim"))
    if left_out:
        yield Text(f"\n{labels.word('all_hint')}", "dim")


class _Page:
    """A run, the language and the width of its summary, and whether everything is listed."""

    def __init__(self, run: Extraction, labels: Labels, width: int, everything: bool) -> None:
        self.run, self.labels, self.width, self.everything = run, labels, width, everything

    def head(self) -> Text:
        """What was read."""
        articles = sum(len(document.articles) for document in self.run.documents)
        counts = [self.labels.count(len(self.run.documents), "document"), self.labels.count(articles, "article")]
        text = Text.assemble(("kczx", "bold"), "  ", " · ".join(counts))
        if self.run.failures:
            text.append(" · ").append(self.labels.count(len(self.run.failures), "failure"), "bold red")
        return text

    def heading(self, name: str, count: int) -> Iterator[Text]:
        """A line across the page with the section's name and how many it has."""
        label, number = self.labels.word(name), f" {count:,}"
        rule = "─" * (self.width - cell_len(label) - len(number) - 4)
        yield Text("")
        style = "bold red" if name == "failures" else "bold"
        yield Text.assemble(("─ ", "dim"), (label, style), (f"{number} {rule}", "dim"))

    def shown(self, name: str) -> int | None:
        """How much of a section is listed; None for all."""
        return None if self.everything else SHOWN[name]

    def documents(self) -> Iterator[Text]:
        for document in self.run.documents[: self.shown("documents")]:
            title = document.title or next((article.title for article in document.articles if article.title), None)
            parts = [safe(document.published or "", "cyan"), safe(title or "", "bold"), safe(document.path, "dim")]
            yield self.row((), Text("  ").join(part for part in parts if part))

    def events(self, events: list[ToldEvent]) -> Iterator[Text]:
        chosen = {id(told) for told in sorted(events, key=lambda told: -told.weight)[: self.shown("events")]}
        listed = [told for told in events if id(told) in chosen]
        days = max((cell_len(told.day) for told in listed), default=0)
        kinds = max((cell_len(self.labels.kind(told.event.kind)) for told in listed), default=0)
        for year, group in groupby(listed, key=lambda told: told.year):
            name = year if year.isdigit() else self.labels.word("yearless" if year else "undated")
            yield self.row((), Text(name, "bold cyan"))
            for told in group:
                yield from self.event(told, days, kinds)

    def event(self, told: ToldEvent, days: int, kinds: int) -> Iterator[Text]:
        """An event in two lines: when, what kind and its name; below where and who."""
        event = told.event
        words = event.label or (event.evidence[0].text if event.evidence else "")
        title = safe(event.name, "bold") if event.name else safe(words, "")
        if event.status != "held":
            title = Text.assemble((f"{self.labels.word(event.status)} ", "yellow"), title)
        yield self.row(((safe(told.day, "cyan"), days), (safe(self.labels.kind(event.kind), "yellow"), kinds)), title)
        pieces = [(0, safe(event.place, "green"))] if event.place else []
        columns = self.width - INDENT - days - kinds - 2 * GAP
        for line in flow([*pieces, *self.who(event.participants)], columns):
            yield self.row(((Text(), days), (Text(), kinds)), line)

    def who(self, participants: Sequence[Participant]) -> Iterator[tuple[int, Text]]:
        """Who took part, role by role, people first, a few names each: the blanks before each, and the name."""
        said: set[str] = set()
        for role in LEADING_ROLES:
            own = sorted((p for p in participants if p.role == role), key=lambda p: p.type in COLORS)
            own = [p for p in own if p.name not in said]  # each once, for the most that it did
            said.update(p.name for p in own)
            told = own[:NAMES]
            for number, participant in enumerate(told):
                name = safe(participant.name, COLORS.get(participant.type, "magenta"))
                if number == 0:
                    name = Text.assemble((f"{self.labels.role(role)} ", "dim"), name)
                if participant is not told[-1]:
                    name.append(self.labels.word("separator"), "dim")
                elif len(own) > NAMES:
                    others = self.labels.word("and_others").replace("#", str(len(own)))
                    name.append(others.replace("~", str(len(own) - NAMES)), "dim")
                yield (GAP if number == 0 else 0), name

    def people(self, people: list[Known]) -> Iterator[Text]:
        listed = people[: self.shown("people")]
        names = min(14, max((cell_len(visible_line(known.name)) for known in listed), default=0))
        for known in listed:
            yield self.row(((safe(known.name, "bold magenta"), names),), safe(self.titles(known), ""))

    def titles(self, known: Known) -> str:
        """中国科协党组书记、常务副主席; 中国工程院院士: an employer once for all its positions."""
        employers: dict[str, list[str]] = {}
        for title in known.titles:
            employers.setdefault(title.organization or "", []).append(title.position)
        return "；".join(employer + "、".join(dict.fromkeys(positions)) for employer, positions in employers.items())

    def organizations(self, bodies: list[Known]) -> Iterator[Text]:
        listed = bodies[: self.shown("organizations")]
        digits = max((len(f"{known.events:,}") for known in listed), default=0)
        for known in listed:
            forms = self.labels.word("separator").join(known.aliases[:3])
            name = Text.assemble(safe(known.name, "bold blue"), "  " if forms else "", safe(forms, "dim"))
            yield self.row(((Text(f"{known.events or '':>{digits}}", "cyan"), digits),), name)

    def figures(self, figures: list[Counted]) -> Iterator[Text]:
        listed = figures[: self.shown("figures")]
        digits = min(20, max((cell_len(visible_line(it.figure.text)) for it in listed), default=0))
        for it in listed:
            notes = [note for note in (it.figure.owner, it.figure.as_of) if note]
            notes += [f"×{it.times}"] if it.times > 1 else []
            changed = Text(f" {CHANGES[it.figure.change]}" if it.figure.change else "", "green")
            text = Text.assemble(self.counted(it), changed, "  " if notes else "", safe(" · ".join(notes), "dim"))
            yield self.row(((right(safe(it.figure.text, "bold yellow"), digits), digits),), text)

    def counted(self, it: Counted) -> Text:
        """What a figure counts: the indicator's name and the text's own words, once where one holds the other."""
        words, name = it.figure.counted or "", self.labels.indicator(it.figure.indicator or "")
        if not name or name in words:
            return safe(words, "bold" if name else "")
        return safe(name, "bold") if words in name else Text.assemble(safe(name, "bold"), "  ", safe(words, ""))

    def conflicts(self, conflicts: list[Conflict]) -> Iterator[Text]:
        told: dict[str, Document] = {document.id: document for document in self.run.documents}
        for conflict in conflicts[: self.shown("conflicts")]:
            yield self.row((), safe(self.labels.indicator(conflict.indicator), "bold"))
            digits = max(cell_len(visible_line(value.text)) for value in conflict.values)
            for value in conflict.values:
                document = told.get(value.document)
                where = f"{document.path}:{value.span[0]}" if document else value.document
                title = safe(f"  {document.title}" if document and document.title else "", "dim")
                source = Text.assemble(safe(where, ""), title)
                yield self.row(((right(safe(value.text, "bold yellow"), digits), digits),), source, INDENT + 2)

    def failures(self, failures: list[Failure]) -> Iterator[Text]:
        for failure in failures[: self.shown("failures")]:
            yield self.row((), Text.assemble(safe(failure.path, "red"), "  ", safe(failure.message, "")))

    def row(self, cells: Sequence[tuple[Text, int]], rest: Text, indent: int = INDENT) -> Text:
        """Cells of given widths and one that takes the rest of the line, each cut where it is too long."""
        line, left = Text(" " * indent), self.width - indent
        for cell, columns in cells:
            if columns:
                line.append_text(fit(cell, columns)).append(" " * (columns - cell_len(fit(cell, columns).plain) + GAP))
                left -= columns + GAP
        return line.append_text(fit(rest, left))


def safe(text: str, style: str) -> Text:
    """Anybody's text, on one line, with nothing in it that a terminal obeys."""
    return Text(visible_line(text), style)


def fit(text: Text, columns: int) -> Text:
    """The text, or as much of it as fits with an ellipsis behind it."""
    if cell_len(text.plain) <= columns:
        return text
    cut = text[: len(set_cell_size(text.plain, columns - 1).rstrip())]
    return cut.append("…", "dim")


def flow(pieces: Sequence[tuple[int, Text]], columns: int) -> list[Text]:
    """Pieces side by side, each behind its blanks, on at most LINES lines, of which the last may be too long."""
    lines: list[Text] = []
    for blanks, piece in pieces:
        if lines and cell_len(lines[-1].plain.rstrip()) + blanks + cell_len(piece.plain.rstrip()) <= columns:
            lines[-1] = Text.assemble(lines[-1], " " * blanks, piece)
        elif len(lines) < LINES:
            lines.append(piece)
        else:
            lines[-1] = Text.assemble(lines[-1], " " * blanks, piece)
            break
    return lines


def right(text: Text, columns: int) -> Text:
    """The text at the right end of a cell."""
    return Text.assemble(" " * max(0, columns - cell_len(text.plain)), text)
