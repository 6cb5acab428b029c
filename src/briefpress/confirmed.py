"""Findings that rest on a section's text alone, and what pandoc made of it, in; those that its blocks bear out, out.

The patterns that look for strays don't know all of pandoc's rules: a note may stand in a quotation, a call in code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from briefpress import ast
from briefpress.diagnostics import Diagnostic
from briefpress.expand import Expanded
from briefpress.model import Blocks
from briefpress.scan import mask_code, note_spans

_NAME = re.compile(r"`\[\^([^\]]+)\]`")


def confirmed(found: Iterable[Diagnostic], path: str, source: Expanded, blocks: Blocks) -> list[Diagnostic]:
    """The findings but for those about a section's notes and fences that pandoc read as they were meant."""
    files = {path, *source.inputs}
    seen = ast.plain(ast.rewrite(blocks, lambda n: [] if n["t"] in ("Code", "CodeBlock") else None), notes=True)
    return [d for d in found if d.span is None or d.span.path not in files or _stands(d, source.text, seen)]


def _stands(finding: Diagnostic, text: str, seen: str) -> bool:
    name = _NAME.search(finding.message)
    if finding.code == "NOTE001":
        return (f"[^{name[1]}]" if name else "[^") in seen
    if finding.code == "NOTE003" and name:
        return not _is_printed(name[1], text, seen)
    if finding.code == "COMP002" and finding.message.startswith("This line"):
        return ":::" in seen
    return True


def _is_printed(name: str, text: str, seen: str) -> bool:
    """Whether the first words of a note stand in the blocks."""
    for known, _, begin, end in note_spans(mask_code(text)):
        if known == name:
            words = re.findall(r"\w+", text[begin:end])[:4]
            return bool(words) and re.search(r"\W+".join(map(re.escape, words)), seen) is not None
    return False
