"""Receipts: what was found in a document is believed where the document isn't, and nothing else is."""

from __future__ import annotations

import datetime
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefpress.evidence.receipts import fingerprints, lock, renewal
from briefpress.evidence.receipts import vouching as receipts
from briefpress.evidence.receipts.lock import Lock, Receipt
from briefpress.files import sha256
from briefpress.ledger import Citing, Claim, Document, Entry, Paragraph, Place, Sentence, Text
from briefpress.model import LOCK, Library, SourceText
from conftest import BriefFolder

SURVEY = "The river has always been low in May.\n\nNobody owns its water.\n\nThe bridge stands where it stood.\n"
DOCUMENT = "sources/documents/marsh2020.txt"
QUOTED = 'Marsh says "always been low in May" [@marsh2020].'
PINNED = '[The water is everyone\'s]{.claim pin="marsh2020#p2"}.'
TEXT = f"# A\n\n{QUOTED}\n\n{PINNED}\n"
SECTION = "report/01-section.md"
RECORD = f"file: marsh2020.txt\nsha256: {sha256(SURVEY.encode())}\nadded: 2026-01-15\nrights: private\n"


@pytest.fixture
def locked(brief, monkeypatch) -> Callable[..., BriefFolder]:
    """A brief whose lock was written on 15 January 2026, where its private document was; it isn't here now."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1768435200")

    def make(text: str = TEXT, *, keep: bool = False, **given: str) -> BriefFolder:
        files = {DOCUMENT: SURVEY, "sources/documents/marsh2020.source.yaml": RECORD, **given}
        folder: BriefFolder = brief(text, files=files)
        done = folder.command("-q", "verify", "--lock")
        assert done.exit_code == 0, done.output
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
        if not keep:
            (folder.root / DOCUMENT).unlink()
        return folder

    return make


def codes(folder: BriefFolder) -> list[tuple[str, str]]:
    """The findings of `verify`, each by its code and line."""
    return [(d.code, str(d.span)) for d in folder.found(until="verify")]


def edit(folder: BriefFolder, name: str, old: str, new: str) -> None:
    """Write other words in the place of old ones, which are there."""
    path = folder.root / name
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def lines(folder: BriefFolder) -> list[str]:
    """The receipts of a brief's lock, as they are written."""
    return [line for line in (folder.root / LOCK).read_text().splitlines() if not line.startswith("#")]


def test_a_machine_without_the_document_accepts_what_the_lock_has(locked):
    folder = locked()
    report = folder.run(until="verify")
    assert report.diagnostics == ()
    assert [(e.claim.kind, e.verdict, e.receipt) for e in report.manuscript.ledger] == [
        ("quotation", "exact", "2026-01-15"),
        ("pin", "pinned", "2026-01-15"),
    ]
    assert report.manuscript.ledger[1].place == Place("marsh2020", "", 2, None, sha256(SURVEY.encode()))


def test_no_word_of_the_document_or_the_brief_is_in_the_lock(locked):
    folder = locked()
    words = set(re.findall(r"[A-Za-z]{3,}", SURVEY + TEXT)) - {"claim", "pin"}
    told = "\n".join(line.replace("marsh2020", "") for line in lines(folder))
    assert not {w for w in words if re.search(rf"\b{w}\b", told)}
    assert len(lines(folder)) == 2


@pytest.mark.parametrize(
    ("old", "new", "left"),
    [
        ("always been low", "ever been low", ["EVID003", "LOCK004"]),
        ("[@marsh2020]", "[@marsh2020, p. 12]", ["EVID003", "LOCK004"]),
        ("[@marsh2020]", "[@daily2022]", ["EVID003", "LOCK004"]),
        ("The water is everyone", "The bridge is everyone", ["EVID024", "LOCK004"]),
        ("marsh2020#p2", "marsh2020#p3", ["EVID024", "LOCK004"]),
        ("Marsh says", "It is long known, and Marsh has told us twice,", []),
        ('"always been low in May"', "“always been low\nin May”", []),
        ("The water is everyone", "The  water is\nEveryone", []),
    ],
)
def test_a_changed_claim_is_unchecked_and_a_changed_sentence_around_a_quotation_is_not(locked, old, new, left):
    folder = locked()
    edit(folder, SECTION, old, new)
    assert [code for code, _ in codes(folder)] == left


def test_a_new_claim_is_unchecked_where_the_document_is_not(locked):
    folder = locked()
    edit(folder, SECTION, QUOTED, f'{QUOTED} And "the bridge stands" [@marsh2020].')
    assert codes(folder) == [("EVID003", "report/01-section.md:3:56")]


