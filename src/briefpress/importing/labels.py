"""Labels and cross-references as other dialects write them in; as a brief has them, out."""

from __future__ import annotations

import re

from briefpress.importing.page import Page

KINDS = {"fig": "fig", "tbl": "tbl", "tab": "tbl", "sec": "sec"}
_WORD = re.compile(
    r"(?:\b(?:fig(?:ure|s|ures)?|tab(?:le|s|les)?|tbl|sec(?:tion|tions|s)?|chapters?|ch|abb(?:ildung|ildungen)?|tabellen?|"
    r"abschnitte?|kapitel|tableaux?|рис(?:унок|унке|унка)?|табл(?:ица|ице|ицы)?|appendix|"
    r"appendices)\b\.?(?:~|\\ |\s| )?)$",
    re.IGNORECASE,
)
_DASHED = re.compile(r"(\{[^{}]*?)#(fig|tbl|sec)-([\w.-]+)")
_CALL = re.compile(r"(?<![\w\\@/.])(-?)@(?:\{)?(fig|tbl|sec)-([\w.-]*\w)\}?", re.IGNORECASE)
_BRACED = re.compile(r"[+*!]?\{([+*!]?)@(fig|tbl|sec):([\w.-]*\w)\}([a-z]?)")
_CLEVER = re.compile(r"(?<![\w\\@/.])[+*!]@(fig|tbl|sec):([\w.-]*\w)")
_BARE = re.compile(r"(?<![\w\\@/.\[-])@(fig|tbl|sec):([\w.-]*\w)(?![\w\]])")
_BOOK = re.compile(r"\\?\\@ref\(([\w:.-]+)\)")
_BOOK_LABEL = re.compile(r"\(\\#(fig|tab):([\w.-]+)\)\s*")
_OTHER = re.compile(r"(?<![ \t])[ \t]*\{#((?:eq|lst|thm|lem|cor|prp|def|exm|exr)[-:][\w.-]+)[^{}]*\}")
_DIV = re.compile(r"^ {0,3}:{3,}[ \t]*$")
_OTHER_CALL = re.compile(r"(?<![\w\\@/.])[{\[]?-?@\{?((?:eq|lst|thm|lem|cor|prp|def|exm|exr)[-:][\w.-]*\w)[}\]]{0,2}")
_BOOK_PICTURE = re.compile(r"!\[\(\\#fig:([\w.-]+)\)\s*((?:[^\[\]]|\[[^\[\]]*\])*)\](\([^()]*\))(?:\{([^{}]*)\})?")
_BOOK_PART = re.compile(r"^(#{1,6}[ \t]+)\((?:PART|APPENDIX)\\?\*?\)[ \t]+")
_MANUAL = re.compile(r"^ {0,3}\[@([^\]\s]+)\]:[ \t]*(\S.*)$")
_SHOWN = "Cross-references are written as a brief has them, such as `@{}`"


def known_labels(page: Page) -> set[str]:
    """The labels of the kind `fig-x` that the text gives, in braces or to a code cell."""
    given = {f"{m[2]}-{m[3]}".lower() for m in _DASHED.finditer(page.text)}
    cells = re.findall(
        r"^[ \t]*(?:#|//|%%|--)\|[ \t]*label:[ \t]*[\"']?((?:fig|tbl|sec)-[\w.-]+)", page.text, re.MULTILINE
    )
    directives = re.findall(r"^:(?:name|label):\s*((?:fig|tbl|sec)-[\w.-]+)", page.text, re.MULTILINE)
    return given | {c.lower() for c in (*cells, *directives)}


