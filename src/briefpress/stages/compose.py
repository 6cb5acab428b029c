"""The ResolvedManuscript in; the finished page of one medium — paper, screen or ebook — out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from lxml import html
from markupsafe import Markup

from briefpress import ast, bidi, charts, formulas, htmltree, imprint, typesetting
from briefpress import drawings as drawing
from briefpress.contents import contents_of
from briefpress.engines import fonts, pandoc
from briefpress.look import Look
from briefpress.model import DECORATIVE, Blocks, Book, Inventory, Node, Page, ResolvedManuscript
from briefpress.settings import MEDIA, Medium
from briefpress.wording import language

LONG = 1500
"""From this many words on, a brief of six sections and more has a list of contents on paper."""


def paper(manuscript: ResolvedManuscript, look: Look) -> Page:
    """The page to print: notes at their calls, pictures and letters as files beside it; drawings may follow."""
    blocks, tree = _body(manuscript, "paper")
    htmltree.notes_at_calls(tree)
    bidi.keep_runs(tree, language(manuscript.project.brief.lang).words.direction == "rtl")
    htmltree.long_note_numbers(tree)
    htmltree.plain_titles(tree)
    page_files = dict(manuscript.pictures)
    page_files |= formulas.draw(tree, look.tokens["ink"])
    faces = fonts.whole(fonts.of(look.families))
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
    faces = fonts.subset(letters + imprint.letters(manuscript.project.brief), fonts.of(look.families))
    css = "".join(
        fonts.rule(face, htmltree.data_address(data).replace("image/svg+xml", "font/otf"))
        for face, data in faces.items()
    )
    logo = htmltree.data_address(look.logo.read_bytes()) if look.logo else None
    page = _filled(manuscript, look, "screen", blocks, tree, css + look.css("screen"), logo)
    return Page("screen", page, _inventory(blocks))


def ebook(manuscript: ResolvedManuscript, drawings: Mapping[str, str], look: Look) -> Book:
    """What the EPUB writer takes: the text with its metadata, and a style sheet."""
    blocks = typesetting.blocks_for(manuscript, "ebook")
    book_files = dict(manuscript.pictures)
    for name in drawings:
        if charts.narrow(name) in drawings:
            book_files[name] = drawing.with_letters(drawings[charts.narrow(name)]).encode()
    return Book(
        ast.document(blocks, _metadata(manuscript)), look.css("ebook"), _inventory(blocks), book_files, look.families
    )


def _body(manuscript: ResolvedManuscript, medium: Medium) -> tuple[Blocks, htmltree.Element]:
    blocks = typesetting.blocks_for(manuscript, medium)
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


def _filled(
    manuscript: ResolvedManuscript, look: Look, medium: Medium, blocks: Blocks, tree: htmltree.Element, css: str,
    logo: str | None,
) -> str:  # fmt: skip
    brief = manuscript.project.brief
    contents = contents_of(blocks)
    wanted = brief.look.contents
    if wanted == "auto":
        wanted = medium == "screen" or (len(contents) >= 6 and manuscript.words >= LONG)
    return look.render(
        f"{medium}.html",
        **imprint.printed(brief),
        running_title=htmltree.shortened(brief.title, htmltree.RUNNING),
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
