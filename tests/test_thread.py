"""A thin thread through everything: one small brief, three formats, read back."""

from __future__ import annotations

import hashlib
import json
import shutil

import pikepdf

from briefpress.engines import csl
from conftest import PIXEL, inputs_of

LATER = ("briefpress_outputs", "briefpress_checks")
"""What nobody knows of an edition before it is made."""

TEXT = """\
    # The river {#sec:river}

    The river is low [@marsh2020, p. 12], as *Figure* readers know.[^a] See [@sec:bridge].

    [^a]: An aside about the weather.
    """
OTHER = """\
    # The bridge {#sec:bridge}

    The bridge opened late [@daily2022].[^a] See [@sec:river].

    [^a]: An aside about the bridge.
    """


def test_one_build_gives_three_artifacts_that_hold_both_sections_and_both_notes(brief):
    built = brief(TEXT, OTHER).built()
    for form in ("pdf", "epub", "html"):
        words = built.text(form)
        assert "The river is low" in words
        assert "The bridge opened late" in words
        assert "An aside about the weather." in words
        assert "An aside about the bridge." in words
        assert "Harbour Press" in words


def test_the_manifest_names_every_input_and_every_output(brief):
    folder = brief(TEXT, OTHER)
    folder.built()
    manifest = (folder.root / "output" / "manifest.json").read_text()
    for name in ("report/brief.yaml", "report/01-section.md", "sources/references.yaml", "a-test-of-the-river.pdf"):
        assert f'"{name}"' in manifest


def test_the_manifest_names_what_gives_the_edition_its_look_and_is_the_same_within_the_pdf(brief):
    beside = {"styles/house.css": "h2 { color: #333 }", "styles/logo.png": PIXEL, "styles/front.png": PIXEL}
    folder = brief(TEXT, OTHER, settings="look: {cover_image: front.png}\ncitations: {style: ../styles/own.csl}\n",
                   files={**beside, "sources/documents/marsh2020.txt": "The river is low."})  # fmt: skip
    shutil.copy(csl.find("apa"), folder.root / "styles/own.csl")
    built = folder.built()
    manifest = json.loads((folder.root / "output" / "manifest.json").read_bytes())
    named = {*beside, "styles/own.csl", "sources/documents/marsh2020.txt"}
    inputs = inputs_of(manifest["predicate"])
    assert named <= set(inputs)
    for name, told in inputs.items():
        assert told == hashlib.sha256((folder.root / name).read_bytes()).hexdigest()
    with pikepdf.open(built.paths["pdf"]) as pdf:
        within = json.loads(pdf.attachments["manifest.json"].get_file().read_bytes())
    known = {key: value for key, value in manifest["predicate"].items() if key not in LATER}
    assert known == within

    folder.built("html")
    manifest = json.loads((folder.root / "output" / "manifest.json").read_bytes())
    assert "styles/front.png" not in inputs_of(manifest["predicate"]), "no web page has the cover of the e-book"
