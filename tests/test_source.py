"""Documents behind sources: kept, listed, shown, looked at again; over a web server of the test's own."""

from __future__ import annotations

import datetime
import gzip
import io
import json
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
import zipfile
from pathlib import Path

import msgspec
import pikepdf
import pypandoc
import pytest
import yaml

from briefpress.accession import Accession
from briefpress.engines import web
from briefpress.files import sha256
from briefpress.keeping import bibliography, bringing, ignoring, proposal, shelf
from briefpress.keeping.passages import Passage, hash_of, read, written
from briefpress.keeping.revisions import pieces, revisions, shown
from briefpress.ledger import Text
from interrupting import interruptible

PAGE = """\
<html lang="en"><head><meta charset="utf-8"><title>The River Report</title><meta name="author" content="Ida Marsh">
<meta name="citation_publication_date" content="2020-03-04"></head><body><main>
<p>The river carries 1,200 tonnes a day.</p>
<p>It is low in summer, and nobody has asked why.</p>
<p>The bridge was closed for nine days.</p></main></body></html>
"""
QUOTING = """\
Marsh says "the river carries 1,200 tonnes a day" [@marsh2020].

She says "the bridge was closed" [@marsh2020].
"""
DOCUMENT = "sources/documents/marsh2020.html"
QUICK = web.Bounds(seconds=5, pause=0, backoff=0.01)


@pytest.fixture
def kept(brief, tmp_path):
    """A brief that quotes a document, which was added from a file."""
    folder = brief(f"# The river\n\n{QUOTING}")
    (tmp_path / "report.html").write_text(PAGE)
    done = folder.command("-q", "source", "add", str(tmp_path / "report.html"), "--key", "marsh2020")
    assert done.exit_code == 0, done.output
    return folder


def record_of(folder, key="marsh2020"):
    return yaml.safe_load((folder.root / f"sources/documents/{key}.source.yaml").read_text())


# fetching


def test_a_fetch_follows_redirects_and_says_where_it_came_in_the_end(site):
    site.has("/end", "low", Content_Type="text/plain; charset=utf-8")
    site.has("/b", status=308, Location="end")
    address = site.has("/a", status=301, Location="/b")
    found = web.fetch(address, local=True, bounds=QUICK)
    assert (found.status, found.data, found.media, found.charset) == (200, b"low", "text/plain", "utf-8")
    assert (found.asked, found.address) == (address, f"{site.address}/end")
    assert found.moves == ((301, f"{site.address}/b"), (308, f"{site.address}/end"))
    assert found.moved
    assert "Cookie" not in site.asked[-1][2]
    assert site.asked[-1][2]["User-Agent"].startswith("Briefpress/")


def test_a_head_brings_no_body_and_a_move_for_a_while_is_none_for_good(site):
    site.has("/end", "low")
    found = web.fetch(site.has("/a", status=302, Location="/end"), method="HEAD", local=True, bounds=QUICK)
    assert (found.status, found.data, found.moved) == (200, b"", False)
    assert {method for method, _, _ in site.asked} == {"HEAD"}


def test_redirects_without_end_are_given_up(site):
    site.has("/b", status=302, Location="/a")
    with pytest.raises(web.UnreachableError, match="without end"):
        web.fetch(site.has("/a", status=302, Location="/b"), local=True, bounds=QUICK)
    for step in range(12):
        site.has(f"/{step}", status=302, Location=f"/{step + 1}")
    with pytest.raises(web.UnreachableError, match="without end"):
        web.fetch(f"{site.address}/0", local=True, bounds=QUICK)
    assert len(site.asked) < 20


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "http://localhost./",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://0.0.0.0/",
        "http://10.1.2.3/",
        "http://169.254.169.254/latest/",
        "http://[fe80::1]/",
        "http://[fec0::1]/",
        "http://[::127.0.0.1]/",
        "http://[64:ff9b:1::7f00:1]/",
        "http://224.0.0.1/",
    ],
)
def test_no_address_leads_to_this_machine_or_its_own_network(address):
    with pytest.raises(web.RefusedError, match="own network"):
        web.fetch(address, bounds=QUICK)


def test_no_redirect_leads_to_the_own_network(site, monkeypatch):
    inner = site.has("/secret", "low")
    address = site.has("/a", status=302, Location=inner)
    public = web._is_public
    seen = []

    def first_is_public(place):
        seen.append(place)
        return len(seen) == 1 or public(place)

    # The one way to have a public address without a network: the first look at this machine calls it one.
    monkeypatch.setattr(web, "_is_public", first_is_public)
    with pytest.raises(web.RefusedError, match="own network"):
        web.fetch(address, bounds=QUICK)
    assert [path for _, path, _ in site.asked] == ["/a"]


@pytest.mark.parametrize(
    ("status", "body", "headers"),
    [
        (302, b"", {"Location": "http://[/"}),
        (302, b"", {"Location": "http://river.example:99999/"}),
        (503, b"", {"Retry_After": "\u00b2"}),
        (503, b"", {"Retry_After": "Fri, 01 Jan 99999999999 00:00:00 GMT"}),
        (200, b"-5\r\nlow", {"Transfer_Encoding": "chunked"}),
        (200, b"low", {"Content_Type": "text/html; charset*=a%00b'en'x"}),
    ],
)
def test_no_answer_of_a_server_is_too_odd_to_be_told(site, status, body, headers):
    with pytest.raises(web.WebError):
        web.fetch(site.has("/a", body, status, **headers), local=True, bounds=web.Bounds(seconds=5, pause=0, tries=1))


