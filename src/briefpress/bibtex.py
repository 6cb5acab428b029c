"""The brief's own record in; its entry in BibTeX out."""

from __future__ import annotations

import re

from briefpress.ownrecord import OwnRecord
from briefpress.personalnames import Name

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SIGNS = {
    "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "`": r"\textasciigrave{}",
    "\u00a0": "~", **{sign: f"\\{sign}" for sign in "{}$&%#_"},
}  # fmt: skip
"""What LaTeX would take for a command."""

_JOINED = re.compile(r"(?<=-)(?=-)|(?<=')(?=')|(?<=\\[{}$&%#_])(?=<)")
"""Where LaTeX would make one sign of two, and where pandoc takes what is in `<>` for a slide's overlay."""

_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_SPACES = re.compile(r"[ \t\r\n]+")
_KEY = re.compile(r"[^\w.:-]+")


def bibtex(record: OwnRecord) -> str:
    """The record as a `@techreport` in UTF-8, for BibTeX and biblatex alike; every text as brief.yaml has it."""
    issued = record.issued
    fields = {
        "author": " and ".join(map(_name, record.authors)),
        "title": _title(record.title),
        "institution": _tex(record.publisher),
        "address": _tex(record.place),
        "series": _title(record.series),
        "number": _tex(record.number),
        "version": _tex(record.version),
        "year": str(issued.year) if issued else "",
        "month": _MONTHS[issued.month - 1] if issued else "",
        "day": str(issued.day) if issued else "",
        "doi": _address(record.doi),
        "url": _address(record.url),
        "issn": record.issn,
        "isbn": record.isbn,
        "language": record.lang,
        "abstract": _tex(record.abstract),
        "keywords": _tex(", ".join(record.keywords)),
        "copyright": _tex(record.licence),
        "note": _tex(record.status),
    }
    lines = [f"  {name} = {_value(name, value)}" for name, value in fields.items() if value]
    return f"@techreport{{{_KEY.sub('-', record.key)},\n" + ",\n".join(lines) + "\n}\n"


def _value(name: str, value: str) -> str:
    return value if name == "month" else f"{{{value}}}"


def _address(text: str) -> str:
    """An address as it stands, but for braces: BibTeX counts them."""
    return text.replace("{", "%7B").replace("}", "%7D")


def _tex(text: str) -> str:
    return _JOINED.sub("{}", "".join(_SIGNS.get(sign, sign) for sign in _SPACES.sub(" ", text)))


def _title(text: str) -> str:
    """A title that no style writes otherwise: its first word of letters, and each with a capital, stand in braces."""
    parts = []
    at = 0
    begun = False
    for match in _WORD.finditer(text):
        word = _tex(match[0])
        kept = not begun or any(sign.isupper() for sign in word)
        begun = begun or any(sign.isalpha() for sign in word)
        parts += [_tex(text[at : match.start()]), f"{{{word}}}" if kept else word]
        at = match.end()
    return "".join([*parts, _tex(text[at:])])


def _name(name: Name) -> str:
    """`van Berg, Jr., Ida`; in braces what isn't to be taken apart."""
    if name.literal:
        return f"{{{_tex(name.literal)}}}"
    family = " ".join(part for part in (name.particle, _part(name.family)) if part)
    return ", ".join(part for part in (family, _part(name.suffix), _part(name.given)) if part)


def _part(words: str) -> str:
    """A part of a name; one that BibTeX would read otherwise, for its small letters, commas or `and`, in braces."""
    plain = all(word[:1].isupper() for word in words.split()) and "," not in words
    return _tex(words) if plain else f"{{{_tex(words)}}}"
