"""What a reviewed document has for the brief in; a list for people, and the same for machines, out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from briefpress.diagnostics import Span
from briefpress.engines.reviewed.marked import NOTE, PARTED, By
from briefpress.reviewing.reading import Found, Remark, Review, Untracked

_AROUND = 36
"""Letters of the words around a change that are shown."""

_LONGEST = 400
_KINDS = {
    "insertion": "put in", "deletion": "taken out", "rewording": "reworded", "move": "moved",
    "formatting": "looks otherwise", "joining": "paragraphs joined", "row": "row of a table",
}  # fmt: skip

Item = Found | Remark | Untracked


def told(review: Review, name: str) -> str:
    """The list: by file and line, then what has no place."""
    items = list(_items(review))
    placed = sorted((i for i in items if i.span is not None), key=lambda i: i.span or Span(""))
    lines: list[str] = []
    path = ""
    for item in placed:
        span = item.span or Span("")
        if span.path != path:
            path = span.path
            lines += [*([""] if lines else []), path]
        lines += _lines(item, ":".join(str(n) for n in (span.line, span.column) if n) or "-")
    lost = [item for item in items if item.span is None]
    if lost:
        lines += [*([""] if lines else []), "Without a place in the brief"]
        for item in lost:
            lines += _lines(item, "-")
    return "\n".join([*lines, "", _sum(review, name)])


def _items(review: Review) -> Iterator[Item]:
    yield from review.changes
    yield from review.remarks
    yield from review.untracked


def _lines(item: Item, place: str) -> Iterator[str]:
    by = _by(item)
    yield f"  {place:<8}{_id(item):<5}{by + ': ' if by else ''}{_kind(item)}"
    for line in _said(item):
        yield f"{'':15}{line}"


def _id(item: Item) -> str:
    return item.change.id if isinstance(item, Found) else item.id


def _by(item: Item) -> str:
    if isinstance(item, Untracked):
        return ""
    return _who(item.change.by if isinstance(item, Found) else item.comment.by)


def _who(by: By) -> str:
    return ", ".join(part for part in (by.author or "Somebody", by.day) if part)


def _kind(item: Item) -> str:
    if isinstance(item, Found):
        states = {"open": "", "made": " (made already)", "stale": " (not as it was)", "by hand": " (by hand)"}
        return _KINDS[item.change.kind] + states[item.state]
    if isinstance(item, Untracked):
        return item.why
    return (
        "comment"
        + (" (resolved)" if item.comment.resolved else "")
        + (f" on “{_short(item.about)}”" if item.about.strip() else "")
    )


def _said(item: Item) -> Iterator[str]:
    if isinstance(item, Remark):
        yield from _wrapped(item.comment.text)
        for reply in item.comment.replies:
            first, *rest = _wrapped(reply.text) or [""]
            yield f"↳ {_who(reply.by)}: {first}"
            yield from (f"  {line}" for line in rest)
    elif isinstance(item, Untracked):
        yield _difference(item.written, item.sent)
    else:
        before, after = around(item)
        change = item.change
        shown = _difference(change.deleted, change.words)
        if change.kind == "formatting":
            shown = f"“{_short(item.paragraph.text[change.begin : change.end])}”"
        yield shown if change.kind == "row" else f"{before}{shown}{after}"
    why = "" if isinstance(item, Untracked) else item.why
    if why:
        yield f"{why[:1].upper()}{why[1:]}."


def around(found: Found) -> tuple[str, str]:
    """The words before and behind a change, as they were sent."""
    paragraph, change = found.paragraph, found.change
    pieces, begins = paragraph.pieces, paragraph.begins
    before = after = ""
    first = bisect_left(begins, change.begin) - 1
    while first >= 0 and len(before) <= _AROUND:
        if pieces[first].kind != "inserted":
            before = pieces[first].text[: change.begin - begins[first]] + before
        first -= 1
    last = max(bisect_right(begins, change.end) - 1, 0)
    while last < len(pieces) and len(after) <= _AROUND:
        if pieces[last].kind != "inserted":
            after += pieces[last].text[max(change.end - begins[last], 0) :]
        last += 1
    head, tail = _plain(before[-_AROUND:]), _plain(after[:_AROUND])
    return ("… " if len(before) > _AROUND else "") + head, tail + (" …" if len(after) > _AROUND else "")


def _difference(old: str, new: str) -> str:
    return (f"[−{_short(old)}−]" if old else "") + (f"[+{_short(new)}+]" if new else "")


def _plain(text: str) -> str:
    return text.replace(NOTE, "").replace(PARTED, "¶").replace("\n", " ")


def _short(text: str) -> str:
    plain = _plain(text)
    return plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST // 2]} … {plain[-_LONGEST // 2 :]}"


def _wrapped(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def _sum(review: Review, name: str) -> str:
    states = [found.state for found in review.changes]
    open_, made, stale = states.count("open"), states.count("made"), states.count("stale")
    parts = [f"{name}: {_count(len(review.remarks), 'comment')}, {_count(len(states), 'tracked change')}"]
    told = [f"{open_} can be made with `--apply`"] if open_ else []
    told += [f"{made} {'is' if made == 1 else 'are'} made already"] if made else []
    told += [f"{stale} of words that are others now"] if stale else []
    by_hand = states.count("by hand")
    told += [f"{by_hand} by hand"] if by_hand else []
    parts += [f" ({', '.join(told)})"] if told else []
    parts += [f", {_count(len(review.untracked), 'difference')} that nobody tracked"] if review.untracked else []
    return "".join(parts) + "."


def _count(number: int, what: str) -> str:
    return f"{number} {what}" + ("" if number == 1 else "s")


def data(review: Review, name: str) -> dict[str, object]:
    """What `--report json` adds under `review`; docs/word.md tells its form."""
    return {
        "file": name,
        "changes": [
            {
                "id": one.change.id, **_data_by(one.change.by), "kind": one.change.kind, **_place(one.span),
                "deleted": _plain(one.change.deleted), "inserted": _plain(one.change.words),
                "before": around(one)[0], "after": around(one)[1], "state": one.state, "why": one.why,
            }
            for one in review.changes
        ],
        "comments": [
            {
                "id": one.id, **_data_by(one.comment.by), "initials": one.comment.initials, **_place(one.span),
                "about": _plain(one.about), "text": one.comment.text, "resolved": one.comment.resolved, "why": one.why,
                "replies": [{**_data_by(reply.by), "text": reply.text} for reply in one.comment.replies],
            }
            for one in review.remarks
        ],
        "untracked": [
            {"id": one.id, **_place(one.span), "sent": one.sent, "written": one.written, "why": one.why}
            for one in review.untracked
        ],
    }  # fmt: skip


def _data_by(by: By) -> dict[str, object]:
    return {"author": by.author, "day": by.day or None}


def _place(span: Span | None) -> dict[str, object]:
    return {
        "path": span.path if span else None,
        "line": (span.line or None) if span else None,
        "column": (span.column or None) if span else None,
    }


def chosen(changes: Iterable[Found], ids: Iterable[str], authors: Iterable[str]) -> list[Found]:
    """The changes that were asked for by their numbers, or by who made them; `all` stands for each."""
    wanted, people = set(ids), set(authors)
    return [one for one in changes if "all" in wanted or one.change.id in wanted or one.change.by.author in people]
