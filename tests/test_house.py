"""The rules of the house: its docs are true, its modules small, its commands light, its set-up one line."""

from __future__ import annotations

import ast
import re
import subprocess
import sys

import msgspec
import pytest

from briefpress import settings
from briefpress.codes import REGISTRY
from briefpress.components import COMPONENTS
from briefpress.wording import Words, language


def test_the_pages_made_from_the_code_are_up_to_date(repository):
    done = subprocess.run(
        [sys.executable, "scripts/docs.py", "--check"], cwd=repository, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_every_module_is_under_400_lines_and_opens_with_what_goes_in_and_what_comes_out(repository):
    for path in (repository / "src").rglob("*.py"):
        source = path.read_text()
        assert source.count("\n") < 400, path
        line = (ast.get_docstring(ast.parse(source)) or "").partition("\n")[0]
        assert line.endswith("."), path


def test_every_public_function_and_method_has_a_docstring(repository):
    for path in (repository / "src").rglob("*.py"):
        for node in ast.parse(path.read_text()).body:
            public = isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
            inner = node.body if isinstance(node, ast.ClassDef) else []
            methods = [n for n in inner if isinstance(n, ast.FunctionDef) and not n.name.startswith("_")]
            for one in [node, *methods] if public else []:
                assert ast.get_docstring(one), f"{path.name}: {one.name}"


def test_every_setting_is_explained(repository):
    page = (repository / "docs" / "settings.md").read_text()
    structs = (settings.Brief, settings.Citations, settings.Look, settings.Identifier, settings.Publisher,
               settings.Limits, settings.Author)  # fmt: skip
    for struct in structs:
        for field in msgspec.structs.fields(struct):
            assert f"`{field.name}`" in page, f"{struct.__name__}.{field.name}"


def test_every_component_is_explained_to_authors(repository):
    page = (repository / "docs" / "writing.md").read_text()
    for name in COMPONENTS:
        assert re.search(rf"::: \{{?\.?{name}\b", page), name


def test_every_code_has_a_title_and_an_explanation_of_sentences():
    for code in REGISTRY.values():
        assert code.title
        assert code.explanation.rstrip("`").endswith((".", "?")), code.code


@pytest.mark.parametrize("tag", ["ar", "de", "en", "en-GB", "es", "fr", "he", "hy", "ru", "zh", "zh-Hant"])
def test_every_language_has_all_the_words(tag):
    words = language(tag).words
    assert language(tag).known
    # Where every number is inflected, none is written in words.
    inflecting = {"cardinals"} if tag in ("ar", "he", "ru") else set()
    assert {f.name for f in msgspec.structs.fields(Words) if not getattr(words, f.name)} == inflecting


def test_the_readme_and_ci_have_the_same_test_command(repository):
    command = "sh scripts/setup.sh test && .venv/bin/python -m pytest"
    assert f"\n{command}\n" in (repository / "README.md").read_text()
    assert (repository / ".ci" / "run").read_text().rstrip().endswith(f"\n{command}")


def test_what_a_publisher_reads_names_no_page_as_if_it_were_in_his_own_folder(repository):
    package = repository / "src/briefpress"
    texts = {str(path): path.read_text() for path in (package / "scaffold").rglob("*") if path.is_file()}
    texts |= {code: REGISTRY[code].explanation for code in REGISTRY}
    for module in (package / "commands").rglob("*.py"):
        tree = ast.parse(module.read_text())
        told = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
        texts[str(module)] = "\n".join(told)
    assert [name for name, text in texts.items() if re.search(r"(?<![\w/])docs/\w+\.md", text)] == []


def test_help_loads_no_engine_and_no_library_but_click():
    code = "import sys; sys.argv = ['briefpress', '--help']\nfrom briefpress.cli import run\n"
    code += "try:\n    run()\nexcept SystemExit:\n    print(sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    for heavy in ("weasyprint", "yaml", "msgspec", "lxml", "jinja2", "pikepdf", "rich", "pypandoc", "rapidfuzz"):
        assert f"'{heavy}'" not in done.stdout, heavy
