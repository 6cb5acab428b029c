"""The address of a link in; whether a brief can carry it, and if not, why, out."""

from __future__ import annotations

import re

SCHEMES = ("http", "https", "mailto", "tel", "doi")
"""The kinds of address that lead somewhere from paper, from a phone and from an e-book alike, and run nothing."""

_SCHEME = re.compile(r"^\s*([A-Za-z][A-Za-z0-9+.-]*):")
_WEB = re.compile(r"^https?://[^\s/?#]+", re.IGNORECASE)
_HOST_AND_REST = re.compile(r"^([A-Za-z][\w+.-]*:(?://)?)?([^/?#]*)(.*)$", re.DOTALL)
_UNSAFE = re.compile(r"[\x00-\x20\"<>\[\]\\^`{|}]|%(?![0-9A-Fa-f]{2})")
"""What no address may hold as it is (RFC 3986, 2), behind its host. Letters of other scripts may stay (RFC 3987)."""

_DOI = re.compile(r"^10\.\d{4,9}/\S+$")
_SECTION = re.compile(r"^[\w./%-]+\.md(#.*)?$")
_HOST = re.compile(r"^(?:www\.|[\w-]+(?:\.[\w-]+)*\.(?:org|com|net|int|edu|gov|info|eu|io|am|az|ru|uk|fr|de)(?:/|$))")


def is_inner(address: str) -> bool:
    """Whether it leads to a place of the brief itself: `#label`, or a section's file."""
    return address.startswith("#") or bool(_SECTION.match(address))


def whole(address: str) -> str:
    """The address as every reader's program can follow it: that of a DOI on the web, and no sign that none may have."""
    web = f"https://doi.org/{address[4:].lstrip('/')}" if address.lower().startswith("doi:") else address
    scheme, host, rest = _HOST_AND_REST.match(web).groups()  # type: ignore[union-attr]  # every text matches
    return f"{scheme}{host}{_UNSAFE.sub(lambda m: f'%{ord(m[0]):02X}', rest)}"


def wordless(address: str) -> tuple[str, str]:
    """What to say of a link that holds neither words nor a picture."""
    return f"The link `{address}` has no words.", "Write them between the brackets."


def fault(address: str) -> tuple[str, str] | None:
    """What is wrong with a link that leads out of the brief, and what to do; None where nothing is."""
    scheme = _SCHEME.match(address)
    if scheme is not None:
        if scheme[1].lower() in ("http", "https") and not _WEB.match(address):
            return f"The link `{address}` is no address on the web.", "It begins like `https://example.org`."
        if scheme[1].lower() in SCHEMES:
            return None
        return f"The link `{address}` has an address of a kind that no reader can follow.", (
            f"It takes {', '.join(SCHEMES[:-1])} and {SCHEMES[-1]}."
        )
    if not address:
        return "The link has no address.", "Write it between the parentheses, or take the brackets away."
    if address.startswith("//"):
        return f"The link `{address}` doesn't say how to get there.", f"Write `https:{address}`."
    if _DOI.match(address):
        return f"The link `{address}` would be taken for a file.", f"Write `https://doi.org/{address}`."
    if _HOST.match(address):
        return f"The link `{address}` would be taken for a file.", f"Write `https://{address}`."
    return f"The link `{address}` leads to a file, which isn't published with the brief.", (
        "Link to its address on the web, or to a place in the brief: `#label`, `02-background.md`."
    )
