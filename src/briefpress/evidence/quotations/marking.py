"""Sections, their citations resolved, and the ledger in; the same with a mark at each sound quotation, out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from briefpress import ast
from briefpress.annex import anchor, printed
from briefpress.evidence.text.inlines import flat
from briefpress.ledger import SOUND, Entry
from briefpress.model import Blocks, Node, Section

_LEAVES = ("Para", "Plain")


def marked(sections: Sequence[Section], ledger: Sequence[Entry], sign: str) -> list[Section]:
    """A mark for each sound quotation, which leads to its entry in the annex: `E3`.

    It stands behind the citation that the quotation rests on, never amid the author's words; where that citation is
    elsewhere, as in the source line of a table, at the end of the quotation's paragraph.
    """
    wanted: dict[str, list[tuple[int, Entry]]] = defaultdict(list)
    for number, entry in enumerate(printed(ledger), 1):
        if entry.claim.kind == "quotation" and entry.verdict in SOUND:
            wanted[entry.claim.sentence.section].append((number, entry))
    return [replace(s, blocks=_section(s.blocks, wanted[s.path], sign)) if s.path in wanted else s for s in sections]


def _section(blocks: Blocks, wanted: list[tuple[int, Entry]], sign: str) -> Blocks:
    strict = _Marker(wanted, sign)
    blocks = strict.blocks(blocks)
    # A style may write into a sentence: the name of an author, the title of a work.
    return _Marker(strict.wanted, sign, by_sentence=False).blocks(blocks) if strict.wanted else blocks


class _Marker:
    """Goes through a section in its order; each mark is set once."""

    def __init__(self, wanted: list[tuple[int, Entry]], sign: str, by_sentence: bool = True) -> None:
        self.wanted, self._sign, self._by_sentence = wanted, sign, by_sentence

    def blocks(self, blocks: Blocks) -> Blocks:
        """The blocks with their marks."""
        return [self._block(block) for block in blocks]

    def _block(self, block: Node) -> Node:
        if block["t"] == "BlockQuote":
            mine = self._taken(flat(_inlines(block)).text, "quote")
            inner = self.blocks(block["c"])
            return {"t": "BlockQuote", "c": _at_end(inner, [self._mark(number) for number, _ in mine])}
        if block["t"] in _LEAVES:
            return self._leaf(block)
        content = block.get("c")
        return {**block, "c": self._within(content)} if isinstance(content, list) else block

    def _within(self, item: list[Node]) -> list[Node]:
        """The parts of a block, however deep the blocks among them lie."""
        out: list[Node] = []
        for part in item:
            if isinstance(part, dict) and "t" in part:
                out.append(self._block(part))
            elif isinstance(part, list):
                out.append(self._within(part))
            else:
                out.append(part)
        return out

    def _leaf(self, block: Node) -> Node:
        run = flat(block["c"])
        after: Mapping[int, list[Node]] = defaultdict(list)
        end: list[Node] = []
        for number, entry in self._taken(run.text):
            group = next((c.group for c in entry.claim.citings), 0)
            own = any(c.group == group and c.key in entry.claim.keys for c in run.citings)
            (after[group] if own and entry.claim.citings[0] in _own(entry) else end).append(self._mark(number))
        seen = 0

        def change(node: Node) -> Node | list[Node] | None:
            nonlocal seen
            if node["t"] == "Note":
                return {"t": "Note", "c": self.blocks(node["c"])}
            if node["t"] != "Cite":
                return None
            seen += 1
            return [node, *after[seen]] if seen in after else None

        return {**block, "c": [*ast.rewrite(block["c"], change), *end]}

    def _taken(self, text: str, role: str = "") -> list[tuple[int, Entry]]:
        """The quotations of a paragraph that have no mark yet, which get theirs now."""
        if not self.wanted:
            return []
        mine = []
        for item in self.wanted:
            claim = item[1].claim
            sought = claim.sentence.text if self._by_sentence else claim.words
            if (claim.sentence.role == "quote") == (role == "quote") and sought in text:
                mine.append(item)
        self.wanted = [item for item in self.wanted if item not in mine]
        return mine

    def _mark(self, number: int) -> Node:
        name = ast.text(f"{self._sign}{number}")
        return ast.span(ast.attr("", ["vouched"]), [ast.link(f"#{anchor(number)}", name)])


def _own(entry: Entry) -> tuple[object, ...]:
    return entry.claim.sentence.citings


def _at_end(blocks: Blocks, marks: list[Node]) -> Blocks:
    """Marks at the end of the last paragraph."""
    index = next((i for i in reversed(range(len(blocks))) if blocks[i]["t"] in _LEAVES), None)
    if index is None or not marks:
        return blocks
    last = blocks[index]
    return [*blocks[:index], {**last, "c": [*last["c"], *marks]}, *blocks[index + 1 :]]


def _inlines(block: Node) -> list[Node]:
    return [i for node in ast.walk(block) if node["t"] in _LEAVES for i in [*node["c"], {"t": "Space"}]]
