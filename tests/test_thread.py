"""A thin thread through everything: one small brief, three formats, read back."""

from __future__ import annotations

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
