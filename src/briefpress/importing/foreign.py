"""A DOCX, ODT, RTF, HTML or LaTeX document in; sections of it in the Markdown of a brief, out."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from briefpress import ast, handnotes, markdown
from briefpress.diagnostics import StageError
from briefpress.engines import pandoc
from briefpress.importing import about, packed, rtf, spoken, word
from briefpress.importing.draft import Draft, Piece, Source, heading_of
from briefpress.importing.log import Log, Refusal
from briefpress.importing.shelf import Pictures, tell_undescribed
from briefpress.importing.sniff import text_of
from briefpress.importing.tidy import tidied
from briefpress.importing.written import words_of, written
from briefpress.model import Blocks, Node, slug

_NAMES = {"docx": "DOCX", "odt": "ODT", "rtf": "RTF", "html": "HTML", "latex": "LaTeX"}
_ARGUMENTS = {"docx": ("--track-changes=all",)}
_LAYOUT = re.compile(
    r"\\(?:maketitle|tableofcontents|listof\w+|newpage|clearpage|cleardoublepage|pagebreak|centering|noindent|(?:v|h)space"
    r"|(?:small|med|big)skip|page(?:style|numbering)|thispagestyle|bibliography(?:style)?|printbibliography|label|hfill|"
    r"vfill|linebreak|(?:re)?newcommand|def|let|set\w*|usepackage|documentclass|appendix|(?:front|main|back)matter|"
    r"addbibresource|graphicspath|hypersetup|geometry|par|protect|begin\{(?:center|flush\w+|document)\}|end\{|nocite|"
    r"onehalfspacing|doublespacing|singlespacing|DeclareMath\w+|theoremstyle|newtheorem|frenchspacing|sloppy|selectfont|"
    r"noalign|(?:top|mid|bottom)rule|arraybackslash|end(?:first)?head$|endfoot$|endlastfoot$|[be]group|hline|textbar|"
    r"begin\{Highlighting|make(?:at|index)\w*|itemsep|parskip|label\w*|(?:text|line|column|paper)width|"
    r"(?:tiny|(?:script|footnote|normal)size|small|large|Large|LARGE|huge|Huge)(?![A-Za-z]))"
)
_LEFT = re.compile(r"^<(?:img|iframe|audio|video|canvas|object|embed|applet|map|input|select|textarea|frame)\b", re.I)
"""Elements of HTML that are more than a frame around words; those of others are compared one by one."""
_HIDDEN = re.compile(r"<\w[^<>]{0,500}?(?:\shidden(?=[\s=>])|display\s*:\s*none)", re.IGNORECASE)


def read(source: Source, kind: str) -> Draft:
    """Make sections of a document. Raises Refusal where it can't be read."""
    data, log = source.data, source.log
    if kind in ("html", "latex"):
        data = text_of(data, kind).encode()
    data = word.readable(data, log) if kind == "docx" else data
    document = _document(_readable(data, kind), kind)
    if kind in ("html", "latex"):
        # What stands before a LaTeX document's text is no text.
        first = data.partition(b"\\begin{document}")[0].count(b"\n") + 1 if b"\\begin{document}" in data else 0
        if kind == "html":
            _tell_hidden(data.decode(), log)
        _tell_passed(tuple(p for p in document.passed if kind == "html" or p[0] >= first), kind, log)
    blocks: Blocks = document.document["blocks"]
    wanted = _words(data, kind)
    if kind in ("docx", "odt"):
        packed.tell_beside(data, kind, sum(n["t"] == "Math" for n in ast.walk(blocks)), log)
    facts = about.from_document(document.document["meta"])
    for note in (n for n in ast.walk(document.document["meta"]) if n["t"] == "Note"):
        shown = " ".join(ast.plain(note["c"]).split())[:80]
        log.left(f"A note to the title or to an author isn't carried over: “{shown}”.", "Put it into the text.")
    if kind == "odt" and (title := packed.title(data)):
        facts = replace(facts, title=facts.title or title)
        # pandoc's reader takes the title for a paragraph.
        lead = next((b for b in blocks if words_of([b])), None)
        if lead is not None and ast.plain(lead).strip() == title:
            blocks = [b for b in blocks if b is not lead]
    pictures = Pictures(source.shelf, log, source.folders, source.name, document.pictures)
    blocks = tidied(handnotes.noted(blocks), pictures.take, log)
    blocks = [*_abstract(document.document["meta"], kind), *blocks]
    if not words_of(blocks):
        raise Refusal("The document has no word in it.", "Open it, and look whether its text is all pictures.")
    blocks = _headed(blocks, facts.title, source.name, log)
    if kind == "html":
        facts = replace(facts, lang=facts.lang or _lang(data), rest=())
    parts = _parts(blocks, source.name) if source.split else [(source.name, blocks)]
    pieces = tuple(Piece(name, written(part)) for name, part in parts)
    readings = markdown.read([p.text for p in pieces])
    tell_undescribed([b for r in readings for b in r.blocks], log)
    _tell_lost(wanted, blocks, readings, facts, log)
    if kind == "latex":
        _tell_unsure(data.decode(), blocks, document.passed, facts, log)
    cited = dict.fromkeys(c["citationId"] for n in ast.walk(blocks) if n["t"] == "Cite" for c in n["c"][0])
    return Draft(pieces, facts, tuple(cited))


