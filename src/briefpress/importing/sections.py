"""A Markdown text in; the same with its heading of level one, or a text for each such heading, out."""

from __future__ import annotations

import re
from itertools import pairwise

from briefpress.importing.draft import heading_of
from briefpress.importing.page import Page
from briefpress.model import slug

_ATX = re.compile(r"^ {0,3}(#{1,6})(?:[ \t]+(.*))?$")
_UNDER = re.compile(r"^ {0,3}(=+|-{2,})[ \t]*$")
_TEXT = re.compile(r"^ {0,3}[^\s>#|:+`~=-]")
_DEFINED = re.compile(r"^ {0,3}\[(\^?[^\]\s][^\]]*)\]:")


def headings(page: Page) -> list[tuple[int, int, int]]:
    """Each heading: the index of its line, its level, and the lines that it takes."""
    masked = page.shown()
    out = []
    for index, line in enumerate(masked):
        if (match := _ATX.match(line)) and match[2]:
            out.append((index, len(match[1]), 1))
        elif (match := _UNDER.match(line)) and index and _TEXT.match(masked[index - 1]):
            alone = index == 1 or not masked[index - 2].strip()
            if alone:
                out.append((index - 1, 1 if match[1][0] == "=" else 2, 2))
    return out


def headed(page: Page, title: str, name: str) -> None:
    """Put a heading of level one at the head of a text that has none there: its title, or one of its file's name."""
    found = headings(page)
    first = next((i for i, line in enumerate(page.shown()) if line.strip()), 0)
    top = min((level for _, level, _ in found), default=1)
    begins = bool(found) and found[0][0] == first
    if begins and found[0][1] == top and (top == 1 or not title):
        _shift(page, found, 1 - top)
        return
    if found and found[0][1] == 1 and not re.search(r"\w", "".join(page.shown()[: found[0][0]])):
        return  # nothing but comments stands before it
    if not title:
        title = heading_of(name)
        page.log.note(f"The section has the heading “{title}”, from the file's name.", "Write another, if you like.")
    _shift(page, found, 2 - top if top > 2 else 0)
    while page.lines and not page.lines[0].strip():
        page.put(0, 1, [])
    page.put(0, 0, [f"# {title}", ""])


def _shift(page: Page, found: list[tuple[int, int, int]], by: int) -> None:
    if not by:
        return
    page.log.changed(f"Headings were moved by {by:+d} level{'s' if abs(by) > 1 else ''}", page.number(found[0][0]))
    for index, level, lines in reversed(found):
        signs = "#" * max(1, min(6, level + by))
        line = page.lines[index]
        new = re.sub(r"^ {0,3}#{1,6}", signs, line) if lines == 1 else f"{signs} {line.strip()}"
        page.put(index, index + lines, [new])


def parts(page: Page, name: str, split: bool) -> list[tuple[str, str]]:
    """The texts of a page with their names: one, or one for each heading of level one, with the notes it calls."""
    text = page.text.strip("\n") + "\n"
    starts = [i for i, level, _ in headings(page) if level == 1]
    if not split or len(starts) < 2:
        return [(name, text)]
    definitions, lines = _definitions(page)
    bounds = [0, *starts[1:], len(page.lines)]
    out: list[tuple[str, str]] = []
    for begin, end in pairwise(bounds):
        body = "\n".join(line for i, line in enumerate(page.lines[begin:end], begin) if i not in lines).strip("\n")
        wanted = _called(body, definitions)
        heading = re.sub(r"\s*\{[^{}]*\}\s*#*$", "", page.lines[starts[len(out)]]).strip("# ")
        below = "\n\n".join(definitions[w].strip("\n") for w in wanted)
        out.append((slug(heading)[:40].strip("-"), f"{body}\n\n{below}\n" if below else f"{body}\n"))
    return out


def _definitions(page: Page) -> tuple[dict[str, str], set[int]]:
    """The notes and addresses that a text gives, by their names, and the lines that they take."""
    masked = page.shown()
    out: dict[str, str] = {}
    lines: set[int] = set()
    index = 0
    while index < len(masked):
        match = _DEFINED.match(masked[index])
        if not match:
            index += 1
            continue
        end = index + 1
        note = match[1].startswith("^")
        while note and end < len(masked) and not _DEFINED.match(masked[end]):
            if not masked[end].strip() and not (end + 1 < len(masked) and masked[end + 1].startswith(("    ", "\t"))):
                break
            end += 1
        out[match[1]] = "\n".join(page.lines[index:end])
        lines |= set(range(index, end))
        index = end
    return out, lines


def _called(text: str, definitions: dict[str, str]) -> list[str]:
    """The names of the definitions that a text needs, those that notes need among them; what nothing calls is kept."""
    lowered = text.casefold()
    wanted = [n for n in definitions if f"[{n.casefold()}]" in lowered]
    more = [
        n for n in definitions if n not in wanted and any(f"[{n}]" in definitions[w].partition(":")[2] for w in wanted)
    ]
    return [*wanted, *more]
