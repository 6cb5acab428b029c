"""The contract of the command line, held by real calls of `python make_report.py` and of its Click group."""

from __future__ import annotations

import datetime
import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from briefpress import __version__, dates
from briefpress.cli import COMMANDS, main
from briefpress.codes import REGISTRY
from briefpress.engines import csl
from briefpress.reporters import FORMS
from interrupting import interruptible

DOOR = str(Path(__file__).parent.parent / "make_report.py")
SOUND = "# The river\n\nThe river is low.\n"
FAULTY = "# The river\n\nThe river is low [@mash2020].\n"


def call(*arguments: str, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    """Call `python make_report.py …` as a person does."""
    surroundings = {**os.environ, **environment}
    return subprocess.run(
        [sys.executable, DOOR, *arguments], cwd=cwd, env=surroundings, capture_output=True, text=True, check=False
    )


# streams and exit codes


def test_results_go_to_standard_output_and_progress_to_standard_error(brief):
    folder = brief(SOUND)
    done = call("build", "--format", "html", cwd=folder.root)
    assert done.returncode == 0
    html, *records = done.stdout.splitlines()
    assert re.fullmatch(r"output/a-test-of-the-river\.html  \(\d+ kB\)", html)
    assert records == [f"output/a-test-of-the-river.{ending}" for ending in ("bib", "ris", "csl.json")]
    lines = done.stderr.splitlines()
    assert lines[0] == "Reading brief.yaml …"
    assert lines[-1] == "Publishing …"
    assert all(line.endswith(" …") for line in lines), "plain lines in a log"
    assert len(set(lines)) == len(lines), "no step is told twice"


def test_quiet_says_only_what_is_wrong(brief):
    folder = brief(SOUND)
    done = call("-q", "build", "--format", "html", cwd=folder.root)
    assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)
    folder.write({"report/01-section.md": FAULTY})
    done = call("-q", "build", cwd=folder.root)
    assert done.stderr == ""
    assert done.stdout.startswith("report/01-section.md:3:19: error CITE001: ")


def test_json_stands_alone_on_standard_output(brief):
    folder = brief(SOUND)
    done = call("--report", "json", "-C", str(folder.root), "build", "--format", "html")
    data = json.loads(done.stdout)
    written = [f"{folder.root}/output/a-test-of-the-river.{ending}" for ending in ("html", "bib", "ris", "csl.json")]
    assert data == {"diagnostics": [], "outputs": written}


@pytest.mark.parametrize(
    "arguments",
    [
        ("buld",),
        ("build", "--nope"),
        ("build", "extra"),
        ("build", "--format", "odt"),
        ("--report", "xml", "build"),
        ("build", "-C", "elsewhere"),
        ("new",),
        ("explain", "CITE01"),
        ("completion", "tcsh"),
        ("--report",),
    ],
)
def test_a_wrong_call_ends_with_2_and_says_so_on_standard_error(arguments):
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert "Error: " in done.stderr


def test_a_word_that_is_nearly_a_command_or_a_code_is_answered_with_it():
    assert "Did you mean `build`?" in CliRunner().invoke(main, ["buld"]).stderr
    assert "Did you mean CITE001?" in CliRunner().invoke(main, ["explain", "cite01"]).stderr


