"""Words in; Markdown that shows them as they are, for whatever reads it on a forge, out."""

from __future__ import annotations

import re

_SIGNS = re.compile(r"([\\`*_\[\]|~$]|!(?=\[))")
_MARKUP = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
_OF_HTML = re.compile(r"[<>]|&(?=#?\w+;)")
_AT_BEGINNING = re.compile(r"^(\s*)([#+\-=:])|^(\s*\d+)([.)])(?!\S)")
_NAMED = re.compile(r"((?<!\w)[@#]|#(?=\d)|@(?=[0-9a-f]{7})|\bGH-(?=\d))(?=\w)", re.IGNORECASE)
"""What begins the name of a person, an issue or a commit, there or in another repository (`owner/name#12`)."""


def escaped(text: str) -> str:
    """Words that Markdown, as GitHub and GitLab read it, leaves as they are, on one line and in a cell of a table.

    Neither is an `@` or a `#` before a word taken for somebody's name, or for the number of an issue.
    """
    line = _SIGNS.sub(r"\\\1", re.sub(r"\s+", " ", text))
    bare = _AT_BEGINNING.sub(r"\1\3\\\2\4", _OF_HTML.sub(lambda found: _MARKUP[found[0]], line))
    return _NAMED.sub("\\1\u2060", bare)
