"""A section's Markdown and its leaves in; where in the Markdown each of their letters is written, out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from rapidfuzz.distance import Indel

from briefpress.reviewing.letters import WORD, folded
from briefpress.reviewing.prose import ATOMS, Leaf, is_note
from briefpress.scan import CALL, mask_code, note_spans

Traces = tuple[tuple[int | None, ...], ...]
"""For each leaf the offsets of its letters, None for what isn't written as it is read."""

_HIDDEN = "\x00"
_UNSAID = re.compile(
    r"\[[^\[\]\n]*(?:\n[^\[\]\n]*)*?@[^\[\]]*\](?!\()"  # citations in brackets
    r"|(?<![\w\\])-?@\{?\w[\w:.#$%&+?<>~/-]*\w\}?"  # and in the text
    r"|(?<=\])\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)"  # where a link leads
    r"|(?<=\])\[[^\[\]\n]*\]"
    r"|\[\^[^\]\s]+\]:?"
    r"|^ {0,3}\[[^\]\n]+\]:.*$"
    r"|^ {0,3}:{3,}.*$"
    r"|(?<!\{)\{[^{}\n]*\}(?!\})"  # attributes
    r"|</?[A-Za-z][\w-]*(?=[\s/>])[^<>]*>",
    re.MULTILINE,
)
_INLINE_NOTE = re.compile(r"(?<!\\)\^\[")
_SMART = str.maketrans({"–": "-", "—": "-", "…": "."})
"""What pandoc makes of hyphens and full stops, as the first of those."""

_MOST = 40_000
"""Words of the longest section that is laid beside its leaves: it takes 200 MB."""

_WIDEST = 3_000
"""Letters between two words that are known, of which more aren't laid beside each other."""


def traced(text: str, leaves: Sequence[Leaf]) -> Traces:
    """Where each letter of each leaf stands in the text.

    Words are found in their order, then the signs between them. It may be wrong where the same stands twice: who
    changes a letter reads the text again, to see that it was the one.
    """
    visible, notes = _visible(text)
    out: list[tuple[int | None, ...]] = [(None,) * len(leaf.text) for leaf in leaves]
    below: dict[str, list[int]] = {}
    for index, leaf in enumerate(leaves):
        below.setdefault(_part(leaf), []).append(index)
    for where, indices in sorted(below.items()):
        begin, seen = notes.get(int(where.split()[1]), (0, "")) if where.startswith("Note") else (0, visible)
        if where == _CAPTIONS:
            taken = {offset for offsets in out for offset in offsets}
            seen = "".join(_HIDDEN if i in taken else letter for i, letter in enumerate(visible))
        found = _laid([leaves[i].text for i in indices], seen)
        for index, offsets in zip(indices, found, strict=True):
            out[index] = tuple(None if offset is None else offset + begin for offset in offsets)
    return tuple(out)


_CAPTIONS = "captions"


def _part(leaf: Leaf) -> str:
    """In which part of the text a leaf is looked for: the text itself, its captions, which may follow, or a note."""
    if is_note(leaf):
        return leaf.within[0]
    return _CAPTIONS if any(above.endswith(" caption") for above in leaf.within) else ""


def _visible(text: str) -> tuple[str, dict[int, tuple[int, str]]]:
    """The text without mark-up that isn't read, its letters in their places; and so each note, in order of its call."""
    masked = mask_code(text).replace("\\@", "\\\x01")
    spans = {name: (end, last) for name, _, end, last in note_spans(masked)}
    body = list(masked)
    for _, begin, _, last in note_spans(masked):
        body[begin:last] = _HIDDEN * (last - begin)
    calls: list[tuple[int, tuple[int, int]]] = []
    for match in _INLINE_NOTE.finditer("".join(body)):
        end = _closing("".join(body), match.end())
        calls.append((match.start(), (match.end(), end)))
    for begin, (_, end) in calls:
        body[begin : end + 1] = _HIDDEN * (end + 1 - begin)
    calls += [(m.start(), spans[m[1]]) for m in CALL.finditer("".join(body)) if m[1] in spans]
    said = _UNSAID.sub(lambda m: _HIDDEN * len(m[0]), masked)
    notes = {n: (begin, said[begin:end]) for n, (_, (begin, end)) in enumerate(sorted(calls), 1)}
    visible = "".join(a if b != _HIDDEN else b for a, b in zip(said, body, strict=True))
    return visible, notes


def _closing(text: str, begin: int) -> int:
    depth = 1
    for offset in range(begin, len(text)):
        depth += {"[": 1, "]": -1}.get(text[offset], 0)
        if depth == 0:
            return offset
    return len(text) - 1


def _laid(texts: Sequence[str], seen: str) -> Iterator[tuple[int | None, ...]]:
    """Where the letters of texts that follow each other stand."""
    said = "\n".join(texts)
    offsets: list[int | None] = [None] * len(said)
    ours, theirs = list(WORD.finditer(said)), list(WORD.finditer(seen))
    if len(theirs) > _MOST:
        ours = theirs = []
    for step in Indel.opcodes([m[0] for m in ours], [m[0] for m in theirs]):
        if step.tag == "equal":
            for i, j in zip(range(step.src_start, step.src_end), range(step.dest_start, step.dest_end), strict=True):
                for k in range(len(ours[i][0])):
                    offsets[ours[i].start() + k] = theirs[j].start() + k
    known = [-1, *(i for i, offset in enumerate(offsets) if offset is not None), len(said)]
    for left, right in pairwise(known):
        if right - left > 1:
            begin = -1 if left < 0 else offsets[left] or 0
            end = len(seen) if right == len(said) else offsets[right] or 0
            _between(said, left + 1, right, seen, begin + 1, end, offsets)
    at = 0
    for text in texts:
        yield tuple(offsets[at : at + len(text)])
        at += len(text) + 1


def _between(said: str, a: int, b: int, seen: str, c: int, d: int, offsets: list[int | None]) -> None:
    """Lay signs, and parts of words that mark-up stands in, beside what is written between two known words."""
    if b - a > _WIDEST or d - c > _WIDEST or c >= d:
        return
    ours, theirs = folded(said[a:b]), folded(seen[c:d])
    for step in Indel.opcodes(ours.text.translate(_SMART), theirs.text.translate(_SMART)):
        if step.tag == "equal":
            for i, j in zip(range(step.src_start, step.src_end), range(step.dest_start, step.dest_end), strict=True):
                if ours.text[i] not in ATOMS:
                    offsets[a + ours.at[i]] = c + theirs.at[j]
