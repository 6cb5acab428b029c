"""A language in; its names of days and months, as Vega writes an axis of time with them, out."""

from __future__ import annotations

from datetime import time
from typing import Any


def names(lang: str) -> dict[str, Any]:
    """What Vega wants of a language to write times (d3-time-format): CLDR's names, which begin with Sunday and January.

    English ones where CLDR doesn't know the language (BCP 47).
    """
    from babel import Locale
    from babel.core import UnknownLocaleError
    from babel.dates import format_time

    try:
        locale = Locale.parse(lang.replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        locale = Locale("en")
    # Copies: Babel keeps what a language takes from another context where all languages look for it.
    days, months = (each.copy()["stand-alone"].copy() for each in (locale.days, locale.months))
    week, year = (6, *range(6)), range(1, 13)
    return {
        "dateTime": "%Y-%m-%d %H:%M", "date": "%Y-%m-%d", "time": "%H:%M",
        "periods": [format_time(time(hour), "a", locale=locale) for hour in (6, 18)],
        "days": [days["wide"][n] for n in week], "shortDays": [days["abbreviated"][n] for n in week],
        "months": [months["wide"][n] for n in year], "shortMonths": [months["abbreviated"][n] for n in year],
    }  # fmt: skip
