"""The ResolvedManuscript in; the finished page of one medium — paper, screen or ebook — out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from lxml import html
from markupsafe import Markup

from briefpress import (
    ast,
    bidi,
    datatable,
    files,
    formulas,
    htmltree,
    imprint,
    inlinestyles,
    lettering,
    paragraphs,
    policy,
    selfcitation,
    sharing,
    status,
    typesetting,
)
from briefpress import drawings as drawing
from briefpress.charts import sizes
from briefpress.contents import Entry, contents_of
from briefpress.ebook import datapages
from briefpress.engines import fonts, machine_fonts, pandoc
from briefpress.look import Look, script
from briefpress.model import (
    DECORATIVE,
    Blocks,
    Book,
    Inventory,
    Node,
    Page,
    ResolvedManuscript,
    Stamp,
    Written,
)
from briefpress.settings import Brief, Medium
from briefpress.wording import language

if TYPE_CHECKING:
    from briefpress.word.shots import Shot
    from briefpress.word.typescript import Typescript

LONG = 1500
"""From this many words on, a brief of six sections and more has a list of contents on paper."""


def paper(manuscript: ResolvedManuscript, look: Look) -> Page:
    """The page to print: notes at their calls, pictures and letters as files beside it; drawings may follow."""
    blocks, tree = _body(manuscript, look, "paper")
    htmltree.notes_at_calls(tree)
    bidi.keep_runs(tree, language(manuscript.project.brief.lang).words.direction == "rtl")
    htmltree.long_note_numbers(tree)
    htmltree.plain_titles(tree)
    page_files = dict(manuscript.pictures)
    page_files |= formulas.draw(tree, look.tokens["ink"])
    faces = fonts.whole(fonts.of(look.families))
    page_files |= {f"fonts/{face.file}": data for face, data in faces.items()}
    rules = "".join(fonts.rule(face, f"fonts/{face.file}") for face in faces)
    used = _scripts(manuscript, _letters(manuscript, tree))
    # Behind the style's sheets, whose families they change.
    families = lettering.css(look.tokens, used, manuscript.project.brief.lang)
    css = rules + look.css("paper") + families
    logo = None
    if look.logo is not None:
        logo = f"styles/{look.logo.name}"
        page_files[logo] = files.read_inside(manuscript.project.root, look.logo)
    contents = _contents(manuscript, blocks, "paper")
    page = _filled(manuscript, look, "paper", contents, tree, _in_element(css), logo)
    stamp = _stamp(manuscript.project.brief, rules + look.stamp() + families)
    return Page(page, _inventory(blocks), page_files, stamp)


def _stamp(brief: Brief, css: str) -> Stamp | None:
    """What the sheets of a brief bear that isn't final, or that is retracted."""
    if status.standing(brief) == "final":
        return None
    direction, numbered = language(brief.lang).words.direction, status.held_back(brief)
    return Stamp(status.word(brief), status.notice(brief), brief.lang, direction, css, numbered)


def screen(manuscript: ResolvedManuscript, drawings: Mapping[str, str], look: Look) -> Page:
    """The web page: one file that needs nothing else."""
    blocks, tree = _body(manuscript, look, "screen")
    datatable.disclose(tree, manuscript.shown, language(manuscript.project.brief.lang).words)

    def address(name: str) -> str | Any:
        if name in drawings:
            both = {"wide": drawings[name], "narrow": drawings[sizes.narrow(name)]}
            return drawing.inline(both, name.rpartition("/")[2].removesuffix(".svg"))
        if name in manuscript.pictures:
            return htmltree.data_address(manuscript.pictures[name])
        return name

    htmltree.pictures(tree, address)
    words = language(manuscript.project.brief.lang).words
    htmltree.scroll_tables(tree, _captions(blocks), words.table)
    noted = htmltree.named_notes(tree, words)
    htmltree.own_addresses(tree)
    if status.held_back(manuscript.project.brief):
        paragraphs.number([tree])
    rules = inlinestyles.as_classes(tree)
    letters, lang = _letters(manuscript, tree), manuscript.project.brief.lang
    used = _scripts(manuscript, letters)
    faces = fonts.subset(letters, fonts.of(look.families)) | machine_fonts.subsets(letters, used, lettering.cjk(lang))
    faces |= machine_fonts.italics(lettering.slanted_letters(blocks))
    css = "".join(
        fonts.rule(face, htmltree.data_address(data).replace("image/svg+xml", "font/otf"))
        for face, data in faces.items()
    )
    logo = htmltree.data_address(files.read_inside(manuscript.project.root, look.logo)) if look.logo else None
    css = _in_element(css + look.css("screen") + lettering.css(look.tokens, used, lang) + rules)
    contents = _contents(manuscript, blocks, "screen")
    if contents and noted:
        contents = (*contents, Entry(htmltree.NOTES, words.notes))
    values = {
        "policy": policy.policy([css], [script()]),
        "script": Markup(script()),  # noqa: S704  # our own
        "shared": sharing.shared(manuscript.project, tree, css, manuscript.words, bool(contents)),
    }
    page = _filled(manuscript, look, "screen", contents, tree, css, logo, **values)
    return Page(page, _inventory(blocks), fonts=machine_fonts.sources(faces))


