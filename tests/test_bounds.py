"""What spares work must not change what comes out: bounds hold wherever they are asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from kczx.find.people.beside import BETWEEN, OF_BODY, TITLED, before, body_before, most
from kczx.find.people.model import model

SEEDS = sorted((Path(__file__).parents[1] / "seeds").glob("*.txt"))


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_no_words_before_a_name_say_more_than_the_character_before_it_allows(path: Path) -> None:
    text, weights = path.read_text("utf-8"), model()
    bounds, usual = most()
    for at in range(len(text)):
        said = before(text, at, weights)
        if said >= TITLED:
            said += BETWEEN
        elif body_before(text, at, weights):
            said += OF_BODY
        assert said <= (bounds.get(text[at - 1], usual) if at else usual), text[max(0, at - 8) : at]
