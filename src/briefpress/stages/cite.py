"""The Manuscript and the Library in; the ResolvedManuscript, its citations and references written out, out."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

from briefpress import ast, backlinks, citing, richtext, status
from briefpress.diagnostics import Diagnostic, Outcome, finding
from briefpress.engines import csl
from briefpress.evidence.pins import markup
from briefpress.evidence.quotations import marking
from briefpress.linkcheck.standins import stood_in
from briefpress.model import Blocks, Library, Manuscript, Node, Project, ResolvedManuscript, Section
from briefpress.ownrecord import own_record
from briefpress.selfcitation import suggested_citation
from briefpress.settings import ReferenceGroup
from briefpress.validate import nearest
from briefpress.wording import Words, language

_OTHER_DIALECT = re.compile(r"^(fig|figure|tbl|tab|table|sec|section|box)[-_:](.+)$", re.IGNORECASE)
_UNNUMBERED = re.compile(r"^(eq|eqn|lst|thm|lem|cor|prp|def|exm|exr|alg)[-_:].", re.IGNORECASE)
_UNNUMBERED_NAMES = {
    **dict.fromkeys(("eq", "eqn"), "Formulas"), "lst": "Listings", "alg": "Algorithms",
    **dict.fromkeys(("thm", "lem", "cor", "prp", "def", "exm", "exr"), "Theorems and the like"),
}  # fmt: skip
"""The first letters of other programs' labels for what has no number in a brief."""

_IDENTIFIER = re.compile(r"^(?:(?:doi|pmid|pmcid|arxiv|isbn|url|https?|wikidata|raw):|10\.\d{4,9}/)", re.IGNORECASE)
"""The keys of Manubot, which fetches their records."""

_LAW = (
    "webpage",
    "bill",
    "hearing",
    "legal_case",
    "legislation",
    "regulation",
    "standard",
    "treaty",
    "patent",
)
_DATA = ("dataset", "figure", "map", "software")
_PRESS = (
    "article-magazine", "article-newspaper", "broadcast", "interview", "post", "post-weblog",
)  # fmt: skip

_PARTS = ("article", "chapter", "entry", "paper", "post", "webpage")
"""What stands in something greater, so that its title stands between quotation marks."""


def cite(project: Project, manuscript: Manuscript, library: Library) -> Outcome[ResolvedManuscript]:
    """Write out each citation in the brief's style, and the list of references, each with its way back."""
    found = _missing(project, manuscript, library)
    sections = [replace(s, blocks=_known_alone(markup.bare(s.blocks), library)) for s in manuscript.sections]
    keys = _cited(sections)
    listed = library.records if "*" in project.brief.citations.nocite else project.brief.citations.nocite
    wanted = list(dict.fromkeys([*keys, *listed]))
    records = [stood_in(k, library) for k in wanted if k in library.records]
    references: Blocks = []
    record = own_record(project.brief, project.name, status.word(project.brief))
    with ThreadPoolExecutor(1) as beside:
        suggested = beside.submit(suggested_citation, record, library.style)
        if records:
            sections, references = _resolve(project, sections, records, library)
    if project.brief.evidence.marks:
        # Not before: citeproc puts the call of a note behind the full stop, and the mark belongs behind the call.
        sections = marking.marked(sections, manuscript.ledger, language(project.brief.lang).words.evidence.sign)
    resolved = ResolvedManuscript(
        project, tuple(sections), references, manuscript.pictures, manuscript.charts, manuscript.words,
        manuscript.passages, manuscript.inputs, record, tuple(records), manuscript.datasets,
        suggested.result(), manuscript.ledger,
    )  # fmt: skip
    return Outcome(resolved, tuple(found))


def _cited(sections: list[Section]) -> list[str]:
    cites = (n for s in sections for n in ast.walk(s.blocks) if n["t"] == "Cite")
    return list(dict.fromkeys(c["citationId"] for n in cites for c in n["c"][0]))


def _missing(project: Project, manuscript: Manuscript, library: Library) -> list[Diagnostic]:
    """A finding for each citation, and each key of `nocite`, that no bibliography has."""
    if not library.whole:
        return []
    found = []
    for section in manuscript.sections:
        seen: Counter[str] = Counter()
        for node in ast.walk(section.blocks):
            for citation in node["c"][0] if node["t"] == "Cite" else ():
                key = citation["citationId"]
                place = manuscript.where.find(section.path, "cite", key, seen[key])
                seen[key] += 1
                if key not in library.records:
                    found.append(
                        finding("CITE001", f"No bibliography has the key `{key}`.", place, _hint(key, library))
                    )
    for i, key in enumerate(project.brief.citations.nocite):
        if key != "*" and key not in library.records:
            place = project.mark(f"citations.nocite.{i}")
            found.append(finding("CITE001", f"No bibliography has the key `{key}`.", place, _hint(key, library)))
    return found


