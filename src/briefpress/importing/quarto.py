"""Markdown as Quarto writes it in; its divs, shortcodes and attributes as a brief has them, out."""

from __future__ import annotations

import re
from collections.abc import Callable

from briefpress.importing.page import Fence, Page, attributes, quoted

Include = Callable[[str, int], str]
Make = Callable[[str, list[str]], list[str]]
_SHORTCODE = re.compile(r"\{\{<\s*(/?\w[\w-]*)([^<>]*)>\}\}")
_INCLUDE = re.compile(r"^\s*\{\{<\s*include\s+[\"']?([^\"'<>\s]+)[\"']?\s*>\}\}\s*$")
_ASIDE = re.compile(r"\[([^\[\]]+)\]\{\.(?:aside|column-margin)\}")
_CONDITIONAL = re.compile(r"\[[^\[\]]*\]\{[^{}]*\.content-(?:visible|hidden)\b[^{}]*\}")
_PICTURE = re.compile(r"^\s*!\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(([^()]*)\)(?:\{([^{}]*)\})?\s*$")
_ATTRIBUTE = re.compile(
    r"(\{[^{}]*?)(?<=[\s{])(fig-alt|fig-align|fig-pos|fig-env|fig-scap|lightbox|tbl-colwidths|group)\s*=\s*"
    r"(\"(?:[^\"\\]|\\.)*\"|'[^']*'|[^\s{}]+)"
)
_MEDIA = {"html": "screen", "pdf": "paper", "epub": "ebook"}
_TITLES = {"note": "Note", "tip": "Tip", "warning": "Warning", "caution": "Caution", "important": "Important"}


def rewrite(page: Page, include: Include) -> None:
    """Write Quarto's own marks as a brief has them. `include` gives the name that an included file has in the brief."""
    while _attributed(page):
        pass
    for fence in [f for f in _divs(page) if f.info]:
        # What stands in a div comes first, and may have moved its end.
        end = _end(page, fence)
        if (new := _div(page, fence, end)) is not None:
            page.put(fence.begin, end + 1, new)
    page.each(_ASIDE, lambda m: f"^[{m[1]}]", "Words in the margin are notes now")
    for index, match in page.matches(_CONDITIONAL):
        page.log.left(f"`{match[0]}`: these words are for some formats alone; now they are printed in all.",
                      'Write `::: {.only media="screen"}`, or leave them out.', page.number(index))  # fmt: skip
    _shortcodes(page, include)


def _attributed(page: Page) -> bool:
    """Write one more attribute of each line as a brief has it: whether there was one."""
    before = page.text
    page.each(_ATTRIBUTE, lambda m: f"{m[1]}alt={m[3]}" if m[2] == "fig-alt" else m[1].rstrip(),
              "Attributes of figures are written as a brief has them")  # fmt: skip
    page.each(re.compile(r"(?<=[)\s])\{\s*\}"), lambda _: "")
    return page.text != before


def _divs(page: Page) -> list[Fence]:
    """Every div, those in others too, from the last line of the text to its first: the inner before the outer."""
    masked = page.shown()
    out: list[Fence] = []
    opened: list[tuple[int, str, str]] = []
    for index, line in enumerate(masked):
        match = re.match(r"^ {0,3}(:{3,})[ \t]*(.*?)[ \t:]*$", line)
        if not match:
            continue
        if match[2]:
            opened.append((index, match[1], page.lines[index].strip().lstrip(":").strip().rstrip(":").strip()))
        elif opened:
            begin, signs, info = opened.pop()
            out.append(Fence(begin, index + 1, signs, info, tuple(page.lines[begin + 1 : index])))
    return sorted(out, key=lambda f: -f.begin)


def _div(page: Page, fence: Fence, end: int) -> list[str] | None:
    """The lines of a div as a brief has it; None to leave it."""
    body = page.lines[fence.begin + 1 : end]
    label, classes, pairs = attributes(fence.info if fence.info.startswith("{") else f".{fence.info}")
    line = page.number(fence.begin)

    def made(opening: str, lines: list[str]) -> list[str]:
        return [f"{fence.signs} {opening}", *lines, fence.signs]

    kind = next((c.removeprefix("callout-") for c in classes if c.startswith("callout-")), "")
    if kind in _TITLES:
        title, lines = _titled(pairs.get("title", ""), body)
        page.log.changed("Callouts of Quarto are written `::: {.callout …}`", line)
        named = f" #box:{label.removeprefix('box-')}" if label else ""
        return made(f"{{.callout{named}{quoted('title', title or _TITLES[kind])}}}", lines)
    if {"column-margin", "aside"} & set(classes):
        page.log.changed("What stood in the margin is written `::: sidenote`", line)
        return made("sidenote", body)
    if "content-visible" in classes or "content-hidden" in classes:
        return _conditional(page, line, classes, pairs, body, made)
    if label.startswith(("fig-", "fig:", "tbl-", "tbl:")):
        new = _labelled(label, body)
        if new is None:
            page.log.left(f"`{label}` has several parts, which a brief numbers one by one.",
                          "Make one picture of them, or give each a caption and a label.", line)  # fmt: skip
            return None
        return new
    if "panel-tabset" in classes:
        page.log.left("Tabs are printed one below the other.", "Look whether they read well so.", line)
    return None


