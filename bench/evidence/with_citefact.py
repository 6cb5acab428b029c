"""A manuscript and the texts of its sources in, as JSON; what citefact's quote check says of each line, as JSON, out.

Run by the Python of an environment that has citefact. It goes the way of `citefact.pipeline.run_check`.
"""

from __future__ import annotations

import json
import sys
from importlib.metadata import version

from citefact.checks.quotes import check_quotes
from citefact.citations import pick_parser, resolve_to_catalog
from citefact.ingest.bibliography import to_catalog
from citefact.ingest.pages import PageMap
from citefact.models import Source

OF = {
    "quote_verified": "sound",
    "quote_modified": "caught",
    "quote_not_found": "caught",
    "quote_page_mismatch": "caught",
    "quote_unattributed": "unread",
}


def main() -> None:
    """Answer the question on standard input."""
    asked = json.load(sys.stdin)
    sources = {}
    for row in asked["sources"]:
        text, spans = "", []
        for words, page in row["parts"]:
            spans.append((len(text), len(text) + len(words), page))
            text += words
        pages = PageMap(spans=spans, page_count=max(page for _, _, page in spans), offset=0)
        source = Source(id=row["id"], title=row["title"], authors=row["author"], year=row["year"], text=text)
        source.page_map = pages
        sources[row["id"]] = source
    parser = pick_parser(asked["manuscript"])
    text = parser.preprocess(asked["manuscript"])
    matched = resolve_to_catalog(parser.extract(text), to_catalog(sources))
    said: dict[int, list[str]] = {}
    for finding in check_quotes(text, matched, sources):
        said.setdefault(finding.details["location"]["line"], []).append(finding.type)
    answers = [_answer(said.get(line, [])) if line else ("unread", "no PDF") for line in asked["lines"]]
    json.dump({"version": version("citefact"), "answers": answers}, sys.stdout)


def _answer(types: list[str]) -> tuple[str, str]:
    worst = next((t for t in types if OF.get(t) == "caught"), types[0] if types else "nothing said")
    return OF.get(worst, "unread"), worst


if __name__ == "__main__":
    main()
