"""A finished page and its files in; a tagged PDF out, by WeasyPrint, which sees nothing but those files."""

from __future__ import annotations

import gc
import logging
import warnings
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from briefpress.diagnostics import Diagnostic, StageError, finding
from briefpress.engines import (
    bleed,
    drawn_text,
    floats_on_paper,
    linker,
    machine_fonts,
    measured_notes,
    notes_on_paper,
    page_numbers,
    spoken_text,
    stamps,
    tags,
    wide_tables,
)
from briefpress.engines.page_numbers import Folio, folios
from briefpress.model import Stamp

BASE = "brief:///"
_OPTIONS = {
    "pdf_variant": "pdf/a-3a",
    "pdf_tags": True,
    "pdf_identifier": b"briefpress",
    # Where a list begins and how wide a picture is stands in attributes, which count as hints.
    "presentational_hints": True,
}


def version() -> str:
    """WeasyPrint's version."""
    from importlib import metadata

    return metadata.version("weasyprint")


_SPECIMEN = """<html lang="en"><title>A</title><style>p { hyphens: auto } b { float: footnote } div { display: flex }
@page { @top-left { content: counter(page) } }</style><h1>A</h1><p>Incomprehensibility<b>a</b> <a href="#a">a</a></p>
<ul><li>a</ul><table id="a"><tr><th>a<td>b</table><div><p>a</div><img alt="a"
src="data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><text x='1' y='9'>a</text></svg>">"""
"""A page with a little of everything: what WeasyPrint makes ready at first use, it makes ready for this."""


@cache
def warm() -> None:
    """Import WeasyPrint, which takes as long as printing a short brief, and print a page, while other engines work.

    Raises StageError (ENG001) where it, or Pango, isn't there.
    """
    try:
        with linker.by_file_name():
            import weasyprint
        notes_on_paper.keep_notes()
        floats_on_paper.forget_moved_floats()
        measured_notes.measure_once()
        page_numbers.keep_numbers()
        tags.install()
        spoken_text.tell_words()
        drawn_text.keep_runs()
        _written(weasyprint.HTML(string=_SPECIMEN).render(**_OPTIONS))
    except (ImportError, OSError) as error:
        hint = "Run `apt-get install libpango-1.0-0 libpangoft2-1.0-0`, or `briefpress doctor`."
        said = str(error).splitlines()[0]
        raise StageError(finding("ENG001", f"WeasyPrint can't be loaded: {said}.", hint=hint)) from error


@dataclass(frozen=True, slots=True)
class Stamps:
    """A PDF of what each sheet bears besides, on two sheets of its own; and which of the sheets are dark."""

    data: bytes
    dark: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Printed:
    """A PDF, the number of its pages, letters that no font here has, what else is amiss, and the pages' own numbers.

    `has_back`: its last page has none of the text that the pages before it have, so that it can stand on the back.
    `stamps` is what each sheet bears besides, `fonts` the SHA-256 of each font of this machine that it has a part of.
    """

    data: bytes
    pages: int
    unknown_letters: str
    diagnostics: tuple[Diagnostic, ...]
    folios: tuple[Folio, ...]
    has_back: bool = False
    stamps: Stamps | None = None
    fonts: Mapping[str, str] = field(default_factory=dict)


