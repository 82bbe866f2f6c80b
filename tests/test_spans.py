"""Edits compose, and whatever was edited leads back to the source."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kczx.spans import Aligned, Edit, join

CHARS = st.text(st.sampled_from("科协學会0１ \n“?"), max_size=30)


@pytest.mark.parametrize(
    ("text", "edits", "after", "spans"),
    [
        ("科协学会", [], "科协学会", [(0, 1), (1, 2), (2, 3), (3, 4)]),
        ("學(xué)會", [(1, 6, "")], "學會", [(0, 1), (6, 7)]),
        ("學會", [(0, 2, "学会")], "学会", [(0, 1), (1, 2)]),  # as long as before: one to one
        ("１０月", [(0, 1, "1"), (1, 2, "0")], "10月", [(0, 1), (1, 2), (2, 3)]),
        ("a…b", [(1, 2, "...")], "a...b", [(0, 1), (1, 2), (1, 2), (1, 2), (2, 3)]),  # longer: each for all of it
        ("a...b", [(1, 4, "…")], "a…b", [(0, 1), (1, 4), (4, 5)]),  # shorter: likewise
        ("ab", [(1, 1, "-")], "a-b", [(0, 1), (1, 1), (1, 2)]),  # put in: an empty range
        ("ab", [(0, 0, "-"), (2, 2, "!")], "-ab!", [(0, 0), (0, 1), (1, 2), (2, 2)]),  # at both ends
        ("ab", [(0, 2, "")], "", []),
        ("", [(0, 0, "")], "", []),
    ],
)
def test_edit(text: str, edits: list[Edit], after: str, spans: list[tuple[int, int]]) -> None:
    edited = Aligned.of(text).edit(edits)
    assert edited.text == after
    assert [edited.span(i, i + 1) for i in range(len(edited))] == spans


@pytest.mark.parametrize("edits", [[(1, 3, ""), (2, 4, "")], [(3, 4, ""), (0, 1, "")]])
def test_edits_that_overlap_or_run_backwards_are_refused(edits: list[Edit]) -> None:
    with pytest.raises(ValueError, match="overlaps"):
        Aligned.of("abcdef").edit(edits)


@pytest.mark.parametrize(("start", "end"), [(-1, 1), (0, 0), (2, 1), (0, 4), (3, 4)])
def test_no_span_outside_of_the_text(start: int, end: int) -> None:
    with pytest.raises(IndexError):
        Aligned.of("abc").span(start, end)


def test_edits_compose() -> None:
    text = Aligned.of("中國科學(xué)技術(shù)協(xié)會").edit([(4, 9, ""), (11, 16, ""), (17, 22, "")])
    assert text.text == "中國科學技術協會"
    text = text.replace_text("中国科学技术协会").edit([(2, 6, "科")])
    assert text.text == "中国科协会"
    assert text.span(0, 5) == (0, 23)
    assert text.span(2, 3) == (2, 11)
    assert text.span(3, 4) == (16, 17)


def test_nothing_is_stored_where_nothing_was_changed() -> None:
    text = Aligned.of("科协学会学术部")
    assert text.edit([]) is text
    for same in (text.slice(2, 5), text.slice(1, 6).slice(1, 4), text.replace_text("科協學會學術部").slice(2, 5)):
        assert same.starts is None and same.ends is None
        assert same.span(0, 3) == (2, 5)


@pytest.mark.parametrize("edited", [False, True])
def test_slice(edited: bool) -> None:
    text = Aligned.of("  科协学会").edit([(0, 2, "")] if edited else [])
    part = text.slice(1, 3) if edited else text.slice(3, 5)
    assert (part.text, part.span(0, 2), part.span(1, 2)) == ("协学", (3, 5), (4, 5))
    assert part.edit([(0, 1, "")]).span(0, 1) == (4, 5)


def test_replace_text_keeps_the_length() -> None:
    with pytest.raises(ValueError, match="length"):
        Aligned.of("abc").replace_text("ab")


def test_realign_lets_two_characters_share_their_source() -> None:
    text = Aligned.of("x獎?wù)唏R").edit([(0, 1, "")])
    again = text.realign("獎者馬", [0, 1, 5], [1, 6, 7])
    assert [again.span(i, i + 1) for i in range(3)] == [(1, 2), (2, 7), (6, 8)]
    assert again.span(1, 3) == (2, 8)


@pytest.mark.parametrize(
    ("ranges", "text", "spans"),
    [
        ([(0, 2)], "ab", [(0, 1), (1, 2)]),
        ([(0, 2), (4, 6)], "ab\nef", [(0, 1), (1, 2), (2, 2), (4, 5), (5, 6)]),
        ([(4, 6), (0, 1)], "ef\na", [(4, 5), (5, 6), (6, 6), (0, 1)]),  # what a layout tore apart comes back in order
    ],
)
def test_join(ranges: list[tuple[int, int]], text: str, spans: list[tuple[int, int]]) -> None:
    whole = Aligned.of("abcdef")
    joined = join([whole.slice(a, b) for a, b in ranges])
    assert joined.text == text
    assert [joined.span(i, i + 1) for i in range(len(joined))] == spans


def test_join_an_empty_piece() -> None:
    whole = Aligned.of("ab")
    joined = join([whole.slice(0, 0), whole])
    assert (joined.text, joined.span(0, 1), joined.span(1, 3)) == ("\nab", (0, 0), (0, 2))


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, Aligned]:
    """A source and what several rounds of deletions and replacements by the upper-case letters A-Z made of it."""
    source = draw(CHARS)
    text = Aligned.of(source)
    for _ in range(draw(st.integers(0, 4))):
        cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8, unique=True)))
        pairs = zip(cuts[::2], cuts[1::2], strict=False)
        text = text.edit([(a, b, draw(st.text(st.sampled_from("ABC"), max_size=3))) for a, b in pairs])
    return source, text


@given(edited(), st.data())
def test_a_span_leads_to_the_characters_that_it_was_made_of(pair: tuple[str, Aligned], data: st.DataObject) -> None:
    source, text = pair
    last = 0
    for i, char in enumerate(text.text):
        start, end = text.span(i, i + 1)
        assert 0 <= start <= end <= len(source)
        assert start >= last  # never backwards
        last = start
        if char not in "ABC":  # never edited: it stands for itself
            assert source[start:end] == char
    if text.text:
        first = data.draw(st.integers(0, len(text) - 1))
        behind = data.draw(st.integers(first + 1, len(text)))
        part = text.slice(first, behind)
        assert part.span(0, len(part)) == text.span(first, behind)
        assert text.span(first, behind) == (text.span(first, first + 1)[0], text.span(behind - 1, behind)[1])


@given(edited(), st.data())
def test_joined_pieces_lead_where_they_led(pair: tuple[str, Aligned], data: st.DataObject) -> None:
    _, text = pair
    cut = data.draw(st.integers(min(1, len(text)), len(text)))
    pieces = [text.slice(0, cut), text.slice(cut, len(text))]
    joined = join(pieces)
    assert joined.text == "\n".join(piece.text for piece in pieces)
    for i in range(cut):
        assert joined.span(i, i + 1) == text.span(i, i + 1)
    for i in range(cut, len(text)):
        assert joined.span(i + 1, i + 2) == text.span(i, i + 1)
