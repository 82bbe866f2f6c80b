"""A browser for tests: the system's Chromium, driven by playwright; a reason where there is none."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def chromium() -> str | None:
    """The path of a Chromium, of the environment's choice (KCZX_CHROMIUM) or the first that is installed."""
    return os.environ.get("KCZX_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def missing() -> str | None:
    """Why there is no browser; None where there is one."""
    try:
        import playwright.sync_api  # noqa: F401
    except ImportError:
        return "no playwright (pip install 'kczx[dev]')"
    return None if chromium() else "no Chromium on this machine (Debian: apt-get install chromium)"


@contextmanager
def opened() -> Iterator[Any]:
    """A browser that asks nobody for anything."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        try:
            yield browser
        finally:
            browser.close()
