"""Code cells of Quarto, R Markdown and notebooks in; what a brief can have of them, and what is left out, out."""

from __future__ import annotations

import re

from briefpress.importing.page import Fence, Page, quoted

_CELL = re.compile(r"^\{\s*([A-Za-z][\w+.-]*)\s*(?:[,\s]\s*([^{}]*))?\}$")
_OPTION = re.compile(r"^\s*(?:#|//|%%|--|\*)\|\s*([\w.-]+)\s*:\s*(.*?)\s*$")
_HEADER = re.compile(r"([\w.-]+)\s*=\s*(?:\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)'|([^,]+))")
_GRAPHIC = re.compile(r"^(?:knitr::)?include_graphics\(\s*(?:path\s*=\s*)?[\"']([^\"']+)[\"'][^()]*\)$")
_INLINE = re.compile(r"(?<!`)`(?:r|\{\w+\}) [^`]+`(?!`)")
_PROSE = frozenset(("block", "block2", "asis", "theorem", "lemma", "corollary", "proposition", "conjecture",
                    "definition", "example", "exercise", "hypothesis", "proof", "remark", "solution"))  # fmt: skip
"""Cells that bookdown has for words of the author, not for code."""
_LISTING = re.compile(r"\b(?:lst-cap)\s*=\s*\"((?:[^\"\\]|\\.)*)\"")
_NO = ("false", "no", "f")
_REFERENCE = re.compile(r"^\(ref:([\w-]+)\)\s+(\S.*)$")


def rewrite(page: Page) -> None:
    """Leave code cells out, telling of each; keep those that only show a picture, or code that isn't run."""
    captions = _captions(page)
    for fence in page.fences():
        if (match := _CELL.match(fence.info)) and not match[1].startswith("="):
            page.put(fence.begin, fence.end, _kept(page, fence, match, captions))
        elif caption := _LISTING.search(fence.info):
            page.put(fence.end, fence.end, ["", caption[1].replace('\\"', '"')])
            page.log.changed("Captions of code stand below it as text", page.number(fence.begin))
    for index, line in enumerate(page.lines):
        for match in _INLINE.finditer(line):
            page.log.left(f"`{match[0].strip('`')}` stands for a value that only the program knows; no code is run.",
                          "Write the value.", page.number(index))  # fmt: skip


def _options(fence: Fence, header: str) -> dict[str, str]:
    """The options of a cell, from the line that opens it and from its own first lines."""
    out: dict[str, str] = {}
    first = re.match(r"\s*([\w.:-]+)\s*(?:,|$)", header)
    if first and "=" not in first[0]:
        out["label"] = first[1]
    for match in _HEADER.finditer(header):
        out[match[1].replace(".", "-")] = next(g for g in match.groups()[1:] if g is not None).strip()
    for line in fence.body:
        if option := _OPTION.match(line):
            out[option[1].replace(".", "-")] = option[2].strip("\"'")
    return out


def _kept(page: Page, fence: Fence, match: re.Match[str], captions: dict[str, str]) -> list[str]:
    language, options = match[1], _options(fence, match[2] or "")
    code = [line for line in fence.body if not _OPTION.match(line)]
    line = page.number(fence.begin)
    bare = re.sub(r"^(fig|tbl|tab)[-:]", "", options.get("label", ""))
    tabular = options.get("label", "").startswith(("tbl", "tab")) or any("kable(" in c for c in code)
    kind = "tbl" if tabular else "fig"
    if language in _PROSE:
        page.log.changed("Blocks of bookdown with words in them are text", line)
        return [*([f"**{options['name']}**", ""] if options.get("name") else []), *code]
    caption = options.get("fig-cap") or options.get("tbl-cap") or ""
    caption = captions.get(caption.removeprefix("(ref:").removesuffix(")"), caption)
    shown = [c.strip() for c in code if c.strip() and not c.strip().startswith("#")]
    if len(shown) == 1 and (graphic := _GRAPHIC.match(shown[0])):
        label = f"#fig:{bare}" if bare and caption else ""
        said = f"{label}{quoted('alt', options.get('fig-alt', ''))}".strip()
        page.log.changed("Code that only shows a picture was written as that picture", line)
        return [f"![{caption}]({graphic[1].replace(' ', '%20')})" + (f"{{{said}}}" if said else "")]
    if options.get("eval", "").lower() in _NO and options.get("echo", "").lower() not in _NO:
        return [f"{fence.signs}{language}", *code, fence.signs]
    if options.get("include", "").lower() in _NO or not shown:
        page.log.changed("Code that shows nothing was left out", line)
        return []
    what = f" It makes `{options['label']}`" + (f" (“{caption}”)." if caption else ".") if bare else ""
    hint = "Say in the text what it shows."
    if bare and kind == "fig":
        hint = f'Save its figure, and place it: `![{caption or "Caption"}](images/{bare}.png){{#fig:{bare} alt="…"}}`.'
    elif bare:
        hint = f"Write its table, or print it from data: a block `{{.table #tbl:{bare}}}`."
    page.log.left(f"This code in {language} isn't carried over; no code is run.{what}", hint, line)
    return []


def _captions(page: Page) -> dict[str, str]:
    """The texts that bookdown calls by `(ref:x)`; where the text itself calls them they are put there."""
    given: dict[str, str] = {}
    shown = [line for line in page.shown() if not line.lstrip().startswith("{")]
    for index in reversed(range(len(page.lines))):
        if match := _REFERENCE.match(page.lines[index]):
            given[match[1]] = match[2]
            called = sum(line.count(f"(ref:{match[1]})") for line in shown) > 1
            page.put(index, index + 1, [] if called else [match[2]])
    if given:
        page.each(re.compile(r"\(ref:([\w-]+)\)"), lambda m: given.get(m[1]))
    return given
