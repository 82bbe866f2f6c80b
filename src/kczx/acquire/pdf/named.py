"""The characters of a PDF whose fonts are not in it: PDFium asks the machine for them, and on one without Chinese fonts finds none.

The names of such fonts' encodings tell the characters (UniGB-UCS2-H, GBK-EUC-H, …); pdfminer.six holds Adobe's tables of them.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from kczx.acquire.libraries import library
from kczx.acquire.pdf.glyphs import Glyph


def named(data: bytes) -> Iterator[tuple[list[Glyph], float]]:
    """Yield each page's characters, in the order in which the file draws them, and the page's height in points."""
    high_level, layout = library("pdfminer.high_level", "pdf"), library("pdfminer.layout", "pdf")
    for page in high_level.extract_pages(io.BytesIO(data), laparams=None):
        left, _, _, upper = page.bbox
        glyphs = []
        for one in _within(page, layout.LTChar):
            x0, y0, x1, y1 = one.bbox
            text = one.get_text()
            if one.upright and len(text) == 1:
                glyphs.append(
                    (text if text.isprintable() else " ", (x0 - left, upper - y1, x1 - left, upper - y0), one.size)
                )
        yield glyphs, upper - page.bbox[1]


def lost(page: Any, raw: Any) -> int:
    """How many pieces of a page's text PDFium gives no characters for: of fonts that neither the file nor the machine has."""
    texts = page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT])
    return sum(
        _empty(one.get_bounds()) and raw.FPDFFont_GetIsEmbedded(raw.FPDFTextObj_GetFont(one.raw)) != 1 for one in texts
    )


def _empty(bounds: tuple[float, float, float, float]) -> bool:
    return bounds[0] == bounds[2] and bounds[1] == bounds[3]


def _within(item: Any, kind: type) -> Iterator[Any]:
    waiting = [item]
    while waiting:
        one = waiting.pop()
        if isinstance(one, kind):
            yield one
        elif hasattr(one, "__iter__"):
            waiting += reversed(list(one))
