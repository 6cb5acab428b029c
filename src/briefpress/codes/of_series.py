"""The kinds of findings on series: briefs that are made of the rows of a table."""

from __future__ import annotations

from briefpress.codes.kinds import Code, note, warning

CODES = (
    Code("SER001", "A row without a name",
         "Each brief of a series is called by its row, which says nothing in the column that `name` asks for."),
    Code("SER002", "Two briefs of one name",
         "Two rows of a series give the same name. One brief would replace the other."),
    Code("SER003", "A series that can't be made",
         "`series` names a column that its table hasn't, or more rows than a series has."),
    Code("SER004", "A condition that can't be told",
         "A conditional part stands where its `test` holds: an expression over the row, the variables and the values."),
    note("SER005", "A part that stands nowhere",
         "The condition of a part holds for no brief of the series, so that nobody reads its words."),
    Code("SER006", "A series, where one brief is wanted",
         "brief.yaml is the template of a series, and no brief of its own. `--only NAME` names one of its briefs."),
    warning("SER007", "The same for every brief",
            "All briefs of a series would bear one title, DOI or ISBN, by which nobody could tell them apart."),
    note("SER008", "A folder of no brief",
         "The output folder has an edition whose row is gone from the table. It is left for you to delete."),
)  # fmt: skip
