"""The sections of a manuscript in; their sentences, each with its citations and its place, out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import Any

from briefpress import ast, components
from briefpress.datamodel import Dataset
from briefpress.diagnostics import Span
from briefpress.evidence.text import tablecells
from briefpress.evidence.text.boundaries import cuts
from briefpress.evidence.text.inlines import Run, flat, mark_of
from briefpress.evidence.text.whereabouts import Places
from briefpress.ledger import Cell, Citing, Entry, Mark, Row, Sentence
from briefpress.model import Blocks, Manuscript, Node, Section, Written

_DASHES = ("—", "–", "―", "--")


def sentences(manuscript: Manuscript, lang: str = "en") -> tuple[Sentence, ...]:
    """Every sentence of the brief in the order of its text: of paragraphs, cells, captions, notes and block quotes.

    `lang` is the brief's language; a section may have another.
    """
    work = _Reader(manuscript.datasets)
    for section in manuscript.sections:
        work.read(section, manuscript.written.get(section.path), section.meta.lang or lang)
    return tuple(work.sentences)


@dataclass
class _Reader:
    """Goes through blocks in order, and keeps the heading it is under and the place it has come to."""

    datasets: tuple[Dataset, ...]
    sentences: list[Sentence] = field(default_factory=list)
    _block: int = 0
    _translates: tuple[Mark, ...] = ()

    def read(self, section: Section, written: Written | None, lang: str) -> None:
        self._section, self._heading, self._lang = section.path, section.meta.title, lang
        self._places = Places(section.path, written)
        self._cells: list[Span | None] = []
        self._blocks(section.blocks, "text", ())

    def _blocks(self, blocks: Blocks, role: str, around: tuple[Citing, ...]) -> None:
        before: Run | None = None
        for index, block in enumerate(blocks):
            kind, content = block["t"], block.get("c")
            introduced, before = before, None
            if kind in ("Para", "Plain"):
                before = self._paragraph(content, role, around)
            elif kind == "Header":
                self._heading = ast.plain(content[2]).strip()
                self._paragraph(content[2], "heading", ())
            elif kind == "LineBlock":
                self._paragraph([i for line in content for i in [*line, {"t": "Space"}]], role, around)
            elif kind == "BlockQuote":
                behind = self._lone_citation(blocks[index + 1 : index + 2])
                self._quote(content, behind, (*(introduced.citings if introduced else ()), *around))
            elif kind == "Div":
                self._division(block, role, around)
            elif kind in ("BulletList", "OrderedList"):
                listed = introduced.citings if introduced and introduced.text.endswith((":", "：")) else ()
                for item in content if kind == "BulletList" else content[1]:
                    self._blocks(item, role, (*listed, *around))
            elif kind == "DefinitionList":
                for term, definitions in content:
                    self._paragraph(term, "term", self._citings(definitions))
                    for definition in definitions:
                        self._blocks(definition, role, around)
            elif kind == "Table":
                self._table(content, around)
            elif kind == "Figure":
                self._figure(content, around)

    def _division(self, block: Node, role: str, around: tuple[Citing, ...]) -> None:
        attr, blocks = block["c"]
        lines = [b for b in blocks if any(c in ("part-source", "part-credit") for c in _classes(b))]
        around = (*self._citings(lines), *around)
        if "part-by" in attr[1]:
            role = "by"
        elif any(c in ("part-title", "part-to", "slot-name") for c in attr[1]):
            role = "heading"
        elif lines or role not in ("cell", "caption"):
            role = components.component_of(block) or role
        if "pullquote" in attr[1] and not self._citings(blocks):
            # The brief's own words, which stand in its text as well.
            return
        data = next((d for d in self.datasets if attr[0] and (d.section, d.figure) == (self._section, attr[0])), None)
        self._cells = [Span(data.path, line, 1) if line else None for line in (1, *data.below)] if data else []
        outer = self._translates
        if "translation" in attr[1]:
            self._translates = (*outer, mark_of(attr, 0, 0))
        for inner in blocks:
            self._blocks([inner], "source" if inner in lines else role, around)
        self._translates = outer

    def _quote(self, blocks: Blocks, behind: tuple[Citing, ...], around: tuple[Citing, ...]) -> None:
        """A block quote is one sentence; what introduces it cites for it where it has no citation of its own."""
        said = [b for b in blocks if "part-by" not in _classes(b)]
        if len(said) > 1 and ast.plain(said[-1]).startswith(_DASHES):
            said.pop()
        run = self._flat([{"t": "Space"}] + [i for b in said for i in [*_inlines(b), {"t": "Space"}]])
        own = run.citings or self._citings(blocks) or behind
        self._block += 1
        text = run.text.strip()
        if text:
            shift = len(run.text) - len(run.text.lstrip())
            part = _part(run, shift, shift + len(text))
            marks = tuple(replace(mark, end=len(text)) for mark in self._translates)
            part = replace(part, marks=(*marks, *part.marks))
            self._keep(part, "quote", replace_at(own, len(text)), around)
        self._notes(run, around)

    def _table(self, content: Any, around: tuple[Citing, ...]) -> None:
        _, caption, _, head, bodies, foot = content
        self._blocks(caption[1], "caption", around)
        groups = [head[1], *(part for body in bodies for part in body[2:]), foot[1]]
        rows = [pair for group in groups for pair in zip(group, tablecells.columns(group), strict=True)]
        places = self._cells if len(self._cells) == len(rows) else [None] * len(rows)
        heads: dict[int, str] = {}
        for index, ((row, columns), place) in enumerate(zip(rows, places, strict=True)):
            first = len(self.sentences)
            whole = self._row(row, [heads.get(taken.start, "") for taken in columns], around)
            if index < len(head[1]):
                for cell, taken in zip(whole.cells, columns, strict=True):
                    heads |= dict.fromkeys(taken, " ".join(cell.said))
            if place:
                self.sentences[first:] = [replace(sentence, span=place) for sentence in self.sentences[first:]]

    def _row(self, row: Any, heads: list[str], around: tuple[Citing, ...]) -> Row:
        in_row, number = self._citings(row), self._block + 1
        first = len(self.sentences)
        cell_of: dict[int, int] = {}
        for index, cell in enumerate(row[1]):
            begin = len(self.sentences)
            self._blocks(cell[4], "cell", (*around, *in_row))
            cell_of |= {at: index for at in range(begin, len(self.sentences)) if self.sentences[at].role != "note"}
        said: list[list[str]] = [[] for _ in heads]
        for at, index in cell_of.items():
            said[index].append(self.sentences[at].text)
        whole = Row(number, tuple(Cell(head, tuple(words)) for head, words in zip(heads, said, strict=True)))
        for at in range(first, len(self.sentences)):
            if at in cell_of:
                self.sentences[at] = replace(self.sentences[at], row=whole, cell=cell_of[at])
        return whole

    def _figure(self, content: Any, around: tuple[Citing, ...]) -> None:
        _, caption, blocks = content
        around = (*self._citings([b for b in blocks if "part-source" in _classes(b)]), *around)
        self._blocks(caption[1], "caption", around)
        for block in blocks:
            if "part-source" in _classes(block) or "part-credit" in _classes(block):
                self._blocks([block], "source", around)
                continue
            for node in ast.walk(block):
                if node["t"] == "Image":
                    self._paragraph(node["c"][1], "alt", around)

    def _paragraph(self, inlines: list[Node], role: str, around: tuple[Citing, ...]) -> Run:
        """Keep the sentences of a paragraph; its last one."""
        run = self._flat(inlines)
        self._block += 1
        part = run
        for begin, end in cuts(run.text, _unparted(run)):
            part = _part(run, begin, end)
            if _says(part):
                self._keep(part, role, part.citings, around)
        self._notes(run, around)
        return part

    def _keep(self, part: Run, role: str, citings: tuple[Citing, ...], around: tuple[Citing, ...]) -> None:
        place = self._places.of(part.text, part.aside, floats=role in _FLOATING)
        sentence = Sentence(self._section, self._heading, role, part.text, place, self._block, citings, around)
        self.sentences.append(replace(sentence, quoted=part.quoted, aside=part.aside, marks=part.marks))

    def _notes(self, run: Run, around: tuple[Citing, ...]) -> None:
        for note in run.notes:
            self._blocks(note, "note", around)

    def _lone_citation(self, blocks: Blocks) -> tuple[Citing, ...]:
        """The citations of a paragraph that is nothing else."""
        if not blocks or blocks[0]["t"] not in ("Para", "Plain"):
            return ()
        run = self._flat(blocks[0]["c"])
        return run.citings if not _says(run) or run.text.startswith(_DASHES) else ()

    def _citings(self, tree: Blocks | Node) -> tuple[Citing, ...]:
        """Every citation in some blocks, those in notes among them."""
        return self._flat([node for node in ast.walk(tree) if node["t"] == "Cite"]).citings

    def _flat(self, inlines: Iterable[Node]) -> Run:
        return flat(inlines, self._lang)


_FLOATING = ("caption", "alt", "source", "note", "by")
"""What may be written elsewhere than it is read: a note at the end of its section, a caption below its table."""


def _says(run: Run) -> bool:
    """Whether there is a word of the author's: not only what is left between citations, or the number of a table."""
    ends = accumulate((end for _, end in sorted(run.aside)), max, initial=0)
    begins = (*(begin for begin, _ in sorted(run.aside)), len(run.text))
    own = (run.text[end:begin] for end, begin in zip(ends, begins, strict=True))
    return any(c.isalnum() for words in own for c in words) or any(_ties(mark) for mark in run.marks)


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


def _unparted(run: Run) -> list[tuple[int, int]]:
    """The parts of a paragraph that are one sentence whatever stops are in them: quotations and marked claims."""
    return [*run.quoted, *((m.begin, m.end) for m in run.marks if _ties(m))]


def _ties(mark: Mark) -> bool:
    return "claim" in mark.classes or any(key not in ("lang", "dir") for key, _ in mark.pairs)


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


def in_order(sentences: Sequence[Sentence], entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries of a ledger in the order in which their claims are read."""
    places = {id(sentence): index for index, sentence in enumerate(sentences)}
    return tuple(sorted(entries, key=lambda e: (places[id(e.claim.sentence)], e.claim.begin)))
