"""The ResolvedManuscript in; the finished page of one medium — paper, screen or ebook — out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from lxml import html
from markupsafe import Markup

from briefpress import abbreviations, ast, backlinks, bidi, charts, formulas, htmltree, imprint, longnotes
from briefpress import drawings as drawing
from briefpress.engines import fonts, pandoc
from briefpress.look import Look
from briefpress.model import DECORATIVE, Blocks, Book, Inventory, Node, Page, ResolvedManuscript
from briefpress.settings import MEDIA, Medium
from briefpress.wording import Words, language

LONG_WORD = 35
"""From this many letters on, a word may not fit into a line."""

LONG = 1500
"""From this many words on, a brief of six sections and more has a list of contents on paper."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of the contents: where it leads, its words, and the lines below it."""

    anchor: str
    title: str
    below: tuple[_Entry, ...] = ()


def paper(manuscript: ResolvedManuscript, look: Look) -> Page:
    """The page to print: notes at their calls, pictures and letters as files beside it; drawings may follow."""
    blocks, tree = _body(manuscript, "paper")
    htmltree.notes_at_calls(tree)
    bidi.keep_runs(tree, language(manuscript.project.brief.lang).words.direction == "rtl")
    htmltree.long_note_numbers(tree)
    htmltree.plain_titles(tree)
    page_files = dict(manuscript.pictures)
    page_files |= formulas.draw(tree, look.tokens["ink"])
    faces = fonts.whole()
    page_files |= {f"fonts/{face.file}": data for face, data in faces.items()}
    css = "".join(fonts.rule(face, f"fonts/{face.file}") for face in faces) + look.css("paper")
    logo = None
    if look.logo is not None:
        logo = f"styles/{look.logo.name}"
        page_files[logo] = look.logo.read_bytes()
    return Page("paper", _filled(manuscript, look, "paper", blocks, tree, css, logo), _inventory(blocks), page_files)


def with_drawings(page: Page, drawings: Mapping[str, str]) -> Page:
    """The page with its charts beside it, which are drawn while it is composed."""
    return replace(page, files={**page.files, **{name: svg.encode() for name, svg in drawings.items()}})


def screen(manuscript: ResolvedManuscript, drawings: Mapping[str, str], look: Look) -> Page:
    """The web page: one file that needs nothing else."""
    blocks, tree = _body(manuscript, "screen")

    def address(name: str) -> str | Any:
        if name in drawings:
            both = {"wide": drawings[name], "narrow": drawings[charts.narrow(name)]}
            return drawing.inline(both, name.rpartition("/")[2].removesuffix(".svg"))
        if name in manuscript.pictures:
            return htmltree.data_address(manuscript.pictures[name])
        return name

    htmltree.pictures(tree, address)
    htmltree.scroll_tables(tree, _captions(blocks), language(manuscript.project.brief.lang).words.table)
    letters = html.tostring(tree, encoding="unicode", method="text")
    faces = fonts.subset(letters + imprint.letters(manuscript.project.brief))
    css = "".join(
        fonts.rule(face, htmltree.data_address(data).replace("image/svg+xml", "font/otf"))
        for face, data in faces.items()
    )
    logo = htmltree.data_address(look.logo.read_bytes()) if look.logo else None
    page = _filled(manuscript, look, "screen", blocks, tree, css + look.css("screen"), logo)
    return Page("screen", page, _inventory(blocks))


def ebook(manuscript: ResolvedManuscript, drawings: Mapping[str, str], look: Look) -> Book:
    """What the EPUB writer takes: the text with its metadata, and a style sheet."""
    blocks = _blocks(manuscript, "ebook")
    book_files = dict(manuscript.pictures)
    for name in drawings:
        if charts.narrow(name) in drawings:
            book_files[name] = drawing.with_letters(drawings[charts.narrow(name)]).encode()
    return Book(ast.document(blocks, _metadata(manuscript)), look.css("ebook"), _inventory(blocks), book_files)


def _blocks(manuscript: ResolvedManuscript, medium: Medium) -> Blocks:
    """The whole text for one medium: its sections, then what stands at the end."""
    brief = manuscript.project.brief
    words = language(brief.lang).words
    sections = [s for s in manuscript.sections if medium in s.meta.for_media]
    trees = [_for_medium(s.blocks, medium) for s in sections]
    # Not before the medium is known: what is used first in print may be left out of the web page.
    trees = abbreviations.write_out(trees, brief.abbreviations)
    out: Blocks = []
    for number, (section, tree) in enumerate(zip(sections, trees, strict=True), 1):
        lang = section.meta.lang
        own = language(lang).words if lang else words
        tree = _quoted(longnotes.at_end(tree, number, own) if medium == "paper" else tree, own)
        out += _spoken(tree, lang) if lang else tree
    if brief.look.abbreviations:
        out += _abbreviations(out, brief.abbreviations, words)
    if manuscript.references:
        out.append(ast.header(1, ast.attr("references"), ast.text(words.references)))
        listed = ast.div(ast.attr("refs", ["references"], role="doc-bibliography"), manuscript.references)
        out += _quoted([listed], words)
    return backlinks.ways_back(_parted(_breakable(_signs(out))), words, medium)


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


def _quoted(blocks: Blocks, words: Words) -> Blocks:
    """The author's quotation marks as a language writes them."""

    def change(node: Node) -> list[Node] | None:
        if node["t"] != "Quoted":
            return None
        double = node["c"][0]["t"] == "DoubleQuote"
        begin = words.open_quote if double else words.open_inner_quote
        end = words.close_quote if double else words.close_inner_quote
        return [{"t": "Str", "c": begin}, *node["c"][1], {"t": "Str", "c": end}]

    changed: Blocks = ast.rewrite(blocks, change)
    return changed


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


