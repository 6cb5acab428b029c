"""The inlines of a paragraph in; its text without citations and notes, and where in it each of them stood, out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from briefpress import ast
from briefpress.ledger import Citing, Mark
from briefpress.model import Blocks, Node
from briefpress.tables.classes import BLANK, CALLS
from briefpress.wording import language

_MARKS = re.compile(
    r"“[^“”]+”|»[^«»]+«|«(?:[^«»]|«[^«»]*»)+»|„[^„“”]+[“”]|「[^「」]+」|『[^『』]+』|‹[^‹›]+›"
    r"|(?<!\w)‘(?:[^‘’]|(?<=\w)’(?=\w))+’(?!\w)"
)
_OPEN = re.compile(r"(?:“|„)(?=[^\s“”„])[^“”„]+\Z")
"""A quotation that goes on in the next paragraph, as English closes it at its end alone, or was never closed."""
_NUMBER = r"(?:[A-Z]?\d+|[ivxlc]+|[IVXLC]+)"
_LOCATOR = re.compile(
    r"^[\s,]*(?:(?P<label>[^\W\d_]+\.?|§§?|¶¶?)\s*)?"
    rf"(?P<locator>{_NUMBER}(?:[.:]\d+)*(?:\s*[-–,]\s*{_NUMBER}(?:[.:]\d+)*)*)(?!\w)"
)
_LABELS = {
    "page": "p pp page pages s ss seite seiten pág págs página páginas с стр էջ עמ",
    "chapter": "chap chaps chapter chapters kap kapitel chapitre cap capítulo гл глава",
    "section": "sec secs section sections § §§ abschnitt abschn sección раздел",
    "paragraph": "para paras paragraph paragraphs ¶ ¶¶ par abs absatz rn párr абз",
    "figure": "fig figs figure figures abb abbildung рис",
    "note": "n nn note notes anm fn nota прим",
}
"""The kinds of locator that pandoc knows, with what they are called in the languages of the program's words."""
_KINDS = {name: kind for kind, names in _LABELS.items() for name in names.split()}


@dataclass(frozen=True, slots=True)
class Run:
    """A paragraph's text, and the parts of it that matter (`ledger.Sentence`). `notes` are the blocks of its notes."""

    text: str
    citings: tuple[Citing, ...] = ()
    quoted: tuple[tuple[int, int], ...] = ()
    aside: tuple[tuple[int, int], ...] = ()
    marks: tuple[Mark, ...] = ()
    notes: tuple[Blocks, ...] = ()


def flat(inlines: Iterable[Node], lang: str = "en") -> Run:
    """The text of inlines with one space wherever there are several, and what stands in it by offsets.

    `lang` is the language in which a citation says that a work is quoted in another; English is understood in all.
    """
    work = _Flattener()
    work.add(inlines)
    text = "".join(work.parts)
    found = [(m.start() + 1, m.end() - 1) for m in _MARKS.finditer(text) if not _apart(m.span(), work.aside)]
    if (goes_on := _OPEN.search(text)) and not any(b <= goes_on.start() < e for b, e in work.quoted):
        found.append((goes_on.start() + 1, len(text.rstrip())))
    outermost: list[tuple[int, int]] = []
    for begin, end in sorted({*work.quoted, *found}, key=lambda extent: (extent[0], -extent[1])):
        if not outermost or end > outermost[-1][1]:
            outermost.append((begin, end))
    return Run(
        text,
        _chained(work.citings, _via(lang)),
        tuple(outermost),
        tuple(work.aside),
        tuple(work.marks),
        tuple(work.notes),
    )


def _apart(extent: tuple[int, int], aside: Iterable[tuple[int, int]]) -> bool:
    """Whether a part of a text lies in one that isn't the author's own: the title that a reference to a section has."""
    return any(begin <= extent[0] and extent[1] <= end for begin, end in aside)


