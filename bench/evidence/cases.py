"""The cases of the benchmark in, as YAML keeps them; the same as a brief whose every paragraph is one case, out."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

import corpus
from briefpress.ledger import SOUND

MARKS = {"curly": "“”", "straight": '""', "guillemets": "«»"}


@dataclass(frozen=True)
class Case:
    """A quotation or figure: what was done to it, how the brief has it, and what is to be said of it.

    `passage` is what the document says, where the words come from a document. `cites` are the keys in the brief's
    citation, `locator` whether it names the page on which the passage stands. `expected` are the verdicts that are
    right: the first one is precise, any of them is true. `missed` says why Briefpress is known to get it wrong.
    """

    kind: str
    done: str
    document: str
    passage: str
    words: str
    cites: tuple[str, ...]
    expected: tuple[str, ...]
    lead: str = ""
    tail: str = ""
    marks: str = "curly"
    form: str = "inline"
    locator: str = ""
    via: str = ""
    missed: str = ""

    @property
    def faithful(self) -> bool:
        """Whether nothing was done to it that may not be done."""
        return self.expected[0] in SOUND

    @property
    def name(self) -> str:
        """How a report names it."""
        return f"{self.done}, {self.document}: {self.words}"


SAID = {
    "exact": ("exact", "typographic"),
    "typographic": ("typographic", "exact"),
    "altered": ("altered", "not found", "wrong source"),
    "merged": ("altered", "not found"),
    "wrong source": ("wrong source",),
    "wrong page": ("wrong page",),
    "agrees": ("agrees",),
    "contradicted": ("contradicted", "not found"),
    "not found": ("not found", "contradicted"),
    "wrong page of a figure": ("wrong page", "not found"),
}
"""What may be said of a case, by what is expected of it, the most precise first."""


def quotations() -> list[Case]:
    """The quotations of the benchmark: those that the lot drew, and those by hand."""
    rows = [
        row
        for name in ("quotations.yaml", "quotations_by_hand.yaml")
        for row in yaml.safe_load((corpus.HERE / name).read_text("utf-8"))
    ]
    return quotations_of(rows)


def quotations_of(rows: Iterable[dict[str, str]]) -> list[Case]:
    """Quotations as YAML has them."""
    return [Case("quotation", expected=SAID[row.pop("expected")], cites=_keys(row), **row) for row in rows]


def figures(name: str = "figures.yaml") -> list[Case]:
    """The figures of the benchmark in one of its files, in groups by document."""
    found = []
    for document, rows in yaml.safe_load((corpus.HERE / name).read_text("utf-8")).items():
        for row in rows:
            row = {"document": document, **row}
            cites = _keys(row)
            found.append(Case("figure", expected=SAID[row.pop("expected")], cites=cites, **row))
    return found


def _keys(row: dict[str, str]) -> tuple[str, ...]:
    return tuple(row.pop("cites", row["document"]).split())


def brief(cases: Sequence[Case], made: Mapping[str, Path], root: Path) -> list[tuple[str, int]]:
    """Write a brief with one paragraph a case and the documents behind it; the file and line of each case.

    Raises LookupError where a document lacks the passage that a case names.
    """
    known = corpus.sources()
    wanted = {key for case in cases for key in (*case.cites, case.document, case.via) if key}
    shelf = root / "sources" / "documents"
    shelf.mkdir(parents=True)
    for key in sorted(wanted):
        shutil.copy(made[key], shelf)
    _write(root / "report" / "brief.yaml", "title: A benchmark of evidence\nauthors: [{name: Ida Marsh}]\nlang: en\n")
    _write(root / "sources" / "references.yaml", yaml.safe_dump({"references": _records(known, sorted(wanted))}))
    places = []
    for number, part in enumerate(_parts(cases, 100), 1):
        path = f"report/{number:02}-cases.md"
        lines = ["# Cases", ""]
        for case in part:
            places.append((path, sum(line.count("\n") + 1 for line in lines) + 1))
            lines += [paragraph(case, known, made), ""]
        _write(root / path, "\n".join(lines))
    return places


def paragraph(case: Case, known: Mapping[str, corpus.Source], made: Mapping[str, Path]) -> str:
    """A case as its author would write it."""
    cited = _cited(case, known, made)
    if case.kind == "figure":
        return f"{case.words.rstrip('.')} {cited}."
    if case.form == "block":
        return f"> {case.words} {cited}"
    opening, closing = MARKS[case.marks]
    return f"{case.lead} {opening}{case.words}{closing}{case.tail} {cited}.".strip()


def _cited(case: Case, known: Mapping[str, corpus.Source], made: Mapping[str, Path]) -> str:
    where = locator(case, known, made)
    keys = [f"@{key}{where if key == case.document else ''}" for key in case.cites]
    return f"[{'; '.join(keys)}{f'; quoted in @{case.via}' if case.via else ''}]"


def locator(case: Case, known: Mapping[str, corpus.Source], made: Mapping[str, Path]) -> str:
    """The page of a citation, as the case wants it: the right one, a range that holds it, or a wrong one."""
    if not case.locator:
        return ""
    pages = [int(page) for page in corpus.pages_of(known[case.document], made[case.document], case.passage)]
    if case.locator == "right":
        return f", p. {pages[0]}" if len(pages) == 1 else f", pp. {pages[0]}–{pages[-1]}"
    if case.locator == "range":
        return f", pp. {pages[0] - 1}–{pages[-1] + 1}"
    return f", p. {pages[-1] + 2}"


def _records(known: Mapping[str, corpus.Source], keys: Iterable[str]) -> list[dict[str, object]]:
    return [
        {
            "id": key,
            "type": known[key].type,
            "title": known[key].title,
            "author": [{"literal": known[key].author}],
            "issued": known[key].year,
        }
        for key in keys
    ]


def _parts(cases: Sequence[Case], size: int) -> Iterable[Sequence[Case]]:
    return (cases[at : at + size] for at in range(0, len(cases), size))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def pieces(words: str) -> list[str]:
    """The parts of a quotation between its gaps."""
    return [part for part in re.split(r"\s*(?:\[(?:…|\.\.\.)\]|…|\.\.\.)\s*", words) if part]
