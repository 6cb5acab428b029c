"""Documents in; their sections and pictures in the brief's folder, where nothing is overwritten, out."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from briefpress import files, yamlfile
from briefpress.diagnostics import Diagnostic, Span, StageError, finding
from briefpress.expand import decode
from briefpress.importing import about, dialects, foreign, notebook
from briefpress.importing.draft import Draft, Source
from briefpress.importing.log import Log, Refusal
from briefpress.importing.shelf import Shelf
from briefpress.importing.sniff import KNOWN, MARKDOWN, kind_of, text_of
from briefpress.model import BRIEF, slug
from briefpress.validate import nearest

_NUMBER = re.compile(r"^(\d{1,4})[-_ .]")
_NUMBERED = re.compile(r"^(?:\d{4}-\d{2}-\d{2}|\d{1,4})[-_ .]+(?=\S)")
_REFERENCES = (".bib", ".bibtex", ".json", ".ris", ".yaml", ".yml")


@dataclass(slots=True)
class Landed:
    """What was made: files by their paths from the brief's folder, and what was found.

    `told` are sentences on it, `yaml` lines that belong in a brief.yaml that is there already.
    """

    files: dict[str, bytes] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)
    yaml: list[str] = field(default_factory=list)
    found: list[Diagnostic] = field(default_factory=list)


class Landing:
    """Makes sections of one document after another, and writes them at the end."""

    def __init__(self, root: Path, into: Path, split: bool) -> None:
        self._root, self._into, self._split = root.resolve(), into.resolve(), split
        self._folder = files.relative(self._root, self._into)
        self._shelf = Shelf(self._root, self._into / "images")
        self._next = self._last() + 1
        self.landed = Landed()
        self._settings = self._read_settings()

    def _last(self) -> int:
        names = [p.name for p in self._into.glob("*")] if self._into.is_dir() else []
        return max((int(m[1]) for n in names if (m := _NUMBER.match(n))), default=0)

    def _read_settings(self) -> Mapping[str, object] | None:
        """What brief.yaml says; None where there is none."""
        try:
            text, _ = decode(files.read_inside(self._root, self._root / BRIEF), BRIEF)
        except (OSError, files.OutsideBriefError):
            return None if not (self._root / BRIEF).exists() else {}
        value = yamlfile.parse(text, BRIEF).value
        return value if isinstance(value, dict) else {}

    def take(self, path: Path, shown: str) -> None:
        """Make sections of a document. What is wrong with it is a finding; nothing is written yet."""
        log = Log(shown)
        try:
            draft = self._draft(path, log)
        except Refusal as refusal:
            place = Span(shown, refusal.line, refusal.column)
            self.landed.found += [*log.findings(), finding("IMP003", refusal.message, place, refusal.hint)]
            return
        except StageError as error:
            self.landed.found += [*log.findings(), *error.diagnostics]
            return
        made = self._place(draft)
        self._say_about(draft, path, log)
        self._say_where(made[: len(draft.pieces)], log)
        self._references(draft, path, log)
        self.landed.found += log.findings()
        self.landed.told.append(f"{', '.join(made)} from {path.as_posix()}")

    def _draft(self, path: Path, log: Log) -> Draft:
        data = _bytes(path)
        kind = kind_of(path.name, data)
        if path.resolve().is_relative_to(self._root / "report") and path.suffix.lower() in (".md", ".markdown"):
            raise Refusal("This is a section of the brief already.", "Name a document from elsewhere.")
        name = slug(_NUMBERED.sub("", path.stem))
        source = Source(path, data, name, log, self._shelf, self._split, _base(path))
        if kind == MARKDOWN:
            return dialects.read(source, text_of(data, kind))
        return notebook.read(source) if kind == "ipynb" else foreign.read(source, kind)

    def _place(self, draft: Draft) -> list[str]:
        made = []
        for piece in draft.pieces:
            name = f"{self._next:02}-{piece.name or 'section'}.md"
            self._next += 1
            text = piece.text
            if draft.about.lang and self._lang() and _tongue(draft.about.lang) != _tongue(self._lang()):
                text = _in_language(text, draft.about.lang)
            made.append(self._put(f"{self._folder}/{name}", text.encode()))
        for name, text in draft.parts.items():
            made.append(self._put(f"{self._folder}/{name}", text.encode()))
        return made

    def _lang(self) -> str:
        return str((self._settings or {}).get("lang", "en")) if self._settings is not None else ""

    def _put(self, name: str, data: bytes) -> str:
        self.landed.files[name] = data
        return name

    def _say_about(self, draft: Draft, path: Path, log: Log) -> None:
        """Write a brief.yaml of what the document says of itself, or tell what belongs there."""
        facts = draft.about
        given = facts.settings()
        if facts.odd_date:
            log.note(f"The date “{facts.odd_date}” can't be read.", "Write it in brief.yaml like `date: 2026-01-15`.")
        if facts.rest:
            named = ", ".join(f"`{k}`" for k in facts.rest[:12])
            log.note(f"These keys of its front matter mean nothing here: {named}.", "Nothing has to be done.", 1)
        if self._settings is None:
            title = {"title": facts.title or _heading(draft)}
            written = title | {k: v for k, v in given.items() if k in ("subtitle", "authors", "date", "lang")}
            self._settings = written
            self._put(BRIEF, ("\n".join(about.yaml_lines(written)) + "\n").encode())
            self.landed.told.append(f"{BRIEF} from what {path.name} says of itself")
            given = {k: v for k, v in given.items() if k not in written}
        else:
            given = {k: v for k, v in given.items() if str(self._settings.get(k)) != str(v)}
        if given:
            lines = about.yaml_lines(given)
            log.note(
                "The document says of itself what belongs in brief.yaml.",
                "Write there: " + "; ".join(f"`{line}`" for line in lines),
            )
            self.landed.yaml += lines

    def _say_where(self, made: list[str], log: Log) -> None:
        """Tell how new sections come into the brief, where they don't by their place."""
        names = ", ".join(os.path.relpath(name, "report") for name in made)
        if isinstance((self._settings or {}).get("sections"), list):
            said = "brief.yaml lists its sections, and the new ones aren't among them."
            log.note(said, f"Add to `sections`: {names}.")
        elif self._folder != "report":
            said = f"The new sections stand in {self._folder}, where a build doesn't look for them."
            log.note(said, f"Move them to report/, or name all sections in brief.yaml under `sections`: {names}.")

    def _references(self, draft: Draft, path: Path, log: Log) -> None:
        """Copy the bibliography beside the document, or tell where it has to go."""
        sources = self._root / "sources"
        there = bool(list(sources.glob("references.*"))) or any(n.startswith("sources/") for n in self.landed.files)
        for name in draft.about.bibliography:
            found = _beside(path, name)
            ending = Path(name).suffix.lower()
            if found is None or ending not in _REFERENCES or there:
                log.note(
                    f"Its bibliography is `{name}`.", f"Put its records into sources/references{ending or '.bib'}."
                )
                continue
            self._put(f"sources/references{ending}", found)
            self.landed.told.append(f"sources/references{ending} from {name}")
            there = True
        if draft.cited and not there:
            keys = ", ".join(f"`{k}`" for k in draft.cited[:8]) + (" and more" if len(draft.cited) > 8 else "")
            log.note(
                f"It cites {keys}.", "Put records with these ids into sources/references.yaml, .json, .bib or .ris."
            )

    def write(self) -> tuple[Path, ...]:
        """Write all that was made, or nothing, with OSError. A file that is there is never replaced."""
        out: list[Path] = []
        try:
            for name, data in self.made().items():
                path = self._root / name
                if not files.is_inside(self._root, path):
                    raise OSError(f"{name} is a link that leads out of the brief's folder")
                path.parent.mkdir(parents=True, exist_ok=True)
                with path.open("xb") as stream:
                    out.append(path)
                    stream.write(data)
        except OSError:
            for path in out:
                path.unlink(missing_ok=True)
            raise
        return tuple(out)

    def made(self) -> dict[str, bytes]:
        """Every file that is to be written, by its path from the brief's folder."""
        images = {f"{self._folder}/images/{name}": data for name, data in self._shelf.new.items()}
        return {**self.landed.files, **images}


