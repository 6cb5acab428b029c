"""A font of this machine that goes into an edition: the manifest names it, and another one is another edition."""

from __future__ import annotations

import hashlib
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from briefpress import cache, versions
from briefpress.engines import drawn_fonts, machine_fonts
from briefpress.reproducing import manifest
from conftest import BriefFolder

CHART = """\
# The river

The river is low.

```{.chart #low}
data: ../sources/data/low.csv
x: place
y: level
alt: How low the river is.
```
"""

FORMATS = ("pdf", "epub", "html", "docx")


def _own(family: str, wider: int = 0) -> bytes:
    """A font of this machine under another name, each of its letters as much wider."""
    found = subprocess.run(["fc-match", "-f", "%{file}", "DejaVu Sans:bold"], capture_output=True, check=True)
    font = TTFont(io.BytesIO(Path(os.fsdecode(found.stdout)).read_bytes()))
    for name in font["name"].names:
        said = {1: family, 4: family, 6: family.replace(" ", ""), 16: family}.get(name.nameID)
        if said:
            name.string = said.encode("utf-16-be" if name.isUnicode() else "latin-1")
    metrics = font["hmtx"].metrics
    font["hmtx"].metrics = {name: (width + wider, left) for name, (width, left) in metrics.items()}
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


@pytest.fixture
def fonts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Puts a font into a folder of this user's; what was known of fonts is forgotten."""
    place = tmp_path / "data/fonts/River-Bold.ttf"

    def forget() -> None:
        for asked in (machine_fonts._listed, machine_fonts._places, machine_fonts._sha256, versions.fonts):
            asked.cache_clear()

    def put(data: bytes) -> str:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
        forget()
        return hashlib.sha256(data).hexdigest()

    (tmp_path / "fonts.conf").write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f'<dir prefix="xdg">fonts</dir><dir>/usr/share/fonts</dir><cachedir>{tmp_path}/kept</cachedir></fontconfig>'
    )
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("FONTCONFIG_FILE", str(tmp_path / "fonts.conf"))
    yield put
    forget()


def _brief(folder: Path) -> BriefFolder:
    return BriefFolder(folder).write(
        {
            "report/brief.yaml": "title: The river\nauthors: [Ida Marsh]\ndate: 2026-01-15\n",
            "report/01-river.md": CHART,
            "sources/data/low.csv": "place,level\nSource,3\nA mouth with a long name,1\n",
            "styles/house.css": ':root { --display-font: "River Bold", sans-serif }\n',
        }
    )


def test_a_chart_in_a_changed_font_is_drawn_anew_as_it_would_be_without_a_store(tmp_path, fonts):
    folder = _brief(tmp_path / "brief")
    was = fonts(_own("River Bold"))
    folder.built("html")
    before = _told(folder)
    assert before[1]["River-Bold.ttf"] == was
    now = fonts(_own("River Bold", wider=400))
    folder.built("html")
    warm = _told(folder)
    assert warm[1]["River-Bold.ttf"] == now
    assert warm[0] != before[0], "wider letters leave a chart less room"
    cache.clear(folder.root)
    folder.built("html")
    assert _told(folder) == warm


def _told(folder: BriefFolder) -> tuple[bytes, dict[str, str]]:
    """The page, and the fonts of this machine that the manifest names."""
    output = folder.root / "output"
    made = json.loads((output / "manifest.json").read_bytes())
    (name,) = (one["name"] for one in made["subject"] if one["name"].endswith(".html"))
    fonts = made["predicate"]["briefpress_outputs"][name].get("fonts", {})
    read = made["predicate"]["buildDefinition"]["resolvedDependencies"]
    named = {one["name"]: one["digest"]["sha256"] for one in read if "digest" in one and "/" not in one["name"]}
    assert named == fonts
    return (output / name).read_bytes(), fonts


def test_every_format_names_the_fonts_of_the_machine_that_it_has(tmp_path, fonts):
    folder = _brief(tmp_path / "brief")
    digest = fonts(_own("River Bold"))
    # A process of its own: the one that prints for the other tests knows the fonts that were there when it began.
    asked = [word for form in FORMATS for word in ("--format", form)]
    subprocess.run([sys.executable, "-m", "briefpress", "-C", folder.root, "build", *asked], check=True)
    data = (folder.root / "output/manifest.json").read_bytes()
    outputs = json.loads(data)["predicate"]["briefpress_outputs"]
    named = {name.rpartition(".")[2]: told.get("fonts", {}) for name, told in outputs.items()}
    for form in FORMATS:
        assert named[form].get("River-Bold.ttf") == digest, form
    read = manifest.read(data)
    assert "River-Bold.ttf" not in read.inputs, "no file of the brief is called so"
    assert read.versions["River-Bold.ttf"] == f"SHA-256 {digest}"


def test_letters_that_the_own_fonts_have_are_of_no_font_of_the_machine():
    def text(words: str, family: str = "Source Sans Pro, sans-serif") -> str:
        said = f'<text font-family="{family}">{words}</text>'
        return f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{said}</svg>'

    plain, strange, other, none = drawn_fonts.of_each(
        [text("Low"), text("Low Հայաստան"), text("Low", "DejaVu Serif"), text(" ")]
    )
    assert (plain, none) == ({}, {})
    assert strange
    assert list(other) == ["DejaVuSerif.ttf"]
    assert other["DejaVuSerif.ttf"] in machine_fonts.named(["DejaVuSerif"]).values()
