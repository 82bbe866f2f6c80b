"""What the words behind a place where a name could end say for it, while a text is read from its end."""

from __future__ import annotations

from kczx import words
from kczx.find.people.beside import COLUMN, DAY, DEPUTY, LISTED, NEXT_NAME, ON_A_DAY, POST, ROW, SPACE, behind
from kczx.find.people.model import model
from kczx.find.people.reading import Name


class Behind:
    """One text's words behind a place, which is read already: `step`, `tags` and `chosen` are the lattice's own."""

    def __init__(self, text: str, step: list[int], tags: list[str], chosen: dict[int, Name]) -> None:
        self.text, self.size, self.model = text, len(text), model()
        self.step, self.tags, self.chosen = step, tags, chosen
        self.weights: dict[int, float] = {}

    def weight(self, end: int) -> float:
        """What the word behind a name's end says for it."""
        weight = self.weights.get(end)
        if weight is None:
            weight = self.weights[end] = self._following(end)
        return weight

    def _following(self, end: int) -> float:
        if end >= self.size:
            return 0.3
        if end in self.chosen:
            return NEXT_NAME
        word = self._word(end)
        if len(word) == 1:  # 两|兄弟
            word = next(
                (more for more in (self.text[end : end + 4], self.text[end : end + 3]) if more in self.model.behind),
                word,
            )
        if word == "、" and end + 1 in self.chosen:
            return LISTED
        if word == "，" and end + 1 in self.chosen:
            return ROW
        if word[:1] == DEPUTY and len(word) > 2:
            return max(behind(word, self.tags[end], self.model), behind(word[1:], words.UNKNOWN, self.model))
        if word in self.model.prefixes:
            office = behind(self._word(end + len(word)), words.UNKNOWN, self.model)
            if office >= POST:
                return office  # 副|主席, 名誉|院长
        if word.isspace() and word not in self.model.behind:
            column = self.text[end + 1 : end + 2].isspace()
            return COLUMN if column else self.model.behind[SPACE]
        if word == "的":
            return self.model.owned.get(self._word(end + 1), 0.0)
        if DAY.match(self.text, end):
            return ON_A_DAY
        return behind(word, self.tags[end], self.model)

    def _word(self, at: int) -> str:
        """The word that begins at a place."""
        return self.text[at : self.step[at]] if at < self.size else ""
