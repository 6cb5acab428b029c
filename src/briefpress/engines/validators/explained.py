"""A validator's remark in; why it may stand, if that is known and true of this artifact, out.

docs/validators.md is made from this table.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from briefpress.engines.validators import tagged
from briefpress.engines.validators.asking import Remark


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a remark of one rule of one validator may stand; `holds` looks whether that is so of the artifact.

    Without it, the reason holds of every artifact that has passed the checks of its build.
    """

    validator: str
    rule: str
    says: str
    why: str
    held: str
    holds: Callable[[Path, Remark], bool] | None = None


def explanation(validator: str, remark: Remark, path: Path) -> str:
    """Why a remark about a file may stand, or nothing. An error is never explained."""
    if remark.level == "error":
        return ""
    for known in EXPLAINED:
        if (known.validator, known.rule) == (validator, remark.rule):
            return known.why if known.holds is None or known.holds(path, remark) else ""
    return ""


def _no_heading_is_empty(path: Path, remark: Remark) -> bool:
    return "could not be asked" in remark.message and not tagged.silent(path.read_bytes(), r"H\d*")


def _no_link_is_silent(path: Path, remark: Remark) -> bool:
    return "no text" in remark.message and not tagged.silent(path.read_bytes(), "Link")


def _every_header_heads_cells(path: Path, remark: Remark) -> bool:
    return "shredded" in remark.message and not tagged.idle_headers(path.read_bytes())


def _is_of_the_text(path: Path, remark: Remark) -> bool:
    return bool(remark.boxes) and tagged.all_in_tree(path.read_bytes(), remark.boxes)


def _is_said_elsewhere(path: Path, remark: Remark) -> bool:
    return bool(remark.boxes) and tagged.all_said(path.read_bytes(), remark.boxes)


EXPLAINED = (
    Explanation(
        "outloud", "TAG-002", "Real content is marked as an artifact",
        "outloud takes any line of eight words outside the tags for prose that is lost. These are running heads, which "
        "name the brief and its section, and heads that a table repeats on its next page: PDF/UA-1 wants both to be "
        "artifacts (ISO 14289-1, 7.8), so that nobody hears them twice.",
        "Each piece of text in such a line, but for numbers, is looked up in the tags: words that no tag says stay a "
        "warning.",
        _is_said_elsewhere,
    ),
    Explanation(
        "outloud", "ORD-001", "Page paints content in a different order from the tag tree",
        "The order of reading is the order of the tags (ISO 14289-1, 7.2), and that is the author's. The order of "
        "painting is CSS's own (CSS 2.2, appendix E): markers of lists, notes at the foot and boxes come after the "
        "text that they stand in. Copying from a viewer that knows no tags follows the painting.",
        "Every build reads the PDF by its tags and looks for each word of the sections in its order (CHK007).",
    ),
    Explanation(
        "outloud", "PAG-001", "Running header or footer is tagged as content",
        "outloud takes any line near the edge of the page for a running head if one like it, numbers aside, stands on "
        "three pages. These are no running heads but lines of the text: notes that cite one source on several pages, "
        "rows of a long table.",
        "Each such line is looked up in the tag tree: a running head, which stands in no tag of it, stays a warning.",
        _is_of_the_text,
    ),
    Explanation(
        "outloud", "LNK-003", "Link element has no text and no alternative",
        "outloud looks for a link's text, and for alternative text of the link itself. These links stand around "
        "pictures: what a screen reader says of them is the alternative text of the picture.",
        "Each link in the tag tree has text, or a picture with alternative text.",
        _no_link_is_silent,
    ),
    Explanation(
        "outloud", "TBL-010", "Header cells look shredded",
        "outloud counts header cells: more of them than of data cells, or more than three rows of them, might be words "
        "that fell apart. A table of names with a figure each has a header cell for each row and more for the columns, "
        "and one with groups a row with the header of each group.",
        "Each header cell of rows is named by data cells as one of their headers.",
        _every_header_heads_cells,
    ),
    Explanation(
        "outloud", "MATH-010", "Formula's alternative text is source, not speech",
        "The alternative text of a formula is the TeX that its author wrote. It says the formula exactly and in every "
        "language; nothing that this program could run speaks formulas in all languages of a brief.",
        "The EPUB and the web page have the formula as MathML, which screen readers do speak.",
    ),
    Explanation(
        "pdfua", "UA-14-001", "Heading elements are not empty",
        "pdfua 0.1.3 asks an array of pikepdf 10 whether it is a number, and stops at the answer: it can't ask this "
        "rule of any heading that has several pieces of text.",
        "The rule is asked here instead: each heading in the tag tree has text, or a picture with alternative text.",
        _no_heading_is_empty,
    ),
)  # fmt: skip
"""All that may stand. Whatever isn't here, or doesn't hold, stays a warning."""
