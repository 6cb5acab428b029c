"""A style and a brief's folder in; a brief with every component, in that style and the look of that house, out."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from briefpress import files
from briefpress.look import HOUSE, LOGOS
from briefpress.model import BRIEF
from briefpress.settings import Style


def lay_out(target: Path, style: Style, house: Path) -> None:
    """Write the specimen's brief into a folder, with the style sheet and logo of the brief in `house`, if it has them.

    Raises OSError where the folder can't be written to.
    """
    contents = dict(files.shipped("specimen"))
    contents[BRIEF] = contents[BRIEF].replace(b"{style}", style.encode())
    for name in (HOUSE, *(f"styles/{logo}" for logo in LOGOS)):
        with suppress(OSError, files.OutsideBriefError):
            contents[name] = files.read_inside(house, house / name)
    for name, data in contents.items():
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
