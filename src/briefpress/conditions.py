"""The lines of a section in; the same without the parts whose conditions don't hold, and what those were, out.

A part is a div or a run of words with the class `when` and a `test`. It is taken out of the text itself, so that
nothing that comes after counts it, looks for its labels or weighs its claims.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from briefpress.scan import mask_code, sightings

_OPEN = re.compile(r"^[ \t]*:{3,}[ \t]*(?:\{[^{}\n]*\}|[^\s:{}]+)[ \t]*:*[ \t]*$")
_CLOSE = re.compile(r"^[ \t]*:{3,}[ \t]*$")
_ATTRIBUTES = re.compile(r"\{([^{}\n]*)\}")
_WHEN = re.compile(r"(?:^|(?<=\s))\.when(?=\s|$)")
_TEST = re.compile(r"(?:^|(?<=\s))test\s*=\s*(?:\"([^\"\n]*)\"|'([^'\n]*)')")
_BLANK = re.compile(r"\n[ \t]*\n")

WRITTEN = 'Write `::: {.when test="row.coast == \'yes\'"}` … `:::`, or `[words]{.when test="…"}`.'
"""How a conditional part is written."""


@dataclass(frozen=True, slots=True)
class Part:
    """A conditional part: from where to where it goes, and where what opens and closes it does; all are offsets.

    `test` is the condition, which begins at `tested`; `others` are its attributes but for the class and the test.
    """

    start: int
    inner: int
    outer: int
    end: int
    test: str
    tested: int
    others: str
    block: bool


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a conditional part: the offset, the message, what to do."""

    at: int
    message: str
    hint: str = WRITTEN


@dataclass(slots=True)
class Kept:
    """What is left of a text: of each line its number from 0 and what it says.

    `absent` are the parts that are gone, each with the labels in it; `faults` what is wrong.
    """

    lines: list[tuple[int, str]] = field(default_factory=list)
    absent: list[tuple[Part, tuple[str, ...]]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def has_conditions(text: str) -> bool:
    """Whether a text could have a conditional part."""
    return ".when" in text


def kept(lines: Sequence[str], holds: Callable[[Part], bool]) -> Kept:
    """The lines without the parts whose conditions don't hold. A condition within such a part isn't asked."""
    text = "\n".join(lines)
    masked = mask_code(text)
    out = Kept()
    stays = bytearray(b"\1" * len(text))
    put: dict[int, str] = {}
    without: set[int] = set()
    gone = -1
    for part in sorted(_parts(text, masked, out.faults), key=lambda p: (p.start, -p.end)):
        if part.start < gone or not holds(part):
            labels = (s.name for s in sightings(text[part.start : part.end]) if s.kind == "label")
            out.absent.append((part, tuple(dict.fromkeys(labels))))
            _drop(stays, *_with_one_space(text, part))
            if part.block:
                first = text.count("\n", 0, part.start)
                without |= set(range(first + 1, text.count("\n", 0, part.end) + 1))
            gone = max(gone, part.end)
            continue
        others = f"{{{part.others}}}" if part.others else ""
        if part.block or not others:
            _drop(stays, part.start, part.inner)
            _drop(stays, part.outer, part.end)
        if others and part.block:
            put[part.start], put[part.outer] = f"::: {others}", ":::"
        elif others:
            _drop(stays, part.outer + 1, part.end)
            put[part.outer + 1] = others
    begin = 0
    for number, line in enumerate(lines):
        left = "".join(
            put.get(i, "") + (text[i] if stays[i] else "") for i in range(begin, begin + len(line))
        ) + put.get(begin + len(line), "")  # fmt: skip
        hollow = left != line and not left.strip() and not _is_fence(line)
        if number not in without and not hollow:
            out.lines.append((number, left))
        begin += len(line) + 1
    return out


def _is_fence(line: str) -> bool:
    """Whether a line opens or closes a div. In its place an empty line parts the paragraphs around it."""
    return line.lstrip().startswith(":::")


def _drop(stays: bytearray, start: int, end: int) -> None:
    stays[start:end] = bytes(end - start)


def _with_one_space(text: str, part: Part) -> tuple[int, int]:
    """A part, and of the spaces around words the one that would stand beside another once they are gone."""
    before, behind = text[part.start - 1 : part.start], text[part.end : part.end + 1]
    return part.start - (not part.block and before == " " and behind in ("", " ", "\n")), part.end


def _parts(text: str, masked: str, faults: list[Fault]) -> Iterator[Part]:
    known: set[int] = set()
    yield from _blocks(text, masked, known, faults)
    yield from _runs(text, masked, known, faults)
    for match in _ATTRIBUTES.finditer(masked):
        if match.start() not in known and _WHEN.search(match[1]):
            faults.append(Fault(match.start(), "A condition can't stand here."))


def _blocks(text: str, masked: str, known: set[int], faults: list[Fault]) -> Iterator[Part]:
    """The divs that are conditional."""
    begin, opened = 0, list[tuple[int, int, re.Match[str] | None]]()
    for line in masked.split("\n"):
        end = begin + len(line)
        if _OPEN.match(line):
            match = _ATTRIBUTES.search(masked, begin, end)
            opened.append((begin, end, match if match and _WHEN.search(match[1]) else None))
        elif _CLOSE.match(line) and opened:
            start, inner, match = opened.pop()
            if match:
                known.add(match.start())
                yield from _part(text, match, (start, inner, begin, end), faults, block=True)
        begin = end + 1
    for _, _, match in opened:
        if match:
            known.add(match.start())
            faults.append(Fault(match.start(), "This conditional part is never closed.", "Close it with a line `:::`."))


def _runs(text: str, masked: str, known: set[int], faults: list[Fault]) -> Iterator[Part]:
    """The runs of words that are conditional."""
    for match in _ATTRIBUTES.finditer(masked):
        if not _WHEN.search(match[1]) or masked[match.start() - 1 : match.start()] != "]" or match.start() in known:
            continue
        close = match.start() - 1
        start = _opening(masked, close)
        if start is None:
            continue
        known.add(match.start())
        yield from _part(text, match, (start, start + 1, close, match.end()), faults, block=False)


def _opening(masked: str, close: int) -> int | None:
    """Where the bracket stands that one closes, in the same paragraph; an image's or a link's is none."""
    depth = 0
    for at in range(close, -1, -1):
        if masked[at] in "[]" and masked[at - 1 : at] != "\\":
            depth += 1 if masked[at] == "]" else -1
            if not depth:
                return None if masked[at - 1 : at] == "!" or _BLANK.search(masked, at, close) else at
    return None


def _part(
    text: str, match: re.Match[str], place: tuple[int, int, int, int], faults: list[Fault], *, block: bool
) -> Iterator[Part]:  # fmt: skip
    said = text[match.start(1) : match.end(1)]
    test = _TEST.search(said)
    wanted = (test[1] if test[1] is not None else test[2]) if test else ""
    if test is None or not wanted.strip():
        faults.append(Fault(match.start(), "This conditional part doesn't say when it stands."))
        return
    others = " ".join(_WHEN.sub("", said[: test.start()] + said[test.end() :]).split())
    yield Part(*place, wanted, match.start(1) + test.start(1 if test[1] is not None else 2), others, block)
