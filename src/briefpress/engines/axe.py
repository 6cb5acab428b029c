"""A web page on disk in; what axe-core says of it, in Chromium, light and dark, at three widths, out."""

from __future__ import annotations

import importlib.util
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from playwright.sync_api import Browser

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
"""The groups of axe-core's rules that are asked: WCAG 2.2 A and AA, and what its makers advise beyond it."""

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


class Said(msgspec.Struct, frozen=True):
    """What axe-core holds against a page: the rule, what it wants, the first place, and the setting it was seen in.

    What isn't decided is for a person to look at: it comes once a rule, with the count of its places.
    """

    rule: str
    wants: str
    place: str
    setting: str
    decided: bool = True


def look(path: Path) -> list[Said]:
    """All that axe-core says of a page. What is met in several settings comes once, with the first of them."""
    script = (_folder() / "axe.min.js").read_text(encoding="utf-8")
    seen: dict[tuple[str, str], Said] = {}
    with browser() as chromium:
        for scheme in SCHEMES:
            for width in WIDTHS:
                page = chromium.new_page(
                    viewport={"width": width, "height": 900},
                    color_scheme=scheme,  # type: ignore[arg-type]  # one of its literals
                    bypass_csp=True,
                    offline=True,
                )
                page.goto(path.resolve().as_uri())
                page.evaluate(script)
                found = page.evaluate("rules => axe.run({runOnly: rules})", list(RULES))
                setting = f"{scheme}, {width} px"
                for rule in found["violations"]:
                    for node in rule["nodes"]:
                        place = " ".join(map(str, node["target"]))
                        seen.setdefault((rule["id"], place), Said(rule["id"], rule["help"], place, setting))
                for rule in found["incomplete"]:
                    count = f"{len(rule['nodes'])} places"
                    said = Said(rule["id"], rule["help"], count, setting, decided=False)
                    seen.setdefault((rule["id"], ""), said)
                page.close()
    return list(seen.values())


def version() -> str:
    """The version of axe-core, as its first line tells it."""
    with (_folder() / "axe.min.js").open(encoding="utf-8") as script:
        found = re.search(r"axe v([\d.]+)", script.readline())
    return found[1] if found else ""


def _folder() -> Path:
    found = importlib.util.find_spec("axe_playwright_python")
    assert found is not None  # noqa: S101  # `missing` was asked first
    assert found.submodule_search_locations  # noqa: S101
    return Path(found.submodule_search_locations[0])


if __name__ == "__main__":
    sys.stdout.buffer.write(msgspec.json.encode(look(Path(sys.argv[1]))))