def test_a_quotation_of_a_document_that_is_elsewhere_is_told_to_put_that_back(locked):
    folder = locked()
    edit(folder, SECTION, "always been low", "ever been low")
    lock_it = "or run `briefpress verify --lock` where it is."
    (told,) = [d for d in folder.found(until="verify") if d.code == "EVID003"]
    assert told.hint == (f"The document of `marsh2020` isn't on this machine: put it back as {DOCUMENT}, {lock_it}")
    (folder.root / "sources/documents/marsh2020.source.yaml").unlink()
    (told,) = [d for d in folder.found(until="verify") if d.code == "EVID003"]
    assert told.hint.endswith(f"a file called `marsh2020` in sources/documents, whatever its ending, {lock_it}")


def test_an_annex_is_the_same_with_the_document_and_without_it(locked):
    settings = "title: A test of the river\nauthors: [Ida Marsh]\ndate: 2026-01-15\n"
    settings += "evidence: {annex: true, marks: true}\n"
    here = locked(keep=True, **{"report/brief.yaml": settings})
    assert [(e.receipt, e.on_trust) for e in here.run(until="verify").manuscript.ledger] == [("2026-01-15", False)] * 2
    assert "(seen on" not in here.command("verify").output
    built = here.built("html", "pdf")
    with_it = {form: built.paths[form].read_bytes() for form in ("html", "pdf")}
    annex = " ".join(built.html.xpath("//div[@id='evidence-table']")[0].text_content().split())
    assert annex.count("January 15, 2026") == 2
    (here.root / DOCUMENT).unlink()
    without = here.built("html", "pdf").paths
    assert {form: without[form].read_bytes() for form in with_it} == with_it
    assert "(seen on 2026-01-15)" in here.command("verify").output
    assert all(e.on_trust for e in here.run(until="verify").manuscript.ledger)


@pytest.mark.parametrize("new", ["2026-01-16", "exact 2025-01-15", "typographic 2026-01-15"])
def test_a_line_that_was_tampered_with_is_an_error_and_not_believed(locked, new):
    folder = locked()
    at = next(i for i, line in enumerate(lines(folder), 3) if " exact " in line)
    path = folder.root / LOCK
    path.write_text(re.sub(r"exact 2026-01-15", new if " " in new else f"exact {new}", path.read_text()))
    assert codes(folder) == [("EVID003", "report/01-section.md:3:13"), ("LOCK003", f"{LOCK}:{at}")]
    assert folder.command("verify").exit_code == 1


def test_each_letter_of_a_line_is_held_by_its_check():
    line = lock.written([_receipt("a")]).splitlines()[2]
    for at in range(len(line)):
        for letter in "0a":
            torn = line[:at] + letter + line[at + 1 :]
            if torn != line:
                outcome = lock.read(SourceText(LOCK, lock.written([]) + torn + "\n"))
                assert [d.code for d in outcome.diagnostics] == ["LOCK003"], (at, letter)


def test_a_document_that_is_here_is_read_and_refutes_a_lock_that_says_otherwise(locked):
    folder = locked(keep=True)
    kept = lock.read(SourceText(LOCK, (folder.root / LOCK).read_text())).value
    edit(folder, DOCUMENT, "always been low", "seldom been low")
    digest = sha256((folder.root / DOCUMENT).read_bytes())
    forged = lock.written([replace(r, document=digest) for r in kept.receipts])
    folder.write(
        {LOCK: forged, "sources/documents/marsh2020.source.yaml": RECORD.replace(sha256(SURVEY.encode()), digest)}
    )
    wrong, refuted = (code for code, _ in codes(folder))
    assert wrong in ("EVID001", "EVID002")
    assert refuted == "LOCK006"


def test_a_document_that_changed_makes_its_receipts_stale_and_the_lock_is_renewed_by_one_command(locked):
    folder = locked(keep=True)
    edit(folder, DOCUMENT, "The bridge stands", "The old bridge stands")
    (folder.root / "sources/documents/marsh2020.source.yaml").unlink()
    assert [code for code, _ in codes(folder)] == ["LOCK005"]
    done = folder.command("-q", "verify", "--lock")
    assert (done.exit_code, codes(folder)) == (0, [])
    assert all("2027-01-15" in line for line in lines(folder)), "found anew on this day, in this document"


