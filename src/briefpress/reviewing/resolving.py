"""Edits of the sections in; for each the way to write it that changes nothing else, or that there is none, out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefpress import markdown
from briefpress.diagnostics import StageError
from briefpress.reviewing.edits import Cut, Edit, applied, ways
from briefpress.reviewing.matching import Part
from briefpress.reviewing.patching import Sources
from briefpress.reviewing.proof import holds
from briefpress.reviewing.prose import Leaf, leaves
from briefpress.reviewing.windows import Window, Windows

_MOST = 20
"""Ways that are tried for one edit."""

_AT_ONCE = 1_000_000
"""Letters that are read at once, for a reading takes some hundred times their memory."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """The way in which each edit can be written, by its change; for those without one, why."""

    cuts: Mapping[str, tuple[Cut, ...]]
    refused: Mapping[str, str]


NO_WAY = "it touches mark-up, or what the program writes"


def resolved(
    parts: Sequence[Part], edits: Sequence[Edit], sources: Sources, between: Callable[[], None] = lambda: None
) -> Resolved:
    """Find a way for each edit, all of which can be gone together where their letters don't overlap.

    A way is one if the section, read again, has the edit and nothing else. `between` is called now and then, and may
    raise what ends the work.
    """
    known: dict[str, list[tuple[Cut, ...]]] = {}
    refused: dict[str, str] = {}
    for edit in edits:
        between()
        possible = list(ways(parts[edit.part], edit))[:_MOST]
        sound = [cuts for cuts in possible if not sources.refusal(parts[edit.part], cuts)]
        if sound:
            known[edit.id] = sound
        else:
            why = sources.refusal(parts[edit.part], possible[0]) if possible else ""
            refused[edit.id] = why or NO_WAY
    open_ = [edit for edit in edits if edit.id in known]
    cuts = _found(parts, open_, known, between)
    for edit in open_:
        if edit.id not in cuts:
            refused[edit.id] = NO_WAY
    return Resolved(cuts, refused)


def overlapping(edits: Sequence[Edit], cuts: Mapping[str, tuple[Cut, ...]]) -> list[tuple[str, str]]:
    """Pairs of edits that change the same letters, by their changes."""
    placed = sorted((edit.part, cut.begin, cut.end, edit.id) for edit in edits for cut in cuts[edit.id])
    found: dict[tuple[str, str], None] = {}
    furthest: tuple[int, int, str] | None = None
    for part, begin, end, id_ in placed:
        if furthest is not None and furthest[0] == part and begin < furthest[1] and id_ != furthest[2]:
            found[furthest[2], id_] = None
        if furthest is None or (part, end) > furthest[:2]:
            furthest = (part, end, id_)
    return list(found)


def proven(parts: Sequence[Part], edits: Sequence[Edit], cuts: Mapping[str, tuple[Cut, ...]]) -> bool:
    """Whether the sections with all of these edits have each of them, and nothing else."""
    return all(_hold(parts, _by_part(edits), cuts))


def _by_part(edits: Sequence[Edit]) -> list[list[Edit]]:
    return [[e for e in edits if e.part == p] for p in dict.fromkeys(edit.part for edit in edits)]


def _sound(parts: Sequence[Part], edits: Sequence[Edit], cuts: Mapping[str, tuple[Cut, ...]]) -> list[Edit]:
    """The edits that hold, found by halving: where those of a section don't hold together, each half is tried."""
    found: list[Edit] = []
    groups = _by_part(edits)
    while groups:
        failed = []
        for group, well in zip(groups, _hold(parts, groups, cuts), strict=True):
            if well:
                found += group
            elif len(group) > 1:
                failed.append(group)
        groups = [half for g in failed for half in (g[: len(g) // 2], g[len(g) // 2 :])]
    return found


def _hold(parts: Sequence[Part], groups: Sequence[Sequence[Edit]], cuts: Mapping[str, tuple[Cut, ...]]) -> list[bool]:
    """Of each group of edits of one section whether they hold together; one reading for all groups."""
    apart = [not overlapping(group, cuts) for group in groups]
    told = [group for group, plain in zip(groups, apart, strict=True) if plain]
    texts = (applied(parts[group[0].part].written.text, [c for e in group for c in cuts[e.id]]) for group in told)
    read = [
        after is not None and holds(parts[group[0].part].leaves, group, after)
        for group, after in zip(told, _read(texts), strict=True)
    ]
    answers = iter(read)
    return [plain and next(answers) for plain in apart]


def _found(
    parts: Sequence[Part],
    edits: Sequence[Edit],
    known: Mapping[str, Sequence[tuple[Cut, ...]]],
    between: Callable[[], None],
) -> dict[str, tuple[Cut, ...]]:
    """A way that holds for each edit that has one.

    Where the plainest ways don't hold together, each edit's is looked for in the paragraphs around it, and what is
    found so is held to the section; what has no such window is tried in the section.
    """
    first = {edit.id: known[edit.id][0] for edit in edits}
    groups = _by_part(edits)
    held = [group for group, well in zip(groups, _hold(parts, groups, first), strict=True) if well]
    found = {edit.id: first[edit.id] for group in held for edit in group}
    left = [edit for edit in edits if edit.id not in found]
    around = _around(parts, left)
    near = _alone(parts, [edit for edit in left if around[edit.id]], known, around, between)
    found |= {edit.id: near[edit.id] for edit in _sound(parts, [e for e in left if e.id in near], near)}
    left = [edit for edit in left if edit.id not in found and (edit.id in near or around[edit.id] is None)]
    found |= {edit.id: first[edit.id] for edit in _sound(parts, left, first)}
    return found | _alone(parts, [edit for edit in left if edit.id not in found], known, {}, between)


def _alone(
    parts: Sequence[Part],
    edits: Sequence[Edit],
    known: Mapping[str, Sequence[tuple[Cut, ...]]],
    around: Mapping[str, Window | None],
    between: Callable[[], None],
) -> dict[str, tuple[Cut, ...]]:
    """For each edit the first way that holds by itself, in its window or its section; a reading for each rank."""
    found: dict[str, tuple[Cut, ...]] = {}
    for rank in range(_MOST):
        left = [edit for edit in edits if edit.id not in found and rank < len(known[edit.id])]
        if not left:
            break
        tried = [(edit, _trial(parts[edit.part], around.get(edit.id), known[edit.id][rank])) for edit in left]
        texts = (applied(where.text, cuts) for _, (where, cuts) in tried)
        for (edit, (where, _)), after in zip(tried, _read(texts), strict=True):
            between()
            if where.holds(edit, after):
                found[edit.id] = known[edit.id][rank]
    return found


def _trial(part: Part, window: Window | None, cuts: tuple[Cut, ...]) -> tuple[Window, tuple[Cut, ...]]:
    """Where cuts are tried, and what they are there: in the window, or where they reach out of it in the section."""
    own = window.cuts(cuts) if window is not None else None
    return (window, own) if window is not None and own is not None else (Window(part, 0, 0), cuts)


def _around(parts: Sequence[Part], edits: Sequence[Edit]) -> dict[str, Window | None]:
    """The window that each edit can be tried in, None where it is the section."""
    windows = {number: Windows(parts[number]) for number in {edit.part for edit in edits}}
    around = {edit.id: windows[edit.part].around(edit) for edit in edits}
    each = {id(window): window for window in around.values() if window is not None}
    read = zip(each, _read(window.text for window in each.values()), strict=True)
    good = {key for key, leaves_ in read if each[key].shows(leaves_)}
    return {id_: window if id(window) in good else None for id_, window in around.items()}


def _read(texts: Iterable[str]) -> Iterator[tuple[Leaf, ...] | None]:
    """The leaves of each text, None for one that can't be read. No more are held at once than memory bears."""
    batch: list[str] = []
    for text in texts:
        if batch and sum(map(len, batch)) + len(text) > _AT_ONCE:
            yield from _read_together(batch)
            batch = []
        batch.append(text)
    if batch:
        yield from _read_together(batch)


def _read_together(texts: Sequence[str]) -> list[tuple[Leaf, ...] | None]:
    try:
        return [leaves(reading.blocks) for reading in markdown.read(list(texts))]
    except StageError:
        if len(texts) == 1:
            return [None]
        return [found for text in texts for found in _read_together([text])]
