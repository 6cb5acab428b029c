"""The texts of the benchmark in; their documents in all formats, and where a passage stands in them, out."""

from __future__ import annotations

import re
import subprocess
import textwrap
import unicodedata
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

import pypandoc
import pyphen
import yaml

HERE = Path(__file__).parent
_PAGE = re.compile(r"\n*<!-- page (\w+) -->\n*")
_NOTE = re.compile(r"\^\[([^\[\]]*)\]")
_LIGATURES = {"ffi": "ﬃ", "ffl": "ﬄ", "ff": "ﬀ", "fi": "ﬁ", "fl": "ﬂ"}
_LINES_ON_A_PAGE = 46


@dataclass(frozen=True)
class Source:
    """A document of the benchmark: its key, its format, what its record says, and its text in Markdown."""

    key: str
    format: str
    author: str
    year: int
    type: str
    paged: bool
    features: tuple[str, ...]
    markdown: str

    @property
    def title(self) -> str:
        """Its first heading."""
        return self.markdown.split("\n", 1)[0].removeprefix("# ")

    @cached_property
    def paragraphs(self) -> tuple[str, ...]:
        """Its running text as a reader has it: no headings, tables, notes, emphasis or marks of pages."""
        return tuple(block for block in blocks(self) if not re.match(r"#|\||: |[A-Z ]+$", block))

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """Its notes."""
        return tuple(_NOTE.findall(self.markdown))


def blocks(source: Source) -> list[str]:
    """The headings, paragraphs and tables of a document, without notes, emphasis or marks of pages."""
    text = _NOTE.sub("", _PAGE.sub("\n\n", source.markdown))
    flat = (" ".join(block.split()) for block in re.split(r"\n\s*\n", text))
    return [re.sub(r"\*+([^*]+)\*+", r"\1", block) for block in flat]


def sources() -> dict[str, Source]:
    """Every document of the benchmark by its key."""
    listed = yaml.safe_load((HERE / "documents.yaml").read_text("utf-8"))
    found = {}
    for key, row in listed.items():
        text = (HERE / "texts" / f"{key}.md").read_text("utf-8")
        features = tuple(row.get("with", ()))
        about = (row["format"], row["author"], row["year"], row["type"], row.get("pages", False))
        found[key] = Source(key, *about, features, text)
    return found


def make(wanted: Mapping[str, Source], folder: Path) -> dict[str, Path]:
    """Write the documents into a folder, as KEY.FORMAT; where each is."""
    writers: dict[str, Callable[[Source, Path], None]] = {"txt": _txt, "md": _md, "html": _html, "pdf": _pdf}
    folder.mkdir(parents=True, exist_ok=True)
    paths = {key: folder / f"{key}.{source.format}" for key, source in wanted.items()}

    def write(key: str) -> None:
        writers.get(wanted[key].format, _by_pandoc)(wanted[key], paths[key])

    # Pandoc is a process of its own; WeasyPrint isn't, and has its turn in this one.
    foreign = [key for key, source in wanted.items() if source.format != "pdf"]
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(write, foreign))
    for key in sorted(set(wanted) - set(foreign)):
        write(key)
    return paths


def pages_of(source: Source, path: Path, passage: str) -> tuple[str, ...]:
    """The pages on which a passage begins and ends, told by other programs than Briefpress; none where it has none."""
    if not source.paged:
        return ()
    text, begins, names = _paged(source, path)
    wanted = squashed(passage)
    ends = (text.find(wanted[:40]), text.rfind(wanted[-40:]))
    if min(ends) < 0:
        raise LookupError(f"{source.key} has no {passage!r}")
    pages = [names[sum(begin <= at for begin in begins) - 1] for at in (ends[0], ends[1] + len(wanted[-40:]) - 1)]
    return tuple(dict.fromkeys(pages))


