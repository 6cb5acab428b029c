"""Markdown as Jekyll and kramdown have it in; its Liquid tags and attributes as a brief has them, out."""

from __future__ import annotations

import re
from collections.abc import Mapping

from briefpress.importing.page import Page, attributes

_TAG = re.compile(r"\{%-?\s*(\w+)(?:[^%]|%(?!\}))*%\}")
_VALUE = re.compile(r"(?<!\\)\{\{-?([^{}]*?)-?\}\}")
_RAW = re.compile(r"(\{%-?\s*(?:end)?raw\s*-?%\})")
_IAL_LINE = re.compile(r"^\s*\{:(?![:/])\s*([^{}]*)\}\s*$")
_IAL = re.compile(r"(?<![ \t])[ \t]*\{:(?![:/])\s*([^{}]*)\}")
_EXTENSION = re.compile(r"\{:(?:[:/])[^{}]*\}")
_HIGHLIGHT = re.compile(r"^\s*\{%-?\s*highlight\s+([\w+#-]+)[^%]*%\}\s*$")
_HEADING = re.compile(r"^(#{1,6}\s+.*?)\s*(\{[^{}]*\})?\s*$")
SIGNS = re.compile(r"\{%-?\s*\w|\{::|^[ \t]*\{:|\S\{:\s*[.#]", re.MULTILINE)


def rewrite(page: Page, front: Mapping[str, object]) -> None:
    """Write the marks of Jekyll as a brief has them; Liquid that only the site can fill in is told."""
    _blocks(page)
    page.each(_VALUE, lambda m: _value(m[1].strip(), front))
    for index, match in page.matches(_VALUE):
        page.log.left(f"`{match[0]}` stands for a value that only the site knows.", "Write the value.",
                      page.number(index))  # fmt: skip
    for index, match in page.matches(_TAG):
        page.log.left(f"`{match[0]}` means nothing here, and was left out.", "Say in Markdown what it would show.",
                      page.number(index))  # fmt: skip
    page.each(_TAG, lambda _: "")
    page.each(_EXTENSION, lambda _: "", "Extensions of kramdown were left out, and what stands in them kept")
    _attributes(page)


def _blocks(page: Page) -> None:
    """Highlighted code as code, comments as comments, and what stands between `raw` and `endraw` as it stands."""
    highlighted = raw = False
    masked = page.shown()
    for index, line in enumerate(page.lines):
        if match := _HIGHLIGHT.match(line):
            page.lines[index], highlighted = f"```{match[1]}", True
            page.log.changed("Highlighted code is written between fences", page.number(index))
        elif re.match(r"^\s*\{%-?\s*endhighlight\s*-?%\}\s*$", line):
            page.lines[index], highlighted = "```", False
        elif not highlighted:
            line = re.sub(r"\{%-?\s*comment\s*-?%\}|\{::comment\}", "<!--", line)
            line = re.sub(r"\{%-?\s*endcomment\s*-?%\}|\{:/comment\}", "-->", line)
            parts = _RAW.split(line)
            for n, part in enumerate(parts):
                if _RAW.fullmatch(part):
                    raw, parts[n] = "endraw" not in part, ""
                elif raw and masked[index].strip():
                    parts[n] = part.replace("{{", "\\{{")
            page.lines[index] = "".join(parts)


def _value(said: str, front: Mapping[str, object]) -> str | None:
    """What a value of Liquid stands for, where that is known: a key of the page, or the path of a file of the site."""
    if match := re.fullmatch(r"[\"']([^\"']+)[\"']\s*\|\s*(?:relative_url|absolute_url|prepend:\s*site\.\w+)", said):
        return match[1]
    if re.fullmatch(r"site\.(?:baseurl|url)(?:\s*\|.*)?", said):
        return ""
    match = re.fullmatch(r"page\.(\w+)", said)
    value = front.get(match[1]) if match else None
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else None


def _attributes(page: Page) -> None:
    """The attributes of kramdown: an id goes to its heading or picture, classes of the site are left out."""
    masked = page.shown()
    for index in reversed(range(len(masked))):
        if not (match := _IAL_LINE.match(masked[index])):
            continue
        label, _, _ = attributes(f"{{{match[1]}}}")
        before = next((i for i in (index - 1, index + 1) if 0 <= i < len(page.lines) and page.lines[i].strip()), None)
        if match[1].strip() == "toc" and before is not None:
            page.put(before, index + 1, [])
            page.log.changed("The list of contents was left out, as a brief makes its own", page.number(before))
            continue
        page.put(index, index + 1, [])
        if label and before is not None and (heading := _HEADING.match(page.lines[min(before, index - 1)])):
            page.lines[index - 1] = f"{heading[1]} {{#{label}}}"
        page.log.changed("Attributes of the site's style were left out", page.number(max(index - 1, 0)))

    def inline(match: re.Match[str]) -> str:
        label, _, pairs = attributes(f"{{{match[1]}}}")
        kept = " ".join([f"#{label}"] * bool(label) + [f'{k}="{v}"' for k, v in pairs.items() if k == "alt"])
        space = " " if re.match(r"^#{1,6}\s", match.string) else ""
        return f"{space}{{{kept}}}" if kept else ""

    page.each(_IAL, inline, "Attributes of the site's style were left out")
