"""`reproduce` builds an edition anew by its manifest, and names what went in otherwise and the first difference."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import zipfile
from pathlib import Path

import pikepdf
import pytest

from briefpress import cache, seals
from briefpress.reproducing import manifest, unlike
from conftest import REFERENCES, BriefFolder

SETTINGS = "title: A test of the river\nauthors: [Ida Marsh]\ndate: 2026-01-15\nname: river\n"
TEXT = "# The river\n\nIt rose twice [@marsh2020].\n\n# The bank\n\nIt was dry.\n"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a brief and, in `old`, what came of it."""
    folder = BriefFolder(tmp_path_factory.mktemp("published"))
    references = {"report/01.md": TEXT, "report/brief.yaml": SETTINGS, "sources/references.yaml": REFERENCES}
    folder.write(references)  # type: ignore[arg-type]  # str is one of both
    folder.built()
    (folder.root / "output").rename(folder.root / "old")
    return folder.root


@pytest.fixture
def again(published: Path, tmp_path: Path) -> BriefFolder:
    """The same brief in another folder, to be changed."""
    return BriefFolder(Path(shutil.copytree(published, tmp_path / "brief")))


def _told(folder: BriefFolder, *more: str, of: str = "old/manifest.json") -> tuple[int, str]:
    done = folder.command("reproduce", str(folder.root / of), *more)
    return done.exit_code, done.stdout


def test_what_nobody_changed_comes_out_as_it_was(again, tmp_path):
    code, said = _told(again, "--output", str(tmp_path / "kept"))
    assert code == 0
    assert re.findall(r"^same +(\S+)$", said, re.M) == [
        "river.pdf", "river.epub", "river.html", "river.bib", "river.ris", "river.csl.json",
    ]  # fmt: skip
    assert "All that went in is what the manifest names" in said
    assert (tmp_path / "kept/river.pdf").read_bytes() == (again.root / "old/river.pdf").read_bytes()
    assert not (again.root / "output").exists(), "the brief's own folder is left alone"


def test_an_edition_is_named_by_its_number_or_its_folder(again):
    (again.root / "editions").mkdir()
    (again.root / "old").rename(again.root / "editions/1.0")
    for named in ("1.0", str(again.root / "editions/1.0")):
        done = again.command("reproduce", named)
        assert done.exit_code == 0, done.output
        assert "All that went in is what the manifest names" in done.stdout
    none = again.command("reproduce", "2.0")
    assert none.exit_code == 2
    assert "the number of an edition" in none.output


def test_what_another_build_left_where_the_new_files_go_is_not_compared(again, tmp_path):
    (tmp_path / "kept").mkdir()
    other = (again.root / "old/manifest.json").read_text().replace('"river.html"', '"other.html"')
    (tmp_path / "kept/manifest-draft.json").write_text(other)
    code, said = _told(again, "--output", str(tmp_path / "kept"))
    assert (code, re.findall(r"^differs.*", said, re.M)) == (0, [])


def test_what_a_store_holds_is_no_proof(again, tmp_path):
    seal = seals.seal_of(again.root)
    assert seal is not None
    for entry in (again.root / cache.FOLDER).glob("stage-page-*"):
        data = seal.opened(entry.name, entry.read_bytes()) or b""
        entry.write_bytes(seal.sealed(entry.name, data.replace(b"</body>", b"</BODY>")))
    again.command("build", "--format", "html", "--output", str(tmp_path / "made"))
    assert "</BODY>" in (tmp_path / "made/river.html").read_text(), "a build believes it"
    code, said = _told(again)
    assert code == 0, said


def test_the_time_of_whoever_builds_is_not_that_of_an_edition_without_one(again, monkeypatch):
    again.write({"report/brief.yaml": SETTINGS.replace("date: 2026-01-15\n", "")})
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    again.built()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    code, said = _told(again, of="output/manifest.json")
    assert code == 0, said
    assert os.environ["SOURCE_DATE_EPOCH"] == "86400"


def test_a_changed_word_is_named_in_each_artifact_and_the_section_that_it_is_in(again):
    section = again.root / "report/01.md"
    section.write_text(section.read_text().replace("dry", "wet"))
    code, said = _told(again)
    assert code == 1
    assert "report/01.md: note REPR002: `report/01.md` was another." in said
    assert "`river.pdf` differs first in the words of page 2: `It was wet.` where `It was dry.` was." in said
    assert re.search(r"`river.epub` differs first in the file `EPUB/text/ch002.xhtml` in it, line \d+, column", said)
    assert re.search(r"`river.html` differs first in line \d+, column \d+: `[^`]*wet[^`]*` where `[^`]*dry", said)
    assert re.search(r"^same +river.bib$", said, re.M)


def test_another_style_is_named_where_it_is_seen_first(again):
    again.write({"report/brief.yaml": f"{SETTINGS}look: {{style: ministry}}\n"})
    code, said = _told(again)
    assert code == 1
    assert "`report/brief.yaml` was another." in said
    assert re.search(r"font-\S+ is not used; it was \d", said), "the style has other letters"
    assert re.search(r"`river.html` differs first in line \d+", said)


def test_another_date_is_named_in_the_records_too(again):
    again.write({"report/brief.yaml": SETTINGS.replace("2026-01-15", "2026-01-16")})
    code, said = _told(again)
    assert code == 1
    assert re.search(r"`river.csl.json` differs first in `\[0\].issued\S*`: `16` where `15` was", said)
    assert re.search(r"`river.ris` differs first in line \d+, column \d+: `[^`]*16[^`]*` where", said)


