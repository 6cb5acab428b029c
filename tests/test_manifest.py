"""The manifest: an in-toto statement with SLSA's provenance, as its makers' own program reads it, and true."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from google.protobuf import json_format
from in_toto_attestation.predicates.provenance.v1 import provenance_pb2
from in_toto_attestation.v1 import statement_pb2
from in_toto_attestation.v1.resource_descriptor import ResourceDescriptor
from in_toto_attestation.v1.statement import Statement

from conftest import BriefFolder, inputs_of

OWN = "briefpress_"
TEXT = """\
# The river

The river is low [@marsh2020]. “The river is low”, says Marsh [@marsh2020].
"""
DOCUMENT = "The river is low.\n"
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><!-- {} --></svg>'


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A brief in all formats, and its manifest."""
    folder = BriefFolder(tmp_path_factory.mktemp("manifest")).write(
        {
            "report/brief.yaml": (
                "title: The river\nauthors: [Ida Marsh]\ndate: 2026-01-15\nedition: 1.0.1\nname: river\n"
                "revision: {date: 2026-02-01, kind: correction, note: A wrong year.}\n"
            ),
            "report/01-river.md": TEXT,
            "sources/references.yaml": "- {id: marsh2020, type: book, title: Neutrality, issued: 2020}\n",
            "sources/documents/marsh2020.txt": DOCUMENT,
        }
    )
    folder.built()
    return folder


@pytest.fixture(scope="module")
def manifest(built) -> dict[str, Any]:
    """The manifest of the brief."""
    return json.loads((built.root / "output/manifest.json").read_bytes())


def without_own(value):
    """A statement without the fields that its maker may add: each of them has our prefix."""
    if isinstance(value, dict):
        return {name: without_own(held) for name, held in value.items() if not name.startswith(OWN)}
    return [without_own(held) for held in value] if isinstance(value, list) else value


def test_in_toto_s_own_program_takes_it_for_a_statement(manifest):
    # The type of a message refuses each field that it doesn't know.
    read = json_format.ParseDict(manifest, statement_pb2.Statement())
    statement = Statement.copy_from_pb(read)
    statement.validate()
    assert read.predicate_type == "https://slsa.dev/provenance/v1"
    assert [one.name for one in read.subject] == [
        f"river.{e}" for e in ("pdf", "epub", "html", "bib", "ris", "csl.json")
    ]


def test_slsa_s_own_message_takes_its_predicate_and_all_else_has_our_prefix(manifest):
    predicate = manifest["predicate"]
    read = json_format.ParseDict(without_own(predicate), provenance_pb2.Provenance())
    assert read.build_definition.build_type
    assert read.run_details.builder.id
    for dependency in read.build_definition.resolved_dependencies:
        ResourceDescriptor.copy_from_pb(dependency).validate()
    with pytest.raises(json_format.ParseError, match=OWN):
        json_format.ParseDict(predicate, provenance_pb2.Provenance())


def test_each_file_that_came_out_has_its_hash_and_what_a_reader_asks_of_it(built, manifest):
    folder = built.root / "output"
    for one in manifest["subject"]:
        assert one["digest"]["sha256"] == hashlib.sha256((folder / one["name"]).read_bytes()).hexdigest()
        told = manifest["predicate"][f"{OWN}outputs"][one["name"]]
        assert told["bytes"] == (folder / one["name"]).stat().st_size
    with pikepdf.open(folder / "river.pdf") as pdf:
        assert manifest["predicate"][f"{OWN}outputs"]["river.pdf"]["pages"] == len(pdf.pages)
    brief = manifest["predicate"][f"{OWN}brief"]
    assert (brief["edition"], brief["revision"]["kind"], brief["words"]) == ("1.0.1", "correction", 14)


def test_what_went_in_is_named_by_its_path_from_the_brief_s_folder_with_its_hash(built, manifest):
    inputs = inputs_of(manifest["predicate"])
    assert set(inputs) == {
        "report/01-river.md", "report/brief.yaml", "sources/documents/marsh2020.txt", "sources/references.yaml"
    }  # fmt: skip
    for path, digest in inputs.items():
        assert digest == hashlib.sha256((built.root / path).read_bytes()).hexdigest()


def test_engines_and_fonts_are_named_with_their_versions(manifest):
    dependencies = manifest["predicate"]["buildDefinition"]["resolvedDependencies"]
    made = {one["name"]: one for one in dependencies if "uri" in one}
    assert {"pandoc", "weasyprint", "font-source-serif-pro", "font-source-sans-pro"} <= set(made)
    for name, one in made.items():
        assert re.fullmatch(r"pkg:(pypi|generic)/[a-z-]+@" + re.escape(one["annotations"]["version"]), one["uri"]), name


def test_the_checks_stand_there_with_what_they_found(manifest):
    checks = manifest["predicate"][f"{OWN}checks"]
    assert all(check["result"] == "passed" for check in checks)
    of_pdf = [check["name"] for check in checks if check.get("of") == "river.pdf"]
    assert "every word of the sections is there, in its order" in of_pdf
    assert "every note is on the page of its call" in of_pdf
    (evidence,) = (check for check in checks if "of" not in check)
    assert evidence["found"] == {"exact": 1}


def test_a_warning_of_a_check_is_told_as_one(built, tmp_path):
    shutil.copytree(built.root, tmp_path / "brief")
    folder = BriefFolder(tmp_path / "brief")
    (folder.root / "sources/documents/marsh2020.txt").unlink()
    folder.built("html")
    checks = json.loads((folder.root / "output/manifest.json").read_bytes())["predicate"][f"{OWN}checks"]
    assert checks[-1]["result"] == "warned"
    assert checks[-1]["found"] == {"unchecked": 1}


def test_what_was_asked_for_is_a_parameter_and_no_machine_or_time_stands_in_it(built, manifest):
    definition = manifest["predicate"]["buildDefinition"]
    assert definition["externalParameters"] == {
        "formats": ["pdf", "epub", "html"], "variant": "screen", "booklet": False, "draft": False
    }  # fmt: skip
    assert definition["internalParameters"] == {"epoch": 1769904000}  # the day of the revision
    assert str(built.root) not in json.dumps(manifest)
    assert "metadata" not in manifest["predicate"]["runDetails"]


# what was read


@pytest.mark.parametrize("path", ["report/brief.yaml", "report/01-river.md", "sources/references.yaml"])
@pytest.mark.parametrize("change", [lambda p: p.write_bytes(p.read_bytes() + b"\n"), Path.unlink])
def test_a_file_that_is_saved_while_a_build_runs_is_told_and_nothing_published(built, tmp_path, path, change):
    folder = BriefFolder(Path(shutil.copytree(built.root, tmp_path / "brief")))
    shutil.rmtree(folder.root / "output")

    def save(step: str) -> None:
        if step == "cite":
            change(folder.root / path)

    report = folder.run("html", tell=save)
    assert [(d.code, d.span.path) for d in report.diagnostics if d.severity == "error"] == [("OUT002", path)]
    assert not (folder.root / "output").exists()


def test_a_style_that_is_saved_after_the_list_was_made_is_told(built, tmp_path):
    folder = BriefFolder(Path(shutil.copytree(built.root, tmp_path / "brief")))
    folder.write({"styles/logo.svg": LOGO.format("a")})

    def save(step: str) -> None:
        if step == "draw":
            folder.write({"styles/logo.svg": LOGO.format("b")})

    assert "OUT002" in {d.code for d in folder.run("html", tell=save).diagnostics}
    assert folder.run("html").outputs
