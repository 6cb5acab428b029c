"""The text of an HTML page or of LaTeX in; the words that readers see in it, out, as well as that can be told."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

_WORD = re.compile(r"\w+")
_UNSEEN = frozenset(("script", "style", "head", "template", "noscript", "iframe", "svg", "math", "object"))
_COMMENT = re.compile(r"(?<!\\)%.*")
_SHOWN_NOT = re.compile(
    r"\\(?:begin|end)\s*\{[^{}]*\}(?:\s*\[[^\[\]]*\])?(?:\s*\{[^{}]*\}(?=\s*[^\\\s]))?"
    r"|\\(?:label|(?:page|eq|auto|c|C|name)?ref|input|include|includegraphics|bibliography(?:style)?|usepackage|vspace|"
    r"hspace|setlength|setcounter|url|thispagestyle|pagestyle|color|textcolor|addbibresource|graphicspath|cline|cmidrule|"
    r"[A-Za-z]*cite[A-Za-z]*|nocite|fontsize|rule|hypersetup|raisebox|newcommand|renewcommand|def|multicolumn|multirow|"
    r"caption(?=\[)|href|hypertarget|index|glossary|gls|date|author|title|"
    r"arabic|roman|alph|Roman|Alph|setlist|selectlanguage|foreignlanguage)(?![A-Za-z])\*?(?:\s*\[[^\[\]]*\])*(?:\s*\{[^{}]*\})?"
    r"|(?<!item)\[[^\[\]\n]{0,60}\](?=\s*\{)"
    r"|\\[A-Za-z@]+\*?"
    r"|\\.|[{}~&$]"
)


_ENVIRONMENT = re.compile(
    r"\\(?:begin\{(?:verbatim|lstlisting|minted|tikzpicture|equation|align|gather|comment)\*?\}.{0,20000}?"
    r"\\end\{\w+\*?\}|\[.{0,5000}?\\\])|\$\$?[^$]{0,2000}\$\$?",
    re.DOTALL,
)


def of_html(text: str) -> Counter[str]:
    """The words of a page, as a browser parses it."""
    import tinyhtml5

    said: list[str] = []
    _collect(tinyhtml5.parse(text, namespace_html_elements=False), said)
    return Counter(_WORD.findall("".join(said)))


_LINE = frozenset(
    ("a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd", "mark", "q", "s",
     "samp", "small", "span", "strong", "tt", "u", "var", "wbr", "time")
)  # fmt: skip


def _collect(root: Any, said: list[str]) -> None:
    stack: list[Any] = [root]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            said.append(item)
            continue
        name = item.tag.rpartition("}")[2] if isinstance(item.tag, str) else "script"
        pause = "" if name in _LINE else " "
        after = [pause, item.tail or ""]
        inner = [] if name in _UNSEEN else [pause, item.text or "", *item]
        stack.extend(reversed([*inner, *after]))


def of_latex(text: str) -> Counter[str]:
    """The words of a LaTeX document's body: those of three letters or more that are no names, labels or lengths."""
    body = text.partition("\\begin{document}")[2].partition("\\end{document}")[0] or text
    body = _COMMENT.sub("", body)
    body = _ENVIRONMENT.sub(" ", body)
    body = re.sub(r"\\(?:[\"'`^~=.]\s*\{?\\?\w\}?|[cuvHkrb](?:\s+\w|\s*\{\w\}))", "\ue000", body)
    body = _SHOWN_NOT.sub(" ", re.sub(r"\\item\s*\[([^\[\]]*)\]", r" \1 ", body))
    return Counter(w for w in re.findall(r"(?<![\w\ue000])[^\W\d_]{3,}(?![\w\ue000])", body))