def test_without_the_old_files_the_hashes_alone_are_compared_and_that_is_said(again):
    alone = again.root / "alone"
    alone.mkdir()
    text = (again.root / "old/manifest.json").read_text()
    digest = next(s["digest"]["sha256"] for s in json.loads(text)["subject"] if s["name"] == "river.html")
    (alone / "manifest.json").write_text(text.replace(digest, "0" * 64))
    code, said = _told(again, of="alone/manifest.json")
    assert code == 1
    assert "`river.html` differs first in its hash; the old file isn't beside the manifest" in said
    assert said.count("REPR001") == 1


def test_a_brief_that_cannot_be_built_any_more_is_told_with_what_changed(again):
    again.write({"report/01.md": "# One\n\nSee [@nobody1999].\n"})
    code, said = _told(again)
    assert code == 1
    assert "REPR002" in said
    assert "CITE001" in said


def test_what_is_no_manifest_is_refused_as_a_word_of_the_command(again):
    again.write({"old/other.json": '{"_type": "https://in-toto.io/Statement/v1"}'})
    done = again.command("reproduce", str(again.root / "old/other.json"))
    assert done.exit_code == 2
    assert "It isn't the manifest of an edition" in done.stderr
    assert again.command("reproduce", str(again.root / "old/none.json")).exit_code == 2


def test_a_name_in_a_manifest_leads_to_no_other_folder(again):
    path = again.root / "old/manifest.json"
    path.write_text(path.read_text().replace('"river.html"', '"../report/01.md"', 1))
    code, said = _told(again)
    assert code == 1
    assert "`../report/01.md` doesn't come out any more." in said
    assert "It rose twice" not in said


def test_a_manifest_names_the_options_that_it_was_built_with(again):
    said = manifest.read((again.root / "old/manifest.json").read_bytes())
    assert said.options == manifest.Options(formats=("pdf", "epub", "html"), epoch=1768435200)
    assert set(said.inputs) == {"report/01.md", "report/brief.yaml", "sources/references.yaml"}
    assert {"briefpress", "pandoc", "weasyprint", "pango"} <= set(said.versions)


# differences


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ({"a": [1, {"b": 2}]}, {"a": [1, {"b": 3}]}, "`a[1].b`: `3` where `2` was"),
        ({"a": [1]}, {"a": [1, 2]}, "`a`, which has 2 entries and had 1"),
        ({"a": 1}, {"a": 1, "c": 1}, "`c`, which is new"),
        ({"a": {"b": 1}}, {"a": {}}, "`a.b`, which is gone"),
        ([1], [2], "`[0]`: `2` where `1` was"),
    ],
)
def test_a_difference_in_json_is_named_by_its_keys(old, new, said):
    assert unlike.first("x.json", json.dumps(old).encode(), json.dumps(new).encode()) == said


def _archive(files: dict[str, bytes], year: int = 2026) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for name, data in files.items():
            made.writestr(zipfile.ZipInfo(name, (year, 1, 1, 0, 0, 0)), data)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("new", "said"),
    [
        (_archive({"a.css": b"x\nz", "b.png": b"12"}), "the file `a.css` in it, line 2, column 1: `z` where `y` was"),
        (_archive({"a.css": b"x\ny", "b.png": b"13"}), "the file `b.png` in it, byte 1 of 2, which were 2"),
        (_archive({"a.css": b"x\ny"}), "the file `b.png` in it, which is gone"),
        (_archive({"b.png": b"12", "a.css": b"x\ny"}), "the order of the files in it"),
        (_archive({"a.css": b"x\ny", "b.png": b"12"}, 2027), "how `a.css` is packed in it"),
        (b"torn", "byte 0 of 4, which were "),
    ],
)
def test_a_difference_in_an_archive_is_named_by_its_file(new, said):
    old = _archive({"a.css": b"x\ny", "b.png": b"12"})
    assert unlike.first("x.epub", old, new).startswith(said)


def _changed(data: bytes, change: object) -> bytes:
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        if callable(change):
            change(pdf)
        pdf.save(stream, static_id=True)
    return stream.getvalue()


def _drawn(pdf: pikepdf.Pdf) -> None:
    contents = pdf.pages[0].Contents
    contents.write(contents.read_bytes() + b"\n0 0 m")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_drawn, r"what draws page 1 \(object \d+\): line \d+, `0 0 m` where `` was"),
        (lambda pdf: pdf.pages.__delitem__(-1), r"page \d+, which is gone"),
        (lambda pdf: pdf.Root.__setitem__("/Lang", "fr"), r"the catalogue /Lang: `fr` where `en` was"),
        (lambda pdf: pdf.pages[0].obj.__setitem__("/UserUnit", 1), r"page 1 \(object \d+\): its /UserUnit is new"),
        (
            lambda pdf: pdf.docinfo.__setitem__("/Title", "Other"),
            r"the trailer's /Info.* /Title: `Other` where `A test",
        ),
    ],
)
def test_a_difference_in_a_pdf_is_named_by_its_page_or_object(published, change, said):
    data = (published / "old/river.pdf").read_bytes()
    assert re.match(said, unlike.first("x.pdf", _changed(data, None), _changed(data, change)))
