"""Briefs that claim without a source, misuse words of likelihood, or rest on poor sources: one fault each."""

from __future__ import annotations

from golden.cases import RIVER, Case

CITES = RIVER + "It is low [@marsh2020].\n\n"
JUDGED = '# Key judgements\n\n::: {.key-judgements title="Key judgements"}\n'
PAPERS = """\
references:
  - {id: marsh2020, type: book, title: The Price of Neutrality, publisher: Harbour Press, issued: 2020}
  - {id: marsh2021, type: report, title: "Retracted: The Price of Water", publisher: Harbour Press, issued: 2021}
"""


def claims(text: str, settings: str = "", references: str | None = None) -> Case:
    """A brief with this text, and with its own bibliography where one is given."""
    given = {"settings": settings, **({"references": references} if references else {})}
    return Case((text,), given, command=("verify",))


CLAIMS = {
    "claim-without-source": claims(CITES + "About 5,700 people left. It is the longest river of the north.\n"),
    "claim-in-a-table-without-source": claims(CITES + "| Year | People |\n|---|---|\n| 2024 | 5,700 |\n"),
    "likelihood-with-confidence": claims(JUDGED + "1. It is likely, with high confidence, that it falls.\n:::\n"),
    "likelihood-mixed": claims(JUDGED + "1. It is likely.\n2. It is unlikely.\n3. It is highly probable.\n:::\n"),
    "likelihood-outside-the-scale": claims(JUDGED + "1. It may well fall.\n:::\n"),
    "likelihood-beside-another-number": claims(RIVER + "It is likely (85%) to fall.\n", "evidence: {scale: icd203}\n"),
    "scale-of-ones-own-without-range": claims(CITES, "evidence: {scale: {likely: often}}\n"),
    "sources-cited-once-and-never": claims(CITES, "evidence: {sources: true}\n"),
    "sources-of-one-owner": claims(
        JUDGED + "1. It is likely to fall [@marsh2020; @marsh2022].\n:::\n", references=PAPERS.replace(
            "id: marsh2021", "id: marsh2022").replace("Retracted: ", "")),
    "source-too-old": claims(CITES, "evidence: {oldest: 5 years}\n", PAPERS.replace("issued: 2020", "issued: 2019")),
    "source-age-without-unit": claims(CITES, "evidence: {oldest: 5}\n"),
    "source-retracted": claims(CITES, "evidence: {retracted: [marsh2020]}\n"),
    "source-that-calls-itself-retracted": claims(RIVER + "It is low [@marsh2021].\n", references=PAPERS),
}  # fmt: skip
