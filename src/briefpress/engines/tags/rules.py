"""A tree of tags in; the same with its tags within each other as ISO 32000-1, 14.8.4, has them, out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from briefpress.engines.tags.boxes import ENTRY
from briefpress.engines.tags.tag import Annotation, Kid, Mark, Tag
from briefpress.engines.tags.tree import Loose

_GROUPS = {"Document", "Part", "Art", "Sect", "Div", "BlockQuote"}
"""Tags that hold blocks, and no text of their own (table 333)."""

_FRAMES = {"L", "LI", "TOC", "TOCI", "Table", "THead", "TBody", "TFoot", "TR"}
"""Tags that hold certain others, and nothing else."""

_INLINE = {"Span", "Link", "Reference", "Note", "Code", "Quote", "BibEntry", "Lbl"}
_PICTURES = {"Figure", "Formula"}
"""Tags that can stand both in a line and by themselves."""


def nest(root: Tag, loose: Loose) -> None:
    """Bring the tags of a whole text into the order of the standard, from the innermost out."""
    for tag in reversed(list(root.walk())):
        _spaces(tag, loose)
        for rule in _RULES:
            rule(tag)


def _spaces(tag: Tag, loose: Loose) -> None:
    """A space that stands between blocks, or at the edge of one that is a picture, is none of the text."""
    kept: list[Kid] = []
    for inline, run in groupby(tag.kids, _is_inline):
        parts = list(run)
        if inline and (tag.kind in _FRAMES or (tag.kind in _GROUPS and _is_picture(parts))):
            loose.marks += [kid for kid in parts if isinstance(kid, Mark) and kid.blank]
            parts = [kid for kid in parts if not (isinstance(kid, Mark) and kid.blank)]
        kept += parts
    tag.kids = kept


def _links(tag: Tag) -> None:
    """A link that leads to another place of the text is a reference to it (table 338)."""
    tag.kids = [_wrapped("Reference", [kid]) if _is_inner(kid) else kid for kid in tag.kids]


def _is_inner(kid: Kid) -> bool:
    if not isinstance(kid, Tag) or kid.kind != "Link":
        return False
    return any(isinstance(part, Annotation) and "Dest" in part.obj for part in kid.kids)


def _lists(tag: Tag) -> None:
    """An item of a list is its label and its body; terms and what they mean are items too (table 336)."""
    if tag.kind == "L":
        tag.kids = list(_items(tag.kids))
        labelled = any(part.kind == "Lbl" for item in tag.tags for part in item.tags)
        if not labelled or any(_is_term(item) for item in tag.tags):
            tag.attributes.pop("List", None)
    elif tag.kind == "LI":
        labels = [kid for kid in tag.kids if isinstance(kid, Tag) and kid.kind == "Lbl"]
        rest = [kid for kid in tag.kids if kid not in labels]
        if rest and not (len(rest) == 1 and isinstance(rest[0], Tag) and rest[0].kind == "LBody"):
            tag.kids = [*labels, _wrapped("LBody", rest)]


def _is_term(item: Tag) -> bool:
    return item.key is None


def _items(kids: Iterable[Kid]) -> Iterator[Kid]:
    """The items of a list: each run of terms with what stands under it is one."""
    item: Tag | None = None
    for kid in _without_divisions(kids):
        if not isinstance(kid, Tag) or kid.kind not in ("Lbl", "LBody"):
            item = None
            yield kid if isinstance(kid, Tag) and kid.kind in ("LI", "L", "Caption") else _wrapped("LI", [kid])
            continue
        if item is None or (kid.kind == "Lbl" and item.tags[-1].kind == "LBody"):
            item = _wrapped("LI", [kid])
            yield item
        elif kid.kind == "LBody" and item.tags[-1].kind == "LBody":
            # A term has one body, whose parts are what it means.
            body = item.tags[-1]
            if body.key is not None:
                body = item.kids[-1] = _wrapped("LBody", [_as_part(body)])
            body.kids.append(_as_part(kid))
        else:
            item.kids.append(kid)


def _without_divisions(kids: Iterable[Kid]) -> Iterator[Kid]:
    for kid in kids:
        if isinstance(kid, Tag) and kid.kind == "Div" and all(t.kind in ("Lbl", "LBody") for t in kid.tags):
            yield from kid.kids
        else:
            yield kid


def _as_part(body: Tag) -> Tag:
    body.kind = "P" if _is_line(body.kids) else "Div"
    return body


def _paragraphs(tag: Tag) -> None:
    """Text that stands in a group is a paragraph of it; a division that is nothing else is one itself."""
    if tag.kind not in _GROUPS:
        return
    if tag.kind == "Div" and _is_line(tag.kids) and not _is_picture(tag.kids):
        tag.kind = "P"
        return
    kids: list[Kid] = []
    for inline, run in groupby(tag.kids, _is_inline):
        parts = list(run)
        kids += [_wrapped("P", parts)] if inline and not _is_picture(parts) else parts
    tag.kids = kids


def _divisions(tag: Tag) -> None:
    """A division around one block says nothing."""
    tag.kids = [kid.tags[0] if _is_idle(kid) and isinstance(kid, Tag) else kid for kid in tag.kids]


def _is_idle(kid: Kid) -> bool:
    if not isinstance(kid, Tag) or kid.kind != "Div" or kid.entries or kid.role or len(kid.kids) != 1:
        return False
    return isinstance(kid.kids[0], Tag)


def _entries(tag: Tag) -> None:
    """A reference of the bibliography is a BibEntry in its paragraph (table 338)."""
    if tag.role != ENTRY:
        return
    paragraph = next((one for one in tag.walk() if one.kind == "P"), None)
    if paragraph is not None:
        paragraph.kids = [_wrapped("BibEntry", paragraph.kids)]
    tag.role = ""


_RULES: tuple[Callable[[Tag], None], ...] = (_links, _lists, _paragraphs, _entries, _divisions)


def _is_inline(kid: Kid) -> bool:
    return not isinstance(kid, Tag) or kid.kind in _INLINE or kid.kind in _PICTURES


def _is_line(kids: Iterable[Kid]) -> bool:
    return all(_is_inline(kid) for kid in kids)


def _is_picture(kids: Iterable[Kid]) -> bool:
    """Whether a run of inline tags is pictures and spaces alone."""
    return all(kid.blank if isinstance(kid, Mark) else isinstance(kid, Tag) and kid.kind in _PICTURES for kid in kids)


def _wrapped(kind: str, kids: list[Kid]) -> Tag:
    """A tag of ours around others."""
    first, last = kids[0], kids[-1]
    return Tag(kind, first.page, kids=kids, last_page=last.last_page if isinstance(last, Tag) else last.page)
