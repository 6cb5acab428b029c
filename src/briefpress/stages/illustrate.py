"""The Manuscript in; the same with charts and tables made from data, and every picture found and read, out."""

from __future__ import annotations

import os
import re
import shlex
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from briefpress import ast, cache, darkroom, files, pictures
from briefpress.datablocks.making import MadeOfData, made_of_data, stand_in
from briefpress.diagnostics import Diagnostic, Outcome, Span, finding
from briefpress.model import UNDESCRIBED, Manuscript, Node, Project, Section, SourceMap
from briefpress.validate import nearest

_ENDING = re.compile(r"\.(?:png|jpe?g|gif|webp|svg)")
_ODD = re.compile(r"[^A-Za-z0-9]+")
_REMOTE = re.compile(r"^(?:[A-Za-z][A-Za-z0-9+.-]*:|//)")


def illustrate(
    project: Project, manuscript: Manuscript, tokens: Mapping[str, str], store: cache.Store
) -> Outcome[Manuscript]:
    """Make figures of chart blocks and tables of table blocks, and hold every picture against its file.

    The charts aren't drawn here: their specifications wait in `charts` for `draw`.
    """
    made = made_of_data(project, manuscript, tokens, store)
    work = _Illustrator(project, manuscript.where, made)
    sections = tuple(work.section(s) for s in manuscript.sections)
    value = replace(
        manuscript,
        sections=sections,
        where=made.where,
        pictures=work.pictures,
        charts=made.charts,
        inputs=manuscript.inputs | made.inputs | work.inputs,
        datasets=made.datasets,
        shown=made.shown,
    )
    return Outcome(value, (*made.found, *work.found))


class _Illustrator:
    """Puts what is made of data in its place, then looks at every picture."""

    def __init__(self, project: Project, where: SourceMap, made: MadeOfData) -> None:
        self._project, self._where, self._made = project, where, made
        self._names: dict[Path, str] = {}
        self.pictures: dict[str, bytes] = {}
        self.inputs: set[str] = set()
        self.found: list[Diagnostic] = []

    def section(self, section: Section) -> Section:
        """The section with its charts and tables in place, and its pictures found."""
        self._here, self._seen = section.path, Counter[str]()
        blocks = ast.rewrite(section.blocks, lambda n: self._made.nodes.get(id(n)) or stand_in(n))
        bare = {
            id(image)
            for figure in ast.walk(blocks)
            if figure["t"] == "Figure"
            for image in ast.walk(figure["c"][2])
            if image["t"] == "Image" and ast.plain(image["c"][1]) == _first_line(figure["c"][1][1])
        }
        return replace(section, blocks=ast.rewrite(blocks, lambda n: self._picture(n, id(n) in bare)))

    def _picture(self, node: Node, alt_is_caption: bool) -> Node | None:
        if node["t"] != "Image" or node["c"][2][0] in self._made.charts:
            return None
        attr, alt, (target, title) = node["c"]
        nth = self._seen[target]
        self._seen[target] += 1
        place = self._where.find(self._here, "image", target, nth)
        decorative = "decorative" in attr[1]
        if not decorative and (alt_is_caption or not ast.plain(alt).strip()):
            hint = 'Say in `{alt="…"}` what it shows, or write `{.decorative}` where it says nothing.'
            but = " but its caption" if alt_is_caption else ""
            self.found.append(finding("FIG001", f"The picture `{target}` has no alternative text{but}.", place, hint))
            alt = alt or ast.text(Path(target).stem)
            attr = [attr[0], [*attr[1], UNDESCRIBED], attr[2]]
        name = self._published(target, place)
        return {"t": "Image", "c": [attr, [] if decorative else alt, [name, title]]} if name else None

    def _published(self, target: str, place: Span) -> str:
        """The name of a picture where it is published: of letters that every address takes, with a true ending."""
        found = self._find(target, place)
        if found is None:
            return ""
        path, data = found
        if path not in self._names:
            self.inputs.add(files.relative(self._project.root, path))
            shown, ending = darkroom.ready(data)
            stem = _ODD.sub("-", path.stem).strip("-")
            self._names[path] = f"pictures/{len(self._names) + 1}{stem and '-'}{stem}{ending}"
            self.pictures[self._names[path]] = shown
        return self._names[path]

    def _find(self, target: str, place: Span) -> tuple[Path, bytes] | None:
        root = self._project.root
        if not target:
            self.found.append(finding("FIG002", "A picture names no file.", place, "Write `![caption](picture.png)`."))
            return None
        if _REMOTE.match(target):
            hint = _fetching(target, Path(place.path).parent)
            self.found.append(finding("FIG003", f"The picture `{target[:200]}` is not in the brief.", place, hint))
            return None
        path = (root / place.path).parent / unquote(target)
        try:
            data = files.read_inside(root, path)
        except files.OutsideBriefError:
            hint = "Put the file into the brief's folder."
            here = (root / place.path).parent / unquote(target).lstrip("/")
            if target.startswith("/") and files.is_inside(root, here) and here.is_file():
                hint = f"Paths are read from the section's own folder: `{target.lstrip('/')}`."
            self.found.append(finding("FIG003", f"The picture `{target}` is outside the brief's folder.", place, hint))
            return None
        except OSError as error:
            self.found.append(finding("FIG002", *_unread(root, target, path, error, place)))
            return None
        if wrong := pictures.fault(data):
            self.found.append(finding("FIG004", f"`{target}` {wrong[0]}.", place, wrong[1]))
            return None
        return Path(os.path.normpath(path)), data


def _unread(root: Path, target: str, path: Path, error: OSError, place: Span) -> tuple[str, Span, str]:
    if path.is_dir():
        return f"`{target}` is a folder, not a picture.", place, "Name the file in it."
    if path.exists():
        return f"The picture `{target}` can't be read: it {error.strerror}.", place, "Put a file of its own there."
    hint = "Paths are read from the section's own folder."
    if like := _like(root, path):
        named = quote(Path(os.path.relpath(like, (root / place.path).parent)).as_posix(), safe="/~()&',;=:+!$@")
        hint = f"Did you mean `{named}`?"
        if like.name != path.name and like.name.casefold() == path.name.casefold():
            hint += " Capitals count."
    return f"There is no picture `{unquote(target)}`.", place, hint


def _like(root: Path, path: Path) -> Path | None:
    """A file of the brief that an author may have meant by the path of one that isn't there."""
    near = path.parent
    there = (
        sorted(p.name for p in near.iterdir() if p.is_file()) if near.is_dir() and files.is_inside(root, near) else []
    )
    if like := next((n for n in there if n.casefold() == path.name.casefold()), nearest(path.name, there)):
        return near / like
    folders = ("report", "sources", "styles")
    same = sorted(p for f in folders for p in (root / f).rglob("*") if p.name.casefold() == path.name.casefold())
    return same[0] if same else None


def _fetching(target: str, folder: Path) -> str:
    """How to bring a picture into the brief that is elsewhere."""
    if target.startswith("data:"):
        return "Save what it holds as a file beside the section, and name the file."
    if not target.startswith(("http://", "https://")):
        return "Save it beside the section, and name the file."
    name = _ODD.sub("-", Path(unquote(urlsplit(target).path)).stem).strip("-") or "picture"
    ending = Path(urlsplit(target).path).suffix.lower()
    file = f"{name}{ending if _ENDING.fullmatch(ending) else '.png'}"
    return f"Fetch it, `curl -L -o {shlex.quote((folder / file).as_posix())} {shlex.quote(target)}`, and name `{file}`."


def _first_line(caption: list[Node]) -> str:
    return ast.plain(caption[:1])[:-1]
