"""A web page on disk in; axe-core's violations, in Chromium, light and dark, at three widths, out."""

from __future__ import annotations

import importlib.util
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser

WIDTHS = (375, 800, 1440)
SCHEMES = ("light", "dark")
_QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--disable-quic", "--no-first-run",
)  # fmt: skip


def program() -> str | None:
    """Where Chromium is."""
    return next((p for name in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(name))), None)


def missing() -> str:
    """How to get what is lacking, or nothing."""
    if not importlib.util.find_spec("axe_playwright_python"):
        return "Run `pip install 'briefpress[check]'`."
    return "" if program() else "Run `apt-get install chromium`."


@contextmanager
def browser() -> Iterator[Browser]:
    """A Chromium without window and without network services of its own."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program(), args=list(_QUIET))
        try:
            yield chromium
        finally:
            chromium.close()


def violations(path: Path) -> list[str]:
    """Each violation in words: the rule, what it wants, where it was seen. One met in several settings comes once."""
    script = (_folder() / "axe.min.js").read_text(encoding="utf-8")
    seen: dict[str, str] = {}
    with browser() as chromium:
        for scheme in SCHEMES:
            for width in WIDTHS:
                page = chromium.new_page(
                    viewport={"width": width, "height": 900},
                    color_scheme=scheme,  # type: ignore[arg-type]  # one of its literals
                    bypass_csp=True,
                )
                page.goto(path.resolve().as_uri())
                page.evaluate(script)
                for found in page.evaluate("axe.run()")["violations"]:
                    for node in found["nodes"]:
                        what = f"{found['id']}: {found['help']}, at {' '.join(map(str, node['target']))}"
                        seen.setdefault(what, f"{scheme}, {width} px")
                page.close()
    return [f"{what} ({where})" for what, where in seen.items()]


def _folder() -> Path:
    found = importlib.util.find_spec("axe_playwright_python")
    assert found is not None  # noqa: S101  # `missing` was asked first
    assert found.submodule_search_locations  # noqa: S101
    return Path(found.submodule_search_locations[0])
