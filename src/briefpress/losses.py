"""A section's text and the blocks that it was read as in; the words that are in no block, out.

pandoc passes over what it can't place, without a word: cells too many, HTML in a line, a term behind a tag.
"""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from typing import Any
from urllib.parse import unquote

from briefpress.diagnostics import Span
from briefpress.model import Blocks
from briefpress.scan import blanked

_WORD = re.compile(r"[^\W\d_]{3,}")
_ENTITY = re.compile(r"&(?:#\d+|#[xX][0-9A-Fa-f]+|\w+);")
"""As pandoc has it: `&section=` in an address is no `§`."""

_UNSAID = re.compile(
    r"<!--.*?-->"  # a comment
    r"|</?[A-Za-z][^<>]*>"  # a tag
    r"|\[\^[^\]\s]+\]"  # the name of a note
    r"|(?<=\])\[[^\[\]]*\](?!\()"  # the name of a link's address
    r"|^ {0,3}\[[^\]\n]+\]:.*$"  # that address itself
    r"|^[ \t>]*\(?[ivxlcdm]+[.)](?=\s)"  # a Roman number of a list
    r"|^[ \t>]*[Tt]able:"  # what begins the caption of a table
    r"|^[ \t>]*(?:`{3,}|~{3,})[ \t]*math[ \t]*$"  # what sets a formula apart
    r"|(?<=[\s{])\.(?:smallcaps|underline|ul)\b"  # a class that is a mark
    r"|\{=\w+\}"  # the format of raw text
    r"|(?<=[\s{])\.[A-Za-z][\w-]*(?=[^{}\n]*\})"  # the name of a class: pandoc makes small capitals of one
    r"|(?<=[\s{])[A-Za-z][\w-]*=(?=[\"'\w])",  # the name of an attribute
    re.DOTALL | re.MULTILINE,
)


def lost(text: str, blocks: Blocks) -> list[tuple[int, int, str]]:
    """Each word of three letters or more that the blocks have less often than the text: line, column and word."""
    masked = _UNSAID.sub(blanked, text)
    held = Counter(w for said in _strings(blocks) for w in _WORD.findall(unquote(said)))
    wanted = Counter(_WORD.findall(unquote(_ENTITY.sub(lambda m: unescape(m[0]), masked))))
    found = []
    for word, times in wanted.items():
        if times > held[word]:
            at = re.search(rf"(?<![^\W\d_]){re.escape(word)}(?![^\W\d_])", masked)
            place = Span.at("", text, at.start() if at else 0)
            found.append((place.line, place.column, word))
    return sorted(found)


def _strings(tree: Any) -> list[str]:
    out: list[str] = []
    stack = [tree]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            out.append(item)
        elif isinstance(item, dict):
            stack.extend(v for k, v in item.items() if k != "t")
        elif isinstance(item, list):
            stack.extend(item)
    return out
