"""What changed between two editions in; the same as text for an editor, Markdown for a release note, or data, out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from briefpress.editions.changes import BlockChange, Changes, UnitChange, fields_of
from briefpress.editions.telling import Told, retitled, told
from briefpress.editions.text import Source
from briefpress.escaping import escaped
from briefpress.wording import language

FORM = 1
"""The form of the data. What reads it may rely on its names while this number stays."""

_AROUND = 60
"""So many letters of what stayed are shown on either side of a change."""


def as_markdown(changes: Changes, old: str, new: str, lang: str) -> str:
    """A release note: a line a section, a list of sources. Nothing of the brief is taken for mark-up, or for a name."""
    words = language(lang).words
    if not changes:
        return f"{escaped(words.changes.none.format(edition=old))}\n"
    lines = [f"**{escaped(words.changes.title.format(old=old, new=new))}**", ""]
    if title := retitled(changes, lang):
        lines.append(f"- {escaped(title)}")
    for one in told(changes, lang, (old, new)):
        if one.path:
            lines.append(
                f"- **{escaped(one.title)}{words.colon.rstrip()}** {escaped(words.semicolon.join(one.remarks))}"
            )
        else:
            lines += [f"- **{escaped(one.title)}{words.colon.rstrip()}**", *(f"  - {escaped(r)}" for r in one.remarks)]
    return "\n".join(lines) + "\n"


def as_text(changes: Changes, old: str, new: str, lang: str) -> str:
    """What an editor reads: the list, and behind each section the words that changed, `[-went-] {+came+}`."""
    words = language(lang).words
    if not changes:
        return words.changes.none.format(edition=old)
    lines = [words.changes.title.format(old=old, new=new)]
    if title := retitled(changes, lang):
        lines.append(title)
    units = {(s.path, s.how == "removed"): s.units for s in changes.sections}
    for one in told(changes, lang, (old, new)):
        lines += ["", f"{one.title}{words.colon.rstrip()} {words.semicolon.join(one.remarks)}"]
        lines += [f"  {line}" for line in _passages(units.get((one.path, one.gone), ()))]
    return "\n".join(lines)


def _passages(units: Iterable[UnitChange]) -> Iterator[str]:
    for unit in units:
        if unit.way == "away" or not unit.changed:
            continue
        moved = f"(moved, {unit.move}) " if unit.move else ""
        for block in unit.blocks:
            if block.how != "same" or (moved and block is unit.blocks[0]):
                note = "(note) " if block.block.kind == "note" else ""
                yield f"{moved}{note}{_shown(block)}"


def _shown(block: BlockChange) -> str:
    """A block in a line, with what stayed in it cut short."""
    parts = []
    for index, piece in enumerate(block.pieces):
        words = re.sub(r"\s+", " ", piece.words)
        if piece.of != "both":
            parts.append(f"[-{words}-]" if piece.of == "old" else f"{{+{words}+}}")
            continue
        first, last = index == 0, index == len(block.pieces) - 1
        if first and len(words) > _AROUND and not last:
            words = f"… {words[-_AROUND:].partition(' ')[2]}"
        elif last and len(words) > _AROUND:
            words = f"{words[:_AROUND].rpartition(' ')[0]} …"
        elif len(words) > 2 * _AROUND:
            words = f"{words[:_AROUND].rpartition(' ')[0]} … {words[-_AROUND:].partition(' ')[2]}"
        parts.append(words)
    return "".join(parts)


def as_data(changes: Changes, old: str, new: str, lang: str) -> dict[str, Any]:
    """The same for programs: `docs/editions.md` tells of each name."""
    named = told(changes, lang, (old, new))
    listed: dict[tuple[str, bool], Told] = {(one.path, one.gone): one for one in named if one.path}
    return {
        "form": FORM,
        "old": {"edition": old, "title": changes.title[0]},
        "new": {"edition": new, "title": changes.title[1]},
        "lang": lang,
        "changed": bool(changes),
        "sections": [
            {
                "path": s.path,
                "title": s.title,
                "was": s.was,
                "how": s.how,
                "moved": s.moved,
                "told": list(one.remarks) if (one := listed.get((s.path, s.how == "removed"))) else [],
                "numbers": [{"old": n.old, "new": n.new} for n in s.numbers],
                "passages": [_passage(unit) for unit in s.units if unit.changed],
            }
            for s in changes.sections
            if s.changed
        ],
        "sources": {
            "added": [{"key": s.key, "words": s.words} for s in changes.sources.added],
            "dropped": [{"key": s.key, "words": s.words} for s in changes.sources.dropped],
            "reworded": [_reworded(old, new) for old, new in changes.sources.reworded],
        },
        "record": list(changes.record),
    }


def _reworded(old: Source, new: Source) -> dict[str, Any]:
    fields = [{"name": name, "old": old.fields.get(name), "new": new.fields.get(name)} for name in fields_of(old, new)]
    return {"key": new.key, "old": old.words, "new": new.words, "fields": fields}


def _passage(unit: UnitChange) -> dict[str, Any]:
    return {
        "sort": unit.sort,
        "how": unit.how,
        "move": unit.move,
        "way": unit.way,
        "blocks": [
            {
                "kind": block.block.kind,
                "how": block.how,
                "old": block.old.words if block.old else None,
                "new": block.new.words if block.new else None,
            }
            for block in unit.blocks
            if block.how != "same"
        ],
    }
