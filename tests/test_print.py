"""The PDF for a press: PDF/X-4 in inks, cut where it says, and folded into a booklet whose pages are in order."""

from __future__ import annotations

import hashlib
import io
import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Dictionary, Name, Stream
from PIL import Image

from briefpress.colours import colour_of, tokens
from briefpress.engines import imposition, pdf_x_rules, profiles
from briefpress.engines.inks import Press
from briefpress.look import screen_css
from briefpress.settings import Style
from conftest import REFERENCES, BriefFolder

A4 = (210 * 72 / 25.4, 297 * 72 / 25.4)
MM = 72 / 25.4
SETTINGS = """\
title: A test of the river
authors: [Ida Marsh]
date: 2026-01-15
name: river
"""
ROWS = "k,v\nOne,1\nTwo,2\n"
FILLING = "\n\n".join(f"The river ran on, past mile {i}, and nobody said a word of it. " * 9 for i in range(8))
WIDE = "|" + "".join(f" Kilometre {i} of the river |" for i in range(14)) + "\n|" + "---|" * 14 + "\n" + (
    "|" + "".join(f" {10**i} |" for i in range(14)) + "\n"
) * 3  # fmt: skip
TEXT = f"""\
# The river

Low [@daily2022], says <https://daily.example/river>. See @fig:chart and @fig:photo.[^n]

[^n]: A note.

::: {{.box title="Boxed"}}
In a box.
:::

```{{.chart #fig:chart}}
data: d.csv
x: k
y: v
caption: A chart
alt: Two bars.
```

![A photograph](photo.png){{#fig:photo alt="Blue water"}}

![A drawing with a gradient](drawing.svg){{#fig:drawing alt="From red to blue"}}

See @fig:drawing.

{FILLING}

{WIDE}

{FILLING}
"""
DRAWING = """<svg xmlns="http://www.w3.org/2000/svg" width="200" height="60" viewBox="0 0 200 60"><defs>
<linearGradient id="g"><stop offset="0" stop-color="#f00"/><stop offset="1" stop-color="#00f"/></linearGradient>
<pattern id="p" width="9" height="9" patternUnits="userSpaceOnUse"><path d="M0 0h5v5z" fill="#0a0"/></pattern>
<mask id="m"><rect width="200" height="60" fill="#888"/></mask></defs>
<rect width="90" height="60" fill="url(#g)"/><rect x="100" width="50" height="60" fill="url(#p)"/>
<g opacity="0.5"><circle cx="170" cy="30" r="20" fill="#c60"/></g>
<rect x="150" width="50" height="20" fill="#06c" mask="url(#m)"/><text x="5" y="50">Words</text></svg>"""


def _photo() -> bytes:
    out = io.BytesIO()
    image = Image.new("RGB", (40, 30), (20, 90, 200))
    image.putpixel((3, 3), (250, 10, 10))
    image.save(out, "PNG")
    return out.getvalue()


def _folder(root: Path, more: str = "", text: str = TEXT) -> BriefFolder:
    return BriefFolder(root).write(
        {
            "report/brief.yaml": SETTINGS + more, "report/01-a.md": text, "report/d.csv": ROWS,
            "report/photo.png": _photo(), "report/drawing.svg": DRAWING, "sources/references.yaml": REFERENCES,
        }
    )  # fmt: skip


def _pressed(folder: BriefFolder, **wishes: Any) -> dict[str, Path]:
    report = folder.run(variant="print", **wishes)
    assert [d for d in report.diagnostics if d.severity == "error"] == []
    return {path.stem.rpartition("-")[2]: path for path in report.outputs}


@pytest.fixture(scope="module")
def pressed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The files for a press of a brief with everything that has a colour, as a booklet."""
    return _pressed(_folder(tmp_path_factory.mktemp("pressed")), booklet=True)


@pytest.fixture(scope="module")
def printed(pressed: dict[str, Path]) -> Iterator[pikepdf.Pdf]:
    """The PDF of single pages."""
    with pikepdf.open(pressed["print"]) as pdf:
        yield pdf


@pytest.fixture(params=["print", "booklet"])
def either(request: pytest.FixtureRequest, pressed: dict[str, Path]) -> Iterator[pikepdf.Pdf]:
    """The PDF of single pages, then that of the booklet."""
    with pikepdf.open(pressed[request.param]) as pdf:
        yield pdf


def _box(page: Any, name: str) -> list[float]:
    return [float(part) for part in page.obj[name]]


def _streams(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Everything with content: pages, forms, patterns, letters that are drawn."""
    for page in pdf.pages:
        if Name.Contents in page.obj:
            yield page
    for item in pdf.objects:
        if isinstance(item, Stream) and (item.get(Name.Subtype) == Name.Form or Name.PatternType in item):
            yield item
        if isinstance(item, Dictionary) and Name.CharProcs in item:
            yield from dict(item.CharProcs).values()


