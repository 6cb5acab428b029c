"""The PDF of the first brief, of a brief with everything, and of cases of the corpus: PDF/A-3a and PDF/UA-1 both."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest

import pdfa_rules
import pdfua_rules
import test_artifacts
import test_corpus
from conftest import BriefFolder
from pdf_contents import elements

ROOT = Path(__file__).parent.parent
RULES = {
    **{f"PDF/A {name}": found for name, found in pdfa_rules.RULES.items()},
    **{f"PDF/UA {name}": found for name, found in pdfua_rules.RULES.items()},
}
CASES = (
    "a-brief-in-arabic", "a-brief-in-chinese", "a-note-wherever-it-can-stand",
    "a-table-of-html-within-a-paragraph", "captions-with-all-that-a-line-can-have", "definition-lists",
    "drawings-of-every-kind", "emoji-and-shortcodes", "formulas-of-every-kind", "headings-of-every-content",
    "letters-with-marks-of-their-own", "links-around-pictures-in-headings-and-captions", "lists-of-five-levels",
    "notes-with-blocks", "pictures-in-colours-that-screens-lack", "pictures-of-every-kind", "tables-in-every-place",
    "tables-in-html",
)  # fmt: skip
BRIEFS = ("the first brief", "everything", *CASES)


def faults(data: bytes) -> list[str]:
    """What is against the rules of both standards in a PDF."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [f"{name}: {said}" for name, found in RULES.items() for said in found(pdf)]


def printed(which: str, folder: Path) -> bytes:
    """The PDF of a brief by its name."""
    if which == "the first brief":
        brief = BriefFolder(ROOT)
    elif which == "everything":
        brief = test_artifacts._write(BriefFolder(folder), "chicago-author-date")
    else:
        brief = test_corpus.lay_out(which, test_corpus.read(which), folder)
    return brief.run("pdf", until="render").artifacts[0].data


@pytest.mark.parametrize("which", BRIEFS)
def test_a_pdf_is_against_no_rule_of_either_standard(which, tmp_path):
    assert faults(printed(which, tmp_path)) == []


def _unmarked(pdf: pikepdf.Pdf) -> None:
    pdf.pages[1].Contents = pdf.make_stream(pdf.pages[1].Contents.read_bytes().replace(b"/Artifact", b"/Lost"))


def _nameless(pdf: pikepdf.Pdf) -> None:
    del next(one for one in elements(pdf) if one.kind == "Note").obj.ID


def _flagless(pdf: pikepdf.Pdf) -> None:
    pdf.pages[1].Annots[0].F = 0


def _silent(pdf: pikepdf.Pdf) -> None:
    del next(one for one in elements(pdf) if one.kind == "Figure").obj.Alt


def _loose(pdf: pikepdf.Pdf) -> None:
    next(one for one in elements(pdf) if one.kind == "TR").obj.S = pikepdf.Name.Div


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A PDF that is against no rule."""
    return printed("everything", tmp_path_factory.mktemp("sound"))


@pytest.mark.parametrize(
    ("damage", "broken"),
    [
        (_unmarked, "PDF/UA 7.1 all content"), (_nameless, "PDF/UA 7.9"), (_flagless, "PDF/A 6.3"),
        (_silent, "PDF/UA 7.3"), (_loose, "PDF/UA 7.2 parts"),
    ],
)  # fmt: skip
def test_each_damage_is_against_its_rule(sound, damage, broken):
    with pikepdf.open(io.BytesIO(sound)) as pdf:
        damage(pdf)
        out = io.BytesIO()
        pdf.save(out)
    assert any(fault.startswith(broken) for fault in faults(out.getvalue()))
