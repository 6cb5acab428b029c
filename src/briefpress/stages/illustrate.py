"""The Manuscript in; the same with charts and tables made from data, and every picture found and read, out."""

from __future__ import annotations

import os
import re
import shlex
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import msgspec

from briefpress import (
    ast,
    cache,
    charts,
    components,
    darkroom,
    datafiles,
    datatable,
    files,
    markdown,
    pictures,
    rawhtml,
    versions,
    yamlfile,
)
from briefpress.beside import Companion
from briefpress.diagnostics import Diagnostic, Outcome, Span, finding
from briefpress.engines import drawn_fonts, vega
from briefpress.model import UNDESCRIBED, Dataset, Manuscript, Node, Project, Section, SourceMap
from briefpress.outcomes import Drawings
from briefpress.scan import sightings
from briefpress.validate import nearest, validate
from briefpress.wording import numerals

_Settings = charts.Chart | datatable.DataTable
_ENDING = re.compile(r"\.(?:png|jpe?g|gif|webp|svg)")
_ODD = re.compile(r"[^A-Za-z0-9]+")
_REMOTE = re.compile(r"^(?:[A-Za-z][A-Za-z0-9+.-]*:|//)")


@dataclass(frozen=True, slots=True)
class _Made:
    """A block that a chart or a table is made of."""

    identifier: str
    settings: _Settings
    data: datafiles.Data
    place: Span

    @property
    def texts(self) -> tuple[str, ...]:
        """Its settings that are Markdown."""
        return tuple(t for t in (self.settings.caption, self.settings.source, self.settings.credit) if t)


def illustrate(
    project: Project, manuscript: Manuscript, tokens: Mapping[str, str], store: cache.Store
) -> Outcome[Manuscript]:
    """Make figures of chart blocks and tables of table blocks, and hold every picture against its file.

    The charts aren't drawn here: their specifications wait in `charts` for `draw`.
    """
    work = _Illustrator(project, manuscript, tokens, store)
    sections = tuple(work.section(s) for s in manuscript.sections)
    value = replace(
        manuscript,
        sections=sections,
        where=work.where(),
        pictures=work.pictures,
        charts=work.charts,
        inputs=manuscript.inputs | work.inputs,
        datasets=tuple(dict.fromkeys(work.datasets)),
    )
    return Outcome(value, tuple(work.found))


def drawings(_project: Project, manuscript: Manuscript, store: cache.Store, drawer: Companion) -> Outcome[Drawings]:
    """The charts of a manuscript, drawn. Raises StageError as `draw` does."""
    return Outcome(draw(manuscript.charts, store, drawer))


def draw(specifications: Mapping[str, Node], store: cache.Store, drawer: Companion) -> Drawings:
    """The charts by their targets. What was drawn before comes from the store, the rest from a second Python.

    Raises StageError where it can't be drawn.
    """
    made_with = vega.version(), versions.fonts()
    keys = {t: store.key("chart", *made_with, msgspec.json.encode(s)) for t, s in specifications.items()}
    known = {t: data for t in specifications if (data := store.get(keys[t])) is not None}
    drawn = {t: msgspec.json.decode(data, type=tuple[str, dict[str, str]]) for t, data in known.items()}
    missing = [t for t in specifications if t not in drawn]
    if missing:
        made = drawer.call(vega.draw, [specifications[t] for t in missing])
        for target, svg, used in zip(missing, made, drawer.call(drawn_fonts.of_each, made), strict=True):
            store.put(keys[target], msgspec.json.encode((svg, used)))
            drawn[target] = svg, used
    fonts = dict(sorted({name: digest for _, used in drawn.values() for name, digest in used.items()}.items()))
    return Drawings({target: drawn[target][0] for target in specifications}, fonts)


