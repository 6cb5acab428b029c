"""Addresses and how it stands with each in; findings for the author, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from briefpress.diagnostics import Diagnostic, finding
from briefpress.linkcheck.addresses import Address
from briefpress.linkcheck.liveness import Liveness


def told(
    addresses: Iterable[Address], answers: Mapping[str, Liveness], copies: Mapping[str, Liveness]
) -> Iterator[Diagnostic]:
    """A finding for each address that isn't well, at its first place; the others are named with it.

    `copies` tells how it stands with the archived copies of those that are dead.
    """
    for address in addresses:
        answer = answers[address.url]
        place, more = address.places[0], address.places[1:]
        if answer.state in ("dead", "lost"):
            code = "LINK003" if answer.state == "dead" else "LINK006"
            yield finding(code, answer.said, place, _instead(address, copies), more)
        elif answer.state == "moved":
            said = f"`{address.url}` has moved for good."
            yield finding("LINK004", said, place, f"Write `{answer.to}`.", more)
        elif answer.state == "unknown":
            hint = "Look at it in a browser: some sites turn programs away."
            yield finding("LINK005", answer.said, place, hint, more)


def _instead(address: Address, copies: Mapping[str, Liveness]) -> str:
    if not address.archived:
        return (
            "Find its new address, or an archived copy (the Internet Archive keeps many); a source's goes into the "
            "field `archived` of its record."
        )
    if (copy := copies.get(address.archived)) and copy.state in ("dead", "lost"):
        return f"Its archived copy, `{address.archived}`, is dead as well: find another."
    return f"The list of references now gives its archived copy, `{address.archived}`."