def rewrite(page: Page, dashed: set[str], every: bool) -> None:
    """Write labels and references as a brief has them. `dashed` are those like `fig-x`; `every` such is a label."""
    if dashed or every:
        page.each(_DASHED, lambda m: f"{m[1]}#{m[2]}:{m[3]}",
                  "Labels are written as a brief has them, such as `fig:x` for `fig-x`")  # fmt: skip

        def call(match: re.Match[str]) -> str | None:
            name = f"{match[2]}-{match[3]}".lower()
            return f"{match[1]}@{match[2].lower()}:{match[3]}" if every or name in dashed else None

        page.each(_CALL, call, _SHOWN.format("fig:x"))
    page.each(_BRACED, _braced, _SHOWN.format("fig:x"))
    page.each(_CLEVER, lambda m: f"@{m[1]}:{m[2]}", _SHOWN.format("fig:x"))
    page.each(_BARE, _number, "A reference behind the word “Figure” or “Table” prints its number alone")
    _manual(page)
    _book(page)
    for index, match in page.matches(_OTHER):
        page.log.left(f"`{match[1]}` is a label of a kind that a brief doesn't number.",
                      "It numbers figures, tables, boxes and sections.", page.number(index))  # fmt: skip
    page.each(_OTHER, lambda m: f" {{.{m[1][:3].rstrip('-:')}}}" if _DIV.match(m.string[: m.start()]) else "")
    for index, match in page.matches(_OTHER_CALL):
        page.log.left(f"The reference to `{match[1]}` leads to nothing that a brief numbers.",
                      "Say in words what it points at.", page.number(index))  # fmt: skip
    page.each(_OTHER_CALL, lambda m: f"({m[1]})")


def _after_word(match: re.Match[str]) -> bool:
    return bool(_WORD.search(match.string[: match.start()]))


def _braced(match: re.Match[str]) -> str:
    label = f"@{match[2]}:{match[3]}"
    if match[4]:
        return f"[-{label}]{match[4]}" if _after_word(match) else f"[{label}]{match[4]}"
    return f"[-{label}]" if _after_word(match) and not match[1] else label


def _number(match: re.Match[str]) -> str | None:
    return f"[-{match[0]}]" if _after_word(match) else None


def _manual(page: Page) -> None:
    """Manubot's lines that say what a citation's tag stands for: no text, but a record that is still to be written."""
    masked = page.shown()
    for index in reversed(range(len(masked))):
        if match := _MANUAL.match(masked[index]):
            told = f"`{match[0].strip()}` says what a tag stands for, and is in no bibliography."
            page.log.left(told, f"Give the record of `{match[2].strip()}` the id `{match[1]}`.", page.number(index))
            page.put(index, index + 1, [])


def _book(page: Page) -> None:
    r"""Labels and references of bookdown: `(\#fig:x)`, `\@ref(fig:x)`, and headings called by a bare id."""
    called = {m[1] for _, m in page.matches(_BOOK)}
    page.each(_BOOK_PART, lambda m: m[1], "The headings of bookdown's parts are headings like others")
    if not called and not _BOOK_LABEL.search(page.text):
        return
    bare = {c for c in called if ":" not in c}
    heading = re.compile(r"^(#{1,6}\s.*\{[^{}]*?)#([\w.-]+)([^{}]*\}\s*#*)$")
    page.each(heading, lambda m: f"{m[1]}#sec:{m[2]}{m[3]}" if m[2] in bare else None)

    def reference(match: re.Match[str]) -> str | None:
        kind, _, name = match[1].rpartition(":")
        label = f"{KINDS.get(kind, '')}:{name}" if kind in KINDS else f"sec:{name}" if not kind else ""
        if not label:
            return None
        return f"[-@{label}]" if _after_word(match) else f"@{label}"

    page.each(_BOOK, reference, _SHOWN.format("fig:x"))
    for index, match in page.matches(_BOOK):
        page.log.left(f"The reference to `{match[1]}` leads to nothing that a brief numbers.",
                      "Say in words what it points at.", page.number(index))  # fmt: skip
    page.each(_BOOK, lambda m: f"({m[1]})")
    table = re.compile(r"^((?:[Tt]able)?:\s*)\(\\#tab:([\w.-]+)\)\s*(.*?)\s*$")
    behind = "Labels are written as a brief has them, behind captions"
    page.each(table, lambda m: f"{m[1]}{m[3]} {{#tbl:{m[2]}}}", behind)
    page.each(_BOOK_PICTURE, lambda m: f"![{m[2]}]{m[3]}{{#fig:{m[1]}{f' {m[4]}' if m[4] else ''}}}", behind)