class _Flattener:
    def __init__(self) -> None:
        self.parts: list[str] = []
        self.citings: list[Citing] = []
        self.quoted: list[tuple[int, int]] = []
        self.aside: list[tuple[int, int]] = []
        self.marks: list[Mark] = []
        self.notes: list[Blocks] = []
        self._length = 0
        self._group = 0

    def add(self, inlines: Iterable[Node]) -> None:
        for node in inlines:
            self._one(node)

    def _say(self, words: str) -> None:
        if words == " " and (not self.parts or self.parts[-1].endswith(" ")):
            return
        if words and words[0] in ".,;:!?)" and self.parts and self.parts[-1] == " ":
            # What is left of `text [@key].` without its citation.
            self.parts.pop()
            self._length -= 1
            self.citings = [replace(c, at=min(c.at, self._length)) for c in self.citings]
        self.parts.append(words)
        self._length += len(words)

    def _one(self, node: Node) -> None:
        kind = node["t"]
        content: Any = node.get("c")
        begin = self._length
        if kind == "Str":
            self._say(str(content))
        elif kind in ("Space", "SoftBreak", "LineBreak"):
            self._say(" ")
        elif kind == "Quoted":
            single = content[0]["t"] == "SingleQuote"
            self._say("‘" if single else "“")
            inside = self._length
            self.add(content[1])
            self.quoted.append((inside, self._length))
            self._say("’" if single else "”")
        elif kind == "Cite":
            self._cite(content[0])
        elif kind == "Note":
            self.notes.append(content)
            for inner in ast.walk(content):
                if inner["t"] == "Cite":
                    self._cite(inner["c"][0])
        elif kind in ("Code", "Math"):
            self._say(str(content[1]))
            self.aside.append((begin, self._length))
        elif kind == "Link":
            self.add(content[1])
            if content[2][0].startswith("#"):
                self.aside.append((begin, self._length))
        elif kind == "Span" and (CALLS in content[0][1] or BLANK in content[0][1]):
            return
        elif kind == "Span":
            self.add(content[1])
            if "label" in content[0][1]:
                self.aside.append((begin, self._length))
            elif content[0][1] or content[0][2]:
                self.marks.append(mark_of(content[0], begin, self._length))
        elif isinstance(content, list) and kind not in ("Image", "RawInline", "Strikeout"):
            self.add(content)

    def _cite(self, citations: list[Node]) -> None:
        self._group += 1
        for citation in citations:
            label, locator = _locator(ast.plain(citation["citationSuffix"]))
            prefix = ast.plain(citation["citationPrefix"]).strip()
            named = citation["citationMode"]["t"] == "AuthorInText"
            key: str = citation["citationId"]
            self.citings.append(Citing(key, self._length, self._group, locator, label, prefix, in_text=named))


def mark_of(attr: Any, begin: int, end: int) -> Mark:
    """The mark of pandoc's attributes. What the program doesn't know of them is data by now (`markdown`)."""
    pairs = tuple((str(key).removeprefix("data-"), str(value)) for key, value in attr[2])
    return Mark(begin, end, tuple(attr[1]), pairs)


def _locator(suffix: str) -> tuple[str, str]:
    """The kind of a locator and the locator in the words behind a key: `p. 3`, `, 3`, `{p. 3}`, as pandoc reads it."""
    suffix = suffix.replace("\u00a0", " ").strip(" ,")
    if braced := re.match(r"\{\s*(?:([^\W\d_]+\.|§§?|¶¶?)\s*)?([^}]*)\}", suffix):
        return _KINDS.get((braced[1] or "p").casefold().rstrip("."), "page"), re.sub(r"\s", "", braced[2])
    match = _LOCATOR.match(suffix)
    if not match:
        return "page", ""
    kind = _KINDS.get((match["label"] or "p").casefold().rstrip("."), "")
    return (kind, re.sub(r"\s", "", match["locator"])) if kind else ("page", "")


@cache
def _via(lang: str) -> re.Pattern[str]:
    """What a citation has before its key where it names the work that the one before it is quoted in."""
    phrases = {phrase for tag in ("en", lang) for phrase in language(tag).words.quoted_in}
    return re.compile("|".join(rf"(?<!\w){re.escape(p)}(?!\w)" for p in sorted(phrases)), re.IGNORECASE)


def _chained(citings: list[Citing], via: re.Pattern[str]) -> tuple[Citing, ...]:
    """`[@a; quoted in @b]` is one source: `a` as `b` quotes it, at the place in `b`."""
    out: list[Citing] = []
    for citing in citings:
        if out and via.search(citing.prefix) and out[-1].group == citing.group:
            out[-1] = replace(out[-1], via=citing.key, locator=citing.locator, label=citing.label)
        else:
            out.append(citing)
    return tuple(out)