# what is printed where


def test_a_page_is_cut_at_its_size_and_printed_three_millimetres_further_on_a_larger_sheet(printed):
    portrait = [p for p in printed.pages if _box(p, "/TrimBox")[2] < 600]
    assert len(portrait) < len(printed.pages), "the wide table stands on a sheet on its side"
    for page in printed.pages:
        trim, bleed, media = (_box(page, name) for name in ("/TrimBox", "/BleedBox", "/MediaBox"))
        size = A4 if page in portrait else A4[::-1]
        assert (trim[2] - trim[0], trim[3] - trim[1]) == pytest.approx(size, abs=0.2)
        assert [abs(a - b) for a, b in zip(trim, bleed, strict=True)] == pytest.approx([3 * MM] * 4, abs=0.01)
        assert [abs(a - b) for a, b in zip(bleed, media, strict=True)] == pytest.approx([6 * MM] * 4, abs=0.01)
        assert "/CropBox" not in page.obj
        assert "/ArtBox" not in page.obj


def _shown(path: Path, page: int, dpi: int = 72) -> Image.Image:
    done = subprocess.run(
        ["pdftoppm", "-r", str(dpi), "-f", str(page), "-l", str(page), "-png", path], capture_output=True, check=True
    )
    return Image.open(io.BytesIO(done.stdout)).convert("RGB")


def test_what_stands_at_the_edge_of_the_cover_runs_on_to_the_end_of_the_bleed_and_no_further(pressed, printed):
    left, bottom, right, top = _box(printed.pages[0], "/MediaBox")
    image = _shown(pressed["print"], 1)
    assert image.size == pytest.approx((right - left, top - bottom), abs=1)
    border, bleed = 9 * MM, 3 * MM
    for x, y in (
        (border - bleed + 1, 400),
        (border + 1, border - bleed + 2),
        (border + 9, image.height - border + bleed - 2),
    ):
        red, _, blue = image.getpixel((int(x), int(y)))
        assert red - blue > 30, (x, y)
    for x, y in ((border - bleed - 2, 400), (border + 4, border - bleed - 2), (image.width - 40, 300)):
        assert image.getpixel((int(x), int(y))) == (255, 255, 255), (x, y)


def test_crop_marks_stand_beyond_the_bleed_and_in_every_ink(printed):
    for page in printed.pages:
        if Name.Contents not in page.obj:
            continue
        left, bottom, right, top = _box(page, "/BleedBox")
        lines, colour, start = [], None, None
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) == "CS":
                colour = page.obj.Resources.ColorSpace.get(str(operands[0]))
            if colour is None or str(colour[0]) != "/Separation" or str(colour[1]) != "/All":
                continue
            if str(operator) == "m":
                start = [float(part) for part in operands]
            elif str(operator) == "l":
                lines.append((start, [float(part) for part in operands]))
        assert len(lines) == 8
        for line in lines:
            assert all(x < left or x > right or y < bottom or y > top for x, y in line)


def test_without_marks_the_sheet_ends_with_the_bleed(tmp_path):
    paths = _pressed(_folder(tmp_path, "look: {print: {marks: false, bleed: 5mm}}\n", "# A\n\nText.\n"))
    assert list(paths) == ["print"]
    with pikepdf.open(paths["print"]) as pdf:
        for page in pdf.pages:
            assert _box(page, "/MediaBox") == _box(page, "/BleedBox")
            assert _box(page, "/TrimBox")[0] - _box(page, "/MediaBox")[0] == pytest.approx(5 * MM, abs=0.01)


# inks


def test_no_colour_of_a_screen_is_left_in_any_content(either):
    seen = set()
    for stream in _streams(either):
        for operands, operator in pikepdf.parse_content_stream(stream):
            seen.add(str(operator))
            assert str(operator) not in ("rg", "RG")
            assert str(operator) not in ("cs", "CS") or "RGB" not in str(operands[0])
    assert {"k", "K", "Do"} <= seen


