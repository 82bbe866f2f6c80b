"""Makes the pictures of the page that README shows: `python tools/screenshots.py` writes docs/images/*.png.

Needs pillow and playwright (`pip install 'kczx[dev,tools]'`), the system's Chromium, and a Chinese serif and sans-serif type
(Debian: chromium, fonts-noto-cjk).
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from PIL import Image

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

import browser  # noqa: E402

IMAGES = ROOT / "docs" / "images"
COLOURS = 256
MOST = 200_000
"""Bytes of a picture."""
SHOTS: tuple[tuple[str, int, int, str, str, str], ...] = (
    ("page", 1360, 800, "light", "#e1", ""),
    ("page-dark", 1360, 800, "dark", "", 'openTab("people"); selectAt(0)'),
    ("page-phone", 360, 720, "light", "", "select(people[0], people[0].places[1], { scroll: true })"),
    ("page-cleaned", 1360, 800, "light", "#d2c11", 'document.querySelector("#d2 .switch input").click()'),
)
"""Name, width, height, colours, address and what is done of each picture."""


def shoot(chrome: Any, page: Path, shot: tuple[str, int, int, str, str, str]) -> None:
    name, width, height, scheme, address, act = shot
    context = chrome.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
    tab = context.new_page()
    tab.goto(page.as_uri() + address)
    if act:
        tab.evaluate(act)
    tab.wait_for_timeout(500)
    target = IMAGES / f"{name}.png"
    picture = Image.open(io.BytesIO(tab.screenshot())).convert("RGB")
    picture.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(target, optimize=True)
    context.close()
    size = target.stat().st_size
    print(f"{target.relative_to(ROOT)}  {size:,} bytes{'' if size <= MOST else f', more than {MOST:,}'}")


def main() -> None:
    if why := browser.missing():
        sys.exit(why)
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, browser.opened() as chrome:
        page = Path(folder) / "page.html"
        command = [sys.executable, "-m", "kczx", "extract", "seeds", "-q", "-o", str(page), "--lang", "zh"]
        subprocess.run(command, cwd=ROOT, check=True)
        for shot in SHOTS:
            shoot(chrome, page, shot)


if __name__ == "__main__":
    main()
