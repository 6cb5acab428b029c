"""A resolved manuscript in; its whole text as one medium has it, as its language is set, out."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from briefpress import abbreviations, ast, backlinks, longnotes, orthography, selfcitation, signednumbers
from briefpress.annex import annex
from briefpress.model import Blocks, Node, ResolvedManuscript
from briefpress.recordfiles import record_links
from briefpress.settings import Medium
from briefpress.wording import Words, language

LONG_WORD = 35
"""From this many letters on, a word may not fit into a line."""


OF_SECTION = "of-section"
"""The class of a division that holds a section of a text that others lay out; its `nth` counts the sections from 0."""


def blocks_for(manuscript: ResolvedManuscript, medium: Medium, *, laid_out_here: bool = True) -> Blocks:
    """The whole text for one medium: its sections, then what stands at the end.

    What isn't `laid_out_here` is so by the program that opens it: no note is too long, no page has a number, and each
    section stands in a division of its own.
    """
    brief = manuscript.project.brief
    words = language(brief.lang).words
    sections = [s for s in manuscript.sections if medium in s.meta.for_media]
    trees = [_for_medium(s.blocks, medium) for s in sections]
    # Not before the medium is known: what is used first in print may be left out of the web page.
    trees = abbreviations.write_out(trees, brief.abbreviations)
    out: Blocks = []
    for number, (section, tree) in enumerate(zip(sections, trees, strict=True), 1):
        lang = section.meta.lang
        if medium == "paper" and laid_out_here:
            tree = longnotes.at_end(tree, number, language(lang or brief.lang).words)
        tree = orthography.spelled(tree, lang or brief.lang)
        if language(lang or brief.lang).words.direction == "rtl":
            tree = signednumbers.from_left(tree)
        tree = _spoken(tree, lang) if lang else tree
        if not laid_out_here:
            tree = [ast.div(ast.attr("", [OF_SECTION], nth=str(manuscript.sections.index(section))), tree)]
        out += tree
    if brief.look.abbreviations:
        out += _abbreviations(out, brief.abbreviations, words)
    if manuscript.references:
        out.append(ast.header(1, ast.attr("references"), ast.text(words.references)))
        listed = ast.div(ast.attr("refs", ["references"], role="doc-bibliography"), manuscript.references)
        out += orthography.spelled([listed], brief.lang)
    if brief.evidence.annex or brief.evidence.marks:
        records = {str(record["id"]): record for record in manuscript.records}
        out += orthography.spelled(annex(manuscript.ledger, records, brief.lang), brief.lang)
    beside = record_links(manuscript.record) if medium == "screen" else {}
    [suggested] = orthography.spelled([ast.para(list(manuscript.suggested))], brief.lang)
    out = selfcitation.in_place(out, suggested["c"], brief, beside)
    return backlinks.ways_back(_parted(_breakable(_signs(out))), words, medium if laid_out_here else "screen")


_NUMBERS = {
    "LowerAlpha": "lower-alpha",
    "UpperAlpha": "upper-alpha",
    "LowerRoman": "lower-roman",
    "UpperRoman": "upper-roman",
}
_DELIMITERS = {"OneParen": "one-paren", "TwoParens": "two-parens"}


def _signs(blocks: Blocks) -> Blocks:
    """The signs of tasks and of lists as signs.

    pandoc makes boxes to tick of tasks, which no e-book or paper has, and a point of every sign behind a number.
    """

    def change(node: Node) -> Node | None:
        if node["t"] == "Str" and node["c"] in ("☐", "☒"):
            return ast.span(ast.attr("", ["task"]), [node])
        if node["t"] == "OrderedList" and (sign := _DELIMITERS.get(node["c"][0][2]["t"])):
            numbers = _NUMBERS.get(node["c"][0][1]["t"], "decimal")
            return ast.div(ast.attr("", [f"{sign}-{numbers}"]), [node])
        return None

    changed: Blocks = ast.rewrite(blocks, change)
    return changed


def _abbreviations(text: Blocks, known: Mapping[str, str], words: Words) -> Blocks:
    """The list of the abbreviations that a text uses; nothing where it uses none."""
    used = sorted(abbreviations.used(text, known), key=str.casefold)
    if not used:
        return []
    entries = [[ast.text(short), [[ast.plain_block(ast.text(known[short]))]]] for short in used]
    listed = ast.div(ast.attr("", ["abbreviations"]), [{"t": "DefinitionList", "c": entries}])
    return [ast.header(1, ast.attr("abbreviations"), ast.text(words.abbreviations)), listed]


def _breakable(blocks: Blocks) -> Blocks:
    """Words too long for a line are marked, so that a style sheet may break them and need break no others."""

    def change(node: Node) -> Node | None:
        if node["t"] == "Str" and len(node["c"]) > LONG_WORD:
            return ast.span(ast.attr("", ["long-word"]), [node])
        return None

    marked: Blocks = ast.rewrite(blocks, change)
    return marked


def _parted(blocks: Blocks) -> Blocks:
    """A comma between two calls of notes that stand side by side: “23,24”, lest they read as one number."""

    def ends(node: Node) -> bool:
        inner = node["c"][1] if node["t"] in ("Span", "Cite") else ()
        return node["t"] == "Note" or bool(inner and ends(inner[-1]))

    def begins(node: Node) -> bool:
        inner = node["c"][1] if node["t"] in ("Span", "Cite") else ()
        return node["t"] == "Note" or bool(inner and begins(inner[0]))

    def change(node: Node) -> Node | None:
        if node["t"] not in ("Para", "Plain"):
            return None
        out: list[Node] = []
        for inline in node["c"]:
            if inline == {"t": "Str", "c": ""}:  # citeproc leaves them where it has moved a full stop
                continue
            if out and ends(out[-1]) and begins(inline):
                out.append({"t": "Superscript", "c": [{"t": "Str", "c": ","}]})
            out.append(inline)
        return {"t": node["t"], "c": out}

    parted: Blocks = ast.rewrite(blocks, change)
    return parted


def _for_medium(tree: Blocks, medium: Medium) -> Blocks:
    def choose(node: Node) -> Node | list[Node] | None:
        if node["t"] not in ("Div", "Span") or "only" not in node["c"][0][1]:
            return None
        wanted = ast.attribute(node["c"][0], "media").split()
        inside: list[Node] = node["c"][1]
        return inside if medium in wanted else []

    chosen: Blocks = ast.rewrite(tree, choose)
    return chosen


def _spoken(blocks: Blocks, lang: str) -> Blocks:
    """A section in another language: its headings and its text say so, and run in that language's direction."""
    pairs = [["lang", lang], ["dir", language(lang).words.direction]]
    out: Blocks = []
    for is_heading, run in groupby(blocks, lambda b: bool(b["t"] == "Header")):
        if is_heading:
            out += [ast.header(b["c"][0], [*b["c"][1][:2], [*b["c"][1][2], *pairs]], b["c"][2]) for b in run]
        else:
            out.append(ast.div(["", [], pairs], list(run)))
    return out