def test_pictures_and_gradients_say_which_red_green_and_blue_theirs_are(either):
    found = []
    for item in either.objects:
        if (
            isinstance(item, Dictionary | Stream)
            and Name.ColorSpace in item
            and not isinstance(item.ColorSpace, Dictionary)
        ):
            space = item.ColorSpace
            found.append(str(space[0]) if isinstance(space, pikepdf.Array) else str(space))
            if found[-1] == "/ICCBased":
                assert bytes(space[1].read_bytes())[16:20] == b"RGB "
    assert "/ICCBased" in found
    assert "/DeviceRGB" not in found


def test_groups_blend_in_inks(either):
    groups = [item.Group for item in either.objects if isinstance(item, Dictionary | Stream) and Name.Group in item]
    assert groups
    assert {str(group.CS) for group in groups if Name.CS in group} <= {"/DeviceCMYK", "/DeviceGray"}


def test_text_is_printed_in_black_ink_alone(printed):
    inks: dict[tuple[float, ...], int] = {}
    for page in printed.pages[1:]:
        if Name.Contents not in page.obj:
            continue
        colour: tuple[float, ...] = ()
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) == "k":
                colour = tuple(float(part) for part in operands)
            elif str(operator) in ("Tj", "TJ"):
                inks[colour] = inks.get(colour, 0) + 1
    assert max(inks, key=lambda c: inks[c]) == (0, 0, 0, 1)
    greys = [c for c in inks if c[3] and not any(c[:3])]
    coloured = [c for c in inks if any(c[:3])]
    assert len(greys) >= 2, "running heads are grey: black alone, less of it"
    assert len(coloured) == 1, "and labels are in the accent of the style"


def test_greys_are_of_one_ink_and_as_light_as_on_the_screen():
    press = Press(_profile())
    assert press.inks((0, 0, 0)) == (0, 0, 0, 1)
    assert press.inks((28 / 255, 28 / 255, 30 / 255)) == (0, 0, 0, 1)
    assert press.inks((1, 1, 1)) == (0, 0, 0, 0)
    scale = [press.inks((part / 255,) * 3) for part in range(256)]
    assert all(not any(inks[:3]) for inks in scale)
    blacks = [inks[3] for inks in scale]
    assert blacks == sorted(blacks, reverse=True)
    assert 0.3 < blacks[128] < 0.8


@pytest.mark.parametrize("style", get_args(Style))
def test_the_greys_that_a_style_sets_words_in_are_of_black_ink_alone(style, tmp_path):
    named = tokens(screen_css(style), "light")
    press = Press(_profile())
    for name in ("ink", "ink-soft", "muted"):
        colour = colour_of(named[name].value, named)
        assert press.inks((colour.red, colour.green, colour.blue))[:3] == (0, 0, 0), name
    look = f"look: {{style: {style}}}\n"
    printed = _pressed(_folder(tmp_path, look, "# Low\n\nLow.[^n]\n\n###### Low\n\n[^n]: Low."))["print"]
    inks = set()
    with pikepdf.open(printed) as pdf:
        for page in (page for page in pdf.pages if Name.Contents in page.obj):
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) == "k":
                    inks.add(tuple(float(part) for part in operands))
    accent = colour_of(named["accent"].value, named)
    of_accent = pytest.approx(press.inks((accent.red, accent.green, accent.blue)), abs=0.01)
    assert [ink for ink in inks if any(ink[:3]) and ink != of_accent] == []


def test_a_colour_is_printed_in_the_inks_that_its_profile_gives():
    cyan, magenta, yellow, _ = Press(_profile()).inks((0.8, 0.1, 0.1))
    assert magenta > 0.8
    assert yellow > 0.6
    assert cyan < 0.3


def _profile() -> Any:
    found = profiles.found_here()
    assert found is not None, "this machine lacks a profile: " + profiles.GET
    return found


# what it says of itself


def test_it_says_that_it_is_pdf_x_4_for_which_inks_and_of_what_day(either):
    (intent,) = either.Root.OutputIntents
    assert str(intent.S) == "/GTS_PDFX"
    assert bytes(intent.DestOutputProfile.read_bytes()) == _profile().data
    assert str(intent.OutputConditionIdentifier)
    assert str(intent.Info) == _profile().description
    assert str(either.docinfo.Trapped) == "/False"
    assert str(either.docinfo.CreationDate) == str(either.docinfo.ModDate) == "D:20260115000000Z"
    assert str(either.docinfo.Title) == "A test of the river"
    assert either.pdf_version == "1.6"
    assert not either.is_encrypted
    raw = either.Root.Metadata.read_bytes().decode()
    assert 'xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/"' in raw
    with either.open_metadata() as xmp:
        assert xmp["pdfxid:GTS_PDFXVersion"] == "PDF/X-4"
        assert xmp["pdf:Trapped"] == "False"
        assert xmp["dc:title"] == "A test of the river"
        assert xmp["xmpMM:DocumentID"].startswith("uuid:")
        assert xmp["xmpMM:VersionID"]
        assert xmp["xmpMM:RenditionClass"] == "default"
        assert xmp["xmp:CreateDate"].startswith("2026-01-15")
    assert "pdfaid:" not in raw
    assert "pdfuaid:" not in raw


