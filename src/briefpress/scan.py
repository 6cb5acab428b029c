"""A section's text in; where its citations, labels, images, links and divs stand, code left aside, out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from briefpress.diagnostics import Span

_SHOWN = re.compile(r"[^\n]")
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})([^\n]*)$")
_DATA = re.compile(r"^(?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t])*(`{3,}|~{3,})[ \t]*\{[^{}\n]*?\.(?:chart|table)\b[^`\n]*$")
_END = re.compile(r"^[ \t>]*(`{3,}|~{3,})([ \t]*)$")
_OUTSIDE = re.compile(r"[^\s>]")
_CODE_SPAN = re.compile(r"(?<![`\\])(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
_ATTRIBUTE = re.compile(r"\{[^{}\n]*\}")
_TEXT = r"\[(?:[^\[\]]|\[[^\[\]]{0,300}\]){0,2000}+\]"
_TARGET = r"\(\s*<?(?P<bare>(?:[^()<>\s\"]|\([^()\s]*\)|[ \t](?![\"')\s]))+)"
_DEFINITION = re.compile(r"^ {0,3}\[[^\]^@][^\]]*\]:[ \t]*<?(?P<bare>[^\s<>]+)", re.MULTILINE)

_FINDERS = (
    (
        "cite",
        re.compile(r"(?<![\w@\\/.])-?@(?:\{(?P<braced>[^}\s]+)\}|(?P<bare>\w(?:[\w:.#$%&+?<>~/-]*\w)?))"),
    ),
    ("label", re.compile(r"\{[^{}\n]*?#(?P<bare>[\w:.-]+)[^{}]*\}")),
    ("image", re.compile(r"!" + _TEXT + _TARGET)),
    ("link", re.compile(r"(?<!!)" + _TEXT + _TARGET)),
    ("link", re.compile(r"(?<!!)\[[^\[\]]*\]\(\s*(?P<bare>)\)")),
    ("image", _DEFINITION),
    ("link", re.compile(r"<(?P<bare>[A-Za-z][A-Za-z0-9+.-]+:[^\s<>]+)>")),
    ("image", re.compile(r"<img\b[^<>]*?\bsrc\s*=\s*[\"']?(?P<bare>[^\"'\s<>]+)")),
    ("link", _DEFINITION),
    ("link", re.compile(r"<a\b[^<>]*?\bhref\s*=\s*[\"']?(?P<bare>[^\"'\s<>]+)")),
    ("html", re.compile(r"<(?P<bare>[A-Za-z][\w:-]*)(?=[\s/>])")),
    ("html", re.compile(r"\{(?P<bare>=\w+)\}")),
    ("html", re.compile(r"(?<=[\s{])(?P<bare>on[a-z]+|style|srcset|background)\s*=")),
    # Also short ones: the mark that ends one would else begin the next.
    ("quote", re.compile(r"[\"“](?P<bare>[^\"“”]{1,2000})[\"”]")),
    ("quote", re.compile(r"[«「]\s*(?P<bare>(?:[^«»「」]|«[^«»]*»){1,2000}?)\s*[»」]")),
    ("block", re.compile(r"^ *\{[^{}\n]*?\.(?P<bare>chart|table)\b", re.MULTILINE)),
    ("div", re.compile(r"^ {0,3}:{3,} *\{?[ ]*\.?(?P<bare>[A-Za-z][\w-]*)", re.MULTILINE)),
    (
        "empty heading",
        re.compile(
            r"^(?P<bare>#{1,6})[ \t]*(?:!?\[[^\]\n]*\](?:\([^)\n]*\))?)?[ \t]*(?:\{[^}\n]*\})?[ \t]*$", re.MULTILINE
        ),
    ),
    ("level", re.compile(r"^(?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t])*(?P<bare>#{1,6})(?=[ \t]|$)", re.MULTILINE)),
)


NOTE = re.compile(r"^ {0,3}\[\^([^\]\s^]+)\]:", re.MULTILINE)
"""What begins the text of a note."""

CALL = re.compile(r"\[\^([^\]\s^]+)\](?![:(])")
_NOTE_END = re.compile(r"\n[ \t]*\n(?![ \t]|\s*\Z)|\n(?= {0,3}\[\^)|\Z")


def note_spans(text: str) -> Iterator[tuple[str, int, int, int]]:
    """Each note's text: its name, where its mark begins and ends, and where its text ends."""
    for match in NOTE.finditer(text):
        end = _NOTE_END.search(text, match.end())
        yield match[1], match.start(), match.end(), end.start() if end else len(text)


