"""`briefpress links`: what it asks for, what it makes of the answers, and what the references give for the dead."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from briefpress.files import sha256
from briefpress.linkcheck import liveness, lostpages, register
from briefpress.linkcheck.liveness import Liveness
from conftest import inputs_of
from ending import coming_to_an_end

PAGE = "<html><title>The river report</title><h1>The river report</h1><p>{}</p></html>"
LONG = PAGE.format("The river rose by three feet in March, and fell again before the end of May. " * 5)


class _Site(BaseHTTPRequestHandler):
    """Pages that are well, gone, moved, busy, and lost in each way that servers have of hiding it."""

    def do_GET(self) -> None:
        """Answer by the path."""
        self.server.asked.append(self.path)  # type: ignore[attr-defined]
        path = self.path
        if path in ("/", "/copy/report", "/new/report") or path == "/reports/river":
            self._say(200, LONG)
        elif path == "/old/report":
            self._lead(301, "/new/report")
        elif path == "/for-now":
            self._lead(302, "/new/report")
        elif path == "/home-again/report":
            self._lead(302, "/")
        elif path == "/polite/report":
            self._say(200, "<html><title>Page not found | River Office</title><p>Try our search.</p></html>")
        elif path.startswith("/shell/"):
            self._say(200, PAGE.format("Our application is being loaded for you."))
        elif path == "/shut":
            self._say(403, "No.")
        elif path == "/file":
            self._say(200, "\0" * 100, "application/pdf")
        else:
            self._say(404, "Nothing here.")

    def _lead(self, status: int, to: str) -> None:
        self.send_response(status)
        self.send_header("Location", to)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _say(self, status: int, text: str, media: str = "text/html; charset=utf-8") -> None:
        data = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", media)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def site(monkeypatch) -> Iterator[ThreadingHTTPServer]:
    """A site on this machine, asked without the pauses that strangers are given."""
    monkeypatch.setattr(liveness, "BOUNDS", liveness.web.Bounds(pause=0, tries=1, seconds=10))
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    server.asked = []  # type: ignore[attr-defined]
    server.home = f"http://127.0.0.1:{server.server_port}"  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("path", "state"),
    [
        ("/", "alive"),
        ("/reports/river", "alive"),
        ("/file", "alive"),
        ("/for-now", "alive"),
        ("/old/report", "moved"),
        ("/nothing", "dead"),
        ("/home-again/report", "lost"),
        ("/polite/report", "lost"),
        ("/shell/report", "lost"),
        ("/shut", "unknown"),
    ],
)
def test_each_address_is_alive_moved_dead_lost_or_not_to_be_told(site, path, state):
    (found,) = liveness.ask([site.home + path], local=True)
    assert found.state == state


def test_a_site_is_asked_once_for_an_address_that_can_not_be(site):
    liveness.ask([f"{site.home}/reports/river", f"{site.home}/reports/river?page=2"], local=True)
    assert sum("no-such-page" in path for path in site.asked) == 1


def linking(brief, site):
    references = (
        "references:\n"
        f"  - {{id: gone2020, type: webpage, title: Gone, issued: 2020, URL: '{site.home}/nothing',"
        f" archived: '{site.home}/copy/report'}}\n"
        f"  - {{id: never2020, type: webpage, title: Never cited, issued: 2020, URL: '{site.home}/never'}}\n"
    )
    text = f"# The river\n\nIt rose [@gone2020]. See [the report]({site.home}/old/report#part).\n"
    return brief(text, references=references)


def test_dead_and_moved_addresses_are_told_with_their_place_and_what_to_write(brief, site):
    folder = linking(brief, site)
    told = folder.command("-q", "links", "--local").output
    assert re.search(r"sources/references.yaml:2:\d+: warning LINK003", told), told
    assert f"gives its archived copy, `{site.home}/copy/report`" in told
    assert re.search(r"report/01-section.md:3:\d+: note LINK004", told), told
    assert f"Write `{site.home}/new/report`" in told
    assert "/never" not in " ".join(site.asked)


def test_a_page_that_is_lost_is_told_with_why_it_is_thought_so(brief, site):
    told = brief(f"# The river\n\n<{site.home}/polite/report>\n").command("-q", "links", "--local").output
    assert "warning LINK006" in told
    assert "The page says of itself “Page not found | River Office”" in told


def test_the_archived_copy_stands_in_for_a_dead_address_in_the_references(brief, site):
    folder = linking(brief, site)
    before = folder.command("cite").output
    assert "/nothing" in before
    folder.command("links", "--local")
    after = folder.command("cite").output
    assert "/copy/report" in after
    assert "/nothing" not in after


def test_the_manifest_names_the_register_that_changed_the_references(brief, site):
    folder = linking(brief, site)
    folder.command("-q", "links", "--local")
    folder.built("html")
    made = json.loads((folder.root / "output/manifest.json").read_bytes())
    told = sha256((folder.root / "sources/links.lock").read_bytes())
    assert inputs_of(made["predicate"])["sources/links.lock"] == told


def test_what_is_dead_is_kept_with_the_day_on_which_it_was_found_so(brief, site, monkeypatch):
    folder = linking(brief, site)
    lines = []
    for epoch in ("1700000000", "1800000000"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
        folder.command("links", "--local")
        lines.append((folder.root / "sources/links.lock").read_text())
    assert lines[0] == lines[1]
    assert f"dead 2023-11-14 404 {site.home}/nothing\n" in lines[0]
    assert f"moved 2023-11-14 200 {site.home}/old/report\n" in lines[0]


def test_an_address_that_is_well_again_leaves_the_register_and_one_that_could_not_be_told_stays():
    known = {url: register.Line(url, "dead", "2023-11-14", 404) for url in ("https://a.example", "https://b.example")}
    answers = [Liveness("https://a.example", "alive", 200), Liveness("https://b.example", "unknown")]
    assert list(register.updated(known, answers, today=None)) == ["https://b.example"]  # type: ignore[arg-type]


def test_a_register_is_read_as_it_was_written():
    lines = {url: register.Line(url, "lost", "2024-02-29", 200) for url in ("https://b.example/ä", "https://a.example")}
    assert register.read(register.written(lines)) == (lines, [])


@pytest.mark.parametrize("line", ["<<<<<<< ours", "dead 2024-02-30 404 https://a.example", "gone 2024-02-03 404 x"])
def test_a_line_that_is_none_is_an_error_with_its_place(brief, line):
    folder = brief("# The river\n\nIt rose.\n", files={"sources/links.lock": f"# Links\n{line}\n"})
    (told,) = [d for d in folder.found() if d.code == "LINK008"]
    assert (told.span.line, told.severity) == (2, "error")


def test_without_a_network_nothing_is_asked_and_nothing_forgotten(brief, monkeypatch):
    def unreachable(*_: object, **__: object) -> None:
        raise liveness.web.NoNetworkError("This machine can't reach it.")

    monkeypatch.setattr(liveness.web, "fetch", unreachable)
    kept = "dead 2023-11-14 404 https://river.example/report\n"
    folder = brief("# The river\n\n<https://river.example/report>\n", files={"sources/links.lock": kept})
    done = folder.command("-q", "links")
    assert done.exit_code == 0
    assert "LINK007" in done.output
    assert (folder.root / "sources/links.lock").read_text() == kept


def test_machines_that_nobody_knows_and_no_answer_at_all_mean_that_there_is_no_network(monkeypatch):
    def nameless(url: str, **_: object) -> None:
        raise liveness.web.UnknownHostError(f"No machine is called {url}.")

    monkeypatch.setattr(liveness.web, "fetch", nameless)
    with pytest.raises(liveness.web.NoNetworkError):
        liveness.ask(["https://a.example", "https://b.example"])


def test_what_was_not_begun_in_time_is_not_called_dead(site):
    (found,) = liveness.ask([f"{site.home}/nothing"], local=True, within=0)
    assert found.state == "unknown"


def test_a_machine_of_the_own_network_is_not_asked_unless_the_command_says_so(brief, site):
    folder = linking(brief, site)
    told = folder.command("-q", "links").output
    assert "LINK005" in told
    assert site.asked == []


def test_an_address_that_is_none_is_told_and_the_others_are_asked_for(brief, site):
    references = (
        "references:\n"
        f"  - {{id: gone2020, type: webpage, title: Gone, issued: 2020, URL: '{site.home}/nothing', archived: 'http://[y'}}\n"
        "  - {id: torn2020, type: webpage, title: Torn, issued: 2020, URL: 'http://[x#part', archived: 'http://b.example'}\n"
    )
    folder = brief("# The river\n\nIt rose [@gone2020; @torn2020].\n", references=references)
    told = folder.command("-q", "links", "--local").output
    assert "`http://[x` is no address on the web" in told
    assert "`http://[y` is no address on the web" in told
    assert "LINK003" in told
    assert not [d for d in folder.found() if d.severity == "error"]


def test_a_page_of_many_scripts_is_read_in_time_and_without_them():
    page = b"<title>The river</title><p>low" + b"<script>x</script> and<style>y</style> high" * 20_000
    with coming_to_an_end():
        title, text = lostpages._read(page)
    assert title == "The river"
    assert text.startswith("The riverlow and high and high")
    assert "x" not in text


def test_a_brief_without_addresses_says_so(brief):
    assert "no address" in brief("# The river\n\nIt rose.\n").command("links").output


def test_an_archive_that_cannot_be_reached_takes_nothing_back_of_what_was_found(brief, site, monkeypatch):
    folder = linking(brief, site)
    fetch = liveness.web.fetch

    def away(url: str, **wishes: object) -> object:
        if "/copy/" in url:
            raise liveness.web.UnknownHostError("No machine is called so.")
        return fetch(url, **wishes)

    monkeypatch.setattr(liveness.web, "fetch", away)
    told = folder.command("-q", "links", "--local").output
    assert "LINK003" in told
    assert "LINK007" not in told
    assert "dead" in (folder.root / "sources/links.lock").read_text()