def test_nothing_in_it_can_be_clicked_and_every_letter_is_in_it(either):
    assert all(Name.Annots not in page.obj for page in either.pages)
    letters = 0
    for item in either.objects:
        if isinstance(item, Dictionary) and item.get(Name.Type) == Name.FontDescriptor:
            letters += 1
            assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(item.keys())
        if isinstance(item, Dictionary):
            assert item.get(Name.Type) not in (Name.Annot, Name.Action, Name.OBJR)
    assert letters >= 3


def test_the_program_itself_finds_nothing_against_it_and_would_find_it_in_a_pdf_for_the_screen(pressed, tmp_path):
    assert pdf_x_rules.faults(pressed["print"].read_bytes()) == []
    assert pdf_x_rules.faults(pressed["booklet"].read_bytes()) == []
    screen = _folder(tmp_path).built("pdf").paths["pdf"]
    said = pdf_x_rules.faults(screen.read_bytes())
    assert "it doesn't say that it is PDF/X-4" in said
    assert "it names no inks and paper that it is for, or several" in said
    assert any("an annotation where it is printed" in fault for fault in said)
    assert any("colours of a screen" in fault for fault in said)


def test_the_check_reads_it_back_and_qpdf_has_nothing_against_it(tmp_path):
    done = _folder(tmp_path, text="# A\n\nText.\n").command("check", "--variant", "print", "--booklet")
    assert done.exit_code == 0, done.output
    table = [re.split("  +", line) for line in done.output.splitlines()]
    told = {row[0]: (row[1], row[-1]) for row in table if row[0].startswith("PDF ")}
    assert told == dict.fromkeys(["PDF for the press", "PDF of the booklet"], ("qpdf", "nothing against it"))


def test_two_builds_give_the_same_bytes_and_the_manifest_names_the_profile(pressed, tmp_path):
    again = _pressed(_folder(tmp_path), booklet=True)
    assert again["print"].read_bytes() == pressed["print"].read_bytes()
    assert again["booklet"].read_bytes() == pressed["booklet"].read_bytes()
    manifest = json.loads((again["print"].parent / "manifest-print.json").read_text())
    told = manifest["predicate"]["briefpress_outputs"]["river-print.pdf"]["profile"]
    profile = _profile()
    assert told == {
        "file": profile.file, "description": profile.description, "sha256": hashlib.sha256(profile.data).hexdigest(),
    }  # fmt: skip


def test_files_for_a_press_stand_beside_the_edition_and_leave_it_as_it_was(tmp_path):
    folder = _folder(tmp_path, text="# A\n\nText.\n")
    folder.built("pdf")
    before = {p.name: p.read_bytes() for p in (tmp_path / "output").iterdir()}
    _pressed(folder)
    after = {p.name: p.read_bytes() for p in (tmp_path / "output").iterdir()}
    assert set(after) - set(before) == {"river-print.pdf", "manifest-print.json"}
    assert {name: after[name] for name in before} == before


# profiles


def test_a_profile_of_the_publishers_own_is_the_one_that_it_is_printed_by(tmp_path):
    folder = _folder(tmp_path, "look: {print: {profile: house.icc}}\n", "# A\n\nText.\n")
    folder.write({"styles/house.icc": _profile().data})
    report = folder.run(variant="print")
    (artifact,) = report.artifacts
    assert artifact.profile is not None
    assert artifact.profile.file == "house.icc"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (None, "isn't there, or can't be read"),
        (b"no profile", "is no ICC profile"),
        ("srgb", "is a profile of RGB colours, not of CMYK inks"),
        ("torn", "is torn"),
        ("hollow", "has no colours that could be converted"),
    ],
)
def test_a_profile_that_cannot_be_used_is_an_error_at_its_line(tmp_path, data, said):
    from briefpress.engines.inks import srgb

    folder = _folder(tmp_path, "look: {print: {profile: house.icc}}\n", "# A\n\nText.\n")
    made = {"srgb": srgb, "torn": lambda: _profile().data[:-400], "hollow": _hollow}
    content = made[data]() if isinstance(data, str) else data
    if content is not None:
        folder.write({"styles/house.icc": content})
    (found,) = [d for d in folder.found() if d.severity == "error"]
    assert (found.code, found.span.line) == ("PRINT001", 5)
    assert said in found.message