def print_page(
    html: str, page_files: Mapping[str, bytes], stamp: Stamp | None = None, bleed_points: float = 0.0
) -> Printed:
    """Print a page as PDF/A-3a, tagged as PDF/UA-1 wants it, on sheets that reach beyond their edge by the bleed.

    The bleed is in points. What `stamp` wants on each sheet is a PDF of its own; `pdf_stamps.put_on` lays it over this.

    Raises StageError (ENG002) where it fails.
    """
    warm()
    import weasyprint
    from weasyprint.urls import URLFetcherResponse

    class _OwnFiles(weasyprint.URLFetcher):  # type: ignore[misc]  # WeasyPrint ships no types
        """Serves the page's own files and data addresses; every other address is refused."""

        def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
            if url.startswith("data:"):
                return super().fetch(url, headers)
            name = url.removeprefix(BASE)
            if name not in page_files:
                raise ValueError(f"{url} is no file of the brief")
            return URLFetcherResponse(url, body=page_files[name])

    # Layout makes millions of objects that live to its end; looking among them for garbage costs a tenth of the time.
    gc.freeze()
    thresholds = gc.get_threshold()
    gc.set_threshold(100_000, 50, 100)
    spoken_text.expect(html)
    log = _Log()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(log)
    logger.propagate = False
    options: dict[str, Any] = dict(_OPTIONS)
    if bleed_points:
        options["stylesheets"] = [weasyprint.CSS(string=bleed.style(bleed_points))]
    try:
        page = weasyprint.HTML(string=html, base_url=BASE, url_fetcher=_OwnFiles(allowed_protocols=("data", "brief")))
        document = wide_tables.give_room(page, page.render(**options), options)
        if bleed_points:
            bleed.run_on(document)
        data = _written(document)
        stamped, written = None, [document]
        if stamp is not None:
            sheets = weasyprint.HTML(string=stamps.sheets(document, stamp), base_url=BASE, url_fetcher=page.url_fetcher)
            over = sheets.render()
            stamped = Stamps(over.write_pdf(), tuple(stamps.on_dark(sheet) for sheet in document.pages))
            written.append(over)
        own = {data for name, data in page_files.items() if name.startswith("fonts/")}
        used = machine_fonts.of_bytes(_contents(written, own))
    except (
        ValueError,
        AssertionError,
        KeyError,
        IndexError,
        AttributeError,
        TypeError,
        RecursionError,
    ) as error:
        said = f"{type(error).__name__}: {error}"
        raise StageError(finding("ENG002", f"WeasyPrint failed: {said}")) from error
    finally:
        logger.removeHandler(log)
        gc.set_threshold(*thresholds)
        gc.unfreeze()
    letters = "".join(dict.fromkeys(log.unknown_letters))
    has_back = not any(_has_text(box) for box in document.pages[-1]._page_box.children)
    found = tuple(log.diagnostics)
    return Printed(data, len(document.pages), letters, found, folios(document), has_back, stamped, used)


def _contents(written: Iterable[Any], own: Collection[bytes]) -> dict[str, bytes]:
    """The fonts of documents that aren't the page's own, by their families and styles."""
    from weasyprint.text.fonts import get_hb_object_data

    found = {}
    for font in (font for document in written for font in document.fonts.values()):
        whole = get_hb_object_data(font.hb_face)  # what WeasyPrint keeps of a font may be a part of it
        if whole not in own:
            found[f"{font.family} {font.hash}"] = whole
    return dict(sorted(found.items()))


def _has_text(box: Any) -> bool:
    """Whether a box holds some of the text of the sections."""
    return box.element_tag == "main" or any(_has_text(child) for child in getattr(box, "children", ()))


def _written(document: Any) -> bytes:
    """The PDF of a document that is laid out. WeasyPrint leaves the file of its colour profile open."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        data: bytes = document.write_pdf(**_OPTIONS)
    return data


class _Log(logging.Handler):
    """Keeps what WeasyPrint says at the level of an error, and the letters that it prints as boxes."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.diagnostics: list[Diagnostic] = []
        self.unknown_letters: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        said = record.getMessage()
        if said.startswith(".notdef glyph") and isinstance(record.args, tuple):
            self.unknown_letters.append(str(record.args[0]))
        elif said.startswith("Failed to load image"):
            self.diagnostics.append(finding("CHK001", f"WeasyPrint can't print a picture: {said}."))
        elif record.levelno >= logging.ERROR:
            self.diagnostics.append(finding("CHK006", f"WeasyPrint: {said}"))


SCRIPTS = {
    "Armenian": "Ա", "Georgian": "ა", "Arabic": "ع", "Hebrew": "א", "Devanagari": "क", "Bengali": "ক", "Tamil": "க",
    "Thai": "ก", "Khmer": "ក", "Burmese": "က", "Amharic": "አ", "Chinese": "中", "Japanese": "の", "Korean": "한",
    "emoji": "😀", "signs": "☐",
}  # fmt: skip
"""A letter of each script that the fonts of the house don't have, by the script's name."""


def scripts_without_font() -> tuple[str, ...]:
    """The names of those scripts that no font here has: looked for as in printing, by which a letter finds its font."""
    unknown = print_page(f'<html lang="en"><title>A</title><p>{" ".join(SCRIPTS.values())}', {}).unknown_letters
    return tuple(name for name, letter in SCRIPTS.items() if letter in unknown)


def has_fast_subsetting() -> bool:
    """Whether HarfBuzz subsets the fonts; without it fontTools does, in twice the time."""
    from ctypes.util import find_library

    return find_library("harfbuzz-subset") is not None
