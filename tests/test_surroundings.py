"""The machine's language, and the letters of a brief's paths: they make no difference to what is built."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile

import pytest

from conftest import PIXEL

FOLDER = "Հրազդան – the “river” & its #1 100% law"


@pytest.mark.parametrize("language", ["C", "tr_TR.UTF-8"])
def test_a_brief_is_built_in_any_language_of_the_machine_and_in_a_folder_of_any_name(brief, language):
    text = "# Über den Fluß\n\nSee [Հրազդան](#հրազդան).\n\n![](Brücke 1.png){alt='Հ'}\n\n## Հրազդան\n\nText.\n"
    made = brief(files={"report/01 Über.md": text, "report/Brücke 1.png": PIXEL})
    root = made.root.rename(made.root.parent / FOLDER)
    done = _call(root, language, "build")
    assert done.returncode == 0, done.stdout.decode()
    assert b"a-test-of-the-river" in done.stdout + done.stderr
    with zipfile.ZipFile(next((root / "output").glob("*.epub"))) as book:
        assert "Հրազդան" in book.read("EPUB/nav.xhtml").decode()


def test_a_finding_is_told_whole_where_the_machine_has_no_letters_for_it(brief):
    made = brief("# One\n\nSee [Հրազդան](#չկա).\n")
    done = _call(made.root, "C", "build")
    assert done.returncode == 1
    assert "LINK001" in done.stdout.decode() + done.stderr.decode()
    assert b"Traceback" not in done.stderr


def _call(root, language, *arguments):
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "PYTHONUTF8", "PYTHONIO"))}
    environment["LC_ALL"] = language
    command = [sys.executable, "-m", "briefpress", "-C", str(root), *arguments]
    return subprocess.run(command, env=environment, capture_output=True, check=False)
