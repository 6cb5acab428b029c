"""The Manuscript in; the same with every figure, table, box and section numbered, and every label resolved, out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from briefpress import ast, links
from briefpress.anchors import LABEL, Anchors
from briefpress.diagnostics import Diagnostic, Outcome, Span, finding
from briefpress.model import Blocks, Manuscript, Node, Project, Section
from briefpress.settings import Medium
from briefpress.validate import nearest
from briefpress.wording import Words, language

_WORD = {"fig": "figure", "tbl": "table", "box": "box", "sec": "section"}
_HOW = {
    "fig": "A figure is a picture or a chart that stands alone in its paragraph.",
    "tbl": "A table's label stands behind its caption: `: Caption {#tbl:name}`.",
    "box": "A box is written `::: {.box #box:name}`.",
    "sec": "A section's label stands behind its heading: `# Heading {#sec:name}`.",
}


@dataclass(frozen=True, slots=True)
class _Target:
    """What a label names: its id in the artifacts, the words and number that a reference prints, and its media."""

    anchor: str
    name: str
    number: str
    media: frozenset[Medium]
    title: tuple[Node, ...] = ()


def number(project: Project, manuscript: Manuscript) -> Outcome[Manuscript]:
    """Number what is numbered, once and in order, and turn each reference to a label into a link."""
    work = _Numbering(project, manuscript)
    sections = [replace(s, blocks=work.section(s)) for s in manuscript.sections]
    sections = [replace(s, blocks=work.referred(s)) for s in sections]
    found = [*work.found, *work.unused()]
    if not project.all_sections:
        # What they point at may stand in the section that couldn't be read.
        found = [d for d in found if d.code not in ("REF001", "REF003", "LINK001")]
    datasets = tuple(replace(d, figure=work.anchor_of(d.section, d.figure)) for d in manuscript.datasets)
    drawn = _figures(sections)
    shown = tuple(
        replace(d, figure=drawn.get(d.picture) or work.anchor_of(d.section, d.figure)) for d in manuscript.shown
    )
    return Outcome(replace(manuscript, sections=tuple(sections), datasets=datasets, shown=shown), tuple(found))


def _figures(sections: Iterable[Section]) -> dict[str, str]:
    """The ids of figures by the targets of their pictures, also of those that have no label."""
    figures = (n for s in sections for n in ast.walk(s.blocks) if n["t"] == "Figure")
    return {i["c"][2][0]: f["c"][0][0] for f in figures for i in ast.walk(f["c"][2]) if i["t"] == "Image"}


_SENTENCE_ENDS = re.compile(r"[.!?։…。！？][\s»”’\"')]*$")


class _Numbering:
    """Counters and labels, which run through the whole brief."""

    def __init__(self, project: Project, manuscript: Manuscript) -> None:
        self._project, self._where = project, manuscript.where
        self._words: Words = language(project.brief.lang).words
        self._counts: Counter[str] = Counter()
        self._levels: list[int] = []
        self._unnumbered = 0
        self._anchors = Anchors(manuscript.where)
        self._labels: dict[str, _Target] = {}
        self._used: set[str] = set()
        self._absent = {label: part for part in manuscript.absent for label in part.labels}
        self._recommendations = 0
        self._opens = True  # whether the reference at hand opens a sentence
        self._numberers: dict[str, Callable[[Node], Node]] = {
            "Header": self._heading, "Figure": self._figure, "Div": self._div,
        }  # fmt: skip
        self.found: list[Diagnostic] = self._anchors.found

    def _enter(self, section: Section) -> None:
        self._here = section.path
        self._media: frozenset[Medium] = frozenset(section.meta.for_media)
        self._seen: Counter[str] = Counter()

    def _within(self, node: Node) -> frozenset[Medium]:
        """The media that have what stands inside a node."""
        if node["t"] in ("Div", "Span") and ast.has_class(node, "only"):
            return self._media & set(ast.attribute(node["c"][0], "media").split())
        return self._media

    # numbering

    def section(self, section: Section) -> Blocks:
        self._enter(section)
        blocks: Blocks = self._tree(section.blocks)
        return blocks

    def _tree(self, tree: Any) -> Any:
        """A tree with its numbers, from the top down: a box is counted before the box that stands in it."""
        if isinstance(tree, list):
            return [self._tree(item) for item in tree]
        if not isinstance(tree, dict):
            return tree
        if "t" not in tree:
            return {key: self._tree(value) for key, value in tree.items()}
        outside, self._media = self._media, self._within(tree)
        node = self._numberers.get(tree["t"], self._anchored)(tree)
        self._media = outside
        return node

    def _anchored(self, node: Node) -> Node:
        attr = ast.attr_of(node)
        if attr and attr[0]:
            node = ast.with_attr(node, [self._anchor(attr[0]), *attr[1:]])
        return {key: self._tree(value) for key, value in node.items()}

    def _anchor(self, identifier: str, given: bool = True) -> str:
        return self._anchors.name(self._here, identifier, self._media, given=given)

    def anchor_of(self, section: str, identifier: str) -> str:
        """The id in the artifacts of what has one in a section; nothing where it has none."""
        return self._anchors.renamed(section, identifier)

    def _label(self, kind: str, identifier: str, anchor: str, number: str, title: list[Node] | None = None) -> None:
        """Let a label name this thing, if it is a label for things of its kind."""
        if identifier.startswith(f"{kind}:"):
            name = getattr(self._words, _WORD[kind])
            target = _Target(anchor, name, number, self._media, tuple(title or ()))
            self._labels.setdefault(identifier, target)

    def _heading(self, node: Node) -> Node:
        level, (identifier, classes, pairs), inlines = node["c"]
        anchor = self._anchor(identifier, given=not re.match(rf"{re.escape(_automatic(inlines))}(-\d+)?$", identifier))
        self._anchors.heading(self._here, anchor)
        number = self._section_number(level, "unnumbered" in classes)
        self._label("sec", identifier, anchor, number, inlines)
        inlines = self._tree(inlines)
        if number:
            inlines = [ast.span(ast.attr("", ["section-number"]), ast.text(number)), {"t": "Space"}, *inlines]
        return ast.header(level, [anchor, classes, pairs], inlines)

    def _section_number(self, level: int, unnumbered: bool) -> str:
        """The next number of a heading's level; none for one without number and for those below it."""
        if not self._project.brief.look.number_sections:
            return ""
        if self._unnumbered and level > self._unnumbered:
            return ""
        self._unnumbered = level if unnumbered else 0
        if unnumbered:
            return ""
        self._levels = [*(self._levels + [0] * level)[:level]]
        self._levels[level - 1] += 1
        return ".".join(map(str, self._levels))

    def _numbered(self, kind: str, identifier: str, anchor: str) -> list[Node]:
        """The next number of a kind, kept for the label, and the words that stand before the caption."""
        self._counts[kind] += 1
        number = str(self._counts[kind])
        self._label(kind, identifier, anchor, number)
        words = self._words.numbered(getattr(self._words, _WORD[kind]), number)
        return [ast.span(ast.attr("", ["label"]), ast.text(self._words.caption.format(label=words))), {"t": "Space"}]

    def _figure(self, node: Node) -> Node:
        (identifier, classes, pairs), (short, caption), blocks = node["c"]
        anchor = self._anchor(identifier) or self._anchor(f"figure-{self._counts['fig'] + 1}")
        label = self._numbered("fig", identifier, anchor)
        caption = _before(self._tree(caption), label)
        return {"t": "Figure", "c": [[anchor, classes, pairs], [short, caption], self._tree(blocks)]}

    def _div(self, node: Node) -> Node:
        (identifier, classes, pairs), blocks = node["c"]
        if identifier == "refs":
            # Citeproc looks for the references' place by this id.
            self._anchors.given(self._here, identifier)
            self._anchors.keep(self._here, identifier, identifier, self._media)
            return node
        anchor = self._anchor(identifier)
        if "table-block" in classes:
            return self._table(identifier, anchor, classes, pairs, blocks)
        if "box" in classes and identifier.startswith("box:"):
            label = self._numbered("box", identifier, anchor)
            title = next((b for b in blocks if b["t"] == "Div" and "part-title" in b["c"][0][1]), None)
            rest = [b for b in blocks if b is not title]
            named = ast.inlines_of(title["c"][1]) if title else []
            head = ast.div(ast.attr("", ["part-title"]), [ast.plain_block([*label, *named])])
            blocks = [head, *rest]
        if "recommendations" in classes:
            blocks = [self._continued(b) for b in blocks]
        return ast.div([anchor, classes, pairs], self._tree(blocks))

    def _table(self, identifier: str, anchor: str, classes: list[str], pairs: list[list[str]], blocks: Blocks) -> Node:
        table, *rest = blocks
        attr, (short, caption), *body = table["c"]
        numbered: list[Node] = []
        if caption or identifier:
            anchor = anchor or self._anchor(f"table-{self._counts['tbl'] + 1}")
            numbered = self._numbered("tbl", identifier, anchor)
        caption = self._tree(caption)
        if numbered:
            caption = _before(caption, numbered)
        inside = {"t": "Table", "c": [attr, [short, caption], *self._tree(body)]}
        return ast.div([anchor, classes, pairs], [inside, *self._tree(rest)])

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
        self._enter(section)
        blocks: Blocks = self._resolved(section.blocks)
        return blocks

    def _resolved(self, tree: Any) -> Any:
        if isinstance(tree, list):
            out: list[Any] = []
            for item in tree:
                if isinstance(item, dict) and item.get("t") == "Cite":
                    self._opens = not out or bool(_SENTENCE_ENDS.search(ast.plain(out[-2:])))
                new = self._resolved(item)
                out.extend(new if isinstance(item, dict) and isinstance(new, list) else [new])
            return out
        if not isinstance(tree, dict):
            return tree
        outside, self._media = self._media, self._within(tree) if "t" in tree else self._media
        opens = self._opens
        inside = {key: self._resolved(value) for key, value in tree.items()}
        self._media, self._opens = outside, opens
        if inside.get("t") == "Link":
            return self._link(inside)
        return self._cite(inside) if inside.get("t") == "Cite" else inside

    def _cite(self, node: Node) -> Node | list[Node]:
        citations = node["c"][0]
        labels = [c for c in citations if LABEL.match(c["citationId"])]
        if not labels:
            return node
        if len(labels) == len(citations):
            return self._reference(citations)
        first = labels[0]["citationId"]
        message = f"`@{first}` is a label, and stands in one bracket with sources."
        hint = "Write two brackets: one for each."
        self.found.append(finding("CITE005", message, self._place("cite", first), hint))
        written: list[Node] = node["c"][1]
        return written

    def _reference(self, citations: list[Node]) -> list[Node]:
        mode = citations[0]["citationMode"]["t"]
        out: list[Node] = []
        for i, citation in enumerate(citations):
            if i:
                out += ast.text(self._words.semicolon)
            prefix, suffix = citation["citationPrefix"], citation["citationSuffix"]
            out += [*prefix, {"t": "Space"}] if prefix else []
            out.append(self._named(citation["citationId"], citation["citationMode"]["t"] == "SuppressAuthor"))
            if suffix and mode == "AuthorInText":
                suffix = [{"t": "Space"}, {"t": "Str", "c": "("}, *suffix, {"t": "Str", "c": ")"}]
            out += suffix
        if mode != "NormalCitation":
            return out
        return [{"t": "Str", "c": self._words.open_bracket}, *out, {"t": "Str", "c": self._words.close_bracket}]

    def _named(self, identifier: str, number_alone: bool) -> Node:
        target = self._labels.get(identifier)
        place = self._place("cite", identifier)
        if target is None:
            self.found.append(self._unknown(identifier, place))
            return {"t": "Str", "c": f"@{identifier}"}
        if not self._media <= target.media:
            message = f"The label `{identifier}` isn't in the medium {_list(self._media - target.media)}."
            wanted = " ".join(sorted(target.media))
            hint = f'Put the reference into `::: {{.only media="{wanted}"}}`, where its target is.'
            self.found.append(finding("REF001", message, place, hint))
        self._used.add(identifier)
        if not target.number:
            # No node of a quotation: `verify` would look for it in the sources.
            quoted = [
                {"t": "Str", "c": self._words.open_quote},
                *ast.rewrite(self._title_words(target.title), _inner),
                {"t": "Str", "c": self._words.close_quote},
            ]
            return ast.link(f"#{target.anchor}", quoted, ast.attr("", ["xref"]))
        return ast.link(f"#{target.anchor}", self._number_words(target, number_alone), ast.attr("", ["xref"]))

    def _unknown(self, identifier: str, place: Span) -> Diagnostic:
        kind = identifier.partition(":")[0]
        if identifier in self._anchors.labels:
            self._used.add(identifier)
            message = f"The label `{identifier}`, at {self._anchors.labels[identifier]}, is on no {_WORD[kind]}."
            return finding("REF001", message, place, _HOW[kind], (self._anchors.labels[identifier],))
        if part := self._absent.get(identifier):
            message = f"The label `{identifier}` stands in a part that this brief hasn't: its condition doesn't hold."
            hint = f"Put the reference under the same condition: `{part.test}`."
            return finding("REF001", message, place, hint, (part.place,))
        like = nearest(identifier, list(self._labels))
        hint = f"Did you mean `@{like}`?" if like else f"Give the thing the label `{{#{identifier}}}`."
        return finding("REF001", f"Nothing has the label `{identifier}`.", place, hint)

    def _number_words(self, target: _Target, number_alone: bool = False) -> list[Node]:
        name = target.name
        if self._words.initial_in_text == "small" and not self._opens:
            name = name[:1].lower() + name[1:]
        words = target.number if number_alone else self._words.numbered(name, target.number)
        return ast.text(words.replace(" ", "\u00a0"))

    def _title_words(self, title: tuple[Node, ...]) -> list[Node]:
        """A heading's words as a reference to it prints them: without its notes, sources and links."""

        def change(node: Node) -> list[Node] | None:
            if node["t"] == "Link":
                return list(node["c"][1])
            if node["t"] == "Span" and node["c"][0][0]:
                return list(node["c"][1])
            if node["t"] == "Cite":
                targets = [self._labels.get(c["citationId"]) for c in node["c"][0]]
                return [n for t in targets if t and t.number for n in self._number_words(t)]
            return [] if node["t"] == "Note" else None

        return ast.trimmed(ast.rewrite(list(title), change))

    def _link(self, node: Node) -> Node:
        attr, inlines, (target, title) = node["c"]
        if not links.is_inner(target):
            if "uri" in attr[1] and links.fault(target) and not self._where.all(self._here, "link", target):
                # Words that pandoc alone takes for an address: `urn:isbn:…` in a sentence.
                return {"t": "Span", "c": [ast.attr(), inlines]}
            silent = not ast.plain(inlines).strip() and all(n["t"] != "Image" for n in ast.walk(inlines))
            wrong = links.fault(target) or (links.wordless(target) if silent else None)
            place = self._place("link", target)
            self.found += [finding("LINK002", wrong[0], place, wrong[1])] if wrong else []
            return {"t": "Link", "c": [attr, inlines, [links.whole(target), title]]}
        place = self._place("link", target)
        anchor = self._anchors.way(self._here, target, place)
        if not anchor:
            return node
        if not self._media <= (there := self._anchors.media[anchor]):
            message = f"The link `{target}` leads nowhere in the medium {_list(self._media - there)}."
            self.found.append(finding("LINK001", message, place))
        self._used.add(target.partition("#")[2])
        return {"t": "Link", "c": [attr, inlines, [f"#{anchor}", title]]}

    def _place(self, kind: str, name: str) -> Span:
        nth = self._seen[f"{kind} {name}"]
        self._seen[f"{kind} {name}"] += 1
        return self._where.find(self._here, kind, name, nth)

    def unused(self) -> Iterator[Diagnostic]:
        """A finding for each label that no reference uses, or could use, for it stands on a thing of another kind."""
        for identifier in dict.fromkeys([*self._labels, *self._anchors.labels]):
            if identifier in self._used or not LABEL.match(identifier):
                continue
            place = self._anchors.labels.get(identifier, Span("report"))
            hint = f"Refer to it: `@{identifier}`."
            if identifier not in self._labels:
                hint = f"It is on no {_WORD[identifier.partition(':')[0]]}. {_HOW[identifier.partition(':')[0]]}"
            yield finding("REF003", f"No reference uses the label `{identifier}`.", place, hint)


def _automatic(heading: list[Node]) -> str:
    """The id that pandoc gives a heading which has none of its own."""
    words = re.sub(r"[^\w\s.-]", "", ast.plain(heading)).lower().split()
    return re.sub(r"^[\W\d_]+", "", "-".join(words)) or "section"


def _list(media: frozenset[Medium]) -> str:
    return ", ".join(sorted(media))


def _before(caption: Blocks, label: list[Node]) -> Blocks:
    """A caption with its label before its first words."""
    if caption and caption[0]["t"] in ("Plain", "Para"):
        return [{"t": caption[0]["t"], "c": [*label, *caption[0]["c"]]}, *caption[1:]]
    return [ast.plain_block(label[:1]), *caption]


def _inner(node: Node) -> Node | None:
    """A quotation as it is marked within another."""
    if node["t"] != "Quoted":
        return None
    other = "SingleQuote" if node["c"][0]["t"] == "DoubleQuote" else "DoubleQuote"
    return {"t": "Quoted", "c": [{"t": other}, ast.rewrite(node["c"][1], _inner)]}
