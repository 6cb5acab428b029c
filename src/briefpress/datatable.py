"""The figures of a chart as a table, in; its mark-up, for a web page or an e-book, out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lxml import etree, html
from markupsafe import escape

from briefpress.datamodel import CellTable, ShownData
from briefpress.htmltree import Element
from briefpress.wording import Words

FIGURE_DATA = "figure-data"
"""The class of what leads from a figure to its table, or holds it."""


def markup(table: CellTable) -> str:
    """The table as HTML that is XML, too: each header cell says whether it is of a column or of a row."""
    wide = len(table.head)
    kinds = [' class="number"' if i >= wide - table.figures else "" for i in range(wide)]
    caption = f"<caption>{escape(table.caption)}</caption>" if table.caption else ""
    head = "".join(f'<th scope="col"{kind}>{escape(said)}</th>' for kind, said in zip(kinds, table.head, strict=True))
    rows = "".join(f"<tr>{_row(cells, kinds, header=table.header)}</tr>" for cells in table.rows)
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _row(cells: Iterable[str], kinds: Iterable[str], *, header: bool) -> str:
    return "".join(
        f'<th scope="row">{escape(said)}</th>' if header and i == 0 else f"<td{kind}>{escape(said)}</td>"
        for i, (said, kind) in enumerate(zip(cells, kinds, strict=True))
    )


def words(shown: Iterable[ShownData]) -> str:
    """Every word of the tables of charts."""
    tables = [one.table for one in shown if one.table]
    return "\n".join(said for t in tables for said in (t.caption, *t.head, *(cell for row in t.rows for cell in row)))


def disclose(tree: Element, shown: Iterable[ShownData], said: Words) -> None:
    """Put the figures of each chart of a page behind a disclosure at the end of its figure, which they detail.

    Without a script, and by keyboard, as browsers have it. Before pictures get the addresses at which they are found.
    """
    tables: Mapping[str, CellTable] = {one.picture: one.table for one in shown if one.table}
    for image in tree.xpath(".//figure//img[@src]"):
        table = tables.get(image.get("src"))
        if table is None:
            continue
        figure = next(image.iterancestors("figure"))
        name = image.get("src").rpartition("/")[2].removesuffix(".svg")
        folded = etree.SubElement(figure, "details", {"class": FIGURE_DATA, "id": f"{name}-data"})
        image.set("aria-details", f"{name}-data")
        summary = etree.SubElement(folded, "summary")
        summary.text = said.data
        caption = " ".join("".join(figure.xpath("(.//figcaption)[1]//text()[not(ancestor::a)]")).split())
        named = f"{said.data}{said.colon}{caption}" if caption else said.data
        summary.set("aria-label", named)
        frame = {"class": "table-scroll", "tabindex": "0", "role": "group", "aria-label": named}
        etree.SubElement(folded, "div", frame).append(html.fragment_fromstring(markup(table)))
