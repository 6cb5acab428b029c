"""The bytes of a PDF in; its words by pages as blocks, or why they can't be had, out."""

from __future__ import annotations

from itertools import groupby
from typing import Any

import pypdfium2
from pypdfium2 import raw

from briefpress.engines.documents import columns, paragraphs, running_heads
from briefpress.engines.documents.laid import Block
from briefpress.engines.documents.pdf_lines import sheet
from briefpress.engines.documents.pieces import Sheet
from briefpress.engines.documents.refusal import UnreadableError

MOST_PAGES = 5_000
_MOST_LETTERS = 20_000_000
_LONGEST_PAGE = 200_000
_FEW = 40
"""Letters of a page that may be its number and a stamp: with a picture that covers it, it is a scan."""
_COVERED = 0.5
"""The share of a page that a picture covers on a scan."""
_GARBAGE = 0.2
_OCR = "Have its letters recognized, `ocrmypdf --skip-text in.pdf out.pdf`, and read the result against the pages."


def read(data: bytes, first_page: int | None) -> tuple[list[Block], tuple[str, ...]]:
    """The words of a PDF, and the pages that are pictures without text.

    A page is called what its label says (ISO 32000-1, 12.4.2), else its number; counted from `first_page` if that is
    given. Raises UnreadableError for what can't be opened, is locked, is a scan, or doesn't tell its letters.
    """
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise _unopened(str(error)) from error
    try:
        if len(pdf) > MOST_PAGES:
            raise UnreadableError(
                f"it has {len(pdf):,} pages, more than {MOST_PAGES:,}", "Keep the part that is cited."
            )
        names = _names(pdf, first_page)
        sheets, scans = _sheets(pdf)
    except pypdfium2.PdfiumError as error:
        raise UnreadableError(
            "one of its pages is torn", "Get the file anew, or mend it with `qpdf in.pdf out.pdf`."
        ) from error
    finally:
        pdf.close()
    _refuse(sheets, scans, names)
    kept = running_heads.without(sheets)
    pages = [(name, columns.in_order(page.pieces)) for name, page in zip(names, kept, strict=True)]
    return list(paragraphs.blocks(pages)), tuple(names[index] for index in scans)


def _unopened(said: str) -> UnreadableError:
    if "assword" in said:
        return UnreadableError("a password locks it", "Save it without its password: `qpdf --decrypt in.pdf out.pdf`.")
    return UnreadableError("it is no PDF that can be opened", "It may be torn: get the file anew.")


def _names(pdf: Any, first_page: int | None) -> list[str]:
    if first_page is not None:
        return [str(first_page + index) for index in range(len(pdf))]
    labels = [pdf.get_page_label(index).strip() for index in range(len(pdf))]
    # Two pages of one name could not be told apart.
    return labels if all(labels) and len(set(labels)) == len(labels) else [str(n) for n in range(1, len(pdf) + 1)]


def _sheets(pdf: Any) -> tuple[list[Sheet], list[int]]:
    """The pages, and the indexes of those that are pictures."""
    sheets, scans, letters = [], [], 0
    for index in range(len(pdf)):
        page = pdf[index]
        try:
            sheets.append(sheet(page, _LONGEST_PAGE))
            letters += sheets[-1].letters
            if sheets[-1].letters < _FEW and _is_covered(page):
                scans.append(index)
        finally:
            page.close()
        if letters > _MOST_LETTERS:
            raise UnreadableError(f"it has more than {_MOST_LETTERS:,} letters", "Keep the part that is cited.")
    return sheets, scans


def _is_covered(page: Any) -> bool:
    """Whether pictures cover a page."""
    width, height = page.get_size()
    covered = 0.0
    for item in page.get_objects([raw.FPDF_PAGEOBJ_IMAGE], max_depth=4):
        left, bottom, right, top = item.get_bounds()
        covered += max(min(right, width) - max(left, 0), 0) * max(min(top, height) - max(bottom, 0), 0)
    return bool(covered > _COVERED * width * height)


def _refuse(sheets: list[Sheet], scans: list[int], names: list[str]) -> None:
    letters, unknown = sum(s.letters for s in sheets), sum(s.unknown for s in sheets)
    if len(scans) * 2 >= len(sheets) and scans:
        text = [index for index, s in enumerate(sheets) if s.letters >= _FEW]
        rest = f"; only {_pages(text, names)} has text" if text else ""
        rest = rest.replace(" has", " have") if len(text) > 1 else rest
        raise UnreadableError(f"it is a scan, pictures without text{rest}", _OCR)
    if not letters:
        raise UnreadableError("there is no word in it", "Look whether it is the file that you mean.")
    if unknown > _GARBAGE * letters:
        raise UnreadableError(
            "its fonts don't tell which letters their glyphs are", _OCR.replace("--skip-text", "--force-ocr")
        )


def _pages(indexes: list[int], names: list[str]) -> str:
    """Pages as people list them: `pages 1–3 and 7`."""
    runs = [[i for _, i in run] for _, run in groupby(enumerate(indexes), lambda pair: pair[1] - pair[0])]
    told = [names[run[0]] if len(run) == 1 else f"{names[run[0]]}–{names[run[-1]]}" for run in runs]
    listed = told[0] if len(told) == 1 else ", ".join(told[:-1]) + f" and {told[-1]}"
    return ("page " if len(indexes) == 1 else "pages ") + listed
