"""A change and the section that it is in, in; the ways in which the section's Markdown could be changed, out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from briefpress.engines.reviewed.marked import PARTED, Piece
from briefpress.reviewing.matching import Part


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of a leaf: its letters from `begin` to `end` give way to pieces.

    `whole` takes out the leaf itself, `joined` what parts it from the next.
    """

    id: str
    part: int
    leaf: int
    begin: int
    end: int
    inserted: tuple[Piece, ...] = ()
    whole: bool = False
    joined: bool = False


@dataclass(frozen=True, slots=True)
class Cut:
    """The letters of a section's Markdown from `begin` to `end`, and what stands in their place."""

    begin: int
    end: int
    text: str


_SIGNS = (re.compile(r"([\\`*_\[\]<$^~|{}]|(?<!\w)@|^[#>])"), re.compile(r"([!-/:-@\[-`{-~])"))
"""The signs that are escaped: those that are mark-up, alone or with another that is put in elsewhere; or all."""

_BLOCK_END = re.compile(r"[ \t]*(?:\n(?=[ \t>]*(?:\n|\Z))|\n(?= {0,3}:{3,})|\n?\Z)")
_ITEM = re.compile(r"[ \t>]*(?:[-*+]|\(?(?:\d{1,9}|#|[a-zA-Z]|[ivxlc]+)[.)])[ \t]+")
_QUOTE = re.compile(r"[ \t]*(?:>[ \t]?)*")


def ways(part: Part, edit: Edit) -> Iterator[tuple[Cut, ...]]:
    """Ways in which a section could be changed, the plainest first. Which of them is right, reading it again tells."""
    text = part.written.text
    if edit.whole:
        yield from _taken_out(part, edit.leaf)
        return
    if edit.joined:
        after = edit.leaf + 1
        begin = _first(part, after) if after < len(part.leaves) else None
        for end in dict.fromkeys((_end(part, edit.leaf), _last(part, edit.leaf))):
            if begin is not None and end is not None:
                yield (Cut(end, begin, ""),)
        return
    for written in _written(part, edit):
        for begin, end in _extents(part, edit):
            yield (_tidied(text, Cut(begin, end, written)),)
        if edit.begin < edit.end and "\n" not in written:
            yield tuple(_letter_by_letter(part, edit, written))


def _tidied(text: str, cut: Cut) -> Cut:
    """A cut that parts a paragraph, less the spaces where it does."""
    begin, end = cut.begin, cut.end
    if "\n" in cut.text:
        if cut.text.startswith("\n"):
            begin -= len(text[:begin]) - len(text[:begin].rstrip(" "))
        space = re.compile(r" +\n?|\n(?![ \t>]*(?:\n|\Z|:::))").match(text, end)
        if cut.text.endswith("\n") and space:
            end = space.end()
    return Cut(begin, end, cut.text)


def _extents(part: Part, edit: Edit) -> list[tuple[int, int]]:
    """Which letters of the Markdown could be those of the leaf: with and without the mark-up beside them."""
    trace = part.traces[edit.leaf]
    before = trace[edit.begin - 1] if edit.begin else None
    after = trace[edit.end] if edit.end < len(trace) else None
    found: list[tuple[int | None, int | None]]
    if edit.begin < edit.end:
        first, last = trace[edit.begin], trace[edit.end - 1]
        behind = last + 1 if last is not None else None
        outer = before + 1 if before is not None else None
        found = [(first, behind), (outer, after), (first, after), (outer, behind)]
        if edit.end == len(trace):
            found += [(first, _end(part, edit.leaf)), (outer, _end(part, edit.leaf))]
        if edit.begin == 0 and (begin := _first(part, edit.leaf)) is not None:
            found += [(begin, behind), (begin, after)]
    else:
        points = [before + 1 if before is not None else None, after]
        if edit.begin == len(trace):
            points.append(_end(part, edit.leaf))
        if edit.begin == len(trace) and any(PARTED in piece.text for piece in edit.inserted):
            points.reverse()
        found = [(point, point) for point in points]
    return list(dict.fromkeys((a, b) for a, b in found if a is not None and b is not None and a <= b))


def _letter_by_letter(part: Part, edit: Edit, written: str) -> Iterator[Cut]:
    """Take out the letters alone, and leave the mark-up between them."""
    trace = part.traces[edit.leaf]
    offsets = sorted({at for at in trace[edit.begin : edit.end] if at is not None})
    for number, (_, run) in enumerate(groupby(enumerate(offsets), key=lambda pair: pair[1] - pair[0])):
        places = [at for _, at in run]
        yield Cut(places[0], places[-1] + 1, written if not number else "")


