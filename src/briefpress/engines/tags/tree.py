"""The tags of each page in; one tree in the order of the text, and the content that it repeats, out.

Rules are those of ISO 14289-1 (PDF/UA-1), 7.
"""

from __future__ import annotations

from collections.abc import Iterable

from briefpress.engines.tags.boxes import PageTags
from briefpress.engines.tags.tag import CALL, Annotation, Key, Kid, Mark, Tag

_TABLE = {"THead": 1, "TBody": 2, "TR": 2, "TFoot": 3}
"""The order of a table's parts; what isn't one of them, such as its caption, stands before."""


class Loose:
    """What is taken out of the tree: content and links."""

    def __init__(self) -> None:
        self.marks: list[Mark] = []
        self.annotations: list[Annotation] = []

    def take(self, tag: Tag) -> None:
        """Take a tag out with all that it holds."""
        for one in tag.walk():
            self.marks += [kid for kid in one.kids if isinstance(kid, Mark)]
            self.annotations += [kid for kid in one.kids if isinstance(kid, Annotation)]


def one_tree(pages: Iterable[PageTags], loose: Loose) -> Tag:
    """Join what page breaks have parted, put each note behind its call, and take out what says nothing."""
    root = Tag("Document", 0)
    notes: dict[Key, Tag] = {}
    begun: dict[tuple[Key, str], Tag] = {}
    for page in pages:
        for kid in page.text:
            float_before = begun.get((kid.key, kid.kind)) if isinstance(kid, Tag) and kid.key else None
            if float_before is None or float_before in root.kids:
                root.kids.append(kid)
            else:
                # What floats and goes on overleaf stands there before all else, outside of what it is a part of.
                float_before.kids += kid.kids  # type: ignore[union-attr]  # it is a Tag, as it has a key
        for tag in (tag for kid in page.text if isinstance(kid, Tag) for tag in kid.walk()):
            if tag.key is not None:
                begun.setdefault((tag.key, tag.kind), tag)
        for key, note in page.notes.items():
            if key in notes:
                notes[key].kids += note.kids
            else:
                notes[key] = note
    for part in (root, *notes.values()):
        _join(part, loose)
    _place_notes(root, notes)
    root.kids += notes.values()
    _prune(root, loose)
    for number, note in enumerate([tag for tag in root.walk() if tag.kind == "Note"], 1):
        note.entries["ID"] = f"note-{number}"
    return root


def _join(parent: Tag, loose: Loose) -> None:
    """Make one tag of those that are of one element, from the top down."""
    kept: list[Kid] = []
    first: dict[tuple[Key, str], Tag] = {}
    for kid in parent.kids:
        if not isinstance(kid, Tag) or kid.key is None:
            kept.append(kid)
            continue
        before = first.get((kid.key, kid.kind))
        if before is None or not (before is kept[-1] or kid.page != before.last_page):
            kept.append(kid)
            first[kid.key, kid.kind] = kid
        elif kid.kind == "THead":
            loose.take(kid)
        elif kid.kind == "TFoot":
            # The last foot of a table is the one that stands at its end.
            loose.take(before)
            kept[kept.index(before)] = kid
            first[kid.key, kid.kind] = kid
        else:
            before.kids += kid.kids
            before.last_page = kid.last_page
    if parent.kind == "Table":
        # Where a row leaves no room for it, a page has no head: the first may come with the second page.
        kept.sort(key=lambda kid: _TABLE.get(kid.kind, 0) if isinstance(kid, Tag) else 0)
    parent.kids = kept
    for tag in parent.tags:
        _join(tag, loose)


def _place_notes(root: Tag, notes: dict[Key, Tag]) -> None:
    """Put each note (7.9) behind its call; those without one stay."""
    for parent in [tag for part in (root, *notes.values()) for tag in part.walk()]:
        for call in [tag for tag in parent.tags if tag.role == CALL and tag.key]:
            note = notes.pop((call.key[0], ""), None) if call.key else None
            if note is not None:
                parent.kids.insert(parent.kids.index(call) + 1, note)


def _prune(parent: Tag, loose: Loose) -> None:
    """Drop what holds nothing, or nothing but spaces; the cells of a table stay."""
    kept: list[Kid] = []
    for kid in parent.kids:
        if isinstance(kid, Tag):
            _prune(kid, loose)
        if not isinstance(kid, Tag) or kid.kids or kid.kind in ("TD", "TH"):
            kept.append(kid)
    if all(isinstance(kid, Mark) and kid.blank for kid in kept):
        loose.take(Tag("", 0, kids=kept))
        kept = []
    parent.kids = kept
