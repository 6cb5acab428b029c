"""The kinds of findings on the values that the text takes from data."""

from __future__ import annotations

from briefpress.codes.kinds import Code, warning

CODES = (
    Code("VAL001", "No such value",
         "The text names a value that sources/data/figures.yaml doesn't have, or a group of them."),
    Code("VAL002", "A value that says too little, or too much",
         "A value in figures.yaml is taken from a file by `data`, reckoned by `expression`, or written down as "
         "`value`: one of the three, and of a file one cell or one aggregate."),
    Code("VAL003", "Not one row",
         "A value that is a cell wants exactly one row of its file. None, or several, are as `where` says."),
    Code("VAL004", "An empty cell",
         "The cell that a value is taken from is empty. Nothing is printed for it, not even nought."),
    Code("VAL005", "A value of the wrong kind",
         "A cell holds a text where a number is wanted, or a form can't write what the value is."),
    Code("VAL006", "An expression that can't be read",
         "Expressions take names of values, numbers, + - * / **, comparisons and a few functions. Nothing else runs."),
    Code("VAL007", "Values that rest on each other",
         "A value can't rest on itself, not by way of others either, nor on a chain of more than a hundred."),
    Code("VAL008", "An expression that comes to no number",
         "Something is divided by nought, or a text stands where a number is wanted."),
    Code("VAL009", "No such form",
         "Behind the name of a value stands, after a bar, the form in which it is written: "
         "`{{ trade.share | percent }}`."),
    warning("VAL010", "A value without a source",
            "A value that is written down in figures.yaml, and not taken from a file, names no source."),
    Code("VAL011", "A value of an unknown source",
         "The `source` of a value in figures.yaml names a key that the bibliography hasn't."),
)  # fmt: skip