def _written(part: Part, edit: Edit) -> list[str]:
    """What is put in, as Markdown: as it is, and with every sign escaped; with its own emphasis and without."""
    if not edit.inserted:
        return [""]
    found = []
    for signs in _SIGNS:
        for marked in (True, False):
            text = "".join(_run(list(run), signs, marked=marked) for _, run in
                           groupby(edit.inserted, key=lambda p: (p.emphasis, p.strong)))  # fmt: skip
            found += [text.replace(PARTED, between) for between in _partings(part, edit)] if PARTED in text else [text]
    return [text for text in dict.fromkeys(found) if not re.search(r"(?<!\\)\{\{", text)]


def _run(pieces: Sequence[Piece], signs: re.Pattern[str], *, marked: bool) -> str:
    """Pieces that look alike, with the marks of their look around their words."""
    words = "".join(piece.text for piece in pieces).replace("\n", " ")
    sign = "*" * (pieces[0].emphasis + 2 * pieces[0].strong) if marked else ""
    out = []
    for part in words.split(PARTED):
        bare = part.strip()
        begin = part.index(bare) if bare else len(part)
        said = _lone(signs.sub(r"\\\1", bare))
        out.append(f"{part[:begin]}{sign}{said}{sign}{part[begin + len(bare) :]}" if bare else part)
    return PARTED.join(out)


def _lone(words: str) -> str:
    """The words with straight quotation marks escaped that have no partner here, and might find one elsewhere."""
    for mark in (r"(?<!\\)\"", r"(?<!\\)(?<!\w)'|(?<!\\)'(?!\w)"):
        if len(re.findall(mark, words)) % 2:
            words = re.sub(mark, lambda found: f"\\{found[0]}", words)
    return words


def _partings(part: Part, edit: Edit) -> list[str]:
    """What stands between two paragraphs here: an empty line, or what begins the next item of a list."""
    first = _first(part, edit.leaf)
    if first is None:
        return ["\n\n"]
    line = _line(part.written.text, first)
    above = part.leaves[edit.leaf].within
    if above and above[-1].split()[0] in ("BulletList", "OrderedList"):
        item = _ITEM.match(line)
        return [f"\n{item[0]}", f"\n\n{item[0]}"] if item else []
    quote = _QUOTE.match(line)
    prefix = quote[0] if quote else ""
    return [f"\n{prefix.rstrip()}\n{prefix}"]


def _taken_out(part: Part, leaf: int) -> Iterator[tuple[Cut, ...]]:
    """Ways to take out a leaf with the lines that it stands on."""
    text = part.written.text
    first, last = _first(part, leaf), _last(part, leaf)
    if first is None or last is None:
        return
    begin = text.rfind("\n", 0, first) + 1
    end = min((_end(part, leaf) or last) + 1, len(text))
    blank = re.compile(r"(?:[ \t>]*\n)*").match(text, end)
    if blank and blank.end() > end:
        yield (Cut(begin, blank.end(), ""),)
    yield (Cut(begin, end, ""),)
    above = re.search(r"\n(?:[ \t>]*\n)*\Z", text[:begin])
    if above:
        yield (Cut(above.start(), end - 1, ""),)


def _first(part: Part, leaf: int) -> int | None:
    """Where the first letter of a leaf is written, or the mark-up before it on its line."""
    at = next((offset for offset in part.traces[leaf] if offset is not None), None)
    if at is None or part.traces[leaf][0] is not None:
        return at
    # Something that isn't written as it is read begins it, as a citation does.
    begin = part.written.text.rfind("\n", 0, at) + 1
    item = _ITEM.match(part.written.text, begin) or _QUOTE.match(part.written.text, begin)
    return item.end() if item else begin


def _last(part: Part, leaf: int) -> int | None:
    """Where the last letter of a leaf that is written ends."""
    at = next((offset for offset in reversed(part.traces[leaf]) if offset is not None), None)
    return at + 1 if at is not None else None


def _end(part: Part, leaf: int) -> int | None:
    """Where the paragraph ends that a leaf is written in: before an empty line, or the line of the next leaf."""
    text, last = part.written.text, _last(part, leaf)
    if last is None:
        return None
    found = _BLOCK_END.search(text, last)
    end = found.start() if found else len(text)
    after = [at for i in range(leaf + 1, len(part.leaves)) if (at := _first(part, i)) is not None and at > last][:1]
    return min([end, *(max(last, text.rfind("\n", 0, at)) for at in after)])


def _line(text: str, offset: int) -> str:
    begin = text.rfind("\n", 0, offset) + 1
    return text[begin:].split("\n", 1)[0]


def applied(text: str, cuts: Sequence[Cut]) -> str:
    """The text with its cuts made, which don't overlap. What is put in at one place stands in the order of the cuts."""
    ordered = sorted(cuts, key=lambda cut: (cut.begin, cut.end))
    for cut in reversed(ordered):
        text = text[: cut.begin] + cut.text + text[cut.end :]
    return text
