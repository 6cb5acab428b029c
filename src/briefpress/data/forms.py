"""The name of a form in; how it writes a number, a share, a sum of money or a day in a brief's language, out.

There is one spelling of them, for values in the text, cells of tables and the axes of charts. Signs, groups and
patterns are CLDR's; a half is rounded away from nought, on exact decimals.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Literal

from briefpress.data.numbers import decimals, digits, exactly, grouped, needed, rounded
from briefpress.data.rows import Value
from briefpress.validate import nearest
from briefpress.wording import language, locale, numerals, written_date

Kind = Literal["plain", "number", "percent", "points", "currency", "compact", "words", "date"]
Part = Literal["day", "month", "year"]

ALL = "number, number(1), percent, percent(1), points(1), currency(EUR), currency(EUR, 2), signed, compact, words, date"
"""The forms, as a message names them."""

NAMES = ("plain", "number", "percent", "points", "currency", "signed", "compact", "words", "date")
_CALL = re.compile(r"([A-Za-z]+)\s*(?:\(([^()]*)\))?")
_SPECIFIER = re.compile(r"(?P<sign>\+?)(?P<group>,?)(?:\.(?P<places>[0-9]{1,2}))?(?P<type>[f%]?)")
_PLACES = 12
_EXACT, _SMALL = 4, 2
"""A computed number is written whole where it has so few decimals, else with so many that say something."""

_DAY = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2})(?:[T ].*)?)?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Form:
    """How a value is written. `places` are the decimals, None where the value's own are kept.

    `part` is what is said of a day: all of it, the month and year, or the year.
    """

    kind: Kind
    places: int | None = None
    signed: bool = False
    grouped: bool = True
    currency: str = ""
    part: Part = "day"

    def fits(self, value: Value | Fraction, text: str) -> bool:
        """Whether the form can write a value: a day for `date`, anything for `plain`, a number for all others."""
        if self.kind == "plain":
            return True
        if self.kind == "date":
            return _day(value, text) is not None
        return exactly(value, text) is not None

    def written(self, value: Value | Fraction, text: str, lang: str) -> str:
        """A value in this form in a language (BCP 47); `text` is the cell as its file writes it, or nothing.

        Raises ValueError for a value that it can't write, an empty one among them, saying what it is.
        """
        if self.kind == "date":
            if (found := _day(value, text)) is None:
                shown = text or (f"{float(value):.12g}" if isinstance(value, Fraction) else value)
                raise ValueError(f"`{shown}` is no day, such as 2026-01-15")
            return _dated(found, self.part, lang)
        number = exactly(value, text)
        if number is None:
            if self.kind == "plain":
                return text or str(value)
            raise ValueError(f"`{text or value}` is no number" if text or value else "it is empty")
        said = _WRITERS[self.kind](self, number, decimals(text), lang)
        sign = "−" if number < 0 else "+" if self.signed or (self.kind == "plain" and text.startswith("+")) else ""
        if not re.search(r"[1-9]", said):
            sign = ""  # nought has no sign, nor what was rounded to it
        if self.kind == "currency":
            return _money(said, sign, self.currency, lang)
        mark = "\u200f" if said.startswith("\u200f") else ""  # a mark of direction stands before the sign
        return mark + sign + said.removeprefix(mark)


PLAIN = Form("plain")
"""As the file writes it, in the signs of the language, ungrouped: a year stays a year."""


@cache
def form_of(text: str) -> Form:
    """The form of a name such as `percent(1)`, or of a specifier as Python and d3 have it: `.0%`, `,`, `.1f`.

    Raises ValueError that says what is wrong, and what there is.
    """
    text = text.strip()
    if text and (match := _SPECIFIER.fullmatch(text)):
        kind: Kind = "percent" if match["type"] == "%" else "number"
        # As Python has it, `f` and `%` alone have six decimals: nobody means that.
        places = int(match["places"]) if match["places"] else None
        return Form(kind, _bounded(places), bool(match["sign"]), bool(match["group"]))
    if not (match := _CALL.fullmatch(text)):
        raise ValueError(f"`{text}` is no form. There are: {ALL}")
    name, given = match[1], [a.strip() for a in match[2].split(",")] if match[2] is not None else []
    if name not in NAMES:
        like = nearest(name, NAMES)
        raise ValueError(f"there is no form `{name}`. " + (f"Did you mean `{like}`?" if like else f"There are: {ALL}"))
    if given == [""]:
        raise ValueError(f"the brackets behind `{name}` are empty. Leave them away")
    return _called(name, given)


def _called(name: str, given: list[str]) -> Form:
    if name == "date":
        if not given:
            return Form("date")
        part = next((p for p in ("day", "month", "year") if [p] == given), None)
        if part is None:
            raise ValueError(f"`date` takes `day`, `month` or `year`, not `{', '.join(given)}`")
        return Form("date", part=part)  # type: ignore[arg-type]  # mypy widens the literals
    money = ""
    if name == "currency":
        if not given or not re.fullmatch(r"[A-Z]{3}", given[0]) or given[0] not in _currencies():
            said = given[0] if given else ""
            raise ValueError(
                f"`currency` names its currency by the code of ISO 4217, as in currency(EUR), not `{said}`"
            )
        money = given.pop(0)
    signed = name == "signed" or "signed" in given
    counts = [a for a in given if a != "signed"]
    if name in ("plain", "words") and given:
        raise ValueError(f"`{name}` takes nothing in brackets")
    if len(counts) > 1 or not all(a.isascii() and a.isdigit() and len(a) < 4 for a in counts):
        raise ValueError(f"`{name}` takes a number of decimals, as in `{name}({money + ', ' if money else ''}1)`, "
                         f"not `{', '.join(counts)}`")  # fmt: skip
    kind: Kind = "number" if name == "signed" else name  # type: ignore[assignment]  # one of NAMES
    return Form(kind, _bounded(int(counts[0]) if counts else None), signed, currency=money)


def _bounded(places: int | None) -> int | None:
    if places is not None and places > _PLACES:
        raise ValueError(f"a form has at most {_PLACES} decimals, not {places}")
    return places


@cache
def _currencies() -> frozenset[str]:
    from babel.numbers import list_currencies

    return frozenset(list_currencies())


def _plain(_: Form, number: Fraction, own: int | None, lang: str) -> str:
    return _figures(number, _kept(number, own), lang, group=False)


def _number(form: Form, number: Fraction, own: int | None, lang: str) -> str:
    return _figures(number, _kept(number, own) if form.places is None else form.places, lang, group=form.grouped)


def _percent(form: Form, number: Fraction, own: int | None, lang: str) -> str:
    return _points(form, number, own, lang) + numerals(lang).percent


def _points(form: Form, number: Fraction, own: int | None, lang: str) -> str:
    """Hundredths: with at most one of the decimals that the number has, where no count is given."""
    places = form.places
    if places is None:
        places = needed(number * 100, 1) if own is None else max(0, min(1, own - 2))
    return _figures(number * 100, places, lang, group=form.grouped)


def _sum(form: Form, number: Fraction, _: int | None, lang: str) -> str:
    """The figures of a sum of money: whole ones without decimals, others with as many as the currency has."""
    from babel.numbers import get_currency_precision

    whole = 0 if number.denominator == 1 else get_currency_precision(form.currency)
    return _figures(number, whole if form.places is None else form.places, lang)


def _money(figures: str, sign: str, currency: str, lang: str) -> str:
    """A sum with its currency and its sign, each where the language has them."""
    from babel.numbers import get_currency_symbol

    found = locale(lang)
    if found is None:
        return f"{sign}{currency}\u00a0{figures}"
    symbol = get_currency_symbol(currency, found)
    pattern = found.currency_formats["standard"]
    before = (pattern.prefix[1].replace("-", sign) if sign else pattern.prefix[0]).replace("¤", symbol)
    behind = pattern.suffix[0].replace("¤", symbol)
    # CLDR's currencySpacing: letters don't touch digits, as in CHF 20.
    before += "\u00a0" if before and before[-1].isalpha() else ""
    behind = ("\u00a0" if behind and behind[0].isalpha() else "") + behind
    return f"{before}{figures}{behind}"


def _compact(form: Form, number: Fraction, own: int | None, lang: str) -> str:
    """Millions and more in words (CLDR's long compact forms), what is below them in full."""
    found = locale(lang)
    kinds = found.compact_decimal_formats if found else {}
    patterns = kinds["long"] if "long" in kinds else kinds.get("short", {})
    size, places, unit, power, shown = abs(number), 0, 1, 0, abs(number)
    for _ in range(2):
        power = next((m for m in sorted(map(int, patterns.get("other", ())), reverse=True) if size >= m), 0)
        zeros = len(re.findall("0", patterns["other"][str(power)].pattern)) if power else 0
        unit = power // 10 ** (zeros - 1) if power else 1
        if unit <= 1000:
            return _number(form, number, own, lang)
        places = needed(number / unit, 1) if form.places is None else form.places
        shown = rounded(abs(number) / unit, places)
        size = shown * unit  # which may be the next million
    figures = _figures(number / unit, places, lang)
    plural = found.plural_form(Decimal(shown.numerator) / shown.denominator) if found else "other"
    named = patterns.get(plural, {}).get(str(power)) or patterns["other"][str(power)]
    return re.sub("0+", figures, named.pattern.replace("'", ""), count=1).replace(" ", "\u00a0", 1)


def _in_words(form: Form, number: Fraction, own: int | None, lang: str) -> str:
    """A small whole number in words, where the language has one word for it in every case and gender."""
    word = language(lang).words.cardinals.get(int(number)) if number.denominator == 1 and number >= 0 else None
    known = word and language(lang).known
    return word if known and word else _number(form, number, own, lang)


_WRITERS: dict[Kind, Callable[[Form, Fraction, int | None, str], str]] = {
    "plain": _plain, "number": _number, "percent": _percent, "points": _points, "currency": _sum,
    "compact": _compact, "words": _in_words,
}  # fmt: skip


def _kept(number: Fraction, own: int | None) -> int:
    """The decimals of a number for which none are named."""
    if own is not None:
        return own
    if (whole := needed(number, _EXACT)) and rounded(number, whole) == number:
        return whole
    least = next((n for n in range(_PLACES) if abs(number) * 10**n >= 1), _PLACES) if number else 0
    return needed(number, _SMALL if abs(number) >= 1 else min(_PLACES, least + _SMALL - 1))


def _figures(number: Fraction, places: int, lang: str, *, group: bool = True) -> str:
    signs, found = numerals(lang), locale(lang)
    whole, part = digits(number, places)
    if group:
        sizes = found.decimal_formats[None].grouping if found else (3, 3)
        whole = grouped(whole, signs.group, sizes)
    return whole + (signs.decimal + part if part else "")


def _day(value: Value | Fraction, text: str) -> tuple[datetime.date, Part] | None:
    """The day that a cell holds, and how much of it: the year alone, the month, or all."""
    said = text or ("" if isinstance(value, Fraction | float) else str(value))
    if not (match := _DAY.fullmatch(said.strip())):
        return None
    try:
        day = datetime.date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return None
    return day, "day" if match[3] else "month" if match[2] else "year"


def _dated(found: tuple[datetime.date, Part], part: Part, lang: str) -> str:
    """A day, or as much of it as is known and wanted."""
    from babel.dates import format_skeleton

    day, known = found
    order: tuple[Part, ...] = ("day", "month", "year")
    said = max(part, known, key=order.index)
    if said == "day":
        return written_date(day, lang)
    own = locale(lang)
    if own is None:
        return f"{day:%Y-%m}" if said == "month" else f"{day:%Y}"
    return format_skeleton("yMMMM" if said == "month" else "y", day, locale=own)
