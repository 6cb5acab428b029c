"""The brief's settings and its contents in; what stands before and behind the text of a Word document, out."""

from __future__ import annotations

from collections.abc import Sequence

from briefpress import ast, imprint, status
from briefpress.contents import Entry
from briefpress.model import Blocks, Node
from briefpress.settings import Brief
from briefpress.word.blocks import styled
from briefpress.wording import language

LOGO = "styles/logo"
"""What the logo is called among the pictures of a document."""

_LOGO_HEIGHT = "11mm"


def title_block(brief: Brief, *, logo: bool) -> Blocks:
    """House, series, status, title, subtitle, authors, date and abstract: as many as brief.yaml gives."""
    label, note = imprint.revision_note(brief)
    house = [_picture(brief)] if logo else ast.text(brief.publisher.name)
    lines = [
        ("House", house if logo or brief.publisher.name else []),
        ("Series", ast.text(imprint.series(brief) or "\u00a0") if brief.look.cover or imprint.series(brief) else []),
        ("Status", ast.text(status.notice(brief))),
        ("Title", ast.text(brief.title)),
        ("Subtitle", ast.text(brief.subtitle)),
        *(("Author", _person(person.name, person.affiliation)) for person in brief.people),
        ("Date", ast.text(imprint.date_line(brief))),
        ("Date", [{"t": "Strong", "c": ast.text(label)}, *ast.text(note)] if note else []),
        ("Abstract", ast.text(brief.description)),
    ]
    return [styled(name, [ast.para(inlines)]) for name, inlines in lines if inlines]


def _picture(brief: Brief) -> Node:
    alt = ast.text(brief.publisher.name or "Logo")
    return {"t": "Image", "c": [ast.attr("", [], height=_LOGO_HEIGHT), alt, [LOGO, ""]]}


def _person(name: str, affiliation: str) -> list[Node]:
    own = [ast.span(ast.attr("", [], custom_style="Affiliation"), ast.text(f" {affiliation}"))] if affiliation else []
    return [*ast.text(name), *own]


def contents_list(brief: Brief, contents: Sequence[Entry]) -> Blocks:
    """The list of contents: a heading, and a line for each section and each part of one."""
    lines = [styled("TOC Heading", [ast.para(ast.text(language(brief.lang).words.contents))])]
    for entry in contents:
        lines.append(styled("toc 1", [ast.para([_to(entry)])]))
        lines += [styled("toc 2", [ast.para([_to(below)])]) for below in entry.below]
    return lines


def _to(entry: Entry) -> Node:
    return ast.link(f"#{entry.anchor}", ast.text(entry.title))


def colophon(brief: Brief) -> Blocks:
    """The imprint, the identifiers, the licence, the language versions and the house's address."""
    words, between = language(brief.lang).words, " · "
    lines: list[list[Node]] = [ast.text(between.join(imprint.imprint_line(brief)))]
    for line in imprint.identifier_lines(brief):
        lines.append([*ast.text(f"{line.label} "), *_linked(line.address, line.text)])
    if brief.licence:
        lines.append(_linked(imprint.licence_address(brief.licence), imprint.licence_name(brief.licence)))
    if newest := imprint.newest_at(brief):
        lines.append([*ast.text(f"{words.editions.newest} "), *_linked(newest, newest.removeprefix("https://"))])
    if versions := imprint.alternates(brief):
        said = ast.text(f"{words.also_in} ")
        for nth, version in enumerate(versions):
            named = _linked(version.address, version.name)
            said += ast.text(between) if nth else []
            said.append(ast.span(ast.attr("", [], lang=version.lang, dir=version.direction), named))
        lines.append(said)
    if brief.publisher.url:
        lines.append(_linked(brief.publisher.url, brief.publisher.url.removeprefix("https://")))
    return [styled("Colophon", [ast.para(line)]) for line in lines if line]


def _linked(address: str, words: str) -> list[Node]:
    return [ast.link(address, ast.text(words))] if address else ast.text(words)