@pytest.mark.parametrize("seconds", [0, 0.1, 0.3])
def test_an_interrupted_build_ends_with_130_and_leaves_the_output_folder_as_it_was(brief, seconds):
    folder = brief(SOUND + "More.\n\n" * 2_000)
    command = [sys.executable, DOOR, "build"]
    with interruptible(command, folder.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        assert process.stderr.readline() == "Reading brief.yaml …\n"
        time.sleep(seconds)
        process.send_signal(signal.SIGINT)
        stdout, stderr = process.communicate(timeout=30)
    assert process.returncode == 130, stderr
    assert stderr.rstrip().endswith("Interrupted.")
    assert "Traceback" not in stdout + stderr
    assert not (folder.root / "output").exists()


@pytest.mark.parametrize("arguments", [("explain",), ("styles", "find")])
def test_a_reader_who_has_had_enough_is_no_fault(arguments):
    with subprocess.Popen(
        [sys.executable, DOOR, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()
    assert (process.returncode, said) == (0, "")


def test_a_build_whose_reader_has_gone_still_ends_with_its_own_exit_code(brief):
    folder = brief(FAULTY)
    with subprocess.Popen([sys.executable, DOOR, "build"], cwd=folder.root, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL) as process:  # fmt: skip
        assert process.stdout is not None
        process.stdout.close()
    assert process.returncode == 1


@pytest.mark.parametrize(("no_colour", "coloured"), [("", True), ("1", False)])
def test_colour_is_for_a_terminal_that_wants_it(brief, no_colour, coloured):
    folder = brief(FAULTY)
    environment = {k: v for k, v in os.environ.items() if k != "NO_COLOR"}
    environment |= {"NO_COLOR": no_colour} if no_colour else {}
    reader, writer = os.openpty()
    command = [sys.executable, DOOR, "-q", "cite"]
    subprocess.run(command, cwd=folder.root, stdout=writer, env=environment, check=False)
    os.close(writer)
    said = os.read(reader, 100_000).decode()
    os.close(reader)
    assert ("\x1b[" in said) is coloured
    assert "CITE001" in said


def test_a_bug_of_ours_is_one_sentence_with_its_place_and_exit_code_70():
    code = "from briefpress import cli\nfrom briefpress.engines import csl\nimport sys\n"
    code += "csl.search = lambda words: 1 / 0\nsys.argv = ['briefpress', {}'styles', 'find']\ncli.run()"
    text = subprocess.run([sys.executable, "-c", code.format("")], capture_output=True, text=True, check=False)
    assert text.returncode == 70
    assert text.stderr == ""
    assert text.stdout.startswith("error BUG001: Briefpress itself failed: ZeroDivisionError: division by zero (at ")
    assert "  hint: This is a fault of ours." in text.stdout
    wanted = code.format("'--report', 'json', ")
    data = subprocess.run([sys.executable, "-c", wanted], capture_output=True, text=True, check=False)
    assert data.returncode == 70
    assert [d["code"] for d in json.loads(data.stdout)["diagnostics"]] == ["BUG001"]


# help


def test_help_names_every_command_and_has_an_example():
    done = CliRunner().invoke(main, ["--help"])
    assert all(re.search(rf"^  {name} +\S", done.stdout, re.MULTILINE) for name in COMMANDS)
    assert "Example: briefpress " in done.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_has_an_example_that_the_command_line_takes(name, tmp_path, monkeypatch):
    done = CliRunner().invoke(main, [name, "--help"])
    example = re.search(r"Example: (.+)", done.stdout)
    assert example
    words = shlex.split(example[1].replace('eval "$(', "").replace(')"', ""))
    assert words[:2] == ["briefpress", name]
    monkeypatch.chdir(tmp_path)
    for named in (tmp_path / word for word in words if word.endswith(".json")):
        named.parent.mkdir(parents=True, exist_ok=True)
        named.write_text("{}")
    context = main.make_context("briefpress", words[1:])
    command = main.get_command(context, name)
    assert command is not None
    command.make_context(name, words[2:], parent=context)


def test_help_and_version_load_no_engine():
    for argument in ("--help", "--version"):
        code = f"import sys; sys.argv = ['briefpress', '{argument}']\nfrom briefpress.cli import run\n"
        code += "try:\n    run()\nexcept SystemExit:\n    print(*sys.modules)"
        loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
        assert not {"weasyprint", "yaml", "msgspec", "lxml", "jinja2", "rich"} & set(loaded), argument
    assert __version__ in CliRunner().invoke(main, ["--version"]).stdout


def test_the_help_of_no_command_loads_weasyprint():
    code = "import sys\nfrom briefpress.cli import COMMANDS, main\n"
    code += "for name in COMMANDS:\n    main([name, '--help'], standalone_mode=False)\nprint(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "weasyprint" not in loaded


# build and its options


def test_strict_makes_errors_of_warnings(brief):
    folder = brief("Low.\n")
    assert folder.command("-q", "build", "--format", "html").exit_code == 0
    strict = folder.command("-q", "build", "--format", "html", "--strict")
    assert strict.exit_code == 1
    assert "error SECT007" in strict.stdout
    assert "1 error." in strict.stdout


def test_format_may_stand_several_times_and_output_names_the_folder(brief, tmp_path):
    folder = brief(SOUND)
    done = folder.command("build", "--format", "html", "--format", "epub", "--output", str(tmp_path / "there"))
    assert done.exit_code == 0
    made = {p.name.removeprefix("a-test-of-the-river.") for p in (tmp_path / "there").iterdir()}
    assert made == {"epub", "html", "bib", "ris", "csl.json", "manifest.json"}
    assert not (folder.root / "output").exists()


def test_a_draft_is_made_of_a_brief_with_errors_beside_the_edition(brief):
    folder = brief(SOUND)
    folder.built("html")
    edition = (folder.root / "output/a-test-of-the-river.html").read_bytes()
    folder.write({"report/01-section.md": FAULTY})
    done = folder.command("build", "--format", "html", "--draft")
    assert done.exit_code == 1
    assert "CITE001" in done.stdout
    assert (folder.root / "output/a-test-of-the-river.html").read_bytes() == edition
    assert "[@mash2020]" in (folder.root / "output/a-test-of-the-river-draft.html").read_text()


@pytest.mark.parametrize("form", FORMS)
def test_a_folder_without_a_brief_is_told_in_every_form(form, tmp_path):
    done = CliRunner().invoke(main, ["-C", str(tmp_path), "--report", form, "build"])
    assert done.exit_code == 1
    assert "CONF005" in done.stdout


# the other commands


@pytest.mark.parametrize(
    ("command", "shown"),
    [
        ("assemble", "report/01-section.md  (7 words, 1 note)"),
        ("verify", "Nothing is quoted, pinned or counted that cites a source."),
        ("cite", "marsh2020  (cited once)"),
    ],
)
def test_a_command_up_to_a_step_shows_its_result(brief, command, shown):
    done = brief("# The river\n\nThe river is low.[^a]\n\n[^a]: See @marsh2020.\n").command(command)
    assert done.exit_code == 0
    assert shown in done.stdout


def test_render_puts_what_it_makes_beside_the_output_folder(brief):
    folder = brief(SOUND)
    done = folder.command("render", "--format", "html")
    assert done.exit_code == 0
    assert (folder.root / ".briefpress/render/a-test-of-the-river.html").is_file()
    assert not (folder.root / "output").exists()


def test_render_into_a_file_is_refused(brief):
    folder = brief(SOUND)
    done = folder.command("render", "--format", "html", "--output", str(folder.root / "report/brief.yaml"))
    assert done.exit_code == 3
    assert "OUT001" in done.stdout


def test_new_makes_a_brief_that_builds_without_a_finding(tmp_path):
    author = """O'Neil: "X" {date}"""
    done = CliRunner().invoke(main, ["-C", str(tmp_path), "new", "Who owns: it", "--author", author])
    assert done.exit_code == 0
    assert f"briefpress -C '{tmp_path}/Who owns: it' build" in done.stdout
    built = CliRunner().invoke(main, ["-C", str(tmp_path / "Who owns: it"), "-q", "build", "--strict"])
    assert (built.exit_code, built.stdout) == (0, "")
    made = {p.name.removeprefix("who-owns-it.") for p in (tmp_path / "Who owns: it/output").iterdir()}
    assert made == {"pdf", "epub", "html", "bib", "ris", "csl.json", "manifest.json", "evidence.html"}
    page = (tmp_path / "Who owns: it/output/who-owns-it.html").read_text()
    assert "((" not in re.sub(r"(?s)<(style|script)\b.*?</\1>|<[^>]+>", "", page), "a reference has its own brackets"
    settings = yaml.safe_load((tmp_path / "Who owns: it/report/brief.yaml").read_text())
    assert (settings["title"], settings["authors"]) == ("Who owns: it", [{"name": author}])


def test_a_draft_leaves_every_file_of_the_edition_as_it_was(tmp_path):
    assert CliRunner().invoke(main, ["-C", str(tmp_path), "new", "river"]).exit_code == 0
    root = ["-C", str(tmp_path / "river"), "-q", "build", "--format", "html"]
    assert CliRunner().invoke(main, root).exit_code == 0
    before = {path.name: path.read_bytes() for path in (tmp_path / "river/output").iterdir()}
    assert CliRunner().invoke(main, [*root, "--draft"]).exit_code == 0
    after = {path.name: path.read_bytes() for path in (tmp_path / "river/output").iterdir()}
    assert {name: after[name] for name in before} == before
    assert {"river-draft.html", "manifest-draft.json"} <= set(after) - set(before)


def test_a_new_brief_tells_git_to_join_the_lines_of_its_registers(tmp_path):
    assert CliRunner().invoke(main, ["-C", str(tmp_path), "new", "river"]).exit_code == 0
    root = tmp_path / "river"
    assert "/output/" in (root / ".gitignore").read_text()
    assert not list(root.glob("git*"))

    def git(*arguments):
        named = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org"]
        return subprocess.run([*named, *arguments], cwd=root, capture_output=True, text=True, check=False)

    git("init", "-b", "main")
    registers = {"sources/evidence.lock": "a {}\n", "sources/links.lock": "dead {}\n", "sources/reviews.json": ",{}\n"}
    for name, line in registers.items():
        (root / name).write_text("head\n" + line.format("base") + "]\n")
    git("add", ".")
    git("commit", "-m", "base")
    for branch in ("one", "two"):
        git("checkout", "-b", branch, "main")
        for name, line in registers.items():
            (root / name).write_text("head\n" + line.format("base") + line.format(branch) + "]\n")
        git("commit", "-am", branch)
    assert git("merge", "one").returncode == 0
    for name, line in registers.items():
        written = [line.format(words) for words in ("base", "two", "one")]
        assert (root / name).read_text() == "head\n" + "".join(written) + "]\n"


def test_new_takes_an_empty_folder_by_its_own_name_and_leaves_a_full_one_alone(tmp_path):
    folder = tmp_path / "river-brief"
    folder.mkdir()
    assert CliRunner().invoke(main, ["-C", str(folder), "new", "."]).exit_code == 0
    assert "title: River brief\n" in (folder / "report/brief.yaml").read_text()
    again = CliRunner().invoke(main, ["-C", str(tmp_path), "new", "river-brief"])
    assert again.exit_code == 2
    assert "is there already" in again.stderr


def test_new_takes_a_fresh_repository_and_writes_over_nothing(tmp_path):
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    own = {"README.md": "# Ours\n", "LICENSE": "MIT\n", ".gitignore": "*.swp\n"}
    for name, text in own.items():
        (tmp_path / name).write_text(text)
    made = CliRunner().invoke(main, ["-C", str(tmp_path), "new", "."])
    assert made.exit_code == 0, made.stderr
    assert {name: (tmp_path / name).read_text() for name in own} == own
    assert (tmp_path / "report/brief.yaml").is_file()
    assert "output/" in made.stdout
    again = CliRunner().invoke(main, ["-C", str(tmp_path), "new", "."])
    assert again.exit_code == 2


def test_an_age_that_is_none_is_told_as_such(tmp_path):
    done = CliRunner().invoke(main, ["-C", str(tmp_path), "clean", "--keep", "30"])
    assert done.exit_code == 2
    assert "`30` is no age" in done.stderr


def test_new_where_nothing_can_be_written_is_told_in_the_form_that_was_asked_for(tmp_path):
    (tmp_path / "file").write_text("")
    done = CliRunner().invoke(main, ["--report", "json", "new", str(tmp_path / "file" / "brief")])
    assert done.exit_code == 3
    assert json.loads(done.stdout)["diagnostics"][0]["code"] == "OUT001"


def test_clean_empties_the_cache_and_leaves_the_output(brief):
    chart = "```{.chart}\ndata: levels.csv\nx: year\ny: share\nalt: One bar.\n```\n"
    folder = brief(f"{SOUND}\n{chart}", files={"report/levels.csv": "year,share\n2024,3\n"})
    folder.built("html")
    assert re.fullmatch(r"The cache held \d+ entr(y|ies) and is empty\.\n", folder.command("clean").stdout)
    assert not (folder.root / ".briefpress/cache").exists()
    assert (folder.root / "output/a-test-of-the-river.html").is_file()
    assert folder.command("clean").stdout == "The cache is empty.\n"


@pytest.mark.parametrize("code", REGISTRY)
def test_explain_tells_every_code_in_full(code):
    done = CliRunner().invoke(main, ["explain", code.lower()])
    assert done.exit_code == 0
    assert done.stdout.startswith(f"{code}: {REGISTRY[code].title} ({REGISTRY[code].severity})\n")
    assert " ".join(REGISTRY[code].explanation.split()) in " ".join(done.stdout.split())
    assert ("can't be changed" in done.stdout) is REGISTRY[code].firm


def test_explain_without_a_code_lists_them_all():
    lines = CliRunner().invoke(main, ["explain"]).stdout.splitlines()
    assert [line.split()[0] for line in lines] == list(REGISTRY)


def test_styles_finds_by_every_word_and_says_how_a_style_cites():
    done = CliRunner().invoke(main, ["styles", "find", "chicago", "notes", "bibliography"])
    assert "chicago-notes-bibliography  notes  " in done.stdout
    assert all("chicago" in line for line in done.stdout.splitlines())
    none = CliRunner().invoke(main, ["styles", "find", "zzzz"])
    assert (none.exit_code, none.stdout) == (1, "")
    assert "`zzzz`" in none.stderr


def test_every_style_that_is_listed_can_be_found():
    names = csl.names()
    assert len(names) > 2_000
    assert all(csl.find(name).is_file() for name in names[::500])


def test_doctor_looks_at_every_engine_and_validator():
    done = CliRunner().invoke(main, ["doctor"])
    assert done.exit_code == 0
    for name in ("Python", "pandoc", "WeasyPrint", "vl-convert", "citation styles", "fonts", "EPUBCheck", "axe-core"):
        assert re.search(rf"^(ok|slow|missing) +{name}", done.stdout, re.MULTILINE), name


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script_for_each_shell(shell):
    done = CliRunner().invoke(main, ["completion", shell])
    assert done.exit_code == 0
    assert "_BRIEFPRESS_COMPLETE" in done.stdout


def test_commands_and_options_are_completed():
    done = call(_BRIEFPRESS_COMPLETE="bash_complete", COMP_WORDS="briefpress bu", COMP_CWORD="1")
    assert done.stdout == "plain,build\n"
    done = call(_BRIEFPRESS_COMPLETE="bash_complete", COMP_WORDS="briefpress build --fo", COMP_CWORD="2")
    assert done.stdout == "plain,--format\n"


def test_a_file_of_the_brief_never_stands_in_for_a_module(brief):
    chart = "```{.chart}\ndata: levels.csv\nx: year\ny: share\nalt: One bar.\n```\n"
    traps = {f"{name}.py": "raise SystemExit('trapped')\n" for name in ("pickle", "json", "weasyprint", "vl_convert")}
    data = {"report/levels.csv": "year,share\n2024,3\n"}
    folder = brief(f"# A\n\nText.\n\n{chart}", files={**traps, **data})
    command = [sys.executable, "-P", "-m", "briefpress", "-q", "build"]
    done = subprocess.run(command, cwd=folder.root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_check_does_not_touch_the_output_folder(brief):
    folder = brief("# A\n\nText.\n")
    report = folder.run("html", until="check")
    assert [a.format for a in report.artifacts] == ["html"]
    assert report.outputs == ()
    assert not (folder.root / "output").exists()


def test_an_output_folder_that_is_a_link_out_of_the_brief_is_refused(brief, tmp_path):
    folder = brief("# A\n\nText.\n")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (folder.root / "output").symlink_to(elsewhere)
    (folder.root / ".briefpress").symlink_to(elsewhere)
    report = folder.run("html")
    assert [d.code for d in report.diagnostics] == ["OUT001"]
    assert list(elsewhere.iterdir()) == []


@pytest.mark.parametrize(
    "arguments", [["review", "take", "given.json"], ["render", "--format", "html"], ["render", "--page"]]
)
def test_no_command_writes_through_a_link_that_leads_out_of_the_brief(brief, tmp_path, arguments):
    folder = brief("# The river\n\nIt rose.\n", references=None)
    given = {"format": 1, "brief": "a-test-of-the-river", "by": "Ida", "day": "2026-01-20", "reviews": []}
    given["reviews"] = [{"claim": "0" * 16, "passage": "", "ok": True}]
    (tmp_path / "given.json").write_text(json.dumps(given))
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for name in ("sources", "output", ".briefpress"):
        shutil.rmtree(folder.root / name, ignore_errors=True)
        (folder.root / name).symlink_to(elsewhere)
    if arguments[0] == "review":
        arguments = ["review", "take", str(tmp_path / "given.json")]
    done = folder.command("-q", *arguments)
    assert "OUT001" in done.output
    assert "out of the brief's folder" in done.output
    assert list(elsewhere.iterdir()) == []


@pytest.mark.parametrize("epoch", ["\u00b2", "9" * 30, "-1", "soon"])
def test_a_time_that_is_none_is_as_good_as_not_given(brief, monkeypatch, epoch):
    folder = brief("# The river\n\nIt rose.\n", title="title: The river\n")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert folder.run(until="cite").project.epoch is None
    assert dates.today() >= datetime.date(2026, 1, 1)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1768435200")
    assert (folder.run(until="cite").project.epoch, dates.today()) == (1768435200, datetime.date(2026, 1, 15))