@pytest.mark.parametrize("length", ["\u00b2", "9" * 5000, "many"])
def test_a_length_that_is_no_number_is_none(site, length):
    assert web.fetch(site.has("/a", b"low", Content_Length=length), local=True, bounds=QUICK).data == b"low"


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("ftp://example.org/a", "no address on the web"),
        ("file:///etc/passwd", "no address on the web"),
        ("https://", "no address on the web"),
        ("http://example.org:99999/", "no address on the web"),
        ("http://example.org/a b", "no address on the web"),
        ("http://ida:secret@example.org/", "a name or a password"),
    ],
)
def test_what_is_no_address_on_the_web_is_refused_without_telling_secrets(address, says):
    with pytest.raises(web.RefusedError, match=says) as caught:
        web.fetch(address, local=True, bounds=QUICK)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("status", "kind"), [(404, web.GoneError), (410, web.GoneError), (403, web.DeniedError), (503, web.BusyError)]
)
def test_each_failure_has_its_kind_and_its_status(site, status, kind):
    with pytest.raises(kind) as caught:
        web.fetch(site.has("/a", status=status), local=True, bounds=QUICK)
    assert caught.value.status == status
    assert len(site.asked) == (3 if status == 503 else 1), "again only where that may help"


def test_a_busy_server_is_asked_again_when_it_says(site):
    site.has("/a", status=429, Retry_After="1")
    began = time.monotonic()
    assert web.fetch(site.has("/a", "low"), local=True, bounds=QUICK).data == b"low"
    assert time.monotonic() - began >= 1


def test_a_server_that_asks_for_an_hour_is_not_waited_for(site):
    with pytest.raises(web.BusyError, match="in 3600 seconds"):
        web.fetch(site.has("/a", status=503, Retry_After="3600"), local=True, bounds=QUICK)
    assert len(site.asked) == 1


def test_between_two_requests_to_one_machine_there_is_a_pause(site):
    address = site.has("/a", "low")
    began = time.monotonic()
    for _ in range(3):
        web.fetch(address, local=True, bounds=web.Bounds(pause=0.2))
    assert time.monotonic() - began >= 0.4


@pytest.mark.parametrize("promised", [True, False])
def test_what_is_too_large_is_left(site, promised):
    body = gzip.compress(bytes(2 << 20))
    address = site.has("/bomb", body, Content_Encoding="gzip") if not promised else site.has("/big", bytes(2 << 20))
    with pytest.raises(web.TooLargeError, match="more than 1 MB"):
        web.fetch(address, local=True, bounds=web.Bounds(largest=1 << 20, pause=0))


def test_packed_pages_are_unpacked_and_torn_ones_told(site):
    packed = gzip.compress(b"low water")
    assert web.fetch(site.has("/a", packed, Content_Encoding="gzip"), local=True, bounds=QUICK).data == b"low water"
    with pytest.raises(web.UnreachableError, match="Only a part"):
        web.fetch(site.has("/b", packed[:-9], Content_Encoding="gzip"), local=True, bounds=QUICK)
    with pytest.raises(web.WebError):
        web.fetch(site.has("/c", b"low", Content_Length="900"), local=True, bounds=web.Bounds(seconds=2, pause=0))


