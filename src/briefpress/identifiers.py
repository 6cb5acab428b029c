"""An identifier as somebody wrote it in; the same in its own form, its address, or what is wrong with it, out."""

from __future__ import annotations

import re
from typing import Literal
from urllib.parse import quote

Kind = Literal["doi", "issn", "isbn", "orcid"]

DOI = r"(?:https?://(?:dx\.|www\.)?doi\.org/|(?:doi|DOI): ?)?10\.\d{4,9}(?:\.\d+)*/\S+"
ISSN = r"\d{4}-?\d{3}[\dXx]"
ISBN = r"\d(?:[ -]?\d){8}[ -]?(?:(?:\d[ -]?){3}\d|[\dXx])"
ORCID = r"(?:https?://(?:www\.)?orcid\.org/)?\d{4}-\d{4}-\d{4}-\d{3}[\dXx]/?"
"""How each may be written: with the address that it is linked by or without, with hyphens or without."""

_ADDRESS = re.compile(r"^(?:https?://[^/]+/|doi:\s*)", re.IGNORECASE)
_ADDRESSES = {
    "doi": "https://doi.org/{}",
    "issn": "https://portal.issn.org/resource/ISSN/{}",
    "orcid": "https://orcid.org/{}",
    "isbn": "",
}
_DIGITS = "One of its digits is wrong or missing, or two have changed places: compare it with where it was given."
_WRONG_DIGIT = "whose last digit, which follows from the others, doesn't fit them"
_PAIRS = {")": "(", "]": "[", "}": "{", ">": "<"}


def normal(kind: Kind, text: str) -> str:
    """An identifier of the right form in its own form: without address, an ISSN with its hyphen, X in capitals."""
    bare = _ADDRESS.sub("", text.strip())
    if kind == "doi":
        return bare
    bare = bare.rstrip("/").upper()
    return f"{bare[:4]}-{bare[4:]}" if kind == "issn" and "-" not in bare else bare


def address(kind: Kind, text: str) -> str:
    """Where an identifier leads on the web; nothing for an ISBN, which no single place resolves."""
    return _ADDRESSES[kind].format(quote(normal(kind, text), safe="/:;().,-_~!*'@+=&$"))


def urn(kind: Literal["issn", "isbn"], text: str) -> str:
    """An identifier as a URN: an ISBN's digits alone, an ISSN with its hyphen (RFC 3187, 2; RFC 3044, 3)."""
    own = normal(kind, text)
    return f"urn:{kind}:{re.sub('[ -]', '', own) if kind == 'isbn' else own}"


def fault(kind: Kind, text: str) -> tuple[str, str] | None:
    """What is wrong with an identifier of the right form, as the end of a sentence, and what to do; else None.

    The check digits of ISSN (ISO 3297), ISBN (ISO 2108) and ORCID iD (ISO/IEC 7064, MOD 11-2); what a DOI, which
    has none, brings along from the sentence that it was copied from.
    """
    if kind == "doi":
        return _doi_fault(normal(kind, text))
    digits = re.sub(r"[ -]", "", normal(kind, text))
    if len(digits) == 13 and digits[:3] not in ("978", "979"):
        return "which begins with neither 978 nor 979, as an ISBN of 13 digits does", _DIGITS
    tests = {"issn": _mod_11, "isbn": _isbn, "orcid": _mod_11_2}
    return None if tests[kind](digits) else (_WRONG_DIGIT, _DIGITS)


def _doi_fault(doi: str) -> tuple[str, str] | None:
    last = doi[-1]
    if last in ".,;:'\"’”»" or (last in _PAIRS and doi.count(last) > doi.count(_PAIRS[last])):
        hint = f"Take the `{last}` off: it belongs to the sentence around it."
        return f"which ends in `{last}`, as no DOI does", hint
    return None


def _value(digit: str) -> int:
    return 10 if digit == "X" else int(digit)


def _mod_11(digits: str) -> bool:
    """Whether the digits, weighted by their places from the last, add up to a multiple of 11."""
    return sum(place * _value(digit) for place, digit in enumerate(reversed(digits), 1)) % 11 == 0


def _isbn(digits: str) -> bool:
    if len(digits) == 10:
        return _mod_11(digits)
    return sum((1, 3)[place % 2] * int(digit) for place, digit in enumerate(digits)) % 10 == 0


def _mod_11_2(digits: str) -> bool:
    total = 0
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2 % 11
    return (12 - total) % 11 == _value(digits[-1])


_NUMBER = re.compile(rf"(?<![\dXx-])(?:{ISBN}|{ISSN})(?![\dXx-])")


def fault_in_record(field: str, text: str) -> tuple[str, str] | None:
    """What is wrong with the field `DOI`, `ISSN` or `ISBN` of a record, as `fault` has it.

    Databases put several numbers into one field, with words behind them, and an ISSN where an ISBN belongs: each is
    held against what it looks like.
    """
    if field == "DOI":
        if re.fullmatch(DOI, text.strip()):
            return fault("doi", text)
        return "which is no DOI", "A DOI is like `10.5555/river.2026`; an address that isn't one belongs under `URL`."
    numbers = [match[0] for match in _NUMBER.finditer(text)]
    if not numbers:
        example = "2049-3630" if field == "ISSN" else "9780306406157"
        return f"which is no {field}", f"An {field} is like `{example}`."
    wrong = [(number, found) for number in numbers if (found := _fault_in_number(number))]
    if not wrong:
        return None
    number, (said, hint) = wrong[0]
    return (said if number == text.strip() else f"in which `{number}` is none that can be right"), hint


def _fault_in_number(number: str) -> tuple[str, str] | None:
    return fault("issn" if re.fullmatch(ISSN, number) else "isbn", number)
