"""Markdown as GitHub and MyST have it in; its alerts, directives and roles as a brief has them, out."""

from __future__ import annotations

import re

from briefpress.importing.page import Fence, Page, quoted

_DIRECTIVE = re.compile(r"^\{([A-Za-z][\w:-]*)\}\s*(.*)$")
_OPTION = re.compile(r"^:([\w-]+):\s*(.*?)\s*$")
_ALERT = re.compile(r"^ {0,3}>\s*\[!(\w+)\]\s*$", re.IGNORECASE)
_ROLE = re.compile(r"\{(cite(?::[\w]+)?|ref|numref|eq|doc|term|abbr|sub|sup|math)\}`([^`]+)`")
_TARGET = re.compile(r"^\(([\w:.-]+)\)=\s*$")
_HEADING = re.compile(r"^(#{1,6}\s+.*?)\s*$")
NOTES = ("note", "tip", "warning", "important", "caution", "attention", "danger", "error", "hint", "seealso",
         "admonition")  # fmt: skip
_SIDE = ("margin", "sidebar", "aside")
_CODE = ("code", "code-block", "sourcecode")
KNOWN = frozenset((*NOTES, *_SIDE, *_CODE, "figure", "image", "math", "bibliography", "epigraph", "tableofcontents",
                   "toctree", "contents", "table", "list-table", "csv-table", "include", "eval-rst", "glossary",
                   "dropdown", "card", "grid", "tab-set"))  # fmt: skip


def alerts(page: Page) -> None:
    """Write GitHub's alerts as callouts."""
    masked = page.shown()
    for index in reversed(range(len(page.lines))):
        if not (match := _ALERT.match(masked[index])):
            continue
        end = index + 1
        while end < len(page.lines) and page.lines[end].lstrip().startswith(">"):
            end += 1
        body = [re.sub(r"^ {0,3}> ?", "", line) for line in page.lines[index + 1 : end]]
        blank = [""] if index and page.lines[index - 1].strip() else []
        page.log.changed("GitHub's alerts are written `::: {.callout …}`", page.number(index))
        page.put(index, end, [*blank, f'::: {{.callout title="{match[1].capitalize()}"}}', *body, ":::"])


def directives(page: Page) -> None:
    """Write the directives of MyST as a brief has them; the outer first, then those that stood in them."""
    for _ in range(10):
        before = page.lines.copy()
        for sign in ("`~", ":"):
            for fence in page.fences(sign):
                match = _DIRECTIVE.match(fence.info)
                if match and match[1] in KNOWN:
                    page.put(fence.begin, fence.end, _written(page, fence, match[1], match[2].strip()))
        if page.lines == before:
            break


def _written(page: Page, fence: Fence, name: str, words: str) -> list[str]:
    options: dict[str, str] = {}
    body = list(fence.body)
    while body and (match := _OPTION.match(body[0])):
        options[match[1]] = match[2]
        body.pop(0)
    line, signs = page.number(fence.begin), ":" * max(3, len(fence.signs))
    page.log.changed("Directives of MyST are written as a brief has them", line)
    label = re.sub(r"^(fig|tbl|tab)[-:]", "", options.get("name") or options.get("label", ""))
    if name in NOTES:
        title = words or name.replace("seealso", "see also").capitalize()
        return [f"{signs} {{.callout{quoted('title', title)}}}", *body, signs]
    if name in _SIDE:
        return [f"{signs} sidenote", *([f"**{words}**", ""] if words else []), *body, signs]
    if name in _CODE:
        return [f"{fence.signs}{words}".rstrip(), *body, fence.signs]
    if name in ("figure", "image"):
        caption = " ".join(t.strip() for t in body if t.strip()) if name == "figure" else ""
        attr = f"{f'#fig:{label}' if label else ''}{quoted('alt', options.get('alt', ''))}".strip()
        return [f"![{caption}]({words.replace(' ', '%20')})" + (f"{{{attr}}}" if attr else "")]
    if name == "math":
        return ["$$", *([words] if words else []), *body, "$$"]
    if name == "table":
        caption = f": {words}" + (f" {{#tbl:{label}}}" if label else "")
        return [*body, "", caption] if words or label else body
    if name == "epigraph":
        return [f"> {t}".rstrip() for t in body]
    if name == "bibliography":
        return ["::: {#refs}", ":::"]
    if name in ("tableofcontents", "toctree", "contents"):
        return []
    said = f"The directive `{name}` isn't known here; what stands in it is printed as text."
    page.log.left(said, "Write it as a table, a list or a component.", line)
    return [*([words] if words else []), "", *body]


def roles(page: Page) -> None:
    """Write the roles of MyST as a brief has them: citations, references, and labels above headings."""
    masked = page.shown()
    for index in reversed(range(len(masked))):
        match = _TARGET.match(masked[index])
        if not match:
            continue
        after = next((i for i in range(index + 1, len(page.lines)) if page.lines[i].strip()), None)
        if after is not None and (heading := _HEADING.match(page.lines[after])):
            name = re.sub(r"^sec[-:]", "", match[1])
            page.lines[after] = f"{heading[1]} {{#sec:{name}}}"
            page.put(index, index + 1, [])
    labels = {m[2]: f"{m[1]}:{m[2]}" for m in re.finditer(r"\{[^{}]*?#(fig|tbl|sec):([\w.-]+)", page.text)}
    for index, line in enumerate(page.lines):
        # A role's words stand between backticks, so that the text with its code left out doesn't have them.
        page.lines[index] = _ROLE.sub(lambda m: _role(page, m, labels, index), line)  # noqa: B023


def _role(page: Page, match: re.Match[str], labels: dict[str, str], index: int) -> str:
    name, words = match[1], match[2]
    page.log.changed("Roles of MyST are written as a brief has them", page.number(index))
    if name.startswith("cite"):
        keys = [f"@{k.strip()}" for k in words.split(",")]
        return "; ".join(keys) if name in ("cite:t", "cite:ct") and len(keys) == 1 else f"[{'; '.join(keys)}]"
    if name in ("ref", "numref"):
        shown = re.match(r"(.*?)\s*<([^<>]+)>$", words)
        target = re.sub(r"^(fig|tbl|tab|sec)[-:]", "", shown[2] if shown else words)
        if shown and target in labels:
            return f"[{shown[1]}](#{labels[target]})"
        if target in labels:
            return f"@{labels[target]}"
    if name in ("sub", "sup"):
        return f"{'~' if name == 'sub' else '^'}{words}{'~' if name == 'sub' else '^'}"
    if name == "math":
        return f"${words}$"
    if name not in ("term", "abbr"):
        page.log.left(f"`{match[0]}` leads to nothing that is known here.", "Say in words what it points at.",
                      page.number(index))  # fmt: skip
    return words