def _hollow() -> bytes:
    """A profile whose tables of colours go by names that nobody knows."""
    data = _profile().data
    return data[:128] + data[128:512].replace(b"B2A", b"X2Y").replace(b"A2B", b"Y2X") + data[512:]


def test_a_machine_without_a_profile_says_how_to_get_one(tmp_path, monkeypatch):
    monkeypatch.setattr(profiles, "SHELVES", (tmp_path,))
    with pytest.raises(profiles.StageError) as error:
        profiles.profile_of(_folder(tmp_path / "b").run(until="assemble").project)
    (found,) = error.value.diagnostics
    assert found.code == "PRINT002"
    assert "libgs-common" in found.hint


@pytest.mark.parametrize(
    ("description", "name"),
    [
        ("Coated FOGRA39 (ISO 12647-2:2004)", "FOGRA39"),
        ("ISO Coated v2 300% (ECI)", "FOGRA39"),
        ("PSO Coated v3", "FOGRA51"),
        ("PSO Uncoated v3 (FOGRA52)", "FOGRA52"),
        ("A house's own", "Custom"),
    ],
)
def test_a_printing_condition_that_is_registered_is_named_as_it_is_in_the_registry(description, name):
    known = profiles.condition(profiles.Profile("x.icc", description, b""))
    assert (known.name, known.registered) == (name, name != "Custom")


# booklets


@given(st.integers(1, 64), st.booleans())
def test_folded_and_stitched_each_page_comes_once_and_in_its_order(pages, from_right):
    pages += imposition.padding(pages)
    assert pages % 4 == 0
    sides = imposition.spreads(pages, from_right=from_right)
    assert len(sides) == pages // 2
    assert _leafed_through(sides, from_right=from_right) == list(range(1, pages + 1))


def _leafed_through(sides: list[tuple[int, int]], *, from_right: bool) -> list[int]:
    """Fold a stack of sheets and read it leaf by leaf.

    Each sheet is printed on both sides and turned about its fold, so that what is left on the front has at its back
    what is right on the back. In a book from the left, the right half of each front is a leaf's first page.
    """
    near, far = (0, 1) if from_right else (1, 0)
    first_half, second_half = [], []
    for front, back in zip(sides[::2], sides[1::2], strict=True):
        first_half += [front[near], back[far]]
        second_half = [back[near], front[far], *second_half]
    return first_half + second_half


def test_a_number_of_pages_that_no_sheets_make_is_refused():
    for pages in (0, 3, 6):
        with pytest.raises(ValueError, match="no booklet"):
            imposition.spreads(pages, from_right=False)


def test_a_booklet_has_a_multiple_of_four_pages_and_the_empty_ones_hold_nothing(printed):
    assert len(printed.pages) % 4 == 0
    empty = [page for page in printed.pages if not _words(page)]
    assert empty
    assert all(Name.Contents not in page.obj for page in empty)


def _words(page: Any) -> bool:
    return Name.Contents in page.obj and any(
        str(operator) in ("Tj", "TJ") for _, operator in pikepdf.parse_content_stream(page)
    )


def test_text_is_never_parted_by_empty_pages_but_an_imprint_alone_stays_on_the_back(tmp_path):
    # A text that runs to the last page, and one behind which the imprint has a page of its own.
    long = _folder(tmp_path / "a", "look: {cover: false}\n", f"# A\n\n{FILLING}\n")
    with pikepdf.open(_pressed(long, booklet=True)["print"]) as pdf:
        there = [_words(page) for page in pdf.pages]
        assert there == sorted(there, reverse=True)
        assert False in there
    alone = _folder(tmp_path / "b", "look: {cover: false}\n", f"# A\n\n{FILLING}\n")
    alone.write({"styles/house.css": ".colophon { break-before: page }"})
    with pikepdf.open(_pressed(alone, booklet=True)["print"]) as pdf:
        there = [_words(page) for page in pdf.pages]
        assert there[-1]
        assert False in there[:-1]


