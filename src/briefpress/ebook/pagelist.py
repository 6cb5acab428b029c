"""The pages of an EPUB and the tags of a PDF in; the EPUB with a break at the word where each PDF page begins, out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from lxml import etree

from briefpress.ebook.alignment import Alignment, letters, place_of
from briefpress.ebook.xml import OPS, XHTML, Tree, find, kinds
from briefpress.engines.pdf_text import Piece, Tag

_SILENT = {f"{XHTML}{name}" for name in ("style", "script", "template")}
_NO_PLACE = {
    f"{XHTML}{name}" for name in ("ul", "ol", "dl", "table", "thead", "tbody", "tfoot", "tr", "colgroup", "nav")
}
"""What may hold no span (HTML, content models); nor may what has the role of a list (ARIA 1.2, 5.2.6)."""

_FIRST = {f"{XHTML}{name}" for name in ("figcaption", "caption", "summary", "legend")}
"""What must stand first in its parent."""


@dataclass(frozen=True, slots=True)
class Break:
    """A page of the PDF in the EPUB: its label, the path of the file in which it begins, and the id of its place."""

    label: str
    file: str
    id: str


@dataclass(frozen=True, slots=True)
class _Words:
    """A run of text and where it stands: in an element, behind it, or, told by it, at it."""

    file: str
    element: Tree
    where: Literal["in", "behind", "at"]
    text: str


@dataclass(frozen=True, slots=True)
class _Spot:
    """A place for breaks: a number of letters into the text in or behind an element, or before the element."""

    file: str
    element: Tree
    where: Literal["in", "behind", "before"]
    offset: int = 0


def set_breaks(chapters: Mapping[str, Tree], tags: Tag, labels: Sequence[str]) -> list[Break]:
    """Put a break for each page of a PDF into the chapters, which are in reading order; `labels` are its pages'.

    What only one of the two has (notes at the foot, a list of abbreviations, sections for one medium) moves nothing. A
    page without any words of the EPUB begins where the next one does.
    """
    text = [words for name, tree in chapters.items() for words in _text(name, tree)]
    paper = list(_spoken(tags))
    ours, theirs = [letters(w.text) for w in text], [letters(words) for words, _ in paper]
    alignment = Alignment("".join(theirs), "".join(ours))
    starts = _sums(ours)
    beginnings = _beginnings(theirs, [page for _, page in paper], len(labels))
    spots: dict[int, _Spot] = {0: _at_the_beginning(chapters)}
    for page, index in enumerate(beginnings[1:], 1):
        spots[page] = _spot(text, starts, alignment.counterpart(index)) or _at_the_end(chapters)
    prefix = _free_prefix(chapters.values())
    _insert(spots, labels, prefix)
    return [Break(label, spots[page].file, f"{prefix}{page + 1}") for page, label in enumerate(labels)]


def _text(file: str, tree: Tree) -> Iterator[_Words]:
    """The text of a page in its order, without notes and what nobody sees."""
    return _below(file, tree.find(f"{XHTML}body"))


def _below(file: str, element: Tree) -> Iterator[_Words]:
    yield _Words(file, element, "in", element.text or "")
    for child in element:
        if isinstance(child.tag, str) and not _unread(child):
            told = child.get("alt") or child.get("alttext")
            if told:
                yield _Words(file, child, "at", told)
            if not child.tag.endswith("}math"):
                yield from _below(file, child)
        yield _Words(file, child, "behind", child.tail or "")


def _unread(element: Tree) -> bool:
    return element.tag in _SILENT or "hidden" in element.attrib or "doc-endnotes" in kinds(element, "role")


def _spoken(tag: Tag) -> Iterator[tuple[str, int]]:
    """The text of a PDF without its notes, each piece with its page; what a picture shows stands for the picture."""
    for kid in tag.kids:
        if isinstance(kid, Piece):
            yield kid.words, kid.page
        elif "Alt" in kid.entries:
            page = next((piece.page for piece in kid.pieces()), 0)
            yield kid.entries["Alt"], page
        elif kid.kind != "Note":
            yield from _spoken(kid)


def _beginnings(texts: Sequence[str], pages: Sequence[int], count: int) -> list[int]:
    """The number of the letter with which each page begins; a page without letters begins with the next."""
    out: list[int] = []
    at = 0
    for words, page in zip(texts, pages, strict=True):
        if words:
            out += [at] * (page - len(out))
            at += len(words)
    return out + [at] * (count - len(out))


def _sums(texts: Iterable[str]) -> list[int]:
    """The number of the letter with which each text begins."""
    out = [0]
    for text in texts:
        out.append(out[-1] + len(text))
    return out[:-1]


def _at_the_beginning(chapters: Mapping[str, Tree]) -> _Spot:
    file, tree = next(iter(chapters.items()))
    return _Spot(file, tree.find(f"{XHTML}body"), "in")


def _at_the_end(chapters: Mapping[str, Tree]) -> _Spot:
    file, tree = list(chapters.items())[-1]
    last = tree.find(f"{XHTML}body")[-1]
    return _Spot(file, last, "behind")


def _spot(text: Sequence[_Words], starts: Sequence[int], index: int) -> _Spot | None:
    """The place for the break before the letter with a number, as far out as it can stand; None behind the last one."""
    at = bisect_right(starts, index) - 1
    words = text[at]
    inner = place_of(words.text, index - starts[at])
    if inner == len(words.text):
        return None
    if words.where == "at":
        return _outermost(_Spot(words.file, words.element, "before"))
    return _outermost(_Spot(words.file, words.element, words.where, _whole_word(words.text, inner)))


def _whole_word(text: str, at: int) -> int:
    """The end of a word that a line has broken: no break stands in the middle of a word."""
    if at and _joins(text[at - 1]):
        while at < len(text) and _joins(text[at]):
            at += 1
    return at


def _joins(character: str) -> bool:
    """Whether a character is of a script whose words are broken at the end of a line: those with two cases."""
    return character.lower() != character.upper() or character.isdigit() or character == "\u00ad"


def _outermost(spot: _Spot) -> _Spot:
    """The place before all elements that begin with a spot, as far as a break may stand there."""
    best = spot if _may_hold(spot) else None
    while (element := _begins(spot)) is not None and element.tag != f"{XHTML}body":
        spot = _Spot(spot.file, element, "before")
        if _may_hold(spot):
            best = spot
    if best is None:
        # Within a list of contents: behind the whole of it.
        outer = find(spot.element, "ancestor-or-self::h:nav")
        best = _Spot(spot.file, outer[0], "behind") if outer else spot
    return best


def _may_hold(spot: _Spot) -> bool:
    holder = spot.element if spot.where == "in" else spot.element.getparent()
    if (
        holder.tag in _NO_PLACE
        or "list" in kinds(holder, "role")
        or (spot.where == "before" and spot.element.tag in _FIRST)
    ):
        return False
    return not find(holder, "ancestor-or-self::h:nav")


def _begins(spot: _Spot) -> Tree | None:
    """The element that begins with a spot: nothing that is seen stands before it there."""
    if spot.where == "in":
        return None if (spot.element.text or "")[: spot.offset].strip() else spot.element
    parent = spot.element.getparent()
    before = spot.element.itersiblings(preceding=True)
    if spot.where == "behind" and ((spot.element.tail or "")[: spot.offset].strip() or _is_seen(spot.element)):
        return None
    if (parent.text or "").strip() or any(_is_seen(e) or (e.tail or "").strip() for e in before):
        return None
    return parent


def _is_seen(element: Tree) -> bool:
    if not isinstance(element.tag, str):
        return False
    return bool("".join(element.itertext()).strip() or find(element, "descendant-or-self::h:img"))


def _free_prefix(trees: Iterable[Tree]) -> str:
    """How the ids of breaks begin, and no other id of the book does."""
    taken = [e.get("id") for tree in trees for e in tree.iter() if e.get("id")]
    prefix = "page-"
    while any(name.startswith(prefix) for name in taken):
        prefix = f"pdf-{prefix}"
    return prefix


def _insert(spots: Mapping[int, _Spot], labels: Sequence[str], prefix: str) -> None:
    """Put the breaks in, from the last to the first, so that those before stand where they were found."""
    for page in sorted(spots, reverse=True):
        spot = spots[page]
        mark = etree.Element(f"{XHTML}span", {f"{OPS}type": "pagebreak", "role": "doc-pagebreak"})
        mark.set("id", f"{prefix}{page + 1}")
        mark.set("aria-label", labels[page])
        if spot.where == "in":
            text = spot.element.text or ""
            spot.element.text, mark.tail = text[: spot.offset], text[spot.offset :]
            spot.element.insert(0, mark)
            continue
        parent, at = spot.element.getparent(), spot.element.getparent().index(spot.element)
        if spot.where == "behind":
            text = spot.element.tail or ""
            spot.element.tail, mark.tail = text[: spot.offset], text[spot.offset :]
            parent.insert(at + 1, mark)
        else:
            # Further pages that begin here stand before this one.
            later = spot.element.getprevious()
            while later is not None and (later.get("id") or "").startswith(prefix) and not later.tail:
                spot = _Spot(spot.file, later, "before")
                later = later.getprevious()
            parent.insert(parent.index(spot.element), mark)