def _bytes(path: Path) -> bytes:
    """The bytes of a document. Raises Refusal where they can't be read."""
    try:
        return files.read_inside(path.resolve().parent, path)
    except (FileNotFoundError, NotADirectoryError) as error:
        there = sorted(p.name for p in path.parent.glob("*") if p.exists()) if path.parent.is_dir() else []
        like = nearest(path.name, there)
        hint = f"Did you mean `{like}`?" if like else "Look at its name, and at the folder that you are in."
        raise Refusal("There is no such file.", hint) from error
    except (OSError, ValueError) as error:
        if path.is_dir():
            raise Refusal("This is a folder.", f"Name the files in it. {KNOWN}") from error
        said = error.strerror if isinstance(error, OSError) and error.strerror else "its name can't be read"
        hint = "Look at its rights, and whether it is the file that you mean; nothing is larger than 100 MB."
        raise Refusal(f"The file can't be read: {said}.", hint) from error


def _base(path: Path) -> Path:
    """The folder that a document's pictures may stand in: its own, or that of the site or book that it is part of."""
    folder = path.resolve().parent
    marks = ("_config.yml", "_quarto.yml", "_bookdown.yml", "_toc.yml", "myst.yml")
    return next((p for p in (folder, *folder.parents[:3]) if any((p / m).is_file() for m in marks)), folder)


def _beside(path: Path, name: str) -> bytes | None:
    """The bytes of a bibliography that a document names, where it is beside it or below."""
    base = _base(path)
    for folder in (path.resolve().parent, base):
        try:
            return files.read_inside(base, folder / name)
        except (OSError, ValueError, files.OutsideBriefError):
            continue
    return None


def _tongue(lang: str) -> str:
    return lang.partition("-")[0].lower()


def _in_language(text: str, lang: str) -> str:
    """A section with its language in its front matter."""
    if text.startswith("---\n"):
        return f"---\nlang: {lang}\n{text[4:]}"
    return f"---\nlang: {lang}\n---\n\n{text}"


def _heading(draft: Draft) -> str:
    """The first heading of a document."""
    match = re.search(r"^# +(.+?)(?: *\{[^{}]*\})? *#*$", draft.pieces[0].text, re.MULTILINE)
    return re.sub(r"\\(.)", r"\1", match[1]) if match else "A brief"