def ebook(manuscript: ResolvedManuscript, drawings: Mapping[str, str], look: Look) -> Book:
    """What the EPUB writer takes: the text with its metadata, and a style sheet."""
    lang = manuscript.project.brief.lang
    blocks = datapages.linked(_blocks(manuscript, look, "ebook"), manuscript.shown, language(lang).words)
    book_files, drawn_in = dict(manuscript.pictures), dict[str, str]()
    for name in drawings:
        if sizes.narrow(name) in drawings:
            svg, used_there = drawing.with_letters(drawings[sizes.narrow(name)], lang)
            book_files[name], drawn_in = svg.encode(), drawn_in | used_there
    letters = ast.plain(blocks, notes=True) + imprint.letters(manuscript.project.brief)
    letters += datatable.words(manuscript.shown)
    used = _scripts(manuscript, letters)
    faces = fonts.subset(letters, fonts.of(look.families)) | machine_fonts.subsets(letters, used, lettering.cjk(lang))
    faces |= machine_fonts.italics(lettering.slanted_letters(blocks))
    book_files |= {f"fonts/{face.file}": data for face, data in faces.items()}
    rules = "".join(fonts.rule(face, f"../fonts/{face.file}") for face in faces)
    css = rules + look.css("ebook") + lettering.css(look.tokens, used, lang)
    document = ast.document(blocks, _metadata(manuscript))
    return Book(
        document, css, _inventory(blocks), book_files, machine_fonts.sources(faces) | drawn_in, manuscript.shown
    )


def typed(
    manuscript: ResolvedManuscript, written: Mapping[str, Written], shots: Mapping[str, Shot], look: Look
) -> Typescript:
    """What the Word document is written of: the text for paper, which Word lays out itself."""
    from briefpress.word.typescript import typescript

    blocks = typesetting.blocks_for(manuscript, "paper", laid_out_here=False)
    used = _scripts(manuscript, ast.plain(blocks, notes=True) + imprint.letters(manuscript.project.brief))
    contents = _contents(manuscript, blocks, "paper")
    return typescript(manuscript, written, blocks, contents, shots, look, used, _inventory(blocks))


def _letters(manuscript: ResolvedManuscript, tree: htmltree.Element) -> str:
    """Every letter of a page."""
    return str(html.tostring(tree, encoding="unicode", method="text")) + imprint.letters(manuscript.project.brief)


def _blocks(manuscript: ResolvedManuscript, look: Look, medium: Medium) -> Blocks:
    """The text of a medium, its emphasis marked where the house's italics lack a letter of it."""
    blocks = typesetting.blocks_for(manuscript, medium)
    return lettering.slanted(blocks, fonts.unslanted(lettering.emphasised(blocks), fonts.of(look.families)))


def _scripts(manuscript: ResolvedManuscript, letters: str) -> tuple[lettering.Script, ...]:
    """The scripts that a page has letters of and the house's fonts haven't."""
    sections = (section.meta.lang for section in manuscript.sections)
    return lettering.scripts(letters, [manuscript.project.brief.lang, *filter(None, sections)])


def _body(manuscript: ResolvedManuscript, look: Look, medium: Medium) -> tuple[Blocks, htmltree.Element]:
    blocks = _blocks(manuscript, look, medium)
    tree = htmltree.parse(pandoc.to_html(ast.document(_deeper(blocks))))
    selfcitation.apart(tree)
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
        level, (identifier, classes, pairs), inlines = node["c"]
        told = [["aria-level", str(level + 1)]] if level >= _LOWEST else []
        return ast.header(min(level + 1, _LOWEST), [identifier, classes, [*pairs, *told]], inlines)

    lowered: Blocks = ast.rewrite(blocks, lower)
    return lowered


_LOWEST = 6
"""The lowest heading that HTML has."""


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


def _contents(manuscript: ResolvedManuscript, blocks: Blocks, medium: Medium) -> tuple[Entry, ...]:
    """The list of contents, empty where the medium has none."""
    contents = contents_of(blocks)
    wanted = manuscript.project.brief.look.contents
    if wanted == "auto":
        wanted = medium == "screen" or (len(contents) >= 6 and manuscript.words >= LONG)
    return contents if wanted else ()


def _in_element(css: str) -> str:
    """A style sheet that can't close the element that holds it."""
    return css.replace("</", "<\\/")


def _filled(
    manuscript: ResolvedManuscript, look: Look, medium: Medium, contents: tuple[Entry, ...], tree: htmltree.Element,
    css: str, logo: str | None, **values: object,
) -> str:  # fmt: skip
    brief = manuscript.project.brief
    return look.render(
        f"{medium}.html",
        **imprint.printed(brief),
        versions=imprint.alternates(brief, beside="html" if medium == "screen" else None),
        running_title=htmltree.shortened(brief.title, htmltree.RUNNING),
        contents=contents,
        body=Markup(htmltree.serialize(tree)),  # noqa: S704  # pandoc escaped what the author wrote
        css=Markup(css),  # noqa: S704  # made of files of the program and of the house
        logo=logo,
        **values,
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