@pytest.mark.parametrize("head", [b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"])
def test_a_server_that_sends_a_line_now_and_then_is_cut_off(head):
    with socket.create_server(("127.0.0.1", 0)) as server:

        def drip() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(4096)
                connection.sendall(head)
                for _ in range(100):
                    time.sleep(0.05)
                    try:
                        connection.sendall(b"X-A: b\r\n")
                    except OSError:
                        return

        thread = threading.Thread(target=drip, daemon=True)
        thread.start()
        began = time.monotonic()
        address = f"http://127.0.0.1:{server.getsockname()[1]}/"
        with pytest.raises(web.UnreachableError, match="took more than"):
            web.fetch(address, local=True, bounds=web.Bounds(seconds=0.6, tries=1, pause=0))
        assert time.monotonic() - began < 3
        thread.join()


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl isn't on this machine")
def test_a_machine_is_believed_by_its_certificate_alone(site, tmp_path, monkeypatch):
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
         "-subj", "/CN=site", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    site.server.socket = context.wrap_socket(site.server.socket, server_side=True)
    address = site.has("/a", "low").replace("http:", "https:")
    with pytest.raises(web.UntrustedError, match="isn't to be trusted"):
        web.fetch(address, local=True, bounds=QUICK)
    assert site.asked == [], "asked once for its certificate, and for nothing else"
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert web.fetch(address, local=True, bounds=QUICK).data == b"low"
    with pytest.raises(web.UntrustedError, match=r"Hostname mismatch|doesn't match"):
        web.fetch(address.replace("127.0.0.1", "localhost"), local=True, bounds=QUICK)


# adding


def test_an_added_file_is_kept_with_its_text_and_its_record(kept):
    document = (kept.root / DOCUMENT).read_bytes()
    assert document == PAGE.encode()
    record = record_of(kept)
    assert (record["file"], record["sha256"]) == ("marsh2020.html", sha256(document))
    text = (kept.root / "sources/documents/marsh2020.passages.txt").read_text()
    assert hash_of(text) == sha256(document)
    assert "The bridge was closed for nine days." in text
    assert kept.found("verify") == ()


def test_an_added_address_is_kept_with_where_it_was_found_in_the_end(brief, site):
    folder = brief("# The river\n\nIt is low.\n")
    site.has("/report", PAGE, Content_Type="text/html; charset=utf-8")
    address = site.has("/r", status=301, Location="/report")
    done = folder.command(
        "--report", "json", "source", "add", address, "--local", "--archived", "https://old.example/r"
    )
    data = json.loads(done.stdout)
    assert data["diagnostics"] == []
    assert data["key"] == "marsh2020a", "the bibliography's own Marsh of that year is another work"
    assert data["record"]["title"] == "The River Report"
    assert data["record"]["author"] == [{"family": "Marsh", "given": "Ida"}]
    assert data["record"]["issued"] == "2020-03-04"
    record = record_of(folder, "marsh2020a")
    assert (record["address"], record["archived"]) == (f"{site.address}/report", "https://old.example/r")
    assert sorted(Path(p).name for p in data["outputs"]) == [
        "marsh2020a.html", "marsh2020a.passages.txt", "marsh2020a.source.yaml",
    ]  # fmt: skip


def test_the_same_document_added_on_the_same_day_gives_the_same_bytes(brief, tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1768435200")
    (tmp_path / "a.html").write_text(PAGE)
    folder = brief("# The river\n\nIt is low.\n")
    contents = []
    for _ in range(2):
        assert folder.command("source", "add", str(tmp_path / "a.html"), "--key", "marsh2020").exit_code == 0
        paths = sorted((folder.root / "sources/documents").iterdir())
        contents.append([(p.name, p.read_bytes()) for p in paths])
        for path in paths:
            path.unlink()
    assert contents[0] == contents[1]
    assert b"added: 2026-01-15" in dict(contents[0])["marsh2020.source.yaml"]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("nowhere.pdf", None, "isn't there"),
        ("torn.pdf", b"%PDF-1.4 nonsense", "can't be kept"),
        ("a.xlsx", b"PK", "`.xlsx` is no kind of document"),
        ("empty.txt", b"", "there is no word in it"),
    ],
)
def test_what_cannot_be_kept_is_one_error_and_leaves_nothing_behind(brief, tmp_path, name, content, says):
    folder = brief("# The river\n\nIt is low.\n")
    if content is not None:
        (tmp_path / name).write_bytes(content)
    done = folder.command("-q", "source", "add", str(tmp_path / name), "--key", "marsh2020")
    assert done.exit_code == 1
    assert "error SRC008: " in done.output
    assert says in done.output
    assert "hint: " in done.output
    assert not (folder.root / "sources/documents").exists()


def partly_scanned() -> bytes:
    """A PDF with two pages of text, and a third that is a picture."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        said = (b"The river carries 1,200 tonnes a day, by the count of last year.",
                b"Nobody has asked the office why it is low in summer, and high in spring.")  # fmt: skip
        pages = [pdf.add_blank_page() for _ in range(3)]
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        for page, words in zip(pages, said, strict=False):
            page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
            page.obj.Contents = pdf.make_stream(b"BT /F 12 Tf 72 500 Td (" + words + b") Tj ET")
        picture = pdf.make_stream(b"\x80", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=1, Height=1,
                                  ColorSpace=pikepdf.Name.DeviceGray, BitsPerComponent=8)  # fmt: skip
        pages[2].obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=picture))
        pages[2].obj.Contents = pdf.make_stream(b"612 0 0 792 0 0 cm /P Do")
        pdf.save(out)
    return out.getvalue()


def test_the_pages_of_a_document_that_are_pictures_are_told_when_it_is_added_and_in_each_build(brief, tmp_path):
    folder = brief("# The river\n\nIt is low.\n")
    (tmp_path / "a.pdf").write_bytes(partly_scanned())
    done = folder.command("source", "add", str(tmp_path / "a.pdf"), "--key", "marsh2020")
    assert "sources/documents/marsh2020.pdf: warning SRC014" in done.output
    assert "p. 3: pictures without text" in done.output
    assert "SRC014" in folder.command("source", "show", "marsh2020").output
    found = folder.found("verify")
    assert [(d.code, d.span.path) for d in found if d.span] == [("SRC014", "sources/documents/marsh2020.pdf")]


def test_a_quotation_that_was_not_found_is_told_with_the_pages_that_nobody_could_read(brief, tmp_path):
    folder = brief("# The river\n\nIt “stands in the picture alone, and nowhere else” [@marsh2020].\n")
    (tmp_path / "a.pdf").write_bytes(partly_scanned())
    folder.command("source", "add", str(tmp_path / "a.pdf"), "--key", "marsh2020")
    report = folder.run(until="verify", desk=True)
    (lost,) = [d for d in report.diagnostics if d.code == "EVID001"]
    said = "It may stand on p. 3 of `sources/documents/marsh2020.pdf`: pictures, which nobody could read."
    assert lost.hint.startswith(said)
    assert report.manuscript.ledger[0].note == said
    desk = (folder.root / "output/a-test-of-the-river.evidence.html").read_text()
    assert "pictures, which nobody could read" in desk


def test_pages_that_follow_one_another_are_told_as_a_range():
    assert Text("", (), ("3", "4", "5", "9", "iv", "v")).unread_pages == "p. 3–5, 9, iv, v"
    assert Text("", ()).unread_pages == ""


def test_the_first_page_of_a_document_is_called_as_it_is_in_print(brief, tmp_path):
    folder = brief("# The river\n\nIt is low.\n")
    (tmp_path / "a.pdf").write_bytes(partly_scanned())
    folder.command("source", "add", str(tmp_path / "a.pdf"), "--key", "marsh2020", "--first-page", "17")
    assert "p17.1\tThe river" in (folder.root / "sources/documents/marsh2020.passages.txt").read_text()
    assert record_of(folder)["first_page"] == 17


def test_no_document_is_written_over(kept, tmp_path):
    (tmp_path / "other.txt").write_text("Another text.\n")
    before = (kept.root / DOCUMENT).read_bytes()
    done = kept.command("-q", "source", "add", str(tmp_path / "other.txt"), "--key", "marsh2020")
    assert done.exit_code == 1
    assert "`marsh2020` has a document already." in done.output
    assert "source refresh marsh2020" in done.output
    kept.write({"sources/documents/court2021.txt": "The judgment.\n"})
    done = kept.command("-q", "source", "add", str(tmp_path / "other.txt"), "--key", "court2021")
    assert "which nothing writes over" in done.output
    assert (kept.root / DOCUMENT).read_bytes() == before
    assert (kept.root / "sources/documents/court2021.txt").read_text() == "The judgment.\n"


def test_a_document_that_was_put_there_by_hand_is_added_where_it_is(brief):
    folder = brief("# The river\n\nIt is low.\n", files={"sources/documents/court2021.txt": "The judgment stands.\n"})
    path = folder.root / "sources/documents/court2021.txt"
    done = folder.command("-q", "source", "add", str(path))
    assert (done.exit_code, done.output) == (0, "")
    assert record_of(folder, "court2021")["file"] == "court2021.txt"


def test_an_address_that_brings_a_page_where_a_pdf_was_meant_is_told(brief, site):
    folder = brief("# The river\n\nIt is low.\n")
    address = site.has("/report.pdf", PAGE, Content_Type="text/html")
    done = folder.command("source", "add", address, "--local", "--key", "marsh2020")
    assert "The address ends in `.pdf`, but a web page stands there" in done.output


def test_letters_are_read_as_the_server_says_they_are_written(brief, site):
    folder = brief("# The river\n\nIt is low.\n")
    body = "<html><body><p>Плотина закрыта девять дней.</p></body></html>".encode("koi8-r")
    address = site.has("/a", body, Content_Type="text/html; charset=koi8-r")
    done = folder.command("-q", "source", "add", address, "--local", "--key", "court2021")
    assert (done.exit_code, done.output) == (0, "")
    assert "Плотина закрыта" in (folder.root / "sources/documents/court2021.passages.txt").read_text()
    look = folder.command("source", "refresh", "--local")
    assert "court2021: It is as it was added." in look.output


@pytest.mark.parametrize("charset", ["undefined", "a\0b", "hex", "idna"])
def test_an_encoding_that_is_none_leaves_the_page_as_it_came(charset):
    page = "<p>Плотина закрыта</p>".encode("koi8-r")
    fetched = web.Fetched("a", "a", 200, (), "text/html", charset, page, datetime.date(2026, 1, 1))
    assert bringing._marked(fetched, ".html") == page


def test_what_was_asked_for_is_shown_also_where_a_command_is_quiet(kept):
    assert "marsh2020" in kept.command("-q", "source", "list").stdout
    assert "1,200 tonnes" in kept.command("-q", "source", "show", "marsh2020").stdout


def test_verify_gives_its_ledger_to_machines(kept):
    done = kept.command("--report", "json", "verify")
    first, *_ = json.loads(done.stdout)["ledger"]
    assert first == {
        "kind": "quotation",
        "words": "the river carries 1,200 tonnes a day",
        "verdict": "typographic",
        "key": "marsh2020",
        "page": None,
        "paragraph": 1,
        "path": "report/01-section.md",
        "line": 3,
    }


@pytest.mark.parametrize(
    ("name", "part", "properties"),
    [
        ("a.docx", "docProps/core.xml",
         '<c:p xmlns:c="urn:c" xmlns:t="http://purl.org/dc/terms/"><t:created>2026-01-02T00:00:00Z</t:created></c:p>'),
        ("a.odt", "meta.xml",
         '<o:m xmlns:o="urn:o" xmlns:m="urn:m"><m:creation-date>2026-01-02T00:00:00</m:creation-date></o:m>'),
    ],
)  # fmt: skip
def test_the_day_of_a_file_is_not_taken_for_the_day_on_which_the_work_came_out(brief, tmp_path, name, part, properties):
    made, path = tmp_path / "made", tmp_path / name
    pypandoc.convert_text("The river is low.", name[2:], format="markdown", outputfile=path, extra_args=["-s"])
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(made, "w") as new:
        for item in old.namelist():
            new.writestr(item, properties if item == part else old.read(item))
    made.replace(path)
    folder = brief("# The river\n\nIt is low.\n")
    done = folder.command("--report", "json", "source", "add", str(path), "--key", "marsh2020")
    data = json.loads(done.stdout)
    assert "issued" not in data["record"]
    assert any("its file is of 2026-01-02" in remark for remark in data["remarks"])


def test_an_address_of_another_kind_than_the_webs_is_told_as_one(brief):
    folder = brief("# The river\n\nIt is low.\n")
    done = folder.command("-q", "source", "add", "ftp://example.org/report.pdf")
    assert "error SRC008: Only `http` and `https` are fetched, not `ftp`." in done.output


def test_with_no_network_adding_ends_in_a_plain_sentence(brief):
    folder = brief("# The river\n\nIt is low.\n")
    done = folder.command("-q", "source", "add", "https://nowhere.invalid/report.pdf")
    assert done.exit_code == 1
    assert "error SRC008: `nowhere.invalid` can't be " in done.output
    assert "there is no network" in done.output
    assert "add the file, with `--address`" in done.output


# the reference


def test_a_work_that_the_bibliography_has_keeps_its_key():
    known = {
        "river20": {"title": "The River Report: Water and Trade", "issued": {"date-parts": [[2020]]}},
        "doi21": {"title": "Another", "DOI": "10.5555/AB.1"},
    }
    assert proposal.same_work({"title": "The river report", "issued": "2020-03-04"}, known) == "river20"
    assert proposal.same_work({"title": "The river report", "issued": "2021"}, known) == ""
    assert proposal.same_work({"title": "X", "DOI": "10.5555/ab.1"}, known) == "doi21"


@pytest.mark.parametrize(
    ("record", "key"),
    [
        ({"author": [{"family": "Müller-Öz"}], "issued": "2020-01-02"}, "muller-oz2020"),
        ({"author": [{"literal": "The Court of Law"}], "issued": "2021"}, "court2021"),
        ({"title": "On the River"}, "river"),
        ({}, "scan"),
        ({"author": [{"family": "Marsh"}], "issued": "2020"}, "marsh2020a"),
        ({"author": [{"family": "Петросян"}], "issued": "2020"}, "петросян2020"),
    ],
)
def test_a_key_is_made_of_author_and_year(record, key):
    assert proposal.key_for(record, {"marsh2020"}, "scan") == key


def test_a_document_that_says_otherwise_than_its_reference_is_told_on_the_line_of_that(kept):
    found = json.loads(kept.command("--report", "json", "source", "list").stdout)["diagnostics"]
    assert found == []
    (kept.root / "sources/documents/marsh2020.source.yaml").unlink()
    done = kept.command("--report", "json", "source", "add", str(kept.root / DOCUMENT))
    found = json.loads(done.stdout)["diagnostics"]
    assert [(d["code"], d["path"], d["line"]) for d in found] == [("SRC012", "sources/references.yaml", 2)]
    assert "`The River Report`" in found[0]["message"]
    assert "`The Price of Neutrality`" in found[0]["message"]


RECORD = {"id": "new2020", "type": "report", "title": "A: B", "author": [{"family": "No", "given": "A"}],
          "issued": "2020-03-04", "URL": "https://a.example/?b=c#d"}  # fmt: skip
BIBLIOGRAPHIES = {
    "references.yaml": "# Ours\nreferences:\n  - id: a # first\n    type: book\n\n  - id: b\n    type: book\n",
    "flush.yaml": "references:\n- id: a\n  type: book\n- id: b\n  type: book\n...\n",
    "bare.yml": "- {id: a, type: book}\n- {id: b, type: book}",
    "references.json": '[\n  {"id": "a",   "type": "book"},\n  {"id": "b", "type": "book"}\n]\n',
    "references.bib": "% Ours\n@book{a,\n title={A}\n}\n@string{x = {y}}\n@book{b, title={B}}\n",
}


@pytest.mark.parametrize("name", BIBLIOGRAPHIES)
def test_a_reference_is_added_and_all_else_stays_as_it_was(tmp_path, name):
    (tmp_path / name).write_text(BIBLIOGRAPHIES[name])
    bibliography.write(tmp_path, name, RECORD)
    after = (tmp_path / name).read_text()
    kept = BIBLIOGRAPHIES[name].rstrip("]\n.")
    assert after.startswith(kept)
    assert "new2020" in after.removeprefix(kept)


@pytest.mark.parametrize("name", ["references.yaml", "references.json", "references.bib"])
def test_a_reference_is_added_to_a_bibliography_that_has_none(tmp_path, name):
    empty = {"references.yaml": "references: []\n", "references.json": "[]\n", "references.bib": ""}[name]
    (tmp_path / name).write_text(empty)
    bibliography.write(tmp_path, name, RECORD)
    assert "new2020" in (tmp_path / name).read_text()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("references.yaml", "references:\n  - id: a\n    type: book\nlicence: mine\n"),
        ("references.yaml", "references: [{id: a, type: book}]\n"),
        ("references.yaml", "references: [\n"),
        ("references.json", '{"items": [{"id": "a", "type": "book"}]}'),
        ("references.ris", "TY  - BOOK\nID  - a\nTI  - A\nER  - \n"),
    ],
)
def test_a_bibliography_of_another_form_is_left_as_it_is(tmp_path, name, text):
    (tmp_path / name).write_text(text)
    with pytest.raises(bibliography.NotAddedError):
        bibliography.write(tmp_path, name, RECORD)
    assert (tmp_path / name).read_text() == text


def test_write_puts_the_reference_where_citations_find_it(brief, tmp_path):
    folder = brief("# The river\n\nIt is low [@river].\n")
    (tmp_path / "a.txt").write_text("The river is low.\n")
    done = folder.command("source", "add", str(tmp_path / "a.txt"), "--key", "river", "--write")
    assert done.exit_code == 0
    assert "The document doesn't say its title, author, date: write it in." in done.output
    assert [d.code for d in folder.found("cite") if d.code.startswith(("CITE001", "SRC"))] == []


def test_a_reference_that_cannot_be_written_is_printed(brief, tmp_path):
    settings = "citations: {references: [../sources/list.json]}\n"
    listed = '{"items": [{"id": "a", "type": "book", "title": "A"}]}'
    folder = brief("# The river\n\nIt is low.\n", settings=settings, files={"sources/list.json": listed})
    (tmp_path / "report.html").write_text(PAGE)
    done = folder.command("source", "add", str(tmp_path / "report.html"), "--write")
    assert "warning SRC013: The reference wasn't written into sources/list.json" in done.output
    assert '"title": "The River Report"' in done.output
    assert (folder.root / "sources/list.json").read_text() == listed


# private documents


def test_a_private_document_and_its_text_are_kept_out_of_git(brief, tmp_path):
    folder = brief("# The river\n\nIt is low.\n", files={"sources/documents/.gitignore": "*.tmp\n"})
    subprocess.run(["git", "init", "-q", folder.root], check=True)
    (tmp_path / "a.html").write_text(PAGE)
    for key in ("marsh2020", "court2021"):
        done = folder.command("source", "add", str(tmp_path / "a.html"), "--key", key, "--rights", "private")
        assert "git is to have neither it nor its text" in done.output
    seen = subprocess.run(
        ["git", "-C", folder.root, "status", "--porcelain", "-uall"], capture_output=True, text=True, check=True
    ).stdout
    assert "marsh2020.source.yaml" in seen
    assert "marsh2020.html" not in seen
    assert "passages.txt" not in seen
    lines = (folder.root / "sources/documents/.gitignore").read_text().splitlines()
    assert lines[0] == "*.tmp"
    assert [line for line in lines if line.startswith("/")] == [
        "/court2021.html", "/court2021.passages.txt", "/marsh2020.html", "/marsh2020.passages.txt",
    ]  # fmt: skip


@pytest.mark.parametrize("rights", ["private, for us alone", "Private: lent by its author", " PRIVATE"])
def test_rights_that_begin_with_private_keep_a_document_out_of_git(kept, rights):
    record = kept.root / "sources/documents/marsh2020.source.yaml"
    record.write_text(record.read_text() + f"rights: '{rights}'\n")
    report = kept.run(until="verify")
    assert report.library.documents["marsh2020"].private
    assert not [d for d in report.diagnostics if d.code == "SRC015"]
    assert kept.command("source", "refresh").exit_code == 0
    assert "/marsh2020.html" in (kept.root / "sources/documents/.gitignore").read_text()


@pytest.mark.parametrize(
    "rights", ["privat", "pirvate", "confidential", "not for publication", "for internal use", "vertraulich", "secret"]
)
def test_rights_that_may_have_been_meant_as_private_are_told_where_they_stand(kept, rights):
    record = kept.root / "sources/documents/marsh2020.source.yaml"
    line = record.read_text().count("\n") + 1
    record.write_text(record.read_text() + f"rights: {rights}\n")
    found = [d for d in kept.found("verify") if d.code == "SRC015"]
    assert [(d.severity, d.span.path, d.span.line) for d in found if d.span] == [
        ("warning", "sources/documents/marsh2020.source.yaml", line)
    ]
    assert "`private`" in found[0].hint


@pytest.mark.parametrize(
    "rights",
    ["CC BY 4.0", "all rights reserved", "public domain", "open, International Labour Office", "publisher: Primavera"],
)
def test_rights_of_what_anybody_may_have_are_not_taken_for_private(kept, rights):
    record = kept.root / "sources/documents/marsh2020.source.yaml"
    record.write_text(record.read_text() + f"rights: '{rights}'\n")
    assert not [d for d in kept.found("verify") if d.code == "SRC015"]


def test_rights_without_doubt_are_asked_for_when_a_document_is_added(brief, tmp_path):
    folder = brief("# The river\n\nIt is low.\n")
    (tmp_path / "a.html").write_text(PAGE)
    done = folder.command("source", "add", str(tmp_path / "a.html"), "--key", "marsh2020", "--rights", "confidential")
    assert "marsh2020.source.yaml: warning SRC015: `rights: confidential`" in done.output


def test_a_private_document_that_git_has_already_is_an_error(kept):
    root = kept.root
    record = root / "sources/documents/marsh2020.source.yaml"
    record.write_text(record.read_text() + "rights: private\n")
    assert not [d for d in kept.found("verify") if d.code == "SRC005"], "there is no git"
    subprocess.run(["git", "init", "-q", root], check=True)
    found = [d for d in kept.found("verify") if d.code == "SRC005"]
    assert len(found) == 2
    assert "The next `git add` would take this file" in found[0].message
    listed = root / "sources/documents/.gitignore"
    assert kept.command("source", "refresh").exit_code == 0
    assert not [d for d in kept.found("verify") if d.code == "SRC005"]
    listed.unlink()
    subprocess.run(["git", "-C", root, "add", "."], check=True)
    found = [d for d in kept.found("verify") if d.code == "SRC005"]
    assert [d.span.path for d in found if d.span] == [DOCUMENT, "sources/documents/marsh2020.passages.txt"]
    assert found[0].severity == "error"
    assert "git rm --cached" in found[0].hint


def test_git_takes_nothing_that_shows_a_private_document(kept):
    root = kept.root
    record = root / "sources/documents/marsh2020.source.yaml"
    record.write_text(record.read_text() + "rights: private\n")
    subprocess.run(["git", "init", "-q", root], check=True)
    assert kept.command("source", "refresh").exit_code == 0
    kept.write({"output/.gitignore": "*.log"})
    kept.command("verify", "--desk")
    assert "nobody has asked why" in (root / "output/a-test-of-the-river.evidence.html").read_text()
    assert (root / "output/.gitignore").read_text() == "*.log\n/a-test-of-the-river.evidence.html\n"
    subprocess.run(["git", "-C", root, "add", "-A"], check=True)
    taken = subprocess.run(["git", "-C", root, "ls-files", "-z"], capture_output=True, text=True, check=True).stdout
    paths = [root / name for name in taken.split("\0") if name]
    assert root / "report/brief.yaml" in paths
    assert not [path for path in paths if b"nobody has asked why" in path.read_bytes()]
    assert any((root / ".briefpress/cache").glob("document-*"))


def test_a_desk_that_git_has_and_that_shows_a_private_document_is_an_error(kept):
    root = kept.root
    kept.command("verify", "--desk")
    subprocess.run(["git", "init", "-q", root], check=True)
    subprocess.run(["git", "-C", root, "add", "-A"], check=True)
    record = root / "sources/documents/marsh2020.source.yaml"
    record.write_text(record.read_text() + "rights: private\n")
    found = {d.span.path: d for d in kept.found("verify") if d.code == "SRC005" and d.span}
    assert "git rm --cached output/" in found["output/a-test-of-the-river.evidence.html"].hint


def test_a_document_whose_record_cannot_be_read_counts_as_private(kept):
    root = kept.root
    record = root / "sources/documents/marsh2020.source.yaml"
    record.write_text(record.read_text() + "rights: private\n")
    assert kept.command("source", "refresh").exit_code == 0
    listed = (root / "sources/documents/.gitignore").read_text()
    assert "/marsh2020.html" in listed
    record.write_text(record.read_text() + "- torn: [\n")
    report = kept.run(until="verify")
    assert report.library.documents["marsh2020"].private
    (root.parent / "b.html").write_text(PAGE)
    kept.command("source", "add", str(root.parent / "b.html"), "--key", "court2021", "--rights", "private")
    assert set(listed.splitlines()) < set((root / "sources/documents/.gitignore").read_text().splitlines())
    (root / "sources/documents/.gitignore").unlink()
    subprocess.run(["git", "init", "-q", root], check=True)
    assert DOCUMENT in {d.span.path for d in kept.found("verify") if d.code == "SRC005" and d.span}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("file: b.txt\nsha256: x # old\nrights: |\n  private\n", None),
        ("rights: |\n  private\nfile: a.txt # here\nsha256: x\n", None),
        ("rights: >-\n  for the house\n  alone\n# why\nfile: b.txt\n", "# why\n"),
        ("{file: b.txt, sha256: x, rights: 'private'}\n", None),
        ("file: b.txt\naddress:\nrights: private", None),
    ],
)
def test_a_record_that_was_written_by_hand_stays_one(before, after):
    accession = Accession("b.txt", "0" * 64, datetime.date(2026, 1, 1), "https://a.example/b", "", "private\n")
    text = shelf.record(accession, before)
    assert msgspec.convert(yaml.safe_load(text), Accession) == accession
    assert (after or "") in text
    assert shelf.record(accession, text) == text


def test_the_list_for_git_leaves_all_other_lines_as_they_were():
    once = ignoring.ignoring("*.tmp\n\n!keep.txt\n", ["b.pdf", "a.pdf"])
    assert ignoring.ignoring(once, ["a.pdf", "b.pdf"]) == once
    assert ignoring.ignoring(once, []) == "*.tmp\n\n!keep.txt\n"
    assert ignoring.ignoring("", []) == ""


# listing and showing


def test_list_tells_of_each_source_whether_it_has_a_document(kept):
    done = kept.command("-q", "source", "list")
    assert done.exit_code == 0
    listed = json.loads(kept.command("--report", "json", "source", "list").stdout)["sources"]
    assert [row["key"] for row in listed] == ["court2021", "daily2022", "marsh2020", "survey2023"]
    row = listed[2]
    assert (row["path"], row["cited"], row["days"]) == (DOCUMENT, 2, 0)
    assert row["words"] > 20
    assert listed[0]["path"] is None
    told = kept.command("source", "list").stdout
    assert "1 of 4 sources have a document here." in told
    assert "cited twice" in told
    missing = json.loads(kept.command("--report", "json", "source", "list", "--missing").stdout)["sources"]
    assert "marsh2020" not in [row["key"] for row in missing]


def test_list_works_while_a_section_is_broken(kept):
    kept.write({"report/01-section.md": b"\xff\xfe\xff"})
    done = kept.command("source", "list")
    assert done.exit_code == 0
    assert "marsh2020" in done.stdout


def test_show_has_the_text_with_what_pins_call_it_and_the_claims(kept):
    data = json.loads(kept.command("--report", "json", "source", "show", "marsh2020").stdout)["source"]
    words = {p["pin"]: p["words"] for p in data["paragraphs"]}
    assert "marsh2020#par1" in words
    assert any("nine days" in w for w in words.values())
    assert "the bridge was closed" in [c["words"] for c in data["claims"]]
    found = kept.command("source", "show", "marsh2020", "--find", "BRIDGE was").stdout
    assert found.startswith("marsh2020: Marsh 2020, The Price of Neutrality\n")
    assert "nine days" in found
    shown = [kept.command("-q", "--report", "json", "source", "show", "marsh2020", "--page", page).stdout
             for page in ("2", "par2", "p2")]  # fmt: skip
    assert shown[0] == shown[1] == shown[2]
    assert [p["pin"] for p in json.loads(shown[0])["source"]["paragraphs"]] == ["marsh2020#par2"]


def test_what_a_document_says_moves_no_terminal(brief, tmp_path):
    (tmp_path / "a.txt").write_text("The river\x1b]0;owned\x07 is \x1b[31mlow.\n")
    folder = brief("# The river\n\nIt is low.\n")
    added = folder.command("source", "add", str(tmp_path / "a.txt"), "--key", "marsh2020")
    assert added.exit_code == 0
    assert "\x1b" not in added.output + folder.command("source", "show", "marsh2020").output


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("show", "mash2020"), "Did you mean `marsh2020`?"),
        (("show", "marsh2020", "--page", "99"), "has no page 99"),
        (("show", "marsh2020", "--find", "zzzz"), "stands in no paragraph"),
        (("refresh", "court2021"), "No document was added for `court2021`."),
        (("lst",), "Did you mean `source list`?"),
        (("add", "a.pdf", "--archived", "old.example"), "no address on the web"),
        (("report.pdf",), "`source add report.pdf`"),
    ],
)
def test_a_wrong_word_is_answered_with_what_was_meant(kept, arguments, says):
    done = kept.command("-q", "source", *arguments)
    assert done.exit_code == 2
    assert says in " ".join(done.output.split())


def test_a_key_that_is_no_name_of_a_file_is_answered_with_one_that_is(brief, tmp_path):
    (tmp_path / "a.txt").write_text("Low.\n")
    done = brief("# R\n\nLow.\n").command("-q", "source", "add", str(tmp_path / "a.txt"), "--key", "doi:10.1/2")
    assert "`--key doi-10.1-2`" in done.output


# looking again


def test_what_changed_at_the_address_is_shown_with_numbers_first_and_the_claims_on_it(brief, site):
    folder = brief(f"# The river\n\n{QUOTING}")
    address = site.has("/report", PAGE, Content_Type="text/html")
    assert folder.command("source", "add", address, "--local", "--key", "marsh2020").exit_code == 0
    before = record_of(folder)
    site.pages["/report"] = []
    changed = PAGE.replace("nobody has asked why", "few have asked why").replace("1,200", "1,900")
    site.has("/report", changed, Content_Type="text/html")
    done = folder.command("--report", "json", "source", "refresh", "--local")
    data = json.loads(done.stdout)
    assert done.exit_code == 0
    assert data["sources"][0]["state"] == "changed"
    assert data["sources"][0]["changes"][0]["numbers"]
    codes = [(d["code"], d["path"]) for d in data["diagnostics"]]
    assert ("SRC010", DOCUMENT) in codes
    rests = [d for d in data["diagnostics"] if d["code"] == "SRC011"]
    assert [(d["path"], d["line"]) for d in rests] == [("report/01-section.md", 3)]
    assert "1,200 tonnes" in rests[0]["message"]
    assert record_of(folder) == before, "only when told"
    assert (folder.root / DOCUMENT).read_bytes() == PAGE.encode()

    done = folder.command("source", "refresh", "marsh2020", "--local", "--accept")
    assert "[-1,200-] {+1,900+}" in done.output
    assert record_of(folder)["sha256"] == sha256(changed.encode()) != before["sha256"]
    assert (folder.root / DOCUMENT).read_bytes() == changed.encode()
    assert "It is as it was added." in folder.command("source", "refresh", "--local").output


def test_a_document_that_was_changed_by_hand_is_an_error_until_it_is_accepted(kept):
    (kept.root / DOCUMENT).write_text(PAGE.replace("1,200", "1,900"))
    assert [d.code for d in kept.found("verify") if d.code.startswith("SRC")] == ["SRC001"]
    record = kept.root / "sources/documents/marsh2020.source.yaml"
    record.write_text("# Lent by the library\n" + record.read_text())
    done = kept.command("source", "refresh")
    assert "[-1,200-] {+1,900+}" in done.output
    assert "warning SRC010" in done.output
    assert kept.command("source", "refresh", "--accept").exit_code == 0
    assert [d.code for d in kept.found("verify") if d.code.startswith("SRC")] == []
    assert record.read_text().startswith("# Lent by the library\n"), "what people wrote stays"


def test_only_claims_that_stood_in_a_passage_that_changed_are_told(kept):
    (kept.root / DOCUMENT).write_text(PAGE.replace("1,200", "1,900"))
    data = json.loads(kept.command("--report", "json", "source", "refresh").stdout)
    rests = [d for d in data["diagnostics"] if d["code"] == "SRC011"]
    assert [(d["path"], d["line"]) for d in rests] == [("report/01-section.md", 3)]
    assert "rests on a passage that changed: `marsh2020#par1`" in rests[0]["message"]


def test_with_no_network_refresh_says_so_and_goes_on(kept):
    record = kept.root / "sources/documents/marsh2020.source.yaml"
    record.write_text(record.read_text() + "address: https://nowhere.invalid/report\n")
    before = {p.name: p.read_bytes() for p in record.parent.iterdir()}
    done = kept.command("source", "refresh")
    assert done.exit_code == 0
    assert "warning SRC009: `nowhere.invalid` can't be " in done.output
    assert "What is kept stays." in done.output
    assert {p.name: p.read_bytes() for p in record.parent.iterdir()} == before


def test_a_source_that_is_gone_is_told_with_its_archived_copy(kept, site):
    record = kept.root / "sources/documents/marsh2020.source.yaml"
    record.write_text(record.read_text() + f"address: {site.address}/gone\narchived: https://old.example/r\n")
    done = kept.command("source", "refresh", "--local")
    assert done.exit_code == 0
    assert "(404). What is kept stays." in done.output
    assert "An archived copy: https://old.example/r" in done.output


def test_a_document_that_is_not_here_is_fetched_again_if_it_is_still_the_same(brief, site):
    folder = brief("# The river\n\nIt is low.\n")
    address = site.has("/report", PAGE, Content_Type="text/html")
    folder.command("source", "add", address, "--local", "--key", "marsh2020")
    (folder.root / DOCUMENT).unlink()
    assert [d.code for d in folder.found("verify")] == ["SRC003"]
    assert "It is here again" in folder.command("source", "refresh", "--local").output
    assert (folder.root / DOCUMENT).read_bytes() == PAGE.encode()
    assert folder.found("verify") == ()


def test_a_kept_text_that_is_lost_is_made_anew(kept):
    text = kept.root / "sources/documents/marsh2020.passages.txt"
    before = text.read_text()
    text.unlink()
    assert "its text is made anew" in kept.command("source", "refresh").output
    assert text.read_text() == before


def test_an_interrupted_refresh_leaves_every_file_as_it_was(brief, site, repository):
    folder = brief("# The river\n\nIt is low.\n")
    folder.command("source", "add", site.has("/a", PAGE, Content_Type="text/html"), "--local", "--key", "marsh2020")
    before = {p.name: p.read_bytes() for p in (folder.root / "sources/documents").iterdir()}
    site.pages["/a"] = []
    site.has("/a", status=503, Retry_After="15")
    command = [sys.executable, str(repository / "make_report.py"), "source", "refresh", "--local", "--accept"]
    with interruptible(command, folder.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        deadline = time.monotonic() + 20
        while len(site.asked) < 2 and time.monotonic() < deadline:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=20)
    assert process.returncode == 130, said
    assert said.rstrip().endswith("Interrupted.")
    assert {p.name: p.read_bytes() for p in (folder.root / "sources/documents").iterdir()} == before


def test_nothing_is_read_or_written_beside_the_brief(kept, tmp_path):
    folder = kept.root / "sources/documents"
    record = folder / "marsh2020.source.yaml"
    record.write_text(record.read_text().replace("marsh2020.html", "court2021.html"))
    kept.write({"sources/documents/court2021.html": "<p>Another's.</p>"})
    assert "is of `court2021.html`" in kept.command("source", "refresh", "--accept").output
    assert (folder / "court2021.html").read_text() == "<p>Another's.</p>"
    record.write_text(record.read_text().replace("court2021.html", "marsh2020.html"))
    (kept.root / DOCUMENT).rename(tmp_path / "outside.html")
    (kept.root / DOCUMENT).symlink_to(tmp_path / "outside.html")
    assert "leads out of the brief" in kept.command("source", "refresh", "--accept").output
    folder.rename(tmp_path / "elsewhere")
    folder.symlink_to(tmp_path / "elsewhere")
    (tmp_path / "a.txt").write_text("The judgment stands.\n")
    done = kept.command("source", "add", str(tmp_path / "a.txt"), "--key", "survey2023")
    assert "error OUT001" in done.output
    assert not (folder / "survey2023.txt").exists()


# passages and revisions


def test_a_kept_text_is_read_as_it_was_written():
    listed = (Passage("p1.1", "The river is low."), Passage("p2.1", "# and higher", True), Passage("p2.2", "End."))
    assert read(written(listed, "a.pdf", "0" * 64)) == listed


def test_paragraphs_that_moved_are_no_change():
    old = [Passage(f"p1.{i}", f"Paragraph {i} of the river.") for i in range(9)]
    new = [Passage(f"p2.{i}", p.words) for i, p in enumerate(old)]
    assert revisions(old, new) == ()


def test_words_that_went_and_came_are_shown_in_their_place():
    assert shown_change("The river is very low today.", "The river is low here today.") == (
        "The river is [-very-] low {+here+} today."
    )


def shown_change(old: str, new: str) -> str:
    (revision,) = revisions([Passage("p1.1", old)], [Passage("p1.1", new)])
    return shown(revision)


def test_a_change_is_laid_beside_the_paragraph_that_it_was_made_of():
    old = [Passage("", "First of all the river."), Passage("", "The bridge was closed for nine days in May.")]
    new = [
        Passage("", "A paragraph that nobody knew before."),
        old[0],
        Passage("", "The bridge was closed for ten days in May."),
    ]
    found = revisions(old, new)
    assert [(r.old, r.new) for r in found] == [(None, 0), (1, 2)]


def test_a_number_that_changed_is_seen_in_whatever_words():
    changed = revisions([Passage("", "It was 1,200 in all.")], [Passage("", "It was 1,300 in all.")])
    same = revisions([Passage("", "It was 1,200 in all.")], [Passage("", "In all it was 1,200 then.")])
    assert [r.numbers for r in (*changed, *same)] == [True, False]


def test_pieces_tell_both_texts_whole():
    parts = pieces("a b c d", "a x c e")
    assert " ".join(p.words for p in parts if p.of != "new") == "a b c d"
    assert " ".join(p.words for p in parts if p.of != "old") == "a x c e"
