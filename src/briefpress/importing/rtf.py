"""The bytes of an RTF in; the same as pandoc's reader takes it, and the words that readers see in it, out."""

from __future__ import annotations

import codecs
import re
from collections import Counter

_TOKEN = re.compile(r"\\([a-z]{1,32})(-?\d{1,10})?[ ]?|\\'([0-9a-fA-F]{2})|\\([^a-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)")
_ASIDE = frozenset(
    ("fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "header", "headerl", "headerr", "headerf", "footer",
     "footerl", "footerr", "footerf", "fldinst", "listtable", "listoverridetable", "revtbl", "rsidtbl", "themedata",
     "xmlnstbl", "generator", "bkmkstart", "bkmkend", "annotation", "atnid", "atnauthor", "filetbl", "datafield", "sp",
     "pntext", "listtext", "nonshppict", "latentstyles", "colorschememapping", "datastore", "mmathPr", "atrfstart")
)  # fmt: skip
_PAUSES = frozenset(("par", "line", "tab", "cell", "row", "sect", "page", "footnote", "emspace", "enspace", "nestcell",
                     "emdash", "endash", "bullet", "lquote", "rquote", "ldblquote", "rdblquote", "column"))  # fmt: skip
_PAIR = re.compile(rb"\\u(-?\d{1,6}) ?(?:\?|\\'3[fF])?\\u(-?\d{1,6}) ?(?:\?|\\'3[fF])?")
_WORD = re.compile(r"\w+")


def readable(data: bytes) -> bytes:
    """The document with what pandoc's reader would lose so written that it doesn't.

    It passes over notes in groups that begin with a star, and over the letter behind a character that has a stand-in.
    """
    data = re.sub(rb"\{\\\*\\footnote\b", rb"{\\footnote", data)
    data = re.sub(rb"\\(?:page|sect|column)(?![A-Za-z])", rb"\\par", data)
    if _is_utf8(data):
        # Of a character that RTF writes as two it makes two that are none.
        data = _PAIR.sub(lambda m: _paired(int(m[1]), int(m[2])) or m[0], data)
    return re.sub(rb"(\\u-?\d+)(?=[^\s\\{}0-9])", rb"\1 ", data)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _paired(high: int, low: int) -> bytes:
    """The character that two halves make, or nothing."""
    pair = (high % 65536).to_bytes(2, "little") + (low % 65536).to_bytes(2, "little")
    text = pair.decode("utf-16-le", "replace")
    return text.encode() if len(text) == 1 else b""


def words(data: bytes) -> Counter[str]:
    """Every word of the text and its notes."""
    text = data.decode("latin-1")
    page = re.search(r"\\ansicpg(\d+)", text[:2000])
    try:
        encoding = codecs.lookup(f"cp{page[1]}").name if page else "cp1252"
    except LookupError:
        encoding = "cp1252"
    out: list[str] = []
    pending = bytearray()
    groups: list[tuple[bool, int]] = []
    hidden, width, skip, starred = False, 1, 0, False
    for match in _TOKEN.finditer(text):
        word, number, byte, sign, brace, said = match.groups()
        if byte is None and pending:
            out.append(pending.decode(encoding, "replace"))
            pending.clear()
        if brace == "{":
            groups.append((hidden, width))
        elif brace == "}":
            hidden, width = groups.pop() if groups else (False, 1)
        elif sign == "*":
            starred = True
            continue
        elif word == "bin":
            hidden = True
        elif word == "uc":
            width = int(number or 1)
        elif word == "u" and number and not hidden:
            out.append(chr(int(number) % 65536))
            skip = width
            continue
        elif word in _ASIDE or (starred and word and word != "footnote"):
            hidden = True
        elif byte and not hidden:
            if skip:
                skip -= 1
                continue
            pending += bytes.fromhex(byte)
        elif said and not hidden:
            out.append(said[skip:])
        elif (word in _PAUSES or sign == "~") and not hidden:
            out.append(" ")
        skip, starred = 0, False
    joined = "".join(out).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return Counter(_WORD.findall(joined))
