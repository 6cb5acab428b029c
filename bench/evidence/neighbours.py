"""The quotations in, as each neighbour has them written; what citefact's and citations' own checks say of them, out.

Both run in an environment of their own. citefact reads PDFs, by a converter that is fetched when it is used: in its
place stands the text that the PDF was made from, with its pages, which is the best that a converter could give.
citations reads text, HTML, DOCX and PDF: `verify` the claims files of a source, `coverage --attribute` a manuscript in
LaTeX.
"""

from __future__ import annotations

import json
import re
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cases
from cases import Case

import corpus

_LATEX = {"%": r"\%", "&": r"\&", "$": r"\$", "#": r"\#", "_": r"\_", "“": "``", "”": "''", "‘": "`"}
_READABLE = {"txt", "md", "html", "docx", "pdf"}
_OF_THE_MANUSCRIPT = {"marks within", "comma within", "stop for the clause", "soft hyphen in the brief"}
"""Variations that a manuscript has of its source's words, and a claims file hasn't."""
_MARKED = re.compile(r"\[|…|\.\.\.|\*")


@dataclass(frozen=True)
class Rival:
    """A neighbour's check: its name, what it said of each case and in which words, and the seconds it took."""

    name: str
    answers: tuple[tuple[str, str], ...]
    seconds: float


def ask(python: Path, every: Sequence[Case], made: Mapping[str, Path], folder: Path) -> list[Rival]:
    """What each neighbour that is installed says of the quotations; the others are named and left out."""
    known = corpus.sources()
    rivals = []
    asked: tuple[tuple[str, str, Any], ...] = (
        ("citefact", "citefact, quote check", _for_citefact(every, known, made)),
        ("citations", "citations verify", _for_verify(every, known, made)),
        ("citations", "citations coverage --attribute", _for_coverage(every, known, made)),
    )
    for package, name, question in asked:
        begin = time.perf_counter()
        script = corpus.HERE / f"with_{package}.py"
        done = subprocess.run(
            [python, script], input=json.dumps(question), capture_output=True, text=True, cwd=folder, check=False
        )
        if done.returncode:
            print(f"{name} is left out: {done.stderr.strip().splitlines()[-1]}\n")
            continue
        answer = json.loads(done.stdout)
        given = tuple((of, said) for of, said in answer["answers"])
        rivals.append(Rival(f"{name} {answer['version']}", given, time.perf_counter() - begin))
    return rivals


def _for_citefact(every: Sequence[Case], known: Mapping[str, corpus.Source], made: Mapping[str, Path]) -> Any:
    """A manuscript with citations by author and year, and the text of each PDF with its pages."""
    lines: list[str] = []
    at: list[int | None] = []
    for case in every:
        if any(known[key].format != "pdf" for key in case.cites):
            at.append(None)
            continue
        where = cases.locator(case, known, made)
        cited = "; ".join(
            f"{known[key].author}, {known[key].year}{where if key == case.document else ''}" for key in case.cites
        )
        at.append(sum(line.count("\n") + 1 for line in lines) + 1)
        opening, closing = cases.MARKS[case.marks]
        said = f"> {case.words} ({cited})" if case.form == "block" else ""
        lines += [said or f"{case.lead} {opening}{case.words}{closing}{case.tail} ({cited}).", ""]
    sources = [
        {"id": key, "author": source.author, "year": source.year, "title": source.title, "parts": _parts(source, path)}
        for key, source in known.items()
        if source.format == "pdf" and (path := made[key])
    ]
    return {"manuscript": "\n".join(lines), "lines": at, "sources": sources}


def _parts(source: corpus.Source, path: Path) -> list[tuple[str, int]]:
    """The sentences of a document and the page on which each begins; the space behind each says what follows it.

    Headings and the rows of tables are among them, as a converter to Markdown has them.
    """
    parts: list[tuple[str, int]] = []
    for block in corpus.blocks(source):
        sentences = [block] if block[0] in "#|" else re.split(r"(?<=[.!?]) (?=[A-Z“])", block)
        for number, sentence in enumerate(sentences, 1):
            try:
                page = int(corpus.pages_of(source, path, sentence)[0])
            except LookupError:
                # A table whose cells the PDF has in another order.
                page = parts[-1][1] if parts else 1
            parts.append((sentence + ("\n\n" if number == len(sentences) else " "), page))
    return parts + [(note + "\n\n", parts[-1][1]) for note in source.notes]


def _for_verify(every: Sequence[Case], known: Mapping[str, corpus.Source], made: Mapping[str, Path]) -> Any:
    """The words of each quotation as a claims file has them, for sources in its formats.

    `exact` is the passage as the source has it, without gaps, words of one's own or the manuscript's punctuation: such
    quotations aren't asked.
    """
    rows: list[Any] = []
    for case in every:
        key = case.cites[-1]
        if known[key].format not in _READABLE or _MARKED.search(case.words) or case.done in _OF_THE_MANUSCRIPT:
            rows.append(None)
            continue
        page = re.search(r"p\. (\d+)$", cases.locator(case, known, made))
        rows.append({"exact": case.words, "source": str(made[key]), "page": int(page[1]) if page else None})
    return {"verify": rows}


def _for_coverage(every: Sequence[Case], known: Mapping[str, corpus.Source], made: Mapping[str, Path]) -> Any:
    """Each quotation as a LaTeX manuscript of its own, so that no other one's citation stands near it.

    It reads what stands between two backticks and two apostrophes, and no pages.
    """
    rows: list[Any] = []
    for case in every:
        unread = case.form == "block" or case.marks != "curly" or case.locator == "wrong"
        if unread or any(known[key].format not in _READABLE for key in case.cites):
            rows.append(None)
            continue
        words = re.sub(r"\*(\w+)\*", r"\\emph{\1}", case.words)
        words = "".join(_LATEX.get(c, c) for c in words)
        rows.append(f"Its words are ``{words}''{case.tail} \\cite{{{','.join(case.cites)}}}.")
    sources = {key: str(path) for key, path in made.items() if known[key].format in _READABLE}
    return {"coverage": rows, "sources": sources}
