"""The Manuscript and the documents in; the same with a verdict on every quotation that cites, out."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from briefpress import ast
from briefpress.diagnostics import Diagnostic, Outcome, Span, finding
from briefpress.model import Blocks, Library, Manuscript, Node, Quotation, SourceText
from briefpress.scan import quote_name
from briefpress.wording import word_count

MIN_WORDS = 3
ALTERED = 80.0
_MARKS = re.compile(r"“([^“”]+)”|«((?:[^«»]|«[^«»]*»)+)»|„([^„“”]+)[“”]|「([^「」]+)」")
_FOLD = str.maketrans({**dict.fromkeys('’‘‚‛“”„‟"«»‹›「」『』', "'"), "–": "-", "—": "-", "\u00ad": None, "…": "..."})
_GUILLEMETS = re.compile(r"(?<=[«‹])\s+|\s+(?=[»›])")


def verify(manuscript: Manuscript, library: Library) -> Outcome[Manuscript]:
    """Compare each quotation of three words and more with the documents behind the citations of its paragraph.

    Exact but for typography is a pass; a close passage is an altered quotation; none is one not found. A quotation
    with no document behind its sources is unchecked, which is a warning.
    """
    texts = {key: _folded(document.text) for key, document in library.documents.items()}
    found: list[Diagnostic] = []
    quotations = []
    for section in manuscript.sections:
        seen: Counter[str] = Counter()
        for words, keys in _quoted(section.blocks):
            name = quote_name(words)
            place = manuscript.where.find(section.path, "quote", name, seen[name])
            seen[name] += 1
            known = [library.documents[k] for k in keys if k in library.documents]
            verdict, fault = _compare(words, keys, known, [texts[k] for k in keys if k in texts], place)
            found += [fault] if fault else []
            quotations.append(Quotation(words, keys, place, verdict))
    return Outcome(replace(manuscript, quotations=tuple(quotations)), tuple(found))


def _quoted(tree: Blocks) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each quotation with the keys that its paragraph or block cites."""
    for node in ast.walk(tree):
        if node["t"] == "BlockQuote":
            keys = _keys(node)
            if keys:
                said = [b for b in node["c"] if not ast.has_class(b, "part-by")]
                yield ast.plain([_without_citations(b) for b in said]).strip(), keys
        elif node["t"] in ("Para", "Plain"):
            keys = _keys(node)
            for words in _between_marks(_without_citations(node)) if keys else ():
                if word_count(words) >= MIN_WORDS:
                    yield words, keys


def _between_marks(block: Node) -> Iterator[str]:
    """What stands between quotation marks: straight ones, of which pandoc makes nodes, and typographic ones."""
    for match in _MARKS.finditer(ast.plain(block)):
        yield next(words for words in match.groups() if words).strip()
    for node in ast.walk(block):
        if node["t"] == "Quoted" and node["c"][0]["t"] == "SingleQuote":
            yield ast.plain(node["c"][1]).strip()


def _keys(tree: Node) -> tuple[str, ...]:
    return tuple(dict.fromkeys(c["citationId"] for n in ast.walk(tree) if n["t"] == "Cite" for c in n["c"][0]))


def _without_citations(block: Node) -> Node:
    rewritten: Node = ast.rewrite(block, lambda n: [] if n["t"] in ("Cite", "Note") else None)
    return rewritten


def _compare(
    words: str, keys: tuple[str, ...], documents: list[SourceText], texts: list[str], place: Span
) -> tuple[str, Diagnostic | None]:
    shown = words if len(words) <= 60 else words[:57].rstrip() + "…"
    if not texts:
        names = " or ".join(f"sources/documents/{key}.txt" for key in keys[:3])
        hint = f"Put the document into {names} (or .pdf, .html, .md)."
        return "unchecked", finding("EVID003", f"“{shown}” was compared with no document.", place, hint)
    wanted = _folded(words)
    if any(wanted in text for text in texts):
        return "exact", None
    from rapidfuzz import fuzz

    best = max(((fuzz.partial_ratio_alignment(wanted, t), d, t) for t, d in zip(texts, documents, strict=True)),
               key=lambda row: row[0].score if row[0] else 0)  # fmt: skip
    alignment, document, text = best
    if alignment and alignment.score >= ALTERED:
        passage = text[alignment.dest_start : alignment.dest_end].strip()
        return "altered", finding("EVID002", f"“{shown}” is not what `{document.path}` says.", place,
                                  f"It says: “{passage}”")  # fmt: skip
    names = ", ".join(f"`{d.path}`" for d in documents)
    return "not found", finding("EVID001", f"“{shown}” is not in {names}.", place,
                                "Quote what the document says, or cite the source that has it.")  # fmt: skip


def _folded(text: str) -> str:
    """A text as it is compared: case, kinds of quotation mark and dash, spaces and line ends made one."""
    text = _GUILLEMETS.sub("", unicodedata.normalize("NFKC", text)).translate(_FOLD)
    text = re.sub(r"-\n(?=[a-z])", "", text)
    return " ".join(text.casefold().split()).strip(" .,;")
