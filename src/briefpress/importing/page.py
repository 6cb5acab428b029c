"""The lines of a Markdown text in; the same with some of them changed, each knowing the line that it came from, out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from briefpress.importing.log import Log
from briefpress.scan import mask_code, opens_code

Change = Callable[[re.Match[str]], str | None]


@dataclass(frozen=True, slots=True)
class Fence:
    """A block between fences: its first line and the one behind its last, by index, and what its parts say."""

    begin: int
    end: int
    signs: str
    info: str
    body: tuple[str, ...]


class Page:
    """A text as it is worked on, line by line. Code and comments are left alone where `each` is used."""

    def __init__(self, lines: list[str], log: Log, first: int = 1) -> None:
        self.lines, self.log = lines, log
        self.numbers = list(range(first, first + len(lines)))

    @property
    def text(self) -> str:
        """The whole text."""
        return "\n".join(self.lines)

    def shown(self) -> list[str]:
        """The lines with code and comments blanked out."""
        return mask_code(self.text).split("\n")

    def number(self, index: int) -> int:
        """The number that the line at an index had in the document."""
        return self.numbers[index] if index < len(self.numbers) else self.numbers[-1] if self.numbers else 1

    def each(self, pattern: re.Pattern[str], change: Change, what: str = "", hint: str = "") -> None:
        """Change each match that isn't in code; `change` returns None to leave it. `what` tells of the change."""
        for index, visible in enumerate(self.shown()):
            line, end, out = self.lines[index], 0, ""
            for match in pattern.finditer(visible):
                # What stands between backticks within a match is blank there: such a match is looked at in full.
                whole = pattern.match(line, match.start())
                new = change(whole) if whole else None
                if whole is None or new is None or new == whole[0]:
                    continue
                if what:
                    self.log.changed(what, self.number(index), *([hint] if hint else []))
                out += line[end : match.start()] + new
                end = whole.end()
            if end:
                self.lines[index] = out + line[end:]

    def matches(self, pattern: re.Pattern[str]) -> Iterator[tuple[int, re.Match[str]]]:
        """Each match that isn't in code, with the index of its line."""
        for index, visible in enumerate(self.shown()):
            for match in pattern.finditer(visible):
                yield index, match

    def put(self, begin: int, end: int, new: list[str]) -> None:
        """Lines in place of those from `begin` up to `end`."""
        number = self.number(begin)
        kept = self.numbers[begin:end][: len(new)]
        self.lines[begin:end] = new
        self.numbers[begin:end] = kept + [kept[-1] if kept else number] * (len(new) - len(kept))

    def fences(self, sign: str = "`~") -> list[Fence]:
        """The blocks between fences that don't stand in one another, the last first, so that `put` moves none."""
        out: list[Fence] = []
        index = 0
        while index < len(self.lines):
            match = _opens(self.lines[index], sign)
            end = _closes(self.lines, index, match[1], sign) if match else None
            if match and end is not None:
                body = tuple(self.lines[index + 1 : end])
                out.append(Fence(index, end + 1, match[1], match[2].strip(), body))
                index = end
            index += 1
        return out[::-1]


def _opens(line: str, sign: str) -> re.Match[str] | None:
    return re.match(r"^ {0,3}(:{3,})([^\n]*)$", line) if sign == ":" else opens_code(line)


def _closes(lines: list[str], begin: int, signs: str, sign: str) -> int | None:
    """The index of the line that closes a fence: divs close the last that was opened, code the first."""
    depth = 0
    for index in range(begin + 1, len(lines)):
        match = re.match(r"^ {0,3}(:{3,}|`{3,}|~{3,})[ \t]*(.*)$", lines[index])
        if match is None or match[1][0] != signs[0]:
            continue
        if sign == ":":
            depth += 1 if match[2].strip(": \t") else -1
            if depth < 0:
                return index
        elif match[1].startswith(signs) and not match[2].strip():
            return index
    return None


_PAIR = re.compile(r"([\w:.-]+)\s*=\s*(?:\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)'|([^\s{}\"']+))")


def attributes(text: str) -> tuple[str, list[str], dict[str, str]]:
    """The label, the classes and the keys that stand between braces."""
    label = re.search(r"#([^\s{}]+)", re.sub(r"\"[^\"]*\"|'[^']*'", '""', text))
    quoted = {m[1]: next((g for g in m.groups()[1:] if g is not None), "") for m in _PAIR.finditer(text)}
    bare = re.sub(r"[\w:.-]+\s*=\s*(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|[^\s{}]+)", " ", text)
    return label[1] if label else "", re.findall(r"(?<![\w#])\.([\w:-]+)", bare), quoted


def quoted(key: str, value: str) -> str:
    """A key and its value as they stand between braces, or nothing where there is no value."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f' {key}="{escaped}"' if value else ""
