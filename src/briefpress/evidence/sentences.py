"""The sections of a manuscript in; their sentences, each with its citations and its place, out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from briefpress import ast, components
from briefpress.diagnostics import Span
from briefpress.evidence.inlines import Run, flat
from briefpress.ledger import Citing, Sentence
from briefpress.model import Blocks, Manuscript, Node, Section, Written

_END = re.compile(r"[.!?…。！？։؟]+[\"'”’»)\]]*(?=\s+[\"'“‘«„(\[]*[^\sa-z])|[。！？]")
_ABBREVIATED = re.compile(
    r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|Prof|St|Gen|Col|Lt|Sen|Rep|Gov|No|Nos|Art|Arts|Fig|Tab|vs|cf|pp?|ed|eds|vol|ca|approx"
    r"|e\.g|i\.e|etc|al|U\.S|U\.K|U\.N|a\.m|p\.m))\.$"
)


def sentences(manuscript: Manuscript) -> tuple[Sentence, ...]:
    """Every sentence of the brief in the order of its text: of paragraphs, cells, captions, notes and block quotes."""
    work = _Reader()
    for section in manuscript.sections:
        work.read(section, manuscript.written.get(section.path))
    return tuple(work.sentences)


@dataclass
class _Reader:
    """Goes through blocks in order, and keeps the heading it is under and the place it has come to."""

    sentences: list[Sentence] = field(default_factory=list)
    _block: int = 0

    def read(self, section: Section, written: Written | None) -> None:
        self._section, self._heading = section.path, section.meta.title
        self._places = _Places(section.path, written)
        self._blocks(section.blocks, "text", ())

    def _blocks(self, blocks: Blocks, role: str, around: tuple[Citing, ...]) -> None:
        for block in blocks:
            kind, content = block["t"], block.get("c")
            if kind in ("Para", "Plain"):
                self._paragraph(content, role, around)
            elif kind == "Header":
                self._heading = ast.plain(content[2]).strip()
                self._paragraph(content[2], "heading", ())
            elif kind == "LineBlock":
                self._paragraph([i for line in content for i in [*line, {"t": "Space"}]], role, around)
            elif kind == "BlockQuote":
                self._quote(content, around)
            elif kind == "Div":
                self._division(block, role, around)
            elif kind in ("BulletList", "OrderedList"):
                for item in content if kind == "BulletList" else content[1]:
                    self._blocks(item, role, around)
            elif kind == "DefinitionList":
                for term, definitions in content:
                    self._paragraph(term, "term", citings_of(definitions))
                    for definition in definitions:
                        self._blocks(definition, role, around)
            elif kind == "Table":
                self._table(content, around)
            elif kind == "Figure":
                self._figure(content, around)

    def _division(self, block: Node, role: str, around: tuple[Citing, ...]) -> None:
        attr, blocks = block["c"]
        lines = [b for b in blocks if any(c in ("part-source", "part-credit") for c in _classes(b))]
        around = (*citings_of(lines), *around)
        if "part-by" in attr[1]:
            role = "by"
        elif lines or role not in ("cell", "caption"):
            role = components.component_of(block) or role
        if "pullquote" in attr[1] and not citings_of(blocks):
            # The brief's own words, which stand in its text as well.
            return
        for inner in blocks:
            self._blocks([inner], "source" if inner in lines else role, around)

    def _quote(self, blocks: Blocks, around: tuple[Citing, ...]) -> None:
        """A block quote is one sentence; what introduces it cites for it where it has no citation of its own."""
        said = [b for b in blocks if "part-by" not in _classes(b)]
        run = flat([{"t": "Space"}] + [i for b in said for i in [*_inlines(b), {"t": "Space"}]])
        own = run.citings or citings_of(blocks)
        before = self.sentences[-1].citings if self.sentences and self.sentences[-1].section == self._section else ()
        self._block += 1
        text = run.text.strip()
        if text:
            shift = len(run.text) - len(run.text.lstrip())
            part = _part(run, shift, shift + len(text))
            self._keep(part, "quote", replace_at(own, len(text)), (*before, *around))
        self._notes(run, around)

    def _table(self, content: Any, around: tuple[Citing, ...]) -> None:
        _, caption, _, head, bodies, foot = content
        self._blocks(caption[1], "caption", around)
        rows = [*head[1], *(row for body in bodies for part in body[2:] for row in part), *foot[1]]
        for row in rows:
            in_row = citings_of(row)
            for cell in row[1]:
                self._blocks(cell[4], "cell", (*around, *in_row))

    def _figure(self, content: Any, around: tuple[Citing, ...]) -> None:
        _, caption, blocks = content
        around = (*citings_of([b for b in blocks if "part-source" in _classes(b)]), *around)
        self._blocks(caption[1], "caption", around)
        for block in blocks:
            if "part-source" in _classes(block) or "part-credit" in _classes(block):
                self._blocks([block], "source", around)
                continue
            for node in ast.walk(block):
                if node["t"] == "Image":
                    self._paragraph(node["c"][1], "alt", around)

    def _paragraph(self, inlines: list[Node], role: str, around: tuple[Citing, ...]) -> None:
        run = flat(inlines)
        self._block += 1
        for begin, end in _cuts(run):
            part = _part(run, begin, end)
            if part.text or part.citings:
                self._keep(part, role, part.citings, around)
        self._notes(run, around)

    def _keep(self, part: Run, role: str, citings: tuple[Citing, ...], around: tuple[Citing, ...]) -> None:
        place = self._places.of(part.text)
        sentence = Sentence(self._section, self._heading, role, part.text, place, self._block, citings, around)
        self.sentences.append(replace(sentence, quoted=part.quoted, aside=part.aside, marks=part.marks))

    def _notes(self, run: Run, around: tuple[Citing, ...]) -> None:
        for note in run.notes:
            self._blocks(note, "note", around)


def citings_of(tree: Blocks | Node) -> tuple[Citing, ...]:
    """Every citation in some blocks, those in notes among them."""
    cites = [node for node in ast.walk(tree) if node["t"] == "Cite"]
    return flat(cites).citings


def replace_at(citings: Iterable[Citing], at: int) -> tuple[Citing, ...]:
    """The same citations, standing elsewhere."""
    return tuple(replace(citing, at=at) for citing in citings)


def _classes(block: Node) -> list[str]:
    attr = ast.attr_of(block)
    return attr[1] if attr else []


def _inlines(block: Node) -> list[Node]:
    """The inlines of a block and of all blocks in it."""
    found: list[Node] = []
    for node in ast.walk(block):
        if node["t"] in ("Para", "Plain"):
            found += [*node["c"], {"t": "Space"}]
    return found


def _cuts(run: Run) -> Iterator[tuple[int, int]]:
    """Where each sentence of a paragraph begins and ends: quotations and marked claims are not cut."""
    whole = [*run.quoted, *((m.begin, m.end) for m in run.marks)]
    begin = 0
    for match in _END.finditer(run.text):
        at = match.end()
        if _ABBREVIATED.search(run.text[max(0, at - 12) : at]) or any(b <= match.start() and at < e for b, e in whole):
            continue
        yield begin, at
        begin = at
    yield begin, len(run.text)


def _part(run: Run, begin: int, end: int) -> Run:
    """A sentence of a paragraph. A citation behind its full stop is still its own."""
    while begin < end and run.text[begin].isspace():
        begin += 1
    while end > begin and run.text[end - 1].isspace():
        end -= 1
    last = not run.text[end:].strip()
    first = not run.text[:begin].strip()

    def ours(citing: Citing) -> bool:
        if citing.in_text:
            return begin <= citing.at and (citing.at < end or last)
        after = end + len(run.text[end:]) - len(run.text[end:].lstrip())
        return (begin < citing.at or first) and (citing.at <= after or last)

    def clipped(spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
        return tuple((max(b, begin) - begin, min(e, end) - begin) for b, e in spans if b < end and e > begin)

    return Run(
        run.text[begin:end],
        tuple(replace(c, at=min(max(c.at - begin, 0), end - begin)) for c in run.citings if ours(c)),
        clipped(run.quoted),
        clipped(run.aside),
        tuple(
            replace(m, begin=max(m.begin, begin) - begin, end=min(m.end, end) - begin)
            for m in run.marks
            if m.begin < end and m.end > begin
        ),
    )


_BETWEEN = r"[^\w\n]*\s?[^\w\n]*"


class _Places:
    """Where in the author's files sentences begin, found in their order."""

    def __init__(self, path: str, written: Written | None) -> None:
        self._path, self._written, self._at = path, written, 0

    def of(self, text: str) -> Span:
        """The place of a sentence: of the first behind the last one that has its first words."""
        words = re.findall(r"\w+", text)
        if self._written is None or not words:
            return Span(self._path)
        for count in (6, 3, 1):
            pattern = re.compile(r"(?<!\w)" + _BETWEEN.join(map(re.escape, words[:count])))
            match = pattern.search(self._written.text, self._at) or pattern.search(self._written.text)
            if match:
                self._at = match.end() if match.start() >= self._at else self._at
                return self._written.span(match.start())
        return Span(self._path)
