"""A verdict in; what it means and how it is to be taken, for who reads the desk, out."""

from __future__ import annotations

from briefpress.ledger import SOUND, Verdict

MEANING: dict[Verdict, str] = {
    "altered": "The source has other words.",
    "contradicted": "The source has another number for the same thing, or says the opposite.",
    "not found": "The source doesn't have it.",
    "wrong source": "It stands in another document than the one cited.",
    "wrong page": "It stands on another page than the one cited.",
    "unchecked": "Nobody has compared it with its source.",
    "pinned": "The passage is there. Whether it says this is for a person to judge.",
    "agrees": "The source has it.",
    "typographic": "The source has these words, but for typography.",
    "exact": "The source has these words, letter by letter.",
}
"""The verdicts in the order of an editor's work, worst first, and what each means."""


def tone(verdict: Verdict) -> str:
    """How a verdict is to be taken: `sound`, `fault`, `open`, or `judge` where a person has to."""
    if verdict == "pinned":
        return "judge"
    return "sound" if verdict in SOUND else "open" if verdict == "unchecked" else "fault"
