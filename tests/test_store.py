"""The store: what a change touches is made anew and no more; nothing is believed that this user didn't put there."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from briefpress import cache, files, needs, seals, versions
from briefpress.engines import csl, machine_fonts
from briefpress.memo import Memo, Parts, Ran
from briefpress.settings import Brief
from briefpress.why import reasons
from conftest import PIXEL, REFERENCES, BriefFolder

SECTIONS = (
    """\
    # The river {#sec:river}

    The river is low [@marsh2020, p. 12], says {{ name }}.[^a]

    [^a]: An aside about the weather.

    {{ include "parts/more.md" }}

    ![A dot](dot.png){alt="It is dark"}
    """,
    """\
    # The bridge

    “The bridge opened late” [@daily2022]. See [@sec:river].

    ```{.chart #fig:low}
    data: ../sources/data/low.csv
    type: bar
    x: year
    y: level
    alt: Two bars.
    caption: Low water, after @survey2023
    ```
    """,
)
SETTINGS = """\
name: river
variables: {name: Ida}
look: {cover_image: front.png}
citations: {style: ../styles/own.csl}
limits: {words: 10, pages: 20}
"""
EVERYTHING = """\
subtitle: And its bridge
edition: "2"
revision: {date: 2026-02-01, kind: correction, note: A number was wrong.}
url: https://harbour.example/river
description: What became of it.
keywords: [water, bridges]
publisher: {name: Harbour Institute, place: Bristol, url: https://harbour.example}
identifier: {doi: 10.5555/river.2026, issn: 2049-3630, series: Papers, number: 4}
licence: CC-BY-4.0
versions: [{lang: fr, title: La rivière, url: https://harbour.example/fr}]
status: embargo
embargo: 2026-03-01
abbreviations: {LW: low water}
accessibility: {certified_by: Harbour Institute}
evidence: {annex: true, marks: true, sources: true, oldest: 3 years, retracted: [court2021]}
"""
"""Settings that the brief of these tests has not, nearly all that there are."""

FILES: dict[str, str | bytes] = {
    "report/parts/more.md": "More of *it*.\n",
    "report/dot.png": PIXEL,
    "sources/data/low.csv": "year,level\n2020,12\n2021,9\n",
    "sources/documents/daily2022.txt": "The bridge opened late, and few came.\n",
    "styles/house.css": "h2 { color: #333333 }\n",
    "styles/logo.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><!-- a --></svg>',
    "styles/front.png": PIXEL,
}
CHECKS = frozenset({"check pdf", "check epub", "check html"})
MEDIA = frozenset({"paper", "page", "bind", "cover"})
ALL = {*MEDIA, *CHECKS, "assemble", "illustrate", "number", "verify", "cite", "draw", "print", "finish", "seal", "desk"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BriefFolder]:
    """A brief with something of everything that a stage reads, built once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        folder = _brief(tmp_path_factory.mktemp("store") / "brief")
        folder.built()
        yield folder


@pytest.fixture
def copied(built: BriefFolder, tmp_path: Path) -> BriefFolder:
    """The same brief in another folder, with what its store holds."""
    return BriefFolder(Path(shutil.copytree(built.root, tmp_path / "brief")))


def _brief(root: Path) -> BriefFolder:
    folder = BriefFolder(root)
    title = "title: A test of the river\nauthors: [Ida Marsh]\ndate: 2026-01-15\n"
    folder.write({"report/brief.yaml": title + SETTINGS, "sources/references.yaml": REFERENCES, **FILES})
    folder.write({f"report/{i:02}-section.md": text for i, text in enumerate(SECTIONS, 1)})
    shutil.copy(csl.find("apa"), root / "styles/own.csl")
    return folder


def _parts(folder: BriefFolder, output: str = "river screen") -> dict[str, Parts]:
    """What each stage of the last build depended on."""
    return dict(Memo(cache.store_of(folder.root), folder.root).before(output))


def _ran(folder: BriefFolder, *formats: str, **wishes: object) -> set[str]:
    """The stages that a build runs."""
    report = folder.run(*formats, **wishes)
    assert report.outputs, report.diagnostics
    return {one.stage for one in report.stages if one.ran} - {"compare"}


# What a change touches

Change = Callable[[BriefFolder, random.Random], None]


def _sign(path: str, within: str) -> Change:
    """Another sign somewhere in the part of a file that a pattern has as its group."""

    def change(folder: BriefFolder, chance: random.Random) -> None:
        text = (folder.root / path).read_bytes().decode("latin-1")
        found = re.search(within, text)
        assert found
        at = chance.randrange(*found.span(1))
        signs = "123456789" if text[at].isdigit() else "bcdfghklmnprstvw"
        sign = chance.choice([s for s in signs if s != text[at]])
        (folder.root / path).write_bytes((text[:at] + sign + text[at + 1 :]).encode("latin-1"))

    return change


def _painted(path: str) -> Change:
    """A picture of another colour."""

    def change(folder: BriefFolder, chance: random.Random) -> None:
        colour = (chance.randrange(256), chance.randrange(256), chance.randrange(256))
        Image.new("RGB", (4, 4), colour).save(folder.root / path)

    return change


def _setting(line: str) -> Change:
    """A line of brief.yaml, instead of the one with its key or at the end; `N` in it is a number."""

    def change(folder: BriefFolder, chance: random.Random) -> None:
        path, key = folder.root / "report/brief.yaml", line.partition(":")[0] + ":"
        lines = path.read_text().splitlines()
        new = line.replace(
            "N", str(chance.choice([n for n in range(10, 99) if line.replace("N", str(n)) not in lines]))
        )
        there = [number for number, old in enumerate(lines) if old.startswith(key)]
        place = there[0] if there else len(lines)
        lines[place : place + 1] = [new]
        path.write_text("\n".join(lines) + "\n")

    return change


def _library(name: str) -> Change:
    """Another version of a library, as Python finds it."""

    def change(folder: BriefFolder, chance: random.Random) -> None:
        shelf = folder.root.parent / "libraries"
        for old in shelf.glob(f"{name}-*"):
            shutil.rmtree(old)
        version = f"{chance.randrange(100, 9999)}.0"
        place = shelf / f"{name}-{version}.dist-info"
        place.mkdir(parents=True)
        (place / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
        versions.installed.cache_clear()

    return change


def _font(folder: BriefFolder, chance: random.Random) -> None:
    place = folder.root.parent / "data/fonts"
    place.mkdir(parents=True, exist_ok=True)
    (place / f"{chance.randrange(10**9)}.otf").write_bytes(b"no font")
    versions.fonts.cache_clear()


CHANGES: dict[str, tuple[Change, set[str]]] = {
    "a section": (_sign("report/01-section.md", r"river is (\w+)"), {"assemble", *CHECKS}),
    "an include": (_sign("report/parts/more.md", r"More (\w+)"), {"assemble"}),
    "a variable": (_setting("variables: {name: Ida N}"), {"assemble"}),
    "data": (_sign("sources/data/low.csv", r"2020,(\d+)"), {"illustrate"}),
    "a picture": (_painted("report/dot.png"), {"illustrate"}),
    "a record": (_sign("sources/references.yaml", r"publisher: (\w+) Press"), {"verify", "cite", "desk"}),
    "a document": (_sign("sources/documents/daily2022.txt", r"late, and (\w+)"), {"verify", "desk"}),
    "the house's style sheet": (_sign("styles/house.css", r"color: #(\d+)"), {*MEDIA}),
    "the logo": (_sign("styles/logo.svg", r"<!-- (\w)"), {"paper", "page"}),
    "the cover": (_painted("styles/front.png"), {"cover"}),
    "the citation style": (_sign("styles/own.csl", r"<title>(\w+)"), {"cite"}),
    "the option limits.words": (_sign("report/brief.yaml", r"words: (\d+)"), {"assemble"}),
    "the option limits.pages": (_sign("report/brief.yaml", r"pages: (\d+)"), set()),
    "the option evidence.oldest": (_setting("evidence: {oldest: N years}"), {"verify"}),
    "the option accessibility": (_setting('accessibility: {certified_by: "N"}'), {"seal"}),
    "the option keywords": (_setting("keywords: [low N]"), {"cite", "finish", "seal", *MEDIA}),
    "the option checks": (_setting("checks: {FIG001: {severity: note, why: 'N'}}"), set()),
    "a library": (_library("pydyf"), ALL),
    "a library that another calls": (_library("ziafont"), ALL),
    "a font of this machine": (_font, {"draw", "print", *MEDIA}),
}
"""What may change, and the stages that depend on it themselves, not by way of another stage."""

_BY_WAY = re.compile(r"\w+ of (?!this machine)[\w ]+|the attachment .*|the (?:PDF|EPUB|HTML)")


def _changed(before: dict[str, Parts], now: dict[str, Parts]) -> dict[str, set[str]]:
    """The parts of each stage's key that aren't as they were."""
    found = {s: {n for n in {**p, **before[s]} if p.get(n) != before[s].get(n)} for s, p in now.items() if p}
    return {stage: names for stage, names in found.items() if names}


@pytest.fixture
def shelves(copied: BriefFolder, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Where a test puts libraries and fonts."""
    monkeypatch.syspath_prepend(str(copied.root.parent / "libraries"))
    monkeypatch.setenv("XDG_DATA_HOME", str(copied.root.parent / "data"))
    for asked in (versions.installed, versions.fonts):
        asked.cache_clear()
    copied.run()
    yield
    shutil.rmtree(copied.root.parent / "libraries", ignore_errors=True)
    for asked in (versions.installed, versions.fonts):
        asked.cache_clear()


def _sweep(copied: BriefFolder, names: list[str], chance: random.Random) -> None:
    before = _parts(copied)
    for name in names:
        change, direct = CHANGES[name]
        change(copied, chance)
        ran = _ran(copied)
        now = _parts(copied)
        changed = _changed(before, now)
        assert {s for s, parts in changed.items() if any(not _BY_WAY.fullmatch(n) for n in parts)} == direct, name
        # Chance may lead back to what was built before, and is in the store.
        assert ran <= set(changed), name
        before = now


def test_each_kind_of_change_changes_the_keys_of_exactly_the_stages_that_depend_on_it(
    copied, shelves, tmp_path, monkeypatch
):
    _sweep(copied, list(CHANGES), random.Random(6))  # noqa: S311
    warm = {p.name: p.read_bytes() for p in (copied.root / "output").iterdir()}
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert _ran(copied) >= {"assemble", "print", "seal"}
    assert {p.name: p.read_bytes() for p in (copied.root / "output").iterdir()} == warm


@pytest.mark.long
def test_two_hundred_random_changes_change_the_keys_of_exactly_the_stages_that_depend_on_them(copied, shelves):
    chance = random.Random(2026)  # noqa: S311
    _sweep(copied, chance.choices(list(CHANGES), k=200), chance)


def test_every_setting_is_needed_by_a_stage_or_known_to_be_needed_by_none():
    seen = {path for needed in needs.NEEDS.values() for path in needed.settings}
    tops = {path.partition(".")[0] for path in seen}
    # What load, collect and the run itself see, which are in no store.
    outside = {"checks", "sections", "editions", "series", "variables"}
    assert tops | outside == set(Brief.__struct_fields__)
    assert not tops & outside


def test_a_stage_is_given_no_setting_that_its_key_does_not_name(built):
    project = built.run(until="cite").project
    for needed in needs.NEEDS.values():
        seen = needs.seen(project, needed)
        assert (seen.brief.title == "…") == ("title" not in needed.settings)
        assert (seen.brief.limits.words is None) == ("limits.words" not in needed.settings)
        assert (seen.sections == ()) == ("sections" not in needed.project)


def test_what_a_stage_is_not_given_makes_no_difference(copied, tmp_path, monkeypatch):
    copied.write({"report/brief.yaml": (copied.root / "report/brief.yaml").read_text() + EVERYTHING})
    made = []
    for given in (needs.seen, lambda project, _: project):
        shutil.rmtree(copied.root / cache.FOLDER)
        monkeypatch.setattr(needs, "seen", given)
        report = copied.run(output=tmp_path / str(len(made)))
        assert report.outputs, report.diagnostics
        made.append(({p.name: p.read_bytes() for p in report.outputs}, report.diagnostics))
    assert made[0] == made[1]


def test_what_a_stage_keeps_for_itself_depends_on_all_that_the_stage_depends_on(copied, shelves):
    def entries(kind: str) -> set[str]:
        return {p.name for p in _entries(copied) if p.name.startswith(f"{kind}-")}

    shutil.rmtree(copied.root / cache.FOLDER)
    copied.run("html")
    charts, texts = entries("chart"), entries("text")
    assert charts
    assert texts
    _font(copied, random.Random(1))  # noqa: S311
    copied.run("html")
    assert len(entries("chart")) == 2 * len(charts)
    assert entries("text") == texts
    _library("tinyhtml5")(copied, random.Random(1))  # noqa: S311
    copied.run("html")
    assert len(entries("text")) == 2 * len(texts)


def test_a_file_of_the_name_of_an_engine_hides_no_part_of_a_key(copied):
    text = (copied.root / "report/02-section.md").read_text()
    copied.write({"pandoc": "More.\n", "report/02-section.md": text + '\n{{ include "../pandoc" }}\n'})
    version = _parts(copied)["assemble"]["pandoc"]
    assert copied.run("html").outputs
    parts = _parts(copied)["assemble"]
    assert parts["pandoc"] == version
    assert parts["./pandoc"] == files.sha256(b"More.\n")


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What pandoc is called for."""
    made: list[str] = []
    run = subprocess.run

    def listened(command: list[str], **wishes: object) -> object:
        if "pandoc" in str(command[0]):
            read = len(json.loads(wishes["input"])) if "lua" in command else 0
            made.append(f"read {read}" if read else "cite" if "--citeproc" in command else "write")
        return run(command, **wishes)

    monkeypatch.setattr(subprocess, "run", listened)
    return made


def test_a_change_of_style_parses_nothing_and_cites_nothing(copied, calls):
    copied.write({"styles/house.css": ":root { --accent: #114477 }\n"})
    assert {"paper", "page", "illustrate"} <= _ran(copied)
    assert [call for call in calls if call != "write"] == []


@pytest.mark.parametrize(
    ("name", "change", "form", "stage"),
    [
        ("logo.svg", _sign("styles/b/logo.svg", r"<!-- (\w)"), "html", "page"),
        ("front.png", _painted("styles/b/front.png"), "epub", "cover"),
    ],
)
def test_a_link_that_leads_to_another_picture_is_another_picture(copied, name, change, form, stage):
    copied.write({f"styles/{place}/{name}": FILES[f"styles/{name}"] for place in "ab"})
    change(copied, random.Random(1))  # noqa: S311
    link = copied.root / "styles" / name
    shutil.rmtree(copied.root / ".briefpress")  # it knows the picture as one that is no link
    for place in "ab":
        link.unlink()
        link.symlink_to(f"{place}/{name}")
        ran = _ran(copied, form)
    assert stage in ran
    warm = _put(copied)
    copied.run(form, anew=True)
    assert _put(copied) == warm


def _put(folder: BriefFolder) -> dict[str, str]:
    return {path.name: files.sha256(path.read_bytes()) for path in (folder.root / "output").iterdir()}


def test_a_change_of_a_chart_runs_no_citeproc(copied, calls):
    copied.write({"sources/data/low.csv": "year,level\n2020,3\n2021,9\n"})
    assert {"illustrate", "draw"} <= _ran(copied, "html")
    assert "cite" not in calls


_LISTENED = """
import sys
run = []
sys.addaudithook(lambda event, given: run.append(given[1]) if event == "subprocess.Popen" else None)
from briefpress import door
try:
    door.run()
except SystemExit as end:
    heavy = sorted({"jinja2", "pypandoc", "urllib.request"} & set(sys.modules))
    print(end.code, sum("briefpress.beside" in words for words in run), *heavy)
"""


def test_what_prints_and_what_fills_in_pages_is_started_only_where_the_text_is_another(copied):
    def started(path: str, old: str, new: str) -> str:
        file = copied.root / path
        file.write_text(file.read_text().replace(old, new))
        command = [sys.executable, "-c", _LISTENED, "-C", str(copied.root), "-q", "build"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        return done.stdout.splitlines()[-1]

    assert started("report/brief.yaml", "pages: 20}", "pages: 20}\naccessibility: {certified_by: Ida Marsh}") == "0 0"
    assert started("report/01-section.md", "river is low", "river is deep").startswith("0 1 jinja2")


def test_what_the_epub_alone_shows_makes_neither_a_page_nor_the_desk_anew(copied):
    brief = (copied.root / "report/brief.yaml").read_text()
    copied.write({"report/brief.yaml": f"{brief}accessibility: {{certified_by: Ida Marsh}}\n"})
    assert _ran(copied) == {"finish", "seal", "check pdf", "check epub"}


def test_a_section_is_not_read_again_when_its_neighbour_changes(copied, calls):
    text = (copied.root / "report/02-section.md").read_text()
    copied.write({"report/02-section.md": text + "\nOne more.\n"})
    copied.found()
    assert [call for call in calls if call.startswith("read")] == ["read 1"]


# What comes back


def test_what_was_found_is_told_again_though_no_stage_runs(copied):
    copied.write({"report/02-section.md": "# The bridge {#bridge .unnumbered}\n\n![](dot.png)\n\nA claim [@nosuch].\n"})
    first = copied.run(until="cite")
    again = copied.run(until="cite")
    assert {one.stage for one in first.stages if one.ran} == {"assemble", "illustrate", "number", "verify", "cite"}
    assert {one.stage for one in again.stages if one.ran} == set()
    assert {d.code for d in first.diagnostics} >= {"FIG001", "CITE001", "LIMIT001"}
    assert again.diagnostics == first.diagnostics


def test_values_come_back_as_they_were(copied, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "new"))
    made, kept = copied.run(), copied.run()
    assert made.stages != kept.stages
    assert kept.manuscript == made.manuscript
    assert kept.resolved == made.resolved
    assert kept.paper == made.paper
    assert kept.artifacts == made.artifacts


def test_a_file_that_is_saved_while_a_stage_reads_it_twice_is_of_no_use_to_the_store(tmp_path):
    path = tmp_path / "one.md"
    for words, same in (("One.", True), ("Two.", False)):
        path.write_text("One.")
        with files.watched() as watch:
            files.read_inside(tmp_path, path)
            path.write_text(words)
            files.read_inside(tmp_path, path)
        assert (watch.whole, watch.seen) == (same, {"one.md": files.sha256(b"One.")})
    with files.watched() as watch:
        path.unlink()
        files.is_there(tmp_path, path)
        path.write_text("One.")
        files.read_inside(tmp_path, path)
    assert not watch.whole


def test_a_brief_that_moves_to_another_folder_takes_its_store_with_it(copied):
    assert _ran(copied) == set()


def test_bytes_do_not_depend_on_the_number_of_workers(copied, tmp_path):
    for jobs in (1, 6):
        shutil.rmtree(copied.root / cache.FOLDER)
        assert copied.run(jobs=jobs, output=tmp_path / str(jobs)).outputs
    one, six = ({p.name: p.read_bytes() for p in (tmp_path / n).iterdir()} for n in ("1", "6"))
    assert one == six


# What isn't believed


def _entries(folder: BriefFolder) -> list[Path]:
    return sorted(p for p in (folder.root / cache.FOLDER).iterdir() if not p.name.startswith("."))


@pytest.mark.parametrize("torn", [lambda data: data[:-1], lambda data: data[:40] + b"x" + data[41:], lambda _: b""])
def test_a_damaged_entry_is_made_anew(copied, torn):
    outputs = {p: p.read_bytes() for p in (copied.root / "output").iterdir()}
    for entry in _entries(copied):
        entry.write_bytes(torn(entry.read_bytes()))
    assert _ran(copied) >= {"assemble", "cite", "finish", "seal", *CHECKS}
    assert {p: p.read_bytes() for p in outputs} == outputs
    assert _ran(copied) == set()


def test_an_entry_under_another_name_is_as_good_as_absent(copied):
    stages = [p for p in _entries(copied) if p.name.startswith("stage-check")]
    stages[0].write_bytes(stages[1].read_bytes())
    assert len(_ran(copied)) == 1


def test_nothing_is_believed_that_another_user_put_there(copied, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "another"))
    text = {"assemble", "illustrate", "number", "verify", "cite"}
    assert _ran(copied, "html") == {*text, "draw", "page", "desk", "check html"}


def test_without_a_place_for_its_seal_a_build_keeps_nothing(copied, monkeypatch):
    shutil.rmtree(copied.root / cache.FOLDER)
    monkeypatch.setenv("XDG_CACHE_HOME", str(copied.root / "within"))
    assert copied.run("html").outputs
    assert not (copied.root / cache.FOLDER).exists()


def test_a_store_that_can_not_be_written_to_is_no_fault(copied):
    shutil.rmtree(copied.root / cache.FOLDER)
    (copied.root / cache.FOLDER).write_text("a file")
    assert copied.run("html").outputs
    assert (copied.root / cache.FOLDER).read_text() == "a file"


def test_a_file_that_goes_missing_is_told_though_a_stage_has_an_outcome_with_it(copied):
    data = (copied.root / "sources/data/low.csv").read_bytes()
    (copied.root / "sources/data/low.csv").unlink()
    assert "DATA001" in {d.code for d in copied.found()}
    copied.write({"sources/data/low.csv": data})
    assert copied.found() == copied.found()
    assert _ran(copied) == set()


@pytest.fixture
def fontconfig(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder in which this machine looks for `fc-list` first; what it told before is forgotten."""

    def forget() -> None:
        for asked in (machine_fonts._listed, machine_fonts._places, versions.fonts):
            asked.cache_clear()

    place = tmp_path / "programs"
    place.mkdir()
    monkeypatch.setenv("PATH", f"{place}{os.pathsep}{os.environ['PATH']}")
    forget()
    yield place / "fc-list"
    forget()


def test_what_fontconfig_fails_to_tell_is_told_and_not_kept(copied, fontconfig):
    copied.write({"report/03-section.md": "# Ποταμός\n\nשלום.\n"})
    fontconfig.write_text("#!/bin/sh\nexit 1\n")
    fontconfig.chmod(0o755)
    assert "ENG002" in {d.code for d in copied.run("html").diagnostics}
    fontconfig.write_text(f"#!/bin/sh\necho 'Noto Sans Hebrew|Regular|{fontconfig}|0'\n")
    assert "page" in _ran(copied, "html")


def test_a_page_is_made_anew_once_this_machine_has_another_fontconfig(copied, fontconfig):
    before = _parts(copied)["page"]["the fonts of this machine"]
    assert versions.fonts() == before
    versions.fonts.cache_clear()
    fontconfig.write_text("#!/bin/sh\n")
    fontconfig.chmod(0o755)
    assert versions.fonts() != before


def test_two_builds_at_once_share_a_store(copied):
    shutil.rmtree(copied.root / cache.FOLDER)
    command = [sys.executable, "-m", "briefpress", "-C", str(copied.root), "build", "--format", "html", "--output"]
    both = [subprocess.Popen([*command, str(copied.root / name)], stdout=subprocess.DEVNULL) for name in ("a", "b")]
    assert [process.wait() for process in both] == [0, 0]
    a, b = ({p.name: p.read_bytes() for p in (copied.root / name).iterdir()} for name in ("a", "b"))
    assert a == b
    assert _ran(copied, "html", output=copied.root / "a") == set()


# How large it grows


def test_what_was_not_used_for_longest_goes_first_once_a_store_is_full(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    store = cache.Store(tmp_path / "store", seals.seal_of(tmp_path / "store"), largest=4000)
    keys = {name: store.key("test", name) for name in "abcd"}
    for age, name in enumerate(("a", "b", "c")):
        store.put(keys[name], bytes(1000))
        store.settle()
        os.utime(tmp_path / "store" / keys[name], (time.time() - 100 + age,) * 2)
    assert store.get(keys["a"]) == bytes(1000)
    store.put(keys["d"], bytes(1200))
    store.settle()
    assert {name for name in "abcd" if store.get(keys[name])} == {"a", "d"}


def test_clean_keeps_what_was_used_since(copied):
    entries = _entries(copied)
    for entry in entries[:3]:
        os.utime(entry, (time.time() - 31 * 86_400,) * 2)
    done = copied.command("clean", "--keep", "30d")
    assert done.exit_code == 0
    assert f"3 entries went; the cache holds {len(entries) - 3} entries." in done.output
    assert _entries(copied) == entries[3:]
    assert copied.command("clean", "--keep", "a month").exit_code == 2
    copied.command("clean")
    assert not (copied.root / cache.FOLDER).exists()


# Why


def _why(folder: BriefFolder, *formats: str) -> dict[str, str]:
    return {one.stage: one.why for one in folder.run(*formats).stages}


def test_a_build_says_of_each_stage_why_it_ran(copied):
    assert set(_why(copied).values()) == {"from the store", "it runs each time"}
    text = (copied.root / "report/02-section.md").read_text()
    copied.write({"report/02-section.md": text + "\nOne more.\n"})
    why = _why(copied)
    assert why["assemble"] == "report/02-section.md changed"
    assert why["number"] == "illustrate gave other sections"
    assert why["draw"] == "from the store"
    assert why["cover"] == "from the store"
    shutil.rmtree(copied.root / cache.FOLDER)
    assert _why(copied)["assemble"] == "nothing of it was in the store"


def test_what_a_stage_gave_is_told_in_words():
    parts = {"where of assemble": "a", "written of assemble": "b"}
    [why] = reasons([Ran("illustrate", True, parts)], {"illustrate": dict.fromkeys(parts, "-")})
    assert why.why == "assemble gave other places in the files, assemble gave other paragraphs as they were written"


def test_why_is_a_line_a_stage_and_a_list_in_json(copied):
    copied.write({"styles/house.css": "h2 { color: #444444 }\n"})
    told = copied.command("build", "--format", "html", "--why").output
    assert re.search(r"^page +styles/house.css changed$", told, re.MULTILINE)
    assert re.search(r"^cite +from the store$", told, re.MULTILINE)
    told = copied.command("--report", "json", "build", "--format", "html", "--why").stdout
    stages = {one["stage"]: one for one in json.loads(told)["stages"]}
    assert stages["page"] == {"stage": "page", "ran": False, "why": "from the store"}


def test_a_version_is_told_with_the_one_before():
    parts = {"pandoc": "3.10", "the option look.paper": "b" * 64}
    before = {"pandoc": "3.9", "the option look.paper": "a" * 64}
    told = reasons([Ran("paper", True, parts)], {"paper": before})
    assert told[0].why == "pandoc 3.10 was 3.9 before, the option look.paper changed"
