"""A text with citations, their records and a citation style in; the text as citeproc writes it in a language, out."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from briefpress import ast, csl_style
from briefpress.engines import pandoc
from briefpress.model import Blocks, Node


def cited(
    text: Blocks, records: Iterable[Mapping[str, Any]], style: bytes, meta: Mapping[str, Node], lang: str, *,
    linked: bool,
) -> Blocks:  # fmt: skip
    """A text with its citations resolved, and the references in its Div `refs`.

    `linked` makes each citation a link to its reference; `meta` is the text's metadata beside its language.
    """
    with tempfile.TemporaryDirectory(prefix="briefpress-") as folder:
        bibliography = Path(folder) / "references.json"
        bibliography.write_bytes(msgspec.json.encode([csl_style.parted_names(record) for record in records]))
        prepared = Path(folder) / "style.csl"
        prepared.write_bytes(csl_style.prepared(style, lang))
        document = ast.document(text, {"lang": ast.meta_text(lang), **meta})
        blocks = msgspec.json.encode(pandoc.cite(document, prepared, bibliography, linked=linked)["blocks"])
    resolved: Blocks = msgspec.json.decode(blocks.replace(csl_style.MARK.encode(), b""))
    return resolved
