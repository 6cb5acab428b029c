"""How numbers, shares, sums and days are written, by form and language, exactly; what is said of no form."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefpress.data.forms import form_of
from briefpress.data.numbers import exact, exactly
from briefpress.wording import locale

NINE = ("ar", "de", "en", "es", "fr", "he", "hy", "ru", "zh")


def written(form, text, lang="en-GB"):
    number = exact(text)
    return form_of(form).written(text if number is None else float(number), text, lang)


@pytest.mark.parametrize(
    ("form", "text", "said"),
    [
        ("plain", "2023", "2023"),
        ("plain", "-1234.50", "−1234.50"),
        ("plain", "+3", "+3"),
        ("plain", "1e3", "1000"),
        ("plain", "Lachin", "Lachin"),
        ("number", "1234567.50", "1,234,567.50"),
        ("number(1)", "0.25", "0.3"),
        ("number(1)", "-0.25", "−0.3"),
        ("number(2)", "2.675", "2.68"),
        ("number(2)", "1.005", "1.01"),
        ("number(0)", "0.5", "1"),
        ("number(1)", "-0.04", "0.0"),
        ("number", "-0.0", "0.0"),
        ("percent", "0.264", "26.4%"),
        ("percent", "0.2645", "26.5%"),
        ("percent", "0.26", "26%"),
        ("percent", "1", "100%"),
        ("percent(2)", "0.26", "26.00%"),
        (".0%", "0.265", "27%"),
        (".1%", "0.0005", "0.1%"),
        ("points(1)", "0.032", "3.2"),
        (",", "1234.5", "1,234.5"),
        (".1f", "1234.56", "1234.6"),
        ("+.1f", "1234.56", "+1234.6"),
        ("signed", "3", "+3"),
        ("signed", "0", "0"),
        ("signed(1)", "-0.01", "0.0"),
        ("percent(1, signed)", "0.012", "+1.2%"),
        ("currency(EUR)", "1234", "€1,234"),
        ("currency(EUR)", "-1234.5", "−€1,234.50"),
        ("currency(JPY)", "1234.5", "JP¥1,235"),
        ("currency(CHF, 2)", "20", "CHF\u00a020.00"),
        ("compact", "1250000", "1.3\u00a0million"),
        ("compact", "3000000", "3\u00a0million"),
        ("compact(0)", "999999999", "1\u00a0billion"),
        ("compact", "-352117", "−352,117"),
        ("words", "7", "seven"),
        ("words", "13", "13"),
        ("words", "-2", "−2"),
        ("words", "2.5", "2.5"),
        ("date", "2026-01-15", "15 January 2026"),
        ("date", "2026-01", "January 2026"),
        ("date", "2026", "2026"),
        ("date(month)", "2026-01-15", "January 2026"),
        ("date(year)", "2026-01-15", "2026"),
    ],
)
def test_a_form_writes_what_an_editor_would(form, text, said):
    assert written(form, text) == said


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "1,234,567.5 | 26.4% | −€1,234.50 | 1.3 million | January 15, 2026"),
        ("de", "1.234.567,5 | 26,4 % | −1.234,50 € | 1,3 Millionen | 15. Januar 2026"),
        ("de-CH", "1’234’567.5 | 26.4% | EUR−1’234.50 | 1.3 Millionen | 15. Januar 2026"),
        ("fr", "1\u202f234\u202f567,5 | 26,4 % | −1\u202f234,50 € | 1,3 million | 15 janvier 2026"),
        ("es", "1.234.567,5 | 26,4 % | −1.234,50 € | 1,3 millones | 15 de enero de 2026"),
        ("ru", "1 234 567,5 | 26,4 % | −1 234,50 € | 1,3 миллиона | 15 января 2026\u202fг."),
        ("hy", "1 234 567,5 | 26,4% | −1 234,50 € | 1,3 միլիոն | 15 հունվարի, 2026 թ."),
        ("ar", "1,234,567.5 | 26.4% | \u200f−1,234.50 € | 1.3 مليون | 15 يناير 2026"),
        ("he", "1,234,567.5 | 26.4% | \u200f−1,234.50 \u200f€ | \u200f1.3 מיליון | 15 בינואר 2026"),
        ("zh", "1,234,567.5 | 26.4% | −€1,234.50 | 125万 | 2026年1月15日"),
        ("hi", "12,34,567.5 | 26.4% | −€1,234.50 | 12.5 लाख | 15 जनवरी 2026"),
        ("xx", "1,234,567.5 | 26.4% | −EUR 1,234.50 | 1,250,000 | 2026-01-15"),
    ],
)
def test_a_form_has_the_signs_and_the_order_of_the_language(lang, said):
    asked = [("number", "1234567.5"), ("percent", "0.264"), ("currency(EUR)", "-1234.5"), ("compact", "1250000")]
    parts = [written(form, text, lang) for form, text in [*asked, ("date", "2026-01-15")]]
    assert " | ".join(parts).replace("\u00a0", " ") == said


@pytest.mark.parametrize("lang", NINE)
def test_a_number_in_words_is_never_one_that_its_language_would_inflect(lang):
    seven = written("words", "7", lang)
    assert seven == {"en": "seven", "de": "sieben", "fr": "sept", "es": "siete", "hy": "յոթ", "zh": "七"}.get(lang, "7")
    assert written("words", "1", lang) == {"en": "one", "hy": "մեկ", "zh": "一"}.get(lang, "1")


@pytest.mark.parametrize(
    ("number", "said"),
    [(Fraction(1, 3), "0.33"), (Fraction(10, 3), "3.33"), (Fraction(-1, 300), "−0.0033"), (Fraction(5, 2), "2.5"),
     (Fraction(12), "12"), (Fraction(0), "0"), (Fraction(999, 1000), "0.999"), (Fraction(99999, 100000), "1")],
)  # fmt: skip
def test_a_computed_number_keeps_two_figures_that_say_something(number, said):
    assert form_of("number").written(number, "", "en") == said


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ("", "`` is no form. There are: number, number(1), percent,"),
        ("nmber", "there is no form `nmber`. Did you mean `number`?"),
        ("number(x)", "`number` takes a number of decimals, as in `number(1)`, not `x`"),
        ("number(1, 2)", "`number` takes a number of decimals, as in `number(1)`, not `1, 2`"),
        ("number(13)", "a form has at most 12 decimals, not 13"),
        ("currency", "`currency` names its currency by the code of ISO 4217, as in currency(EUR)"),
        ("currency(EUX)", "`currency` names its currency by the code of ISO 4217, as in currency(EUR), not `EUX`"),
        ("percent()", "the brackets behind `percent` are empty. Leave them away"),
        ("date(week)", "`date` takes `day`, `month` or `year`, not `week`"),
        ("words(1)", "`words` takes nothing in brackets"),
        (".2s", "`.2s` is no form."),
        (".1f; import os", "`.1f; import os` is no form."),
    ],
)
def test_a_form_that_is_none_is_told_with_what_there_is(form, told):
    with pytest.raises(ValueError, match=r".") as error:
        form_of(form)
    assert str(error.value).startswith(told)


@pytest.mark.parametrize(
    ("form", "value", "told"),
    [("number", "n/a", "`n/a` is no number"), ("percent", "", "it is empty"),
     ("date", "15.1.2026", "`15.1.2026` is no day, such as 2026-01-15"),
     ("date", "2026-02-30", "`2026-02-30` is no day, such as 2026-01-15")],
)  # fmt: skip
def test_a_form_refuses_what_it_cannot_write(form, value, told):
    assert not form_of(form).fits(value, value)
    with pytest.raises(ValueError, match=r".") as error:
        form_of(form).written(value, value, "en")
    assert str(error.value) == told


@pytest.mark.parametrize(
    "text", ["1e999999999", "1e-999999999", "9" * 5000, "1_000", "0x10", "", "1,5", "nan", "٣", "."]
)
def test_a_text_that_is_no_number_or_a_trap_is_no_exact_number(text):
    assert exact(text) is None


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=6),
       st.integers(0, 6), st.sampled_from(NINE))  # fmt: skip
def test_what_is_written_is_the_number_rounded_half_up_whatever_the_language(number, places, lang):
    said = form_of(f"number({places})").written(float(number), format(number, "f"), lang)
    signs = locale(lang).number_symbols["latn"]
    read = Decimal(said.replace(signs["group"], "").replace(signs["decimal"], ".").replace("−", "-"))
    with localcontext() as exactly_so:
        exactly_so.prec = 40
        assert read == number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    assert said.startswith("−") == (read < 0)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_without_a_text_is_taken_by_its_shortest_writing(number):
    assert float(exactly(number) or 0) == number
