"""What the words behind a place where a name could end say for it, while a text is read from its end."""

from __future__ import annotations

from kczx.dictionary import UNKNOWN
from kczx.find.people.beside import COLUMN, DAY, DEPUTY, LISTED, NEXT_NAME, ON_A_DAY, POST, ROW, SPACE, WIRED, behind
from kczx.find.people.model import model
from kczx.find.people.reading import Name


class Behind:
    """One text's words behind a place, which is read already: `step`, `tags` and `chosen` are the lattice's own."""

    def __init__(self, text: str, step: list[int], tags: list[str], chosen: dict[int, Name]) -> None:
        self.text, self.size, self.model = text, len(text), model()
        self.step, self.tags, self.chosen = step, tags, chosen
        self.weights: dict[int, float] = {}
        self.wired = WIRED in text

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
        text, known, word = self.text, self.model.behind, self._word(end)
        if len(word) == 1:
            if word == "、" and end + 1 in self.chosen:
                return LISTED
            if word == "，" and end + 1 in self.chosen:
                return ROW
            if text[end : end + 4] in known:  # 两|兄弟
                word = text[end : end + 4]
            elif text[end : end + 3] in known:
                word = text[end : end + 3]
        if word[:1] == DEPUTY and len(word) > 2:
            return max(behind(word, self.tags[end], self.model), behind(word[1:], UNKNOWN, self.model))
        if word in self.model.prefixes:
            office = behind(self._word(end + len(word)), UNKNOWN, self.model)
            if office >= POST:
                return office  # 副|主席, 名誉|院长
        if word.isspace() and word not in known:
            return COLUMN if text[end + 1 : end + 2].isspace() else known[SPACE]
        if word == "的":
            return self.model.owned.get(self._word(end + 1), 0.0)
        if (self.wired or word[0].isdigit()) and DAY.match(text, end):
            return ON_A_DAY
        return behind(word, self.tags[end], self.model)

    def _word(self, at: int) -> str:
        """The word that begins at a place."""
        return self.text[at : self.step[at]] if at < self.size else ""
