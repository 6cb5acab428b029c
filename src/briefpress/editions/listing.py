"""What changed since an edition in; the list of it that stands in the brief, as blocks, out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from briefpress import ast
from briefpress.editions.changes import Changes
from briefpress.editions.telling import Numbers, Told, retitled, told
from briefpress.model import Blocks, Node, Section
from briefpress.settings import MEDIA
from briefpress.wording import Words, language


@dataclass(frozen=True, slots=True)
class Linked:
    """The anchors of the headings of sections, by their files: of those that all media have."""

    anchors: Mapping[str, str]

    @classmethod
    def of(cls, sections: Iterable[Section]) -> Linked:
        """Where links to these sections lead."""
        found = {}
        for section in sections:
            heading = next((block for block in section.blocks if block["t"] == "Header"), None)
            if heading and heading["c"][1][0] and set(section.meta.for_media) == set(MEDIA):
                found[section.path] = heading["c"][1][0]
        return cls(found)

    def named(self, one: Told) -> list[Node]:
        """The name of a section, as a link to it where it can be one."""
        words = ast.text(one.title)
        if one.gone or one.path not in self.anchors:
            return words
        return [ast.link(f"#{self.anchors[one.path]}", words)]


def first(lang: str) -> Blocks:
    """What stands in the list of the first edition."""
    return [ast.para(ast.text(language(lang).words.changes.first))]


def listed(changes: Changes, editions: Numbers, linked: Linked, lang: str) -> Blocks:
    """The list of what changed from an edition to another, by their numbers: a line a section, then the sources."""
    words = language(lang).words
    if not changes:
        return [ast.para(ast.text(words.changes.none.format(edition=editions[0])))]
    since = words.changes.since.format(edition=editions[0])
    items = [[_item(one, linked, words)] for one in told(changes, lang, editions)]
    if title := retitled(changes, lang):
        items.insert(0, [ast.plain_block(_sentence([title], words))])
    return [ast.para(ast.text(since + words.colon.rstrip())), {"t": "BulletList", "c": items}]


def _item(one: Told, linked: Linked, words: Words) -> Node:
    name = {"t": "Strong", "c": linked.named(one)}
    return ast.plain_block([name, *ast.text(words.colon), *_sentence(one.remarks, words)])


def _sentence(remarks: Iterable[str], words: Words) -> list[Node]:
    said = words.semicolon.join(remarks)
    # Titles of works end as they like; what is said of sections is a sentence.
    return ast.text(said if said.endswith((".", "。", "…", "?", "!")) else f"{said}{words.full_stop}")