def test_what_stays_as_it_was_keeps_its_day_and_the_file_its_bytes(locked):
    folder = locked(keep=True)
    before = (folder.root / LOCK).read_bytes()
    done = folder.command("verify", "--lock")
    assert "2 receipts; 0 added, 0 dropped." in done.stdout
    assert (folder.root / LOCK).read_bytes() == before
    edit(folder, SECTION, QUOTED, f'{QUOTED} And "the bridge stands" [@marsh2020].')
    folder.command("verify", "--lock")
    assert sorted(re.findall(r"20\d\d-\d\d-\d\d", (folder.root / LOCK).read_text())) == [
        "2026-01-15", "2026-01-15", "2027-01-15",
    ]  # fmt: skip


def test_locking_without_the_document_keeps_what_the_brief_still_says_and_drops_the_rest(locked):
    folder = locked()
    edit(folder, SECTION, QUOTED, "")
    done = folder.command("verify", "--lock")
    assert done.exit_code == 0
    assert "dropped  quotation" in done.stdout
    assert "1 receipt; 0 added, 1 dropped." in done.stdout
    assert codes(folder) == []


def test_a_passage_that_changed_below_its_pin_stays_in_the_lock_until_somebody_has_looked(locked):
    folder = locked(keep=True)
    edit(folder, DOCUMENT, "Nobody owns", "The crown owns")
    (folder.root / "sources/documents/marsh2020.source.yaml").unlink()
    for _ in range(2):
        done = folder.command("-q", "verify", "--lock")
        assert done.exit_code == 1
        assert [code for code, _ in codes(folder)] == ["EVID022"]
    (pin,) = (line for line in lines(folder) if " pin " in line)
    assert f"delete line {3 + lines(folder).index(pin)} of" in done.stdout
    edit(folder, LOCK, f"{pin}\n", "")
    assert folder.command("-q", "verify", "--lock").exit_code == 0
    assert codes(folder) == []


def test_a_passage_is_known_again_though_the_words_pinned_to_it_were_changed(locked):
    folder = locked(keep=True)
    edit(folder, SECTION, "The water is everyone", "The lake is everyone")
    edit(folder, DOCUMENT, "Nobody owns", "The crown owns")
    assert "EVID022" in [code for code, _ in codes(folder)]