def squashed(text: str) -> str:
    """A text's letters and digits alone: the same however lines, words and pages are broken."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(c for c in plain.casefold() if c.isalnum())


_KNOWN: dict[Path, tuple[str, list[int], list[str]]] = {}


def _paged(source: Source, path: Path) -> tuple[str, list[int], list[str]]:
    """A document's letters without its notes, where in them each page begins, and what the pages are called."""
    if path not in _KNOWN:
        if source.format == "pdf":
            import pypdfium2

            with pypdfium2.PdfDocument(path) as pdf:
                texts = [_sheet(page.get_textpage().get_text_range()) for page in pdf]
            names = [str(number) for number in range(1, len(texts) + 1)]
        elif source.format == "txt":
            texts = path.read_text("utf-8").split("\f")
            names = [str(number) for number in range(1, len(texts) + 1)]
        else:
            parts = _PAGE.split(source.markdown)
            texts, names = parts[0::2], ["", *parts[1::2]]
        note = re.compile(rf"\d?(?:{'|'.join(squashed(note) for note in source.notes)})") if source.notes else None
        letters = [note.sub("", squashed(text)) if note else squashed(text) for text in texts]
        begins = [sum(map(len, letters[:index])) for index in range(len(letters))]
        _KNOWN[path] = ("".join(letters), begins, names)
    return _KNOWN[path]


def _sheet(text: str) -> str:
    """The words of a sheet without its running head and its number."""
    lines = [line for line in text.splitlines() if not re.fullmatch(r"\s*(?:\d+|.*\bBenchmark Papers\b.*)\s*", line)]
    return "\n".join(lines)


def _txt(source: Source, path: Path) -> None:
    words = "\n\n".join(_plain(block) for block in re.split(r"\n\s*\n", _PAGE.sub("\n\n", source.markdown)))
    width = next((int(f.removeprefix("lines of ")) for f in source.features if f.startswith("lines of ")), 0)
    if width:
        break_word = _breaker() if "broken words" in source.features else None
        words = "\n\n".join(_wrapped(block, width, break_word) for block in words.split("\n\n"))
    if "ligatures" in source.features:
        words = re.sub("ffi|ffl|ff|fi|fl", lambda m: _LIGATURES[m[0]], words)
    if "form feeds" in source.features:
        lines = words.split("\n")
        sheets = (lines[at : at + _LINES_ON_A_PAGE] for at in range(0, len(lines), _LINES_ON_A_PAGE))
        words = "\n\f".join("\n".join(sheet) for sheet in sheets)
    path.write_text(words + "\n", "utf-8")


def _plain(block: str) -> str:
    return re.sub(r"\*+([^*]+)\*+", r"\1", re.sub(r"^#+ ", "", " ".join(block.split())))


def _breaker() -> Callable[[str], list[int]]:
    dictionary = pyphen.Pyphen(lang="en_GB")
    return lambda word: dictionary.positions(word) if word.isalpha() and word.islower() and len(word) > 6 else []


def _wrapped(block: str, width: int, breaks: Callable[[str], list[int]] | None) -> str:
    """A paragraph in lines of a width, long words broken over them where that is wanted."""
    if breaks is None:
        return "\n".join(textwrap.wrap(block, width, break_long_words=False, break_on_hyphens=False))
    lines, line = [], ""
    for word in block.split():
        room = width - len(line) - (1 if line else 0)
        if len(word) <= room:
            line = f"{line} {word}" if line else word
            continue
        cut = max((at for at in breaks(word) if at + 1 <= room), default=0)
        lines.append(f"{line} {word[:cut]}-" if cut else line)
        line = word[cut:]
    return "\n".join([*lines, line])


def _md(source: Source, path: Path) -> None:
    front = f"---\ntitle: '{source.title}'\nauthor: {source.author}\ndate: {source.year}\n---\n\n"
    path.write_text(front + source.markdown.split("\n", 1)[1].lstrip(), "utf-8")


