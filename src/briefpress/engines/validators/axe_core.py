"""A web page on disk in; what axe-core says of it, in Chromium, light and dark, at three widths, out."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from briefpress.engines.validators.asking import CHECK_EXTRA, Remark, Validator, package_folder, run

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SETTINGS = tuple(product(("light", "dark"), (375, 800, 1440)))
"""The schemes of colour and the widths, in pixels, that a page is seen in."""

_JUDGE = """async () => {
    const wanted = {
        runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
        resultTypes: ["violations"],
    };
    const told = (await axe.run(document, wanted)).violations;
    document.querySelector('a[role="doc-noteref"], a[role="doc-biblioref"]')?.click();
    for (const fold of document.querySelectorAll("details")) fold.open = true;
    const opened = [...document.querySelectorAll(":popover-open, details")];
    if (opened.length) told.push(...(await axe.run(opened, wanted)).violations);
    return told.flatMap(({ id, help, nodes }) => nodes.map(({ target }) => `${id}: ${help}, at ${target.join(" ")}`));
}"""
"""WCAG 2.2 to level AA, some rules of which axe-core runs only where they are named, and its best practice."""

_QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--disable-quic", "--no-first-run",
)  # fmt: skip


def program() -> str | None:
    """Where Chromium is."""
    return next((p for name in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(name))), None)


def missing() -> str:
    """How to get what is lacking, or nothing."""
    if package_folder("axe_playwright_python") is None:
        return CHECK_EXTRA
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
    """Each violation in words: the rule, what it wants, where it was seen. One met in several settings comes once.

    The page is judged as it comes, and once more with a note open beside its call and all that folds unfolded.
    """
    with browser() as chromium:
        return seen_in(chromium, path)


def seen_in(chromium: Browser, path: Path, settings: Iterable[tuple[str, int]] = SETTINGS) -> list[str]:
    """The same, in a browser that runs already."""
    script = (_folder() / "axe.min.js").read_text(encoding="utf-8")
    seen: dict[str, str] = {}
    # One page for all settings: to open another takes a process, and longer than to load this one anew.
    page = chromium.new_page(bypass_csp=True)
    for scheme, width in settings:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of its literals
        page.goto(path.resolve().as_uri())
        page.evaluate(script)
        for what in page.evaluate(_JUDGE):
            seen.setdefault(what, f"{scheme}, {width} px")
    page.close()
    return [f"{what} ({where})" for what, where in seen.items()]


_CALL = f"from {__name__} import answer; answer()"


def _ask(path: Path, room: Path) -> list[Remark]:
    # A page can keep its browser busy for ever. Another process can be stopped, a call can't.
    out = run([sys.executable, "-P", "-c", _CALL, str(path)], memory=0, folder=room).answer()
    said = (violation.partition(": ") for violation in msgspec.json.decode(out, type=list[str]))
    return [Remark(rule, "error", words) for rule, _, words in said]


def answer() -> None:
    """Look at the page that the command line names, and write what is found as JSON."""
    sys.stdout.buffer.write(msgspec.json.encode(violations(Path(sys.argv[1]))))


def _version() -> str:
    """The version of axe-core, as its first line tells it."""
    with (_folder() / "axe.min.js").open(encoding="utf-8") as script:
        found = re.search(r"axe v([\d.]+)", script.readline())
    return found[1] if found else ""


def _folder() -> Path:
    """Where axe-core is. Raises LookupError where it isn't."""
    found = package_folder("axe_playwright_python")
    if found is None:
        raise LookupError("axe-core is missing")
    return found


VALIDATOR = Validator("axe-core", "html", missing, _version, _ask)