def test_errors_in_the_evidence_do_not_keep_what_is_sound_from_the_lock(brief, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1768435200")
    folder = brief(f'{TEXT}\nAnd "never been low in May" [@marsh2020].\n', files={DOCUMENT: SURVEY})
    done = folder.command("verify", "--lock")
    assert done.exit_code == 1
    assert "EVID00" in done.stdout
    assert len(lines(folder)) == 2


def test_nothing_to_lock_makes_no_file(brief):
    folder = brief("# A\n\nIt is low.\n")
    assert "nothing to lock" in folder.command("verify", "--lock").stdout
    assert not (folder.root / LOCK).exists()


def test_a_lock_of_another_version_is_left_as_it_is(brief):
    other = "# Evidence of a brief, version 2\nx\n"
    folder = brief(TEXT, files={DOCUMENT: SURVEY, LOCK: other})
    assert folder.command("verify", "--lock").exit_code == 1
    assert (folder.root / LOCK).read_text() == other


def test_a_lock_beside_a_brief_that_cannot_be_read_as_a_whole_is_left_as_it_is(locked):
    folder = locked()
    before = (folder.root / LOCK).read_bytes()
    folder.write({SECTION: "# A\n\n\xff".encode("latin-1")})
    found = [code for code, _ in codes(folder)]
    assert "SECT002" in found
    assert "LOCK004" not in found, "nobody knows what the section says"
    folder.command("verify", "--lock")
    assert (folder.root / LOCK).read_bytes() == before


def test_sources_that_lead_out_of_the_brief_get_no_lock(brief, tmp_path):
    folder = brief(TEXT, files={DOCUMENT: SURVEY}, references=None)
    shutil.move(folder.root / "sources", tmp_path / "elsewhere")
    (folder.root / "sources").symlink_to(tmp_path / "elsewhere")
    folder.command("verify", "--lock")
    assert not (tmp_path / "elsewhere/evidence.lock").exists()


def _git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    named = ("-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "init.defaultBranch=main")
    return subprocess.run(["git", *named, *arguments], cwd=folder, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("attributes", ["", f"{LOCK} merge=union\n"])
def test_two_locks_are_merged_by_git_and_tidied_by_one_command(locked, attributes):
    """Two people check a new quotation each; with `merge=union` git asks nobody, without it leaves its marks."""
    folder = locked(f"# A\n\n{PINNED}\n", keep=True)
    root = folder.root
    folder.write({".gitattributes": attributes, ".gitignore": f".briefpress/\n{DOCUMENT}\n"})
    _git(root, "init")
    _git(root, "add", ".")
    _git(root, "commit", "-m", "base")
    for branch, section, words in (("a", "02-a.md", "Nobody owns its water"), ("b", "03-b.md", "where it stood")):
        _git(root, "checkout", "-b", branch, "main")
        folder.write({f"report/{section}": f'# {branch}\n\nIt says "{words}" [@marsh2020].\n'})
        assert folder.command("-q", "verify", "--lock").exit_code == 0
        _git(root, "add", ".")
        _git(root, "commit", "-m", branch)
    merged = _git(root, "merge", "a")
    assert (merged.returncode == 0) == bool(attributes), merged.stdout
    (root / DOCUMENT).unlink()
    found = [code for code, _ in codes(folder)]
    assert set(found) <= {"LOCK001", "LOCK007"}
    assert ("LOCK001" in found) != bool(attributes)
    assert folder.command("-q", "verify", "--lock").exit_code == 0
    assert codes(folder) == []
    assert len(lines(folder)) == 3
    assert lines(folder) == sorted(lines(folder))


def test_of_two_receipts_of_one_claim_the_older_is_kept(locked):
    folder = locked()
    kept = lock.read(SourceText(LOCK, (folder.root / LOCK).read_text())).value
    later = lock.written([*kept.receipts, *(replace(r, day=r.day + datetime.timedelta(9)) for r in kept.receipts)])
    folder.write({LOCK: later})
    assert [e.receipt for e in folder.run(until="verify").manuscript.ledger] == ["2026-01-15"] * 2
    assert codes(folder) == []
    folder.command("-q", "verify", "--lock")
    assert len(lines(folder)) == 2
    assert "2026-01-24" not in (folder.root / LOCK).read_text()


def artifacts(folder: Any) -> list[bytes]:
    """What a build publishes; the desk is no part of that, and shows passages of the documents that are here."""
    return [p.read_bytes() for p in folder.run("html", "pdf").outputs if not p.name.endswith(".evidence.html")]


def test_the_artifacts_are_the_same_with_the_document_and_without_it(locked):
    folder = locked(keep=True)
    here = artifacts(folder)
    (folder.root / DOCUMENT).unlink()
    assert artifacts(folder) == here
    manifest = (folder.root / "output/manifest.json").read_text()
    assert LOCK in manifest
    assert "sources/documents/marsh2020.source.yaml" in manifest


def test_an_unseen_source_is_told_with_its_reason_and_without_a_finding(brief):
    settings = "evidence: {unseen: {marsh2020: The library lent it for a day.}}\n"
    report = brief(TEXT, settings=settings).run(until="verify")
    assert report.diagnostics == ()
    assert [(e.verdict, e.reason) for e in report.manuscript.ledger] == [
        ("unchecked", "The library lent it for a day.")
    ] * 2


def test_a_claim_on_two_sources_of_which_one_is_unseen_is_still_to_be_checked(brief):
    settings = "evidence: {unseen: {marsh2020: The library lent it for a day.}}\n"
    text = TEXT.replace("[@marsh2020].", "[@marsh2020; @daily2022].")
    assert [d.code for d in brief(text, settings=settings).found()] == ["EVID003"]


def test_when_a_source_came_out_is_printed_the_same_with_its_document_and_without_it(locked):
    settings = "title: A test of the river\nauthors: [Ida Marsh]\ndate: 2026-01-15\nevidence: {annex: true}\n"
    text = {SECTION: "# A\n\nA book of 2020 says so [@marsh2020].\n", "report/brief.yaml": settings}
    folder = locked(keep=True, **text)
    folder.command("-q", "verify", "--lock")
    (entry,) = folder.run(until="verify").manuscript.ledger
    assert (entry.verdict, entry.on_trust) == ("agrees", False)
    here = artifacts(folder)
    (folder.root / DOCUMENT).unlink()
    assert artifacts(folder) == here
    (entry,) = folder.run(until="verify").manuscript.ledger
    assert (entry.verdict, entry.on_trust) == ("agrees", True)


def _claim(kind: str, words: str, around: str, key: str = "a") -> Claim:
    sentence = Sentence("report/a.md", "A", "text", around, None, 1)  # type: ignore[arg-type]
    return Claim(kind, words, 0, 0, sentence, (Citing(key, 0, 1),), None)  # type: ignore[arg-type]


def _print(claim: Claim) -> str:
    return fingerprints.of_claim(claim, claim.citings[0].key)


def test_a_figure_is_another_claim_when_its_value_its_source_or_what_it_is_said_of_changes():
    claim = _claim("figure", "35%", "Russia had 35% of the trade")
    same = [
        _claim("figure", "35%", "Russia had 35% of the trade."),
        _claim("figure", "35%", "Russia\u00a0had “35%” of the trade"),
    ]
    others = [
        _claim("figure", "36%", "Russia had 36% of the trade"),
        _claim("figure", "35%", "Russia had 35% of the grain"),
        _claim("figure", "35%", "Russia had not 35% of the trade"),
        _claim("figure", "35%", "The trade had 35% of Russia"),
        _claim("figure", "35%", "Russia had 35% of the trade", "b"),
        _claim("quotation", "35%", "Russia had 35% of the trade"),
    ]
    assert {_print(c) for c in same} == {_print(claim)}
    assert _print(claim) not in {_print(c) for c in others}
    assert len({_print(c) for c in others}) == 6


def test_a_receipt_of_a_figure_vouches_for_it_and_for_nothing_else():
    claim, moved = (
        _claim("figure", "35%", "Russia had 35% of the trade"),
        _claim("figure", "35%", "It had 35% of the votes"),
    )
    text = Text("Trade: 35 percent.", (Paragraph(0, 18, 1, "3"),))
    here = Library({}, {}, {"a": Document("a", "a.txt", "0" * 64, text)}, Path())
    found = Entry(claim, "agrees", Place("a", "3", 1, (0, 18)))
    new = renewal.renewed([found], Lock(), here, datetime.date(2026, 1, 15))
    kept = lock.read(SourceText(LOCK, new.text)).value
    away = replace(here, documents={})
    vouched, unchecked = receipts.vouched([Entry(claim, "unchecked"), Entry(moved, "unchecked")], kept, away)
    assert (vouched.verdict, str(vouched.place), vouched.receipt) == ("agrees", "`a`, p. 3, paragraph 1", "2026-01-15")
    assert unchecked.verdict == "unchecked"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the peace-\nkeepers left", "the peacekeepers left"),
        ("the peace-keepers  left", "the peace-\nkeepers\nleft"),
        ("an of\ufb01ce “here”", "an office 'here'"),
        ("co\u00adoperate – now", "cooperate - now"),
    ],
)
def test_a_passage_is_the_same_however_it_is_broken_and_typeset(one, other):
    assert fingerprints.of_passage(one) == fingerprints.of_passage(other)


@pytest.mark.parametrize(("one", "other"), [("26.4", "264"), ("not low", "low"), ("5,700", "57,00"), ("a b", "b a")])
def test_a_passage_with_another_word_or_figure_is_another(one, other):
    assert fingerprints.of_passage(one) != fingerprints.of_passage(other)


def _receipt(key: str, page: str = "", kind: str = "quotation") -> Receipt:
    day = datetime.date(2026, 1, 15)
    return Receipt(key, kind, "ab" * 16, "cd" * 32, page, 3, "exact", day, "ef" * 16)  # type: ignore[arg-type]


@given(st.lists(st.tuples(st.text(min_size=1), st.text()), max_size=5))
def test_any_key_and_any_name_of_a_page_come_back_from_the_lock(pairs):
    wanted = [_receipt(key, page) for key, page in pairs]
    outcome = lock.read(SourceText(LOCK, lock.written(wanted)))
    assert outcome.diagnostics == ()
    assert set(outcome.value.receipts) == set(wanted)


@given(st.text())
def test_no_text_is_too_odd_to_be_read_as_a_lock(text):
    for source in (text, lock.written([]) + text):
        assert all(d.span and d.hint for d in lock.read(SourceText(LOCK, source)).diagnostics)


FIGURE = "# A\n\nThe river was 35 metres wide %s.\n"


@pytest.mark.parametrize(
    ("cited", "found"),
    [("[@marsh2020]", ["EVID012"]), ("[@marsh2020; @daily2022]", []), ("[@daily2022]", [])],
)
def test_a_figure_that_nobody_looked_for_is_told_only_where_the_documents_of_all_its_sources_are_known(
    brief, cited, found
):
    folder = brief(FIGURE % cited, files={"sources/documents/marsh2020.source.yaml": RECORD})
    assert [d.code for d in folder.found()] == found


def test_a_source_of_which_the_lock_has_another_receipt_is_known(locked):
    folder = locked()
    (folder.root / "sources/documents/marsh2020.source.yaml").unlink()
    assert codes(folder) == []
    folder.write({"report/02-section.md": FIGURE % "[@marsh2020]"})
    assert codes(folder) == [("EVID012", "report/02-section.md:3:15")]