def _hint(key: str, library: Library) -> str:
    dialect = _OTHER_DIALECT.match(key)
    if dialect:
        named = dialect[1].lower()
        kind = {"tab": "tbl", "table": "tbl", "figure": "fig", "section": "sec"}.get(named, named)
        return f"A cross-reference is written `@{kind}:{dialect[2]}` here, and its label `{{#{kind}:{dialect[2]}}}`."
    if unnumbered := _UNNUMBERED.match(key):
        return f"{_UNNUMBERED_NAMES[unnumbered[1].lower()]} have no numbers here: say in words which one you mean."
    if _IDENTIFIER.match(key):
        return f"Nothing is fetched from the network: add a record with the id `{key}` to sources/references.*."
    like = nearest(key, list(library.records))
    if like:
        return f"Did you mean `@{like}`?"
    hint = "Add the record to sources/references.*" + (
        "; there is no bibliography yet." if not library.records else "."
    )
    return f"{hint} If it is no source, write `\\@{key}`."


def _known_alone(tree: Blocks, library: Library) -> Blocks:
    """The tree without the citations that citeproc can't resolve: what the author wrote stands in their place."""

    def change(node: Node) -> Node | list[Node] | None:
        if node["t"] == "Cite" and any(c["citationId"] not in library.records for c in node["c"][0]):
            written: list[Node] = node["c"][1]
            return written
        return None

    changed: Blocks = ast.rewrite(tree, change)
    return changed


def _resolve(
    project: Project, sections: list[Section], records: list[Any], library: Library
) -> tuple[list[Section], Blocks]:
    brief = project.brief
    # In a note style the note is the way to the source, and the addresses in it are links of their own.
    linked = not csl.read(library.style).note
    trees = [s.blocks if linked else _named_by_title(s.blocks, {r["id"]: r for r in records}) for s in sections]
    wrapped = [ast.div(ast.attr("", ["briefpress-section"]), tree) for tree in trees]
    placed = any(_is_refs(n) for s in sections for n in ast.walk(s.blocks))
    if not placed:
        wrapped.append(ast.div(ast.attr("refs"), []))
    meta = {"nocite": _nocite(brief.citations.nocite)}
    blocks = citing.cited(wrapped, records, library.style.read_bytes(), meta, brief.lang, linked=linked)
    marked, places = _marked([b["c"][1] for b in blocks[: len(sections)]])
    dress = _Dresser(project, records, places, _level_above_references(marked))
    trees = ast.rewrite(marked, lambda n: dress.references(n) if _is_refs(n) else None)
    references = [] if placed else dress.references(blocks[-1])["c"][1]
    return [replace(s, blocks=tree) for s, tree in zip(sections, trees, strict=True)], references


def _is_refs(node: Node) -> bool:
    return bool(node["t"] == "Div" and node["c"][0][0] == "refs")


def _named_by_title(tree: Blocks, records: Mapping[str, Any]) -> Blocks:
    """Where a sentence names a source that has no author, its title stands in the sentence, and the note behind it.

    In a note style citeproc prints the author alone, and for want of one nothing at all.
    """

    def change(node: Node) -> Node | list[Node] | None:
        if node["t"] != "Cite" or node["c"][0][0]["citationMode"]["t"] != "AuthorInText":
            return None
        first, *more = node["c"][0]
        record = records[first["citationId"]]
        if record.get("author") or record.get("editor"):
            return None
        title = richtext.inlines(str(record.get("title-short") or record.get("title") or ""))
        part = str(record.get("type", "")).partition("-")[0] in _PARTS
        named = {"t": "Quoted", "c": [{"t": "DoubleQuote"}, title]} if part else {"t": "Emph", "c": title}
        noted = {**first, "citationMode": {"t": "NormalCitation"}}
        return [named, {"t": "Cite", "c": [[noted, *more], node["c"][1]]}]

    changed: Blocks = ast.rewrite(tree, change)
    return changed


def _level_above_references(trees: list[Blocks]) -> int:
    """The level of the heading that the list of references stands under."""
    for tree in trees:
        level = 1
        for node in ast.walk(tree):
            if node["t"] == "Header":
                level = node["c"][0]
            if node["t"] == "Div" and _is_refs(node):
                return level
    return 1


