"""A Markdown text in; the words of it as blocks, without its mark-up, out, by pandoc."""

from __future__ import annotations

import re

from briefpress.diagnostics import StageError
from briefpress.engines import pandoc
from briefpress.engines.documents.charset import decoded, page_of
from briefpress.engines.documents.laid import Block, Gathering
from briefpress.engines.documents.markup import gather
from briefpress.engines.documents.refusal import UnreadableError

_FRONT = re.compile(r"\A---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)


def read(data: bytes) -> list[Block]:
    """The words of a Markdown text, without its front matter. Raises UnreadableError where pandoc can't read it.

    Only a whole reader of Markdown knows all that a quotation must not stumble over: emphasis, links, escapes, notes,
    tables, HTML.
    """
    text = _FRONT.sub("", decoded(data).replace("\r\n", "\n").replace("\r", "\n"))
    try:
        written = pandoc.to_plain_html(text)
    except StageError as error:
        said = error.diagnostics[0]
        raise UnreadableError(said.message.rstrip(".")[:1].lower() + said.message.rstrip(".")[1:], said.hint) from error
    gathering = Gathering()
    gather(page_of(f"<body>{written}</body>".encode()), gathering, lambda _: False)
    gathering.end()
    return gathering.blocks