def _words(data: bytes, kind: str) -> Counter[str]:
    """Every word of a document, as its own file has it; nothing for LaTeX, whose text can't be told from its marks."""
    if kind in ("docx", "odt"):
        return packed.words(data, kind)
    if kind == "html":
        return spoken.of_html(data.decode())
    return rtf.words(data) if kind == "rtf" else Counter()


def _readable(data: bytes, kind: str) -> bytes:
    """The document without what pandoc's reader stumbles over."""
    if kind == "latex":
        head, begin, body = data.partition(b"\\begin{document}")
        return head + begin + re.sub(rb"\\(?:tightlist|pandocbounded|protect)(?![A-Za-z])", b"", body)
    return rtf.readable(data) if kind == "rtf" else data


def _document(data: bytes, kind: str) -> pandoc.Foreign:
    """The document as pandoc reads it."""
    try:
        return pandoc.read_foreign(data, kind, *_ARGUMENTS.get(kind, ()))
    except StageError as error:
        first = error.diagnostics[0]
        if first.code == "ENG002":
            detail = first.message.removeprefix("pandoc failed: ").rstrip(".")
            match = re.search(r"line (\d+)", detail) if kind in ("latex", "html") else None
            said = f"The document can't be read as {_NAMES[kind]}: {detail}."
            hint = "It may be torn: open it in the program that made it, and save it again."
            raise Refusal(said, hint, int(match[1]) if match else 0) from error
        if first.code in ("ENG003", "SECT008"):
            hint = "Import it in parts."
            raise Refusal(f"The document is too large, or nested too deep. {first.message}", hint) from error
        raise


def _tell_hidden(text: str, log: Log) -> None:
    """Tell of what a page has and doesn't show: pandoc's reader knows nothing of that."""
    for match in _HIDDEN.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        log.left("The page hides something here, and the section shows it.", "Delete it, if it is for no reader.", line)


def _tell_passed(passed: tuple[tuple[int, str], ...], kind: str, log: Log) -> None:
    """Tell what pandoc's reader passed over and readers may miss."""
    for line, what in passed:
        shown = " ".join(what.split())
        if (kind == "html" and not _LEFT.match(shown)) or (kind == "latex" and _LAYOUT.match(shown)):
            continue
        shown = shown if len(shown) < 70 else f"{shown[:66]} …"
        if kind == "html":
            log.left(f"`{shown}` can't be carried over.", "Say it in words, or place a picture of it.", line)
        elif re.match(r"\\(?:input|include|subfile)\b", shown):
            log.left(f"`{shown}` names another file, which isn't followed.", "Import that file too.", line)
        else:
            log.left(f"`{shown}` isn't known here, and was passed over.", "Look what readers would have seen.", line)


def _lang(data: bytes) -> str:
    match = re.search(rb"<html\b[^>]*?\slang\s*=\s*[\"']?([A-Za-z-]{2,20})", data[:4096], re.IGNORECASE)
    return match[1].decode() if match else ""


