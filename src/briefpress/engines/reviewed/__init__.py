"""The bytes of a DOCX that a reviewer sent back in; its paragraphs with each tracked change, and its comments, out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from briefpress.engines.documents.archive import Archive, package_part, parsed
from briefpress.engines.documents.docx import W
from briefpress.engines.documents.refusal import UnreadableError
from briefpress.engines.reviewed import story
from briefpress.engines.reviewed.marked import Anchor, Comment, Origin, Paragraph, Reply, Reviewed, Story
from briefpress.origins import NAMESPACE

_WORD_14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_WORD_15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_MOST_COMMENTS = 10_000
"""Comments, and replies to them, of a document."""


def read(data: bytes) -> Reviewed:
    """What reviewers did to a document. Raises UnreadableError where it is no DOCX that can be read."""
    archive = Archive(data, "DOCX")
    main = package_part(archive, "officeDocument", "word/document.xml")
    if main not in archive:
        raise UnreadableError("it is no DOCX", "Save it as a Word document (.docx).")
    body = archive.tree(main).find(f"{W}body")
    if body is None:
        raise UnreadableError("it is no DOCX", "Save it as a Word document (.docx).")
    parts = _related(archive, main)
    count = story.Count()
    paragraphs: list[Paragraph] = []
    starts: dict[str, Anchor] = {}
    ends: dict[str, Anchor] = {}
    for kind, root in [("body", body), *_beside(archive, parts)]:
        told = story.told(root, kind, count, len(paragraphs))
        paragraphs += told.paragraphs
        starts |= told.starts
        ends |= told.ends
    brief, origins = _origins(archive)
    comments = tuple(_comments(archive, parts, starts, ends, count))
    return Reviewed(tuple(paragraphs), comments, brief, origins)


def _related(archive: Archive, main: str) -> dict[str, list[str]]:
    """The parts that belong to the main one, by the last word of their kinds (ECMA-376, part 2, 9.3)."""
    folder, _, name = main.rpartition("/")
    listing = f"{folder}/_rels/{name}.rels".lstrip("/")
    found: dict[str, list[str]] = {}
    for element in archive.tree(listing).iter("{*}Relationship") if listing in archive else ():
        target = str(element.get("Target", ""))
        path = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}".lstrip("/")
        if element.get("TargetMode") != "External" and path in archive:
            found.setdefault(str(element.get("Type", "")).rpartition("/")[2], []).append(path)
    return found


def _beside(archive: Archive, parts: Mapping[str, list[str]]) -> Iterator[tuple[Story, Any]]:
    """The notes, each a root of its own, then the heads and feet of the pages."""
    kinds: tuple[Story, Story] = ("footnote", "endnote")
    for kind in kinds:
        for path in parts.get(f"{kind}s", ())[:1]:
            for note in archive.tree(path).findall(f"{W}{kind}"):
                if note.get(f"{W}type", "normal") == "normal":
                    yield kind, note
    edges: tuple[Story, Story] = ("header", "footer")
    for edge in edges:
        for path in sorted(parts.get(edge, ())):
            yield edge, archive.tree(path)


def _comments(
    archive: Archive, parts: Mapping[str, list[str]], starts: Mapping[str, Anchor], ends: Mapping[str, Anchor],
    count: story.Count,
) -> Iterator[Comment]:  # fmt: skip
    """The comments in the order of the text, each with its replies; those without a place come last."""
    if not parts.get("comments"):
        return
    elements = {e.get(f"{W}id", ""): e for e in archive.tree(parts["comments"][0]).findall(f"{W}comment")}
    if len(elements) > _MOST_COMMENTS:
        raise UnreadableError(f"it has more than {_MOST_COMMENTS:,} comments", "Send it back in parts.")
    above, resolved = _threads(archive, parts)
    names = {mark: key for key, element in elements.items() for mark in _marks(element)}
    parents = {key: names.get(above.get(mark, "")) for mark, key in names.items()}
    replies: dict[str, list[str]] = {}
    firsts: dict[str, str] = {}
    for key in elements:
        if (first := _first(key, parents, firsts)) != key:
            replies.setdefault(first, []).append(key)
    told = {key for keys in replies.values() for key in keys}

    def place(key: str) -> tuple[int, int, str]:
        # Programs that know no threads write replies as comments on the same words.
        anchor, said = starts.get(key) or ends.get(key), elements[key].get(f"{W}date", "")
        return (anchor.paragraph, anchor.offset, said) if anchor else (story.MOST + 1, 0, said)

    for key in sorted((k for k in elements if k not in told), key=place):
        element = elements[key]
        begin = starts.get(key) or ends.get(key)
        answered = tuple(Reply(story.by(elements[k]), _said(elements[k], count)) for k in replies.get(key, ()))
        yield Comment(story.by(element), element.get(f"{W}initials", "")[:20], _said(element, count),
                      any(mark in resolved for mark in _marks(element)), begin, ends.get(key) or begin,
                      answered)  # fmt: skip


def _marks(element: Any) -> Iterator[str]:
    """What the paragraphs of a comment are called where its thread is told."""
    return (p.get(f"{_WORD_14}paraId", "") for p in element.iter(f"{W}p") if p.get(f"{_WORD_14}paraId"))


def _threads(archive: Archive, parts: Mapping[str, list[str]]) -> tuple[dict[str, str], set[str]]:
    """What each comment replies to, and those that are resolved, by their marks ([MS-DOCX], 2.5.3)."""
    above: dict[str, str] = {}
    resolved: set[str] = set()
    for path in parts.get("commentsExtended", ())[:1]:
        for element in archive.tree(path).iter(f"{_WORD_15}commentEx"):
            mark = element.get(f"{_WORD_15}paraId", "")
            if parent := element.get(f"{_WORD_15}paraIdParent"):
                above[mark] = parent
            if element.get(f"{_WORD_15}done") in ("1", "true"):
                resolved.add(mark)
    return above, resolved


def _first(key: str, parents: Mapping[str, str | None], firsts: dict[str, str]) -> str:
    """The comment that a thread begins with. `firsts` is what is known of others already, and learns of these."""
    path = {key: None}
    while key not in firsts and (parent := parents.get(key)) is not None and parent not in path:
        key = parent
        path[key] = None
    first = firsts.get(key, key)
    firsts.update(dict.fromkeys(path, first))
    return first


def _said(comment: Any, count: story.Count) -> str:
    return "\n".join(p.accepted for p in story.told(comment, "body", count).paragraphs).strip()


def _origins(archive: Archive) -> tuple[str, dict[int, Origin]]:
    """What the program wrote of where the paragraphs come from. Word may have given the part another name."""
    for name in archive.names("customXml/"):
        root = parsed(archive.read(name))
        if root is None or root.tag != f"{{{NAMESPACE}}}places":
            continue
        origins = {}
        for element in root.iter(f"{{{NAMESPACE}}}place"):
            number, line = element.get("n", ""), element.get("line", "")
            if number.isdecimal() and line.isdecimal() and len(number) < 8 and len(line) < 8:
                origins[int(number)] = Origin(element.get("path", ""), int(line), element.get("hash", ""))
        return root.get("brief", ""), origins
    return "", {}