def _end(page: Page, fence: Fence) -> int:
    """The index of the line that closes a div, as the text is now."""
    depth, code = 0, ""
    for index in range(fence.begin + 1, len(page.lines)):
        line = page.lines[index]
        if opened := re.match(r"^ {0,3}(`{3,}|~{3,})", line):
            code = "" if code and opened[1].startswith(code) else code or opened[1]
        elif not code and (match := re.match(r"^ {0,3}:{3,}[ \t]*(.*?)[ \t:]*$", line)):
            depth += 1 if match[1] else -1
            if depth < 0:
                return index
    return fence.end - 1


def _titled(title: str, body: list[str]) -> tuple[str, list[str]]:
    """A callout's title, which may be the heading that it begins with, and the rest of it."""
    first = next((i for i, text in enumerate(body) if text.strip()), None)
    if not title and first is not None and (match := re.match(r"^#{1,6}\s+(.+?)(?:\s*\{[^{}]*\})?\s*#*$", body[first])):
        return match[1], body[first + 1 :]
    return title, body


def _conditional(
    page: Page, line: int, classes: list[str], pairs: dict[str, str], body: list[str], made: Make
) -> list[str] | None:
    named = pairs.get("when-format", "") or pairs.get("unless-format", "")
    medium = next((m for form, m in _MEDIA.items() if named.startswith(form)), "")
    if not medium:
        page.log.left(f"This part is for `{named or 'some formats'}` alone; now it is printed in all.",
                      'Write `::: {.only media="screen"}`, or leave it out.', line)  # fmt: skip
        return None
    hidden = ("content-hidden" in classes) != ("unless-format" in pairs)
    media = [m for m in _MEDIA.values() if (m == medium) != hidden]
    page.log.changed("Parts for one format are written `::: {.only …}`", line)
    return made(f'{{.only media="{" ".join(media)}"}}', body)


def _labelled(label: str, body: list[str]) -> list[str] | None:
    """A div that is a figure or a table: its picture or table with its caption and label, or None for several."""
    kind, name = label[:3], label[4:]
    lines = [t for t in body if t.strip()]
    if kind == "fig":
        shown = [m for t in lines if (m := _PICTURE.match(t))]
        caption = " ".join(t.strip() for t in lines if not _PICTURE.match(t))
        if len(shown) != 1 or not _PICTURE.match(lines[0]) or re.search(r"^(?:[-*+#>|:`]|\d+\.)", caption):
            return None
        inner = f" {shown[0][3]}" if shown[0][3] else ""
        own = re.sub(r"\s*#[\w:.-]+", "", inner)
        alt = "" if "alt=" in own or not shown[0][1] or not caption else quoted("alt", shown[0][1])
        return [f"![{caption or shown[0][1]}]({shown[0][2]}){{#fig:{name}{alt}{own}}}"]
    table = [i for i, t in enumerate(body) if t.strip().startswith(("|", "+"))]
    if not table:
        return None
    rest = [t for i, t in enumerate(body) if t.strip() and not table[0] <= i <= table[-1]]
    caption = " ".join(t.strip() for t in rest)
    caption = re.sub(r"^(?:[Tt]able)?:\s*", "", re.sub(r"\s*\{#[^{}]*\}\s*$", "", caption))
    if (
        len(rest) > 1
        and not rest[-1].startswith(":")
        and any(t.strip().startswith((":::", "`", "|", "#")) for t in rest)
    ):
        return None
    return [*body[table[0] : table[-1] + 1], "", f": {caption} {{#tbl:{name}}}"]


def _shortcodes(page: Page, include: Include) -> None:
    for index, visible in enumerate(page.shown()):
        if match := _INCLUDE.match(visible):
            page.put(index, index + 1, [f'{{{{ include "{include(match[1], page.number(index))}" }}}}'])
            page.log.changed("Includes are written `{{ include … }}`", page.number(index))

    def change(match: re.Match[str]) -> str | None:
        name, words = match[1], match[2].strip().strip("\"'")
        if name == "pagebreak":
            return ""
        if name == "meta" and words in ("title", "subtitle", "date", "lang", "description"):
            return f"{{{{ {words} }}}}"
        if name == "var" and re.fullmatch(r"\w+", words):
            return f"{{{{ {words} }}}}"
        return None

    for index, match in page.matches(_SHORTCODE):
        if match[1] == "var" and change(match):
            name = match[2].strip().strip("\"'")
            hint = f"Give it in brief.yaml: `variables: {{{name}: …}}`."
            page.log.note(f"`{name}` is a variable.", hint, page.number(index))
        elif change(match) is None:
            page.log.left(f"The shortcode `{match[1]}` means nothing here; it is in the section as text.",
                          "Say in Markdown what it would show.", page.number(index))  # fmt: skip
    page.each(_SHORTCODE, change, "Shortcodes are written as a brief has them")
    page.each(_SHORTCODE, lambda m: m[0].replace("{{<", "\\{\\{\\<").replace(">}}", "\\>\\}\\}"))