def _nocite(keys: tuple[str, ...]) -> Node:
    citations = [
        {"citationId": k, "citationPrefix": [], "citationSuffix": [], "citationMode": {"t": "NormalCitation"},
         "citationNoteNum": 0, "citationHash": 0}
        for k in keys
    ]  # fmt: skip
    return ast.meta_inlines([{"t": "Cite", "c": [citations, []]}] if citations else [])


def _marked(trees: list[Blocks]) -> tuple[list[Blocks], dict[str, list[str]]]:
    """Give each citation an id, so that its reference can lead back to it; the ids by key."""
    places: dict[str, list[str]] = defaultdict(list)
    count = 0

    def change(node: Node) -> Node | None:
        nonlocal count
        if node["t"] == "Link" and node["c"][2][0].startswith("#ref-"):
            return ast.link(f"#{_entry_id(node['c'][2][0][1:])}", node["c"][1], node["c"][0])
        if node["t"] != "Cite":
            return None
        count += 1
        anchor = f"cite-{count}"
        for key in dict.fromkeys(citation["citationId"] for citation in node["c"][0]):
            places[key].append(anchor)
        return ast.span(ast.attr(anchor, ["cite"]), [node])

    marked: list[Blocks] = ast.rewrite(trees, change)
    return marked, places


def _entry_id(identifier: str) -> str:
    """A reference's id as XML allows it: a key may have a colon or a slash."""
    return re.sub(r"[^\w.-]", lambda m: f"_{ord(m[0]):x}_", identifier)


class _Dresser:
    """Gives the list of references its groups, its annotations and its ways back."""

    def __init__(self, project: Project, records: list[Any], places: dict[str, list[str]], level: int) -> None:
        self._level = min(level + 1, 6)
        self._citations = project.brief.citations
        self._words: Words = language(project.brief.lang).words
        self._records = {r["id"]: r for r in records}
        self._places = places

    def references(self, node: Node) -> Node:
        attr, entries = node["c"]
        dressed = [(entry["c"][0][0].removeprefix("ref-"), self._entry(entry)) for entry in entries]
        lists = self._grouped(dressed) if self._citations.groups else [_list([e for _, e in dressed])]
        return ast.div(ast.attr(attr[0], ["references"], role="doc-bibliography"), lists if entries else [])

    def _entry(self, node: Node) -> Node:
        (identifier, classes, pairs), blocks = node["c"]
        key = identifier.removeprefix("ref-")
        extra = []
        if self._citations.annotations and (note := self._records.get(key, {}).get("annote")):
            paragraphs = [ast.para(richtext.inlines(p)) for p in re.split(r"\n\s*\n", str(note).strip())]
            extra.append(ast.div(ast.attr("", ["annotation"]), paragraphs))
        if self._citations.backlinks and self._places.get(key):
            extra.append(backlinks.placeholder(self._places[key]))
        kept = [p for p in pairs if p[0] != "role"]
        return ast.div([_entry_id(identifier), classes, kept], [*blocks, *extra])

    def _grouped(self, entries: list[tuple[str, Node]]) -> Blocks:
        groups = self._groups()
        homes = [self._home(key, groups) for key, _ in entries]
        out: Blocks = []
        for i, group in enumerate(groups):
            mine = [e for (_, e), home in zip(entries, homes, strict=True) if home == i]
            if mine:
                heading = ast.attr(f"refs-{i + 1}", ["reference-group"])
                out += [ast.header(self._level, heading, ast.text(group.title)), _list(mine, "reference-group")]
        rest = [e for (_, e), home in zip(entries, homes, strict=True) if home is None]
        # What belongs to no group stands before the first, for behind it it would seem to belong to the last.
        return [_list(rest), *out] if rest else out

    def _groups(self) -> tuple[ReferenceGroup, ...]:
        words = self._words
        if isinstance(self._citations.groups, tuple):
            return self._citations.groups
        return (
            ReferenceGroup(words.law, types=_LAW),
            ReferenceGroup(words.data, types=_DATA),
            ReferenceGroup(words.literature, types=("*",)),
            ReferenceGroup(words.press, types=_PRESS),
        )

    def _home(self, key: str, groups: tuple[ReferenceGroup, ...]) -> int | None:
        """The group that a reference stands in: by its key, else by its type, else the one for all the rest."""
        kind = self._records.get(key, {}).get("type")
        tests: tuple[Callable[[ReferenceGroup], bool], ...] = (
            lambda group: key in group.keys,
            lambda group: kind in group.types,
            lambda group: "*" in group.types,
        )
        return next((i for test in tests for i, group in enumerate(groups) if test(group)), None)


def _list(entries: Blocks, *classes: str) -> Node:
    """References as a list: pandoc's writers make one of a Div of this class."""
    return ast.div(ast.attr("", ["csl-bib-body", *classes]), entries)
