"""A number in a text in; the currency that is named beside it, also one that no unit stands for, out."""

from __future__ import annotations

import re

from briefpress.evidence.figures import units

_OTHERS = {
    "crown": r"crowns?|kron(?:e|er|or|a|en|ur)|couronnes?|coronas?|крон\w*|kr\b|Kč|SEK|NOK|DKK|CZK|ISK",
    "franc": r"francs?|Francs?|XAF|XOF",
    "peso": r"pesos?|MXN|ARS|CLP|COP",
    "rupee": r"rupees?|Rupien?|roupies?|₹|INR|PKR|LKR",
    "pound": r"pounds?|livres?|EGP|LBP|SYP",
    "dollar": r"CAD|AUD|NZD|HKD|SGD",
    "dinar": r"dinars?|Dinare?|RSD|IQD|KWD|DZD|TND|JOD",
    "dirham": r"dirhams?|AED|MAD",
    "lira": r"liras?|lire|лир\w*|₺|TRY",
    "lari": r"laris?|лари|₾|GEL",
    "manat": r"manats?|манат\w*|₼|AZN",
    "tenge": r"tenge|тенге|₸|KZT",
    "hryvnia": r"hryvni?as?|hryven|гривн\w*|гривен|₴|UAH",
    "zloty": r"z[lł]ot(?:y|ys|ych)|zł|PLN",
    "forint": r"forints?|HUF",
    "leu": r"lei\b|leu\b|RON|MDL",
    "lev": r"leva\b|lev\b|BGN",
    "shekel": r"shekels?|שקל\w*|₪|ILS|NIS",
    "rial": r"ri[ay]als?|IRR|SAR|QAR|OMR",
    "real": r"reais\b|BRL|R\$",
    "rand": r"rand\b|ZAR",
    "shilling": r"shillings?|KES|TZS|UGX",
    "won": r"₩|KRW",
    "baht": r"baht\b|฿|THB",
    "ringgit": r"ringgit|MYR",
    "rupiah": r"rupiah|IDR",
    "mark": r"Deutschmarks?|D-Mark|DM\b",
}
_ALIKE = {"CHF": "franc", "GBP": "pound", "USD": "dollar"}
"""What a currency with a code of its own is called where its country isn't."""

_NAMED = "|".join(f"(?P<{name}>{words})" for name, words in _OTHERS.items())
_BEHIND = re.compile(rf"[\s\u00a0\u202f-]{{0,2}}(?:(?:[A-Z][a-z]{{2,15}}|of|de)[\s\u00a0])?(?:{_NAMED})(?!\w)")
_AHEAD = re.compile(rf"(?<!\w)(?:{_NAMED})[\s\u00a0]?$")
_REACH = 10


def currency(text: str, begin: int, end: int, unit: str) -> str:
    """The currency named beside a number, as a code or a name (crown); nothing where none is."""
    if unit in units.CURRENCIES:
        return unit
    if unit:
        return ""
    match = _BEHIND.match(text, end) or _AHEAD.search(text, max(0, begin - _REACH), begin)
    return (match and match.lastgroup) or ""


def alike(one: str, other: str) -> bool:
    """Whether two currencies may be the same; any may be one that isn't named."""
    return not one or not other or _ALIKE.get(one, one) == _ALIKE.get(other, other)