def _body(manuscript: ResolvedManuscript, medium: Medium) -> tuple[Blocks, htmltree.Element]:
    blocks = _blocks(manuscript, medium)
    tree = htmltree.parse(pandoc.to_html(ast.document(_deeper(blocks))))
    htmltree.captions_first(tree)
    htmltree.notes_in_order(tree)
    htmltree.silent_pictures(tree, DECORATIVE if medium == "paper" else "")
    htmltree.told_math(tree)
    return blocks, tree


def _deeper(blocks: Blocks) -> Blocks:
    """Each heading a level lower: the brief's title is the page's heading of level one."""

    def lower(node: Node) -> Node | None:
        if node["t"] != "Header":
            return None
        level, attr, inlines = node["c"]
        return ast.header(min(level + 1, 6), attr, inlines)

    lowered: Blocks = ast.rewrite(blocks, lower)
    return lowered


def _inventory(blocks: Blocks) -> Inventory:
    """What of the text must be found in its artifact, by id."""
    nodes = list(ast.walk(blocks))
    notes = sum(1 for n in nodes if n["t"] == "Note")
    attrs = [(n, ast.attr_of(n)) for n in nodes]
    named = [(n, a) for n, a in attrs if a and a[0]]
    return Inventory(
        notes=tuple(f"fn{i}" for i in range(1, notes + 1)),
        citations=tuple(a[0] for n, a in named if n["t"] == "Span" and "cite" in a[1]),
        figures=tuple(a[0] for n, a in named if n["t"] == "Figure"),
        tables=tuple(a[0] for n, a in named if n["t"] == "Div" and "table-block" in a[1]),
        headings=tuple(a[0] for n, a in named if n["t"] == "Header"),
    )


def _captions(blocks: Blocks) -> dict[str, str]:
    return {
        n["c"][0][0]: ast.plain(n["c"][1][0]["c"][1][1]).strip()
        for n in ast.walk(blocks)
        if n["t"] == "Div" and "table-block" in n["c"][0][1]
    }


def _contents(blocks: Blocks) -> tuple[_Entry, ...]:
    """Headings of the first two levels as the list of contents; groups of references aren't listed."""
    out: list[_Entry] = []
    for level, anchor, title in _headings(blocks):
        if level == 1:
            out.append(_Entry(anchor, title))
        elif level == 2 and out:
            last = out[-1]
            out[-1] = _Entry(last.anchor, last.title, (*last.below, _Entry(anchor, title)))
    return tuple(out)


def _headings(blocks: Blocks) -> Iterator[tuple[int, str, str]]:
    for block in blocks:
        if block["t"] == "Div":
            yield from _headings(block["c"][1])
        if block["t"] == "Header" and "reference-group" not in block["c"][1][1]:
            title = ast.plain(block["c"][2]).strip()
            if title:
                yield block["c"][0], block["c"][1][0], title


def _filled(
    manuscript: ResolvedManuscript, look: Look, medium: Medium, blocks: Blocks, tree: htmltree.Element, css: str,
    logo: str | None,
) -> str:  # fmt: skip
    brief = manuscript.project.brief
    words: Words = language(brief.lang).words
    contents = _contents(blocks)
    wanted = brief.look.contents
    if wanted == "auto":
        wanted = medium == "screen" or (len(contents) >= 6 and manuscript.words >= LONG)
    return look.render(
        f"{medium}.html",
        brief=brief,
        words=words,
        people=brief.people,
        full_title=imprint.full_title(brief),
        running_title=htmltree.shortened(brief.title, htmltree.RUNNING),
        date_line=imprint.date_line(brief),
        series=imprint.series(brief),
        imprint_line=imprint.imprint_line(brief),
        licence_name=imprint.licence_name(brief.licence),
        licence_address=imprint.licence_address(brief.licence),
        contents=contents if wanted else (),
        body=Markup(htmltree.serialize(tree)),  # noqa: S704  # pandoc escaped what the author wrote
        css=Markup(css.replace("</", "<\\/")),  # noqa: S704  # a style sheet can't close its element
        logo=logo,
        media=MEDIA,
    )


def _metadata(manuscript: ResolvedManuscript) -> Node:
    """The brief's record as pandoc's EPUB writer reads it."""
    brief = manuscript.project.brief
    title = [{"t": "MetaMap", "c": {"type": ast.meta_text("main"), "text": ast.meta_text(brief.title)}}]
    if brief.subtitle:
        title.append({"t": "MetaMap", "c": {"type": ast.meta_text("subtitle"), "text": ast.meta_text(brief.subtitle)}})
    meta: Node = {
        "title": {"t": "MetaList", "c": title},
        "pagetitle": ast.meta_text(imprint.full_title(brief)),
        "lang": ast.meta_text(brief.lang),
        "dir": ast.meta_text(language(brief.lang).words.direction),
        "creator": {
            "t": "MetaList",
            "c": [
                {"t": "MetaMap", "c": {"role": ast.meta_text("aut"), "text": ast.meta_text(p.name)}}
                for p in brief.people
            ],
        },
    }
    single = {
        "description": brief.description,
        "publisher": brief.publisher.name,
        "rights": brief.licence,
        "date": brief.date.isoformat() if brief.date else "",
    }
    meta |= {key: ast.meta_text(value) for key, value in single.items() if value}
    if brief.keywords:
        meta["subject"] = {"t": "MetaList", "c": [ast.meta_text(k) for k in brief.keywords]}
    if brief.identifier.series:
        meta["belongs-to-collection"] = ast.meta_text(brief.identifier.series)
        if brief.identifier.number:
            meta["group-position"] = ast.meta_text(str(brief.identifier.number))
    return meta