class _Illustrator:
    """Makes what is made of data, then looks at every picture."""

    def __init__(self, project: Project, manuscript: Manuscript, tokens: Mapping[str, str], store: cache.Store) -> None:
        self._project, self._where, self._tokens = project, manuscript.where, tokens
        self._numerals = numerals(project.brief.lang)
        self._added: dict[tuple[str, str, str], list[Span]] = {}
        self.pictures: dict[str, bytes] = {}
        self._names: dict[Path, str] = {}
        self.charts: dict[str, Node] = {}
        self.inputs: set[str] = set()
        self.datasets: list[Dataset] = []
        self.found: list[Diagnostic] = []
        made = {id(n): m for s in manuscript.sections for n, m in self._made_in(s)}
        strings = sorted({text for one in made.values() for text in one.texts})
        read = markdown.read([ast.line(text) for text in strings], store)
        inlines = {text: ast.inlines_of_line(r.blocks) for text, r in zip(strings, read, strict=True)}
        refused = {t: rawhtml.outermost(r.refused) for t, r in zip(strings, read, strict=True)}
        for one in made.values():
            for name in (n for text in one.texts for n in refused.get(text, ())):
                self.found.append(finding("HTML001", rawhtml.said(name), one.place, rawhtml.hint(name)))
        broken = {text: r.unread for text, r in zip(strings, read, strict=True) if r.unread}
        for one in made.values():
            for tex, why in (u for text in one.texts for u in broken.get(text, ())):
                self.found.append(finding("MATH001", f"The formula `{tex}` can't be read: {why}.", one.place))
        self._nodes = {key: self._node(one, inlines) for key, one in made.items()}

    # what is made of data

    def _made_in(self, section: Section) -> Iterator[tuple[Node, _Made]]:
        seen: Counter[str] = Counter()
        for node in ast.walk(section.blocks):
            if node["t"] != "CodeBlock" or not (kind := _kind(node)):
                continue
            place = self._where.find(section.path, "block", kind, seen[kind])
            seen[kind] += 1
            settings, marks = self._settings(node["c"][1], kind, place)
            if settings is None:
                continue
            self._see(section, settings, marks, place)
            where_data = marks.get("data", place)
            data, faults = datafiles.read(self._project.root, settings.data, where_data)
            self.found += faults
            if data is not None:
                self.inputs.add(data.path)
                faults = datafiles.missing_columns(data, _columns_named(settings, marks, place))
                if isinstance(settings, charts.Chart) and not faults:
                    faults = _undrawable(settings, data, marks, place)
                self.found += faults
                if not faults:
                    self.datasets.append(Dataset(data.path, section.path, node["c"][0][0], data.lines))
                    yield node, _Made(node["c"][0][0], settings, data, place)

    def _see(self, section: Section, settings: _Settings, marks: Mapping[str, Span], place: Span) -> None:
        """Keep the places of the citations in a block, which a scan of the section takes for code."""
        for key in ("caption", "source", "credit"):
            for seen in sightings(getattr(settings, key)):
                self._added.setdefault((section.path, seen.kind, seen.name), []).append(marks.get(key, place))

    def where(self) -> SourceMap:
        """The places of everything in the sections, those in blocks of data among them."""
        places = dict(self._where.places)
        for name, spans in self._added.items():
            places[name] = tuple(sorted([*places.get(name, ()), *spans]))
        return SourceMap(places)

    def _settings(self, text: str, kind: str, place: Span) -> tuple[_Settings | None, Mapping[str, Span]]:
        parsed = yamlfile.parse(text, place.path, place.line + 1)
        self.found += parsed.diagnostics
        if parsed.diagnostics:
            return None, {}
        if not isinstance(parsed.value, dict):
            hint = "It holds lines such as `data: ../sources/data/trade.csv`."
            self.found.append(finding("DATA003", f"This {kind} block holds no keys.", place, hint))
            return None, {}
        wanted: type[_Settings] = charts.Chart if kind == "chart" else datatable.DataTable
        settings, faults = validate(parsed.value, wanted, place.path, {**parsed.marks, "": place})
        self.found += [_as_block_fault(f, kind) for f in faults]
        return settings, parsed.marks

    def _node(self, made: _Made, inlines: Mapping[str, list[Node]]) -> Node:
        settings = made.settings
        lines = [
            components.part(f"part-{key}", inlines[text])
            for key in ("source", "credit")
            if (text := getattr(settings, key))
        ]
        caption = inlines.get(settings.caption, []) if settings.caption else []
        if isinstance(settings, charts.Chart):
            name = re.sub(r"[^\w.-]", "-", made.identifier) or "chart"
            target = f"charts/{name}-{len(self.charts) // 2 + 1}.svg"
            for name, width in ((target, charts.WIDE), (charts.narrow(target), charts.NARROW)):
                self.charts[name] = charts.specification(settings, made.data, self._tokens, self._numerals, width)
            image = {"t": "Image", "c": [ast.attr("", ["chart"]), ast.text(settings.alt), [target, ""]]}
            said = [ast.plain_block(caption)] if caption else []
            return {"t": "Figure", "c": [ast.attr(made.identifier), [None, said], [ast.plain_block([image]), *lines]]}
        try:
            table = datatable.table(settings, made.data, caption, self._numerals)
        except ValueError as error:
            self.found.append(finding("DATA003", f"A format is wrong: {error}.", made.place,
                                      "Formats are written `.0%`, `,` or `.1f`."))  # fmt: skip
            return ast.div(ast.attr(), [])
        return ast.div(ast.attr(made.identifier, ["table-block"]), [table, *lines])

    # pictures

    def section(self, section: Section) -> Section:
        """The section with its charts and tables in place, and its pictures found."""
        self._here, self._seen = section.path, Counter[str]()
        blocks = ast.rewrite(section.blocks, lambda n: self._nodes.get(id(n)) or _stand_in(n))
        bare = {
            id(image)
            for figure in ast.walk(blocks)
            if figure["t"] == "Figure"
            for image in ast.walk(figure["c"][2])
            if image["t"] == "Image" and ast.plain(image["c"][1]) == _first_line(figure["c"][1][1])
        }
        return replace(section, blocks=ast.rewrite(blocks, lambda n: self._picture(n, id(n) in bare)))

    def _picture(self, node: Node, alt_is_caption: bool) -> Node | None:
        if node["t"] != "Image" or node["c"][2][0] in self.charts:
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