def heading_words(line: str) -> str:
    """The words of a heading, from behind its first signs, without its attributes and the signs that close it."""
    words = line.rstrip(" \t#")
    return words[: words.rfind("{")].rstrip(" \t#") if words.endswith("}") and "{" in words else words


def quote_name(words: str) -> str:
    """What a quotation is called in the source map: its first letters and digits."""
    return "".join(c for c in words if c.isalnum())[:40].casefold()


@dataclass(frozen=True, slots=True)
class Sighting:
    """A thing seen in a text: what it is, what it is called, and its place, line and column from 1."""

    kind: str
    name: str
    line: int
    column: int


def mask_code(text: str) -> str:
    """The text with code and comments blanked out, every other character where it was."""
    lines = text.split("\n")
    begin = 0
    while begin < len(lines):
        match = opens_code(lines[begin]) or opens_data(lines[begin])
        end = _fence_end(lines, begin, match[1]) if match else None
        if match and end is not None:
            attribute = _ATTRIBUTE.search(lines[begin])
            # The label of a chart or a table stands on the line that opens its block.
            kept = " " * attribute.start() + attribute[0] if attribute else ""
            lines[begin] = kept.ljust(len(lines[begin]))
            lines[begin + 1 : end + 1] = [" " * len(line) for line in lines[begin + 1 : end + 1]]
            begin = end
        begin += 1
    return _CODE_SPAN.sub(blanked, _without_comments("\n".join(lines)))


def blanked(match: re.Match[str]) -> str:
    """What a match holds with every character but the ends of lines made a space, so that all else keeps its place."""
    return _SHOWN.sub(" ", match[0])


def _without_comments(text: str) -> str:
    parts, end = [], 0
    while (begin := text.find("<!--", end)) >= 0 and (close := text.find("-->", begin)) >= 0:
        parts += [text[end:begin], _SHOWN.sub(" ", text[begin : close + 3])]
        end = close + 3
    return "".join([*parts, text[end:]])


def opens_code(line: str) -> re.Match[str] | None:
    """The match of a line that could open a block of code; its first group is the signs that do."""
    match = _FENCE.match(line)
    return None if match and match[1][0] == "`" and "`" in match[2] else match


def opens_data(line: str) -> re.Match[str] | None:
    """The match of a line that could open a block of data, also in a list or a quotation; its first group is the signs.

    Other code there is known by its signs alone, which blanks it out just so.
    """
    return _DATA.match(line)


def ends_data(line: str) -> bool:
    """Whether a line could end a block of data."""
    return _END.match(line) is not None


def _fence_end(lines: list[str], begin: int, fence: str) -> int | None:
    """The line that closes a block of code; pandoc takes one that is never closed for text."""
    within = opens_code(lines[begin]) is None
    for i in range(begin + 1, len(lines)):
        if within and _OUTSIDE.match(lines[i]):
            return None  # the list or the quotation is over
        match = (_END if within else _FENCE).match(lines[i])
        if match and match[1].startswith(fence) and not match[2].strip():
            return i
    return None


def sightings(text: str) -> Iterator[Sighting]:
    """Each thing in the text that a finding could be about, in order of kind and place."""
    masked = mask_code(text)
    starts = [0, *(m.end() for m in re.finditer("\n", masked))]
    for kind, pattern in _FINDERS:
        line = 0
        for match in pattern.finditer(masked):
            groups = match.groupdict()
            name = groups.get("braced") or groups["bare"]
            if kind == "quote":
                name = quote_name(name)
            elif kind in ("image", "link"):
                name = name.strip().replace(" ", "%20")  # as pandoc writes it
            elif kind == "html":
                name = name.lower()
            begin = match.start() if kind == "cite" else match.start("bare")
            while line + 1 < len(starts) and starts[line + 1] <= begin:
                line += 1
            yield Sighting(kind, name, line + 1, begin - starts[line] + 1)


def find_words(path: str, text: str, words: str, counts: Iterable[int]) -> Span | None:
    """Where a text has the first of some words, mark-up between them aside.

    As many of them as the first of `counts` that finds any says.
    """
    for count in counts:
        if at := re.search(r"[^\w\n]*(?:\n[^\w\n]*)?".join(map(re.escape, words.split()[:count])), text):
            return Span.at(path, text, at.start())
    return None