def _html(source: Source, path: Path) -> None:
    body = _softened(source, _pandoc(source.markdown, "html5"))
    navigation = (
        '<nav><ul><li><a href="/">Home</a></li><li><a href="/all">All documents</a></li></ul></nav>'
        if "navigation" in source.features
        else ""
    )
    charset = "windows-1252" if "windows-1252" in source.features else "utf-8"
    page = (
        f'<!doctype html>\n<html lang="en"><head><meta charset="{charset}"><title>{source.title}</title>'
        f"<style>p {{ margin: 0 }}</style><script>var shown = 12;</script></head>\n"
        f"<body>{navigation}<main>{body}</main><footer>Printed from the collection.</footer></body></html>\n"
    )
    path.write_bytes(page.encode(charset))


def _softened(source: Source, body: str) -> str:
    if "soft hyphens" in source.features:
        breaks = _breaker()
        body = re.sub(r"(?<![\w<&/])[a-z]{7,}(?![\w>;])", lambda m: _joined(m[0], breaks(m[0])), body)
    if "no-break spaces" in source.features:
        body = re.sub(r"(?<=\d) (?=[a-z])", "\u00a0", body)
    return body


def _joined(word: str, breaks: list[int]) -> str:
    at = [0, *breaks, len(word)]
    return "\u00ad".join(word[begin:end] for begin, end in pairwise(at))


_SHEET = """
@page { size: 148mm 190mm; margin: 20mm 18mm 22mm;
  @top-center { content: "Benchmark Papers"; font-size: 8pt }
  @bottom-center { content: counter(page); font-size: 8pt }
  @footnote { border-top: .5pt solid; padding-top: 4pt } }
html { font: 10.5pt/1.4 "Source Serif Pro", serif; hyphens: auto; text-align: justify }
h1, h2, h3 { hyphens: manual; text-align: left; break-after: avoid }
table { width: 100%; break-inside: avoid } td, th { text-align: left }
.columns { columns: 2; column-gap: 8mm; font-size: 9pt }
.foot { float: footnote; font-size: 8.5pt }
"""


def _pdf(source: Source, path: Path) -> None:
    """A PDF with pages, running heads, words broken over lines and, where wanted, columns and notes at the foot."""
    from importlib.resources import files

    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    noted = _NOTE.sub(r"[\1]{.foot}", source.markdown)
    body = _pandoc(noted, "html5")
    if "two columns" in source.features:
        body = f'<div class="columns">{body}</div>'
    face = Path(str(files("font_source_serif_pro"))) / "files" / "SourceSerifPro-Regular.otf"
    font = f'@font-face {{ font-family: "Source Serif Pro"; src: url("{face.as_uri()}") }}' if face.exists() else ""
    page = f'<html lang="en-GB"><head><title>{source.title}</title></head><body>{body}</body></html>'
    fonts = FontConfiguration()
    sheet = weasyprint.CSS(string=font + _SHEET, font_config=fonts)
    weasyprint.HTML(string=page).write_pdf(path, stylesheets=[sheet], font_config=fonts)


def _by_pandoc(source: Source, path: Path) -> None:
    marked = _PAGE.sub(
        r"\n\n[]{#page\1 epub:type=pagebreak role=doc-pagebreak title=\1 aria-label=\1}\n\n", source.markdown
    )
    if "no-break spaces" in source.features:
        marked = re.sub(r"(?<=\d) (?=[a-z])", "\u00a0", marked)
    about = ("-M", f"title={source.title}", "-M", f"author={source.author}", "-M", "lang=en")
    _pandoc(marked, source.format, "-s", "-o", str(path), *about)


def _pandoc(markdown: str, form: str, *options: str) -> str:
    """What pandoc makes of Markdown. Marks of pages inside a paragraph would part it; the texts have them between."""
    arguments: list[Any] = [pypandoc.get_pandoc_path(), "-f", "markdown-smart", "-t", form, "--wrap=none", *options]
    done = subprocess.run(arguments, input=markdown, capture_output=True, check=True, text=True, encoding="utf-8")
    return done.stdout
