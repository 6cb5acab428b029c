"""A resolved manuscript, its pictures and its look in; what a Word document is written of, out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefpress import ast
from briefpress.contents import Entry
from briefpress.lettering import Script
from briefpress.look import Look
from briefpress.model import Blocks, Inventory, Node, ResolvedManuscript, Section, Written
from briefpress.word import anchors, blocks, front
from briefpress.word.letters import Letters, letters_of
from briefpress.word.sheet import Sheet, sheet_of
from briefpress.word.shots import Shot
from briefpress.word.styles import Page, page_of, styles


@dataclass(frozen=True, slots=True)
class Typescript:
    """What pandoc's DOCX writer takes, and what its document is finished with.

    `pictures` are named as `document` names them. `sections` are those of the manuscript, `written` their Markdown:
    by them each paragraph finds its line.
    """

    document: Node
    pictures: Mapping[str, bytes]
    inventory: Inventory
    sheet: Sheet
    page: Page
    letters: Letters
    tokens: Mapping[str, str]
    styles: bytes
    sections: Sequence[Section]
    written: Mapping[str, Written]


def typescript(
    manuscript: ResolvedManuscript, written: Mapping[str, Written], text: Blocks, contents: Sequence[Entry],
    shots: Mapping[str, Shot], look: Look, used: Sequence[Script], inventory: Inventory,
) -> Typescript:  # fmt: skip
    """Put the title block and the contents before the text, the colophon in its place, all in the writer's shape."""
    brief = manuscript.project.brief
    sheet = sheet_of(*look.in_word(), cover=brief.look.cover)
    letters = letters_of(brief.lang, look.tokens, used)
    page = page_of(sheet, look.paper, rtl=letters.rtl)
    column = 210 - sheet.sheet.start - sheet.sheet.end
    room = blocks.Room(column, column + sheet.wide.start + sheet.wide.end)
    before = front.title_block(brief, logo=front.LOGO in shots)
    if contents:
        before += front.contents_list(brief, contents)
    imprint = front.colophon(brief)
    behind_cover = bool(contents) and brief.look.cover
    sizes = {name: shot.size for name, shot in shots.items()}
    body = blocks.for_writer(text, sizes, room)
    whole = [*before, *(imprint if behind_cover else []), *body, *([] if behind_cover else imprint)]
    names = anchors.Names()
    whole = anchors.renamed(_pictured(whole, shots), names)
    # A division's id is a bookmark of its own; what `blocks` marks is none, and keeps its name.
    counted = Inventory(*(tuple(i if kind == "note" else names.of(i) for i in ids) for kind, ids in inventory.items()))
    pictures = {shot.name: shot.data for shot in shots.values()}
    meta = {"dir": ast.meta_text("rtl")} if letters.rtl else {}
    return Typescript(
        ast.document(whole, meta), pictures, counted, sheet, page, letters, look.tokens,
        styles(sheet, look.tokens, letters, page), manuscript.sections, written,
    )  # fmt: skip


def _pictured(text: Blocks, shots: Mapping[str, Shot]) -> Blocks:
    """The text with its pictures by the names that they have as Word can show them."""

    def change(node: Node) -> Node | None:
        if node["t"] != "Image" or node["c"][2][0] not in shots:
            return None
        attr, words, (target, _) = node["c"]
        return {"t": "Image", "c": [["", [], attr[2]], words, [shots[target].name, ""]]}

    changed: Blocks = ast.rewrite(text, change)
    return changed