def test_the_sheets_of_a_booklet_are_two_pages_wide_and_have_the_pages_in_their_places(pressed, printed):
    with pikepdf.open(pressed["booklet"]) as pdf:
        assert len(pdf.pages) == len(printed.pages) // 2
        for page in pdf.pages:
            trim, bleed, media = (_box(page, name) for name in ("/TrimBox", "/BleedBox", "/MediaBox"))
            assert (trim[2] - trim[0], trim[3] - trim[1]) == pytest.approx((2 * A4[0], A4[1]), abs=0.2)
            assert [abs(a - b) for a, b in zip(trim, bleed, strict=True)] == pytest.approx([3 * MM] * 4, abs=0.01)
            assert [abs(a - b) for a, b in zip(bleed, media, strict=True)] == pytest.approx([6 * MM] * 4, abs=0.01)
    front = _shown(pressed["booklet"], 1)
    cover = _shown(pressed["print"], 1)
    border, width, height = 9 * MM, A4[0], A4[1]
    inner = (border + 1, border + 1, border + width - 1, border + height - 1)
    right = tuple(round(part + (width if i % 2 == 0 else 0)) for i, part in enumerate(inner))
    difference = _apart(front.crop(right), cover.crop(tuple(map(round, inner))))
    assert difference < 6, "the cover is the right half of the first side"


def _apart(one: Image.Image, other: Image.Image) -> float:
    """The mean difference of two pictures, from 0 to 255."""
    size = (min(one.width, other.width), min(one.height, other.height))
    pairs = zip(
        one.crop((0, 0, *size)).convert("L").tobytes(), other.crop((0, 0, *size)).convert("L").tobytes(), strict=True
    )
    return sum(abs(a - b) for a, b in pairs) / (size[0] * size[1])


def test_a_page_on_its_side_stands_upright_in_a_booklet(pressed, printed):
    number = next(i for i, page in enumerate(printed.pages, 1) if _box(page, "/TrimBox")[2] > 600)
    sides = imposition.spreads(len(printed.pages), from_right=False)
    side = next(i for i, spread in enumerate(sides, 1) if number in spread)
    at = sides[side - 1].index(number)
    border, width, height = 9 * MM, A4[0], A4[1]
    lying = _shown(pressed["print"], number).crop(tuple(map(round, (border, border, border + height, border + width))))
    left = border + at * width
    there = _shown(pressed["booklet"], side).crop(tuple(map(round, (left, border, left + width, border + height))))
    assert _apart(there, lying.rotate(90, expand=True)) < 6
    assert _apart(there, lying.rotate(-90, expand=True)) > _apart(there, lying.rotate(90, expand=True)) + 1


def test_a_booklet_from_the_right_has_its_cover_on_the_left_half(tmp_path):
    folder = _folder(tmp_path, "lang: ar\n", "# النهر\n\nالنهر منخفض.\n")
    paths = _pressed(folder, booklet=True)
    with pikepdf.open(paths["booklet"]) as pdf:
        forms = pdf.pages[0].obj.Resources.XObject
        assert list(forms.keys()) == ["/L"], "the back is empty"


# the command line


def test_a_booklet_without_a_press_and_a_press_without_a_pdf_are_mistakes(tmp_path):
    folder = _folder(tmp_path)
    assert folder.command("build", "--booklet").exit_code == 2
    done = folder.command("build", "--variant", "print", "--format", "epub")
    assert done.exit_code == 2
    assert "add --format pdf" in done.output


def test_other_formats_may_be_made_beside_the_pdf_for_a_press(tmp_path):
    report = _folder(tmp_path, text="# A\n\nText.\n").run("html", "pdf", variant="print")
    assert [path.name for path in report.outputs] == [
        "river.html", "river-print.pdf", "river.bib", "river.ris", "river.csl.json",
    ]  # fmt: skip


@pytest.mark.parametrize("wrong", ["bleed: 3", "bleed: 11mm", "bleed: -3mm", "bleed: 1in", "marks: maybe"])
def test_a_bleed_that_no_printer_would_take_is_told(tmp_path, wrong):
    found = _folder(tmp_path, f"look: {{print: {{{wrong}}}}}\n").found()
    assert [d.span.line for d in found if d.code == "CONF003"] == [5]


def test_a_draft_may_be_printed(tmp_path):
    report = _folder(tmp_path, text="# A\n\nText.\n").run(variant="print", draft=True)
    assert [path.name for path in report.outputs] == ["river-draft-print.pdf"]
