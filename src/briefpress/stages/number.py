"""The Manuscript in; the same with every figure, table, box and section numbered, and every label resolved, out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from briefpress import ast
from briefpress.diagnostics import Diagnostic, Outcome, Span, finding
from briefpress.model import Blocks, Manuscript, Node, Project, Section
from briefpress.validate import nearest
from briefpress.wording import Words, language

LABEL = re.compile(r"^(fig|tbl|box|sec):(.+)$")
_WORD = {"fig": "figure", "tbl": "table", "box": "box", "sec": "section"}


@dataclass(frozen=True, slots=True)
class _Target:
    """What a label names: its id in the artifacts, and the words and number that a reference prints."""

    anchor: str
    name: str
    number: str
    title: tuple[Node, ...] = ()


def number(project: Project, manuscript: Manuscript) -> Outcome[Manuscript]:
    """Number what is numbered, once and in order, and turn each reference to a label into a link."""
    work = _Numbering(project, manuscript)
    sections = [replace(s, blocks=work.section(s)) for s in manuscript.sections]
    sections = [replace(s, blocks=work.referred(s)) for s in sections]
    return Outcome(replace(manuscript, sections=tuple(sections)), (*work.found, *work.unused()))


class _Numbering:
    """Counters and labels, which run through the whole brief."""

    def __init__(self, project: Project, manuscript: Manuscript) -> None:
        self._project, self._where = project, manuscript.where
        self._words: Words = language(project.brief.lang).words
        self._counts: Counter[str] = Counter()
        self._levels: list[int] = []
        self._anchors: dict[str, str] = {}
        self._renamed: dict[tuple[str, str], str] = {}
        self._labels: dict[str, _Target] = {}
        self._places: dict[str, Span] = {}
        self._used: set[str] = set()
        self._recommendations = 0
        self._first: dict[str, str] = {}
        self.found: list[Diagnostic] = []

    # numbering

    def section(self, section: Section) -> Blocks:
        self._here = section.path
        self._seen: Counter[str] = Counter()
        return [self._block(b) for b in section.blocks]

    def _block(self, node: Node) -> Node:
        kind = node["t"]
        if kind == "Header":
            return self._heading(node)
        if kind == "Figure":
            return self._figure(node)
        if kind == "Div":
            return self._div(node)
        if kind == "BlockQuote":
            return {"t": kind, "c": [self._block(b) for b in node["c"]]}
        if kind in ("BulletList", "OrderedList"):
            lists = node["c"] if kind == "BulletList" else node["c"][1]
            items = [[self._block(b) for b in item] for item in lists]
            return {"t": kind, "c": items if kind == "BulletList" else [node["c"][0], items]}
        rewritten: Node = ast.rewrite(node, self._anchored)
        return rewritten

    def _anchored(self, node: Node) -> Node | None:
        attr = ast.attr_of(node)
        return ast.with_attr(node, [self._anchor(attr[0]), *attr[1:]]) if attr and attr[0] else None

    def _anchor(self, identifier: str) -> str:
        """The id in the artifacts for one in a section: without colons, and met once in the whole brief."""
        if not identifier:
            return ""
        anchor = identifier.replace(":", "-")
        explicit = self._where.all(self._here, "label", identifier)
        if explicit:
            place = explicit[min(self._seen[identifier], len(explicit) - 1)]
            self._seen[identifier] += 1
            if identifier in self._places:
                self.found.append(finding("REF002", f"The label `{identifier}` is given twice.", place,
                                          f"It stands first at {self._places[identifier]}. Rename one of the two.",
                                          (self._places[identifier],)))  # fmt: skip
            self._places.setdefault(identifier, place)
        fresh, n = anchor, 1
        while fresh in self._anchors:
            n += 1
            fresh = f"{anchor}-{n}"
        self._anchors[fresh] = self._here
        self._renamed.setdefault((self._here, identifier), fresh)
        return fresh

    def _label(self, identifier: str, anchor: str, number: str, title: list[Node] | None = None) -> None:
        match = LABEL.match(identifier)
        if match:
            name = getattr(self._words, _WORD[match[1]])
            self._labels.setdefault(identifier, _Target(anchor, name, number, tuple(title or ())))

    def _heading(self, node: Node) -> Node:
        level, (identifier, classes, pairs), inlines = node["c"]
        anchor = self._anchor(identifier)
        self._first.setdefault(self._here, anchor)
        number = ""
        if self._project.brief.look.number_sections and "unnumbered" not in classes:
            self._levels = [*(self._levels + [0] * level)[:level]]
            self._levels[level - 1] += 1
            number = ".".join(map(str, self._levels))
        title = [n for n in inlines if n["t"] != "Note"]
        self._label(identifier, anchor, number, title)
        if number:
            inlines = [ast.span(ast.attr("", ["section-number"]), ast.text(number)), {"t": "Space"}, *inlines]
        return ast.header(level, [anchor, classes, pairs], inlines)

    def _numbered(self, kind: str, identifier: str, anchor: str) -> list[Node]:
        """The next number of a kind, kept for the label, and the words that stand before the caption."""
        self._counts[kind] += 1
        number = str(self._counts[kind])
        self._label(identifier, anchor, number)
        words = self._words.numbered(getattr(self._words, _WORD[kind]), number)
        return [ast.span(ast.attr("", ["label"]), ast.text(f"{words}.")), {"t": "Space"}]

    def _figure(self, node: Node) -> Node:
        (identifier, classes, pairs), (short, caption), blocks = node["c"]
        anchor = self._anchor(identifier) or self._anchor(f"figure-{self._counts['fig'] + 1}")
        label = self._numbered("fig", identifier, anchor)
        return {"t": "Figure", "c": [[anchor, classes, pairs], [short, _before(caption, label)], blocks]}

    def _div(self, node: Node) -> Node:
        (identifier, classes, pairs), blocks = node["c"]
        anchor = self._anchor(identifier)
        if "table-block" in classes:
            return self._table(identifier, anchor, classes, pairs, blocks)
        if "box" in classes and LABEL.match(identifier):
            label = self._numbered("box", identifier, anchor)
            title = next((b for b in blocks if b["t"] == "Div" and "part-title" in b["c"][0][1]), None)
            rest = [b for b in blocks if b is not title]
            named = ast.inlines_of(title["c"][1]) if title else []
            head = ast.div(ast.attr("", ["part-title"]), [ast.plain_block([*label, *named])])
            blocks = [head, *rest]
        if "recommendations" in classes:
            blocks = [self._continued(b) for b in blocks]
        return ast.div([anchor, classes, pairs], [self._block(b) for b in blocks])

    def _table(self, identifier: str, anchor: str, classes: list[str], pairs: list[list[str]], blocks: Blocks) -> Node:
        table, *rest = blocks
        attr, (short, caption), *body = table["c"]
        if caption or identifier:
            anchor = anchor or self._anchor(f"table-{self._counts['tbl'] + 1}")
            caption = _before(caption, self._numbered("tbl", identifier, anchor))
        return ast.div([anchor, classes, pairs], [{"t": "Table", "c": [attr, [short, caption], *body]}, *rest])

    def _continued(self, block: Node) -> Node:
        """Recommendations are numbered through the whole brief."""
        if block["t"] != "OrderedList":
            return block
        (_, style, delimiter), items = block["c"]
        start = self._recommendations + 1
        self._recommendations += len(items)
        return {"t": "OrderedList", "c": [[start, style, delimiter], items]}

    # references

    def referred(self, section: Section) -> Blocks:
        self._here = section.path
        self._seen = Counter()
        blocks: Blocks = ast.rewrite(section.blocks, self._refer)
        return blocks

    def _refer(self, node: Node) -> Node | list[Node] | None:
        if node["t"] == "Link":
            return self._link(node)
        if node["t"] != "Cite":
            return None
        citations = node["c"][0]
        labels = [c for c in citations if LABEL.match(c["citationId"])]
        if not labels:
            return None
        first = labels[0]["citationId"]
        if len(labels) < len(citations):
            place = self._place("cite", first)
            message = f"`@{first}` is a label, and stands in one bracket with sources."
            self.found.append(finding("CITE005", message, place, "Write two brackets: one for each."))
            return None
        return self._reference(citations)

    def _reference(self, citations: list[Node]) -> list[Node]:
        bare = citations[0]["citationMode"]["t"] != "NormalCitation"
        out: list[Node] = []
        for i, citation in enumerate(citations):
            if i:
                out += [{"t": "Str", "c": ";"}, {"t": "Space"}]
            prefix, suffix = citation["citationPrefix"], citation["citationSuffix"]
            out += [*prefix, {"t": "Space"}] if prefix else []
            out.append(self._named(citation["citationId"], citation["citationMode"]["t"] == "SuppressAuthor"))
            out += suffix
        if bare or citations[0]["citationMode"]["t"] == "SuppressAuthor":
            return out
        return [{"t": "Str", "c": "("}, *out, {"t": "Str", "c": ")"}]

    def _named(self, identifier: str, number_alone: bool) -> Node:
        target = self._labels.get(identifier)
        if target is None:
            like = nearest(identifier, list(self._labels))
            hint = f"Did you mean `@{like}`?" if like else f"Give the thing the label `{{#{identifier}}}`."
            place = self._place("cite", identifier)
            self.found.append(finding("REF001", f"Nothing has the label `{identifier}`.", place, hint))
            return {"t": "Str", "c": f"@{identifier}"}
        self._used.add(identifier)
        if not target.number:
            quoted = [
                {"t": "Str", "c": self._words.open_quote},
                *target.title,
                {"t": "Str", "c": self._words.close_quote},
            ]
            return ast.link(f"#{target.anchor}", quoted, ast.attr("", ["xref"]))
        words = target.number if number_alone else self._words.numbered(target.name, target.number)
        return ast.link(f"#{target.anchor}", ast.text(words.replace(" ", "\u00a0")), ast.attr("", ["xref"]))

    def _link(self, node: Node) -> Node | None:
        attr, inlines, (target, title) = node["c"]
        if not target.startswith("#") and not re.match(r"^[\w./-]+\.md(#.*)?$", target):
            return None
        path, _, fragment = target.partition("#")
        section = self._here if not path else next(
            (s for s in self._first if s.endswith("/" + path.removeprefix("./"))), "")  # fmt: skip
        if path and not fragment:
            anchor = self._first.get(section, "")
        else:
            anchor = self._renamed.get((section, fragment), "")
            anchor = anchor or next((a for (_, i), a in self._renamed.items() if i == fragment), "")
        if not anchor:
            like = nearest(fragment or path, [i for _, i in self._renamed] if fragment else list(self._first))
            hint = f"Did you mean `{'#' if fragment else ''}{like}`?" if like else ""
            place = self._place("link", target)
            self.found.append(finding("LINK001", f"The link `{target}` leads nowhere.", place, hint))
            return None
        self._used.add(fragment)
        return {"t": "Link", "c": [attr, inlines, [f"#{anchor}", title]]}

    def _place(self, kind: str, name: str) -> Span:
        nth = self._seen[f"{kind} {name}"]
        self._seen[f"{kind} {name}"] += 1
        return self._where.find(self._here, kind, name, nth)

    def unused(self) -> Iterator[Diagnostic]:
        """A finding for each label that no reference uses."""
        for identifier in self._labels:
            if identifier not in self._used:
                place = self._places.get(identifier, Span("report"))
                hint = f"Refer to it: `@{identifier}`."
                yield finding("REF003", f"No reference uses the label `{identifier}`.", place, hint)


def _before(caption: Blocks, label: list[Node]) -> Blocks:
    """A caption with its label before its first words."""
    if caption and caption[0]["t"] in ("Plain", "Para"):
        return [{"t": caption[0]["t"], "c": [*label, *caption[0]["c"]]}, *caption[1:]]
    return [ast.plain_block(label[:1]), *caption]
