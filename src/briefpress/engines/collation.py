"""Names and a language in; the names in the order of that language's alphabet out, by pandoc's citeproc.

It sorts references so: by the Unicode Collation Algorithm (UTS #10) with CLDR's order of each language.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

from briefpress import ast
from briefpress.engines import pandoc
from briefpress.model import Node

_STYLE = """\
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
<info><title>Names</title><id>names</id><updated>2026-01-01T00:00:00+00:00</updated></info>
<citation><layout><text variable="title"/></layout></citation>
<bibliography><sort><key variable="title"/></sort><layout><text variable="title"/></layout></bibliography>
</style>
"""
_ALL: Node = {
    "citationId": "*", "citationPrefix": [], "citationSuffix": [], "citationMode": {"t": "NormalCitation"},
    "citationNoteNum": 0, "citationHash": 0,
}  # fmt: skip


def ordered(names: Sequence[str], lang: str) -> list[str]:
    """Names, each once, in the order of a language (BCP 47). Raises StageError where pandoc fails."""
    # What sorts alike keeps the order in which it is given, so that it is given in one that is always the same.
    given = sorted(set(names))
    records = [{"id": f"n{i}", "type": "book", "title": name} for i, name in enumerate(given)]
    cites = {"t": "Cite", "c": [[_ALL], []]}
    meta = {"lang": ast.meta_text(lang), "nocite": ast.meta_inlines([cites])}
    document = ast.document([ast.div(ast.attr("refs"), [])], meta)
    with tempfile.TemporaryDirectory(prefix="briefpress-") as folder:
        style, bibliography = Path(folder) / "names.csl", Path(folder) / "names.json"
        style.write_text(_STYLE, encoding="utf-8")
        bibliography.write_text(json.dumps(records), encoding="utf-8")
        answer = pandoc.cite(document, style, bibliography, linked=False)
    entries = answer["blocks"][0]["c"][1]
    found = [given[int(entry["c"][0][0].removeprefix("ref-n"))] for entry in entries]
    # Citeproc writes no entry for a name of nothing but mark-up.
    return [*found, *sorted(set(given) - set(found))]