def _abstract(meta: Node, kind: str) -> Blocks:
    """The abstract, as the component that a brief has for it."""
    given = meta.get("abstract")
    if not given or given["t"] not in ("MetaBlocks", "MetaInlines") or kind == "html":
        return []
    blocks = given["c"] if given["t"] == "MetaBlocks" else [ast.para(given["c"])]
    return [ast.div(ast.attr("", ["summary"], title="Abstract"), blocks)]


def _headed(blocks: Blocks, title: str, name: str, log: Log) -> Blocks:
    """The blocks with a heading of level one at their head, and the others below it as they were to one another."""
    levels = [n["c"][0] for n in ast.walk(blocks) if n["t"] == "Header"]
    first = next((b for b in blocks if b["t"] == "Header"), None)
    top = min(levels, default=1)
    if first is blocks[0] and first["c"][0] == top:
        return shifted(blocks, 1 - top, log)
    if first is not None and first["c"][0] == top == 1 and levels.count(1) == 1 and _is_lead(blocks, first):
        return blocks
    words = title or heading_of(name)
    if not title:
        log.note(f"The section has the heading “{words}”, from the file's name.", "Write another, if you like.")
    return [ast.header(1, ast.attr(), ast.text(words)), *shifted(blocks, 2 - top if top > 2 else 0, log)]


def _is_lead(blocks: Blocks, first: Node) -> bool:
    """Whether all that stands before the first heading is no text."""
    return not words_of(blocks[: blocks.index(first)])


def shifted(blocks: Blocks, by: int, log: Log) -> Blocks:
    """The blocks with every heading moved by some levels."""
    if not by:
        return blocks
    log.changed(f"Headings were moved by {by:+d} level{'s' if abs(by) > 1 else ''}", 0)

    def change(node: Node) -> Node | None:
        if node["t"] != "Header":
            return None
        return ast.header(max(1, min(6, node["c"][0] + by)), *node["c"][1:])

    moved: Blocks = ast.rewrite(blocks, change)
    return moved


def _parts(blocks: Blocks, name: str) -> list[tuple[str, Blocks]]:
    """The sections of a document, one for each heading of level one."""
    parts: list[tuple[str, Blocks]] = []
    for block in blocks:
        if block["t"] == "Header" and block["c"][0] == 1:
            parts.append((slug(ast.plain(block["c"][2]))[:40].strip("-"), [block]))
        elif parts:
            parts[-1][1].append(block)
        else:
            parts.append((name, [block]))
    return parts


def _tell_lost(
    wanted: Counter[str], blocks: Blocks, readings: list[markdown.Reading], facts: about.About, log: Log
) -> None:
    """Tell of words of the document that the sections don't have when they are read again."""
    held = Counter(w for reading in readings for w in words_of(reading.blocks))
    gone = Counter(words_of(blocks)) - held
    if wanted:
        told = [
            facts.title,
            facts.subtitle,
            facts.date,
            facts.odd_date,
            facts.abstract,
            *(a["name"] for a in facts.authors),
        ]
        # Small capitals are written as capitals by some readers.
        have = Counter(w.casefold() for w in [*words_of(blocks), *re.findall(r"\w+", " ".join(told))])
        for word, number in wanted.items():
            if len(word) > 1 and not word.isdigit():
                missing = number - have[word.casefold()]
                have[word.casefold()] -= min(number, have[word.casefold()])
                gone[word] = max(gone[word], missing)
    if +gone:
        log.lost(list(gone.elements()))


def _tell_unsure(text: str, blocks: Blocks, passed: tuple[tuple[int, str], ...], facts: about.About, log: Log) -> None:
    """Tell of words of LaTeX that the section may lack, and that nothing else was told of."""
    told = " ".join([*(what for _, what in passed), facts.title, facts.abstract])
    have = Counter(words_of(blocks)) + Counter(re.findall(r"\w+", told))
    unsure = [w for w, n in spoken.of_latex(text).items() if n > have[w]]
    if unsure:
        named = ", ".join(f"“{w}”" for w in unsure[:8]) + (" and more" if len(unsure) > 8 else "")
        log.left(f"These words may be missing from the section: {named}.", "Look for them in the document.")
