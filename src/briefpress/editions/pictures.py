"""A resolved manuscript and its drawings in; the pictures of its figures, as an edition keeps them, out; and back.

They stand beside the text of an edition, each called by the hash of what it shows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from briefpress import files
from briefpress import pictures as faults
from briefpress.charts import sizes
from briefpress.editions.record import FOLDER, digest_of
from briefpress.model import ResolvedManuscript

_NAME = re.compile(r"figure-[0-9a-f]{16}\.(?:svg|png|jpe?g|gif|webp)")


class Shown:
    """What each picture of a manuscript shows: the SHA-256 of it, and what its file is called beside the text."""

    def __init__(self, manuscript: ResolvedManuscript) -> None:
        self._pictures, self._charts = manuscript.pictures, manuscript.charts
        self._known: dict[str, tuple[str, str]] = {}

    def of(self, target: str) -> tuple[str, str]:
        """The hash and the name of a picture by its target; nothing of one that isn't there."""
        if target not in self._known:
            self._known[target] = self._look(target)
        return self._known[target]

    def _look(self, target: str) -> tuple[str, str]:
        if target in self._charts:
            digest = digest_of(self._charts[target]["usermeta"]["shown"])
        elif target in self._pictures:
            digest = files.sha256(self._pictures[target])
        else:
            return "", ""
        return digest, f"figure-{digest[:16]}{Path(target).suffix}"


def kept(manuscript: ResolvedManuscript, drawings: Mapping[str, str]) -> dict[str, bytes]:
    """The pictures of an edition by their names in its folder. `drawings` are those of its charts, as SVG.

    Those for narrow screens are kept, for side by side a picture has half a page.
    """
    shown = Shown(manuscript)
    found = {t: drawings[sizes.narrow(t)].encode() for t in drawings if sizes.narrow(t) in drawings}
    found |= manuscript.pictures
    return {name: data for target, data in sorted(found.items()) if (name := shown.of(target)[1])}


def is_kept(name: str) -> bool:
    """Whether a file of an edition is the picture of a figure, by its name."""
    return _NAME.fullmatch(name) is not None


def picture(root: Path, number: str, name: str) -> bytes | None:
    """A picture of an edition; nothing where it isn't there, or is none that may be shown."""
    if not is_kept(name):
        return None
    try:
        data = files.read_inside(root, root / FOLDER / number / name)
    except (OSError, files.OutsideBriefError):
        return None
    return data if faults.fault(data) is None else None
