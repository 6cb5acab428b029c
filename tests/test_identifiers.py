"""DOI, ISSN, ISBN, ORCID iD and licence: which are right, in which form they are kept, and where they lead."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefpress import identifiers, imprint
from briefpress.settings import Author, Brief
from briefpress.stages.load import load

FORMS = {"doi": identifiers.DOI, "issn": identifiers.ISSN, "isbn": identifiers.ISBN, "orcid": identifiers.ORCID}
DIGITS = st.text("0123456789", min_size=15, max_size=15)


def is_right(kind, text):
    return re.fullmatch(FORMS[kind], text) is not None and identifiers.fault(kind, text) is None


def completed(kind, begun):
    """The one number that these digits begin."""
    (whole,) = [begun + last for last in "0123456789X" if is_right(kind, begun + last)]
    return whole


@pytest.mark.parametrize(("kind", "written", "kept"), [
    ("doi", "10.5555/river.2026", "10.5555/river.2026"),
    ("doi", "https://doi.org/10.5555/river.2026", "10.5555/river.2026"),
    ("doi", "http://dx.doi.org/10.1000.10/123", "10.1000.10/123"),
    ("doi", "doi:10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2",
     "10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2"),
    ("issn", "2049-3630", "2049-3630"),
    ("issn", "20493630", "2049-3630"),
    ("issn", "2434-561x", "2434-561X"),
    ("isbn", "0-306-40615-2", "0-306-40615-2"),
    ("isbn", "080442957x", "080442957X"),
    ("isbn", "978-0-306-40615-7", "978-0-306-40615-7"),
    ("isbn", "9780306406157", "9780306406157"),
    ("orcid", "0000-0002-1825-0097", "0000-0002-1825-0097"),
    ("orcid", "https://orcid.org/0000-0002-1694-233x", "0000-0002-1694-233X"),
])  # fmt: skip
def test_a_right_identifier_is_taken_however_it_is_written_and_kept_in_its_own_form(kind, written, kept):
    assert is_right(kind, written)
    assert identifiers.normal(kind, written) == kept


@pytest.mark.parametrize(("kind", "written", "address"), [
    ("doi", "10.5555/river.2026", "https://doi.org/10.5555/river.2026"),
    ("doi", "10.1002/a<1::b>3#4", "https://doi.org/10.1002/a%3C1::b%3E3%234"),
    ("issn", "20493630", "https://portal.issn.org/resource/ISSN/2049-3630"),
    ("orcid", "0000-0002-1825-0097", "https://orcid.org/0000-0002-1825-0097"),
    ("isbn", "9780306406157", ""),
])  # fmt: skip
def test_an_identifier_leads_to_where_it_is_resolved(kind, written, address):
    assert identifiers.address(kind, written) == address


@pytest.mark.parametrize("kind", ["issn", "isbn", "orcid"])
@given(digits=DIGITS, place=st.integers(0, 14), other=st.integers(1, 9))
def test_one_wrong_digit_is_always_found(kind, digits, place, other):
    for begun in begun_with(kind, digits):
        whole = completed(kind, begun)
        at = [i for i, sign in enumerate(whole) if sign.isdigit()]
        at = at[3:] if len(at) == 13 else at
        i = at[place % len(at)]
        wrong = whole[:i] + str((int(whole[i]) + other) % 10) + whole[i + 1 :]
        assert not is_right(kind, wrong)


@pytest.mark.parametrize("kind", ["issn", "orcid"])
@given(digits=DIGITS, place=st.integers(0, 14))
def test_two_digits_that_have_changed_places_are_always_found(kind, digits, place):
    (begun,) = begun_with(kind, digits)
    whole = completed(kind, begun)
    at = [i for i, (a, b) in enumerate(pairwise(whole)) if (a + b).isdigit() and a != b]
    if at:
        i = at[place % len(at)]
        assert not is_right(kind, whole[:i] + whole[i + 1] + whole[i] + whole[i + 2 :])


def begun_with(kind, digits):
    """What begins identifiers of a kind: all but the check digit."""
    if kind == "issn":
        return [f"{digits[:4]}-{digits[4:7]}"]
    if kind == "isbn":
        return [digits[:9], "978" + digits[:9], "979-" + digits[:9]]
    return [f"{digits[:4]}-{digits[4:8]}-{digits[8:12]}-{digits[12:15]}"]


@pytest.mark.parametrize("text", ["10.5555/a.", "10.5555/a,", "10.5555/(a))", "10.5555/a]", "10.5555/a”"])
def test_a_doi_with_the_end_of_its_sentence_is_found(text):
    assert identifiers.fault("doi", text)


@pytest.mark.parametrize(("field", "text"), [
    ("ISSN", "0028-0836, 1476-4687"),
    ("ISSN", "2049-3630 (online)"),
    ("ISBN", "978-0-306-40615-7 0306406152"),
    ("ISBN", "9780306406157 (hbk.)"),
    ("ISBN", "2049-3630"),
    ("DOI", "https://doi.org/10.5555/river"),
])  # fmt: skip
def test_what_databases_put_into_a_field_of_a_record_is_right(field, text):
    assert identifiers.fault_in_record(field, text) is None


@pytest.mark.parametrize(("field", "text"), [
    ("ISSN", "0028-0836, 1476-4688"), ("ISBN", "978-0-306-40615-7 0306406153"), ("ISSN", "none"), ("DOI", "10.55/x"),
])  # fmt: skip
def test_what_cannot_be_right_in_a_field_of_a_record_is_found(field, text):
    assert identifiers.fault_in_record(field, text)


def test_brief_yaml_keeps_each_identifier_and_the_licence_in_its_own_form(brief):
    folder = brief("# A\n\nLow.\n", files={"report/brief.yaml": """\
        title: River
        date: 2026-01-15
        authors: [{name: Ida Marsh, orcid: https://orcid.org/0000-0002-1694-233x}, Water Office]
        identifier: {doi: https://doi.org/10.5555/river, issn: 2434-561x, isbn: "080442957x"}
        licence: cc-by-sa-4.0
        """})  # fmt: skip
    outcome = load(folder.root)
    kept = outcome.value.brief

    assert outcome.diagnostics == ()
    assert (kept.identifier.doi, kept.identifier.issn, kept.identifier.isbn) == (
        "10.5555/river", "2434-561X", "080442957X",
    )  # fmt: skip
    assert [p.orcid for p in kept.people] == ["0000-0002-1694-233X", None]
    assert kept.licence == "CC-BY-SA-4.0"


@pytest.mark.parametrize(
    ("written", "kept"),
    [("isbn: 9783161484100", "9783161484100"), ("isbn: 0306406152", "0306406152"), ("issn: 20493630", "2049-3630"),
     ("issn: 03785955", "0378-5955")],
)  # fmt: skip
def test_an_isbn_or_issn_may_be_written_without_hyphens_and_quotation_marks(brief, written, kept):
    outcome = load(brief("# A\n\nLow.\n", settings=f"identifier: {{{written}}}\n").root)
    known = outcome.value.brief.identifier
    assert outcome.diagnostics == ()
    assert (known.isbn or known.issn) == kept


@pytest.mark.parametrize(("licence", "address", "name"), [
    ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/", "CC BY 4.0"),
    ("CC-BY-NC-SA-3.0", "https://creativecommons.org/licenses/by-nc-sa/3.0/", "CC BY-NC-SA 3.0"),
    ("CC-BY-3.0-IGO", "https://creativecommons.org/licenses/by/3.0/igo/", "CC BY 3.0 IGO"),
    ("CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/", "CC0-1.0"),
    ("OGL-UK-3.0", "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/", "OGL-UK-3.0"),
    ("etalab-2.0", "https://spdx.org/licenses/etalab-2.0.html", "etalab-2.0"),
    ("LicenseRef-house", "", "LicenseRef-house"),
    ("CC-BY-4.0 OR MIT", "", "CC-BY-4.0 OR MIT"),
    ("All rights reserved", "", "All rights reserved"),
    ("", "", ""),
])  # fmt: skip
def test_a_licence_leads_to_its_text(licence, address, name):
    assert imprint.licence_address(licence) == address
    assert imprint.licence_name(licence) == name


def test_the_colophon_has_every_identifier_with_its_address():
    author = Author("Ida Marsh", orcid="0000-0002-1825-0097")
    told = imprint.identifier_lines(Brief("River", authors=(author, "Water Office")))
    assert told == [
        imprint.Identified("Ida Marsh, ORCID", "0000-0002-1825-0097", "https://orcid.org/0000-0002-1825-0097")
    ]


@pytest.mark.parametrize(
    ("kind", "written", "urn"),
    [("isbn", "978-0-306-40615-7", "urn:isbn:9780306406157"), ("isbn", "0 306 40615 2", "urn:isbn:0306406152"),
     ("issn", "20493630", "urn:issn:2049-3630")],
)  # fmt: skip
def test_an_urn_has_the_digits_as_its_registry_writes_them(kind, written, urn):
    assert identifiers.urn(kind, written) == urn
