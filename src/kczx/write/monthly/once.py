"""Items in the same words as one: copies of a report, or one text as a page and as a PDF, are told once and all cited."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field, replace

from kczx.write.monthly.items import BRIEF, Told

WHERE = ("in", "before", "unknown", "elsewhere")
ENDS = "。；;，,.!！"


@dataclass(slots=True)
class _Kept:
    """An item that stands, its words, and those that go with it."""

    item: Told
    words: str
    others: list[Told] = field(default_factory=list)


def once(items: list[Told]) -> list[Told]:
    """The items, without those whose words, of the same day and under the same name, another has too; it cites them.

    Blanks and the widths of characters are no difference: a PDF has others than a page.
    """
    kept: list[_Kept] = []
    alike: dict[str, list[_Kept]] = {}
    days: dict[str, list[_Kept]] = {}
    found = sorted(
        ((plain(it.passage.text), it) for it in items), key=lambda it: (WHERE.index(it[1].where), -len(it[0]))
    )
    for words, it in found:
        day = it.date.edtf if it.date else ""
        near = alike.get(words, [])
        if day and len(words) >= BRIEF:
            near = near + [other for other in days.get(day, ()) if words in other.words]
        same = next((other for other in near if _agree(other.item, it)), None)
        if same is not None:
            same.others.append(it)
            continue
        new = _Kept(it, words)
        kept.append(new)
        alike.setdefault(words, []).append(new)
        days.setdefault(day, []).append(new)
    return [_joined(it) if it.others else it.item for it in kept]


def plain(text: str) -> str:
    """A text's words without blanks, marks at its end and widths of characters.

    >>> plain("6月3日，在 乐山举办讲座。") == plain("６月3日,在乐山举办讲座")
    True
    """
    return "".join(unicodedata.normalize("NFKC", text).split()).rstrip(ENDS)


def _agree(first: Told, other: Told) -> bool:
    """Whether two items in the same words may be one: of one day and one paragraph's name, as far as both are told."""
    labels = first.passage.label, other.passage.label
    if None not in labels and labels[0] != labels[1]:
        return False
    if first.date is None or other.date is None:
        return True
    days = first.date.edtf, other.date.edtf
    return days[0] == days[1] or ("unknown" in (first.where, other.where) and days[0][4:] == days[1][4:])


def _joined(kept: _Kept) -> Told:
    """An item with all that tell it."""
    told = [kept.item, *kept.others]
    tellings = {id(passage): passage for it in told for passage in it.tellings}
    return replace(
        kept.item,
        events=tuple(event for it in told for event in it.events),
        tellings=tuple(tellings.values()),
        home=min((it.home for it in told), key=lambda it: (it.rank, it.kind == "other")),
        papers=len({passage.document.id for passage in tellings.values()}),
    )