def _stand_in(node: Node) -> Node | None:
    """What bears the label of a chart or a table that can't be made, so that references to it are no fault as well."""
    if node["t"] != "CodeBlock" or not (kind := _kind(node)):
        return None
    attr = ast.attr(node["c"][0][0])
    empty: list[Any] = [None, []]
    if kind == "chart":
        return {"t": "Figure", "c": [attr, empty, []]}
    bare = {"t": "Table", "c": [ast.attr(), empty, [], [ast.attr(), []], [], [ast.attr(), []]]}
    return ast.div(ast.attr(attr[0], ["table-block"]), [bare])


def _kind(node: Node) -> str:
    return next((k for k in ("chart", "table") if k in node["c"][0][1]), "")


def _columns_named(settings: _Settings, marks: Mapping[str, Span], place: Span) -> dict[str, Span]:
    """The columns that a block names, each with its place."""
    if isinstance(settings, datatable.DataTable):
        return {name: marks.get(f"columns.{name}", place) for name in settings.columns or ()}
    fields = {"x": charts.as_field(settings.x).field, "y": charts.as_field(settings.y).field}
    if settings.series:
        fields["series"] = settings.series
    return {name: marks.get(f"{key}.field", marks.get(key, place)) for key, name in fields.items()}


def _undrawable(chart: charts.Chart, data: datafiles.Data, marks: Mapping[str, Span], place: Span) -> list[Diagnostic]:
    y = charts.as_field(chart.y).field
    found = datafiles.no_numbers(data, y, marks.get("y", place))
    for key, message, hint in charts.faults(chart, data):
        found.append(finding("DATA003", message, marks.get(key, place), hint))
    return found


def _as_block_fault(fault: Diagnostic, kind: str) -> Diagnostic:
    """A finding about brief.yaml's kind of fault, told of a block in a section."""
    message = fault.message.split(" is no key of ")[0]
    if message != fault.message:
        message += f" is no key of a {kind}."
    return replace(fault, code="DATA003", message=message)


def _first_line(caption: list[Node]) -> str:
    return ast.plain(caption[:1])[:-1]
