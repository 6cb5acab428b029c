"""Briefs with one fault each in the values of their text. tests/golden/cases.py has the others, and what a case is."""

from __future__ import annotations

from golden.cases import Case, recorded, text

TRADE = "year,land,share,note\n2020,Armenia,0.20,low\n2023,Armenia,0.264,high\n2023,Georgia,,n/a\n"


def value(figures: str | bytes, words: str = "It is {{ trade.share }}.\n", csv: str = TRADE) -> Case:
    """A brief whose text has a value of this figures.yaml."""
    return text(words, files={**recorded("sources/data/trade.csv", csv), "sources/data/figures.yaml": figures})


def one(keys: str, words: str = "It is {{ trade.share }}.\n", csv: str = TRADE) -> Case:
    """A brief with one value of these keys."""
    return value(f"trade:\n  share: {{{keys}}}\n", words, csv)


SHARE = "data: trade.csv, where: {year: 2020}, column: share"

VALUES = {
    "value-like-another": one(SHARE, "It is {{ trade.shrae }}.\n"),
    "value-like-none": one(SHARE, "It is {{ trade.zzzzzz }}.\n"),
    "value-that-is-a-group": one(SHARE, "It is {{ trade }}.\n"),
    "value-of-no-group": one(SHARE, "It is {{ tarde.share }}.\n"),
    "value-in-a-block": one(
        SHARE, '```{.table}\ndata: ../sources/data/trade.csv\ncaption: "Of {{ trade.shrae }}"\n```\n'),
    "value-in-brief-yaml": Case(("# The river\n\nIt is low.\n",), {
        "title": "title: 'Of {{ trade.shrae }}'\nauthors: [Ida Marsh]\ndate: 2026-01-15\n",
        "files": {"sources/data/figures.yaml": "trade:\n  share: {value: 3, source: marsh2020}\n"}}),
    "value-in-front-matter": Case(("---\ntitle: 'Of {{ trade.shrae }}'\n---\n\nIt is low.\n",), {
        "files": {"sources/data/figures.yaml": "trade:\n  share: {value: 3, source: marsh2020}\n"}}),
    "value-of-no-row": one("data: trade.csv, where: {land: Armenai}, column: share"),
    "value-of-no-row-like-it": one("data: trade.csv, where: {year: 1999}, column: share"),
    "value-of-several-rows": one("data: trade.csv, where: {year: 2023}, column: share"),
    "value-of-all-rows": one("data: trade.csv, column: share"),
    "value-of-an-empty-cell": one("data: trade.csv, where: {land: Georgia}, column: share"),
    "value-of-an-empty-cell-used-twice": one("data: trade.csv, where: {land: Georgia}, column: share",
                                             "It is {{ trade.share }}.\n\nIt is {{ trade.share | percent }}.\n"),
    "value-of-an-empty-cell-in-a-sum": one("data: trade.csv, sum: share"),
    "value-of-texts-in-a-sum": one("data: trade.csv, sum: note"),
    "value-of-a-text-in-a-form": one("data: trade.csv, where: {year: 2020}, column: note",
                                     "It is {{ trade.share | percent }}.\n"),
    "value-without-a-column": one("data: trade.csv, where: {year: 2020}"),
    "value-of-an-unknown-column": one("data: trade.csv, where: {year: 2020}, column: shrae"),
    "value-where-an-unknown-column": one("data: trade.csv, where: {yaer: 2020}, column: share"),
    "value-of-a-file-that-is-not-there": one("data: trad.csv, column: share"),
    "value-with-an-unknown-key": one("data: trade.csv, colunm: share"),
    "value-with-nothing": one("form: percent"),
    "value-with-too-much": one("data: trade.csv, value: 3"),
    "value-with-two-aggregates": one("data: trade.csv, sum: share, mean: share"),
    "value-of-a-query-that-can-t-be-read": value(
        "trade:\n  share:\n    data: trade.csv\n    query: |\n      SELECT sum(share) AS share\n      FORM data\n"),
    "value-with-a-column-of-no-file": one("value: 3, source: marsh2020, column: share"),
    "value-without-a-source": one("value: 3"),
    "value-with-a-name-that-is-none": value("trade-2023: {value: 3, source: marsh2020}\n", "It is low.\n"),
    "value-that-is-no-group-of-keys": value("trade: 3\n", "It is low.\n"),
    "values-that-are-no-groups": value("- 3\n", "It is low.\n"),
    "values-that-are-no-yaml": value("trade: {\n", "It is low.\n"),
    "form-that-is-none": one(SHARE, "It is {{ trade.share | precent }}.\n"),
    "form-of-a-value-that-is-none": one(f"{SHARE}, form: number(x)"),
    "value-of-an-unknown-source": value(
        "trade:\n  share: {value: 0.3, source: [marsh2020, mrsh2020]}\n"
        "  twice: {expression: 2 * trade.share, source: nobody1999}\n",
        "It is {{ trade.share }} and {{ trade.twice }}.\n"),
    "form-of-a-variable": text("It is {{ title | percent }}.\n"),
    "expression-that-is-none": one('expression: "1 +* 2"'),
    "expression-that-runs-something": one('expression: "__import__(\'os\').system(\'x\')"'),
    "expression-with-an-unknown-function": one('expression: "sqrt(2)"'),
    "expression-with-an-unknown-name": one('expression: "1 + trade.shar"'),
    "expression-with-a-group": one('expression: "1 + trade"'),
    "expression-that-divides-by-nought": value(
        "trade:\n  none: {value: 0, source: marsh2020}\n  share:\n    expression: 1 / trade.none\n"),
    "expression-with-a-text": value(
        'trade:\n  land: {value: Armenia, source: marsh2020}\n  share: {expression: "2 * trade.land"}\n'),
    "expression-that-is-a-condition": one('expression: "1 < 2"'),
    "expression-in-a-circle": value(
        "a: {share: {expression: b.share + 1}}\nb: {share: {expression: a.share + 1}}\n",
        "It is {{ a.share }} and {{ b.share }}.\n"),
    "expression-on-a-faulty-value": value(
        "trade:\n  share: {expression: trade.cell * 2}\n"
        "  cell: {data: trade.csv, where: {land: Georgia}, column: share}\n"),
}  # fmt: skip
