"""A style and a brief's folder in; a brief with every component, in that style and the look of that house, out."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path, PurePosixPath

import msgspec

from briefpress import files, yamlfile
from briefpress.look import HOUSE, LOGOS
from briefpress.model import BRIEF
from briefpress.settings import Style


def lay_out(target: Path, style: Style, house: Path) -> None:
    """Write the specimen's brief into a folder, with the style sheet and logo of the brief in `house`, if it has them.

    Raises OSError where the folder can't be written to.
    """
    contents = dict(files.shipped("specimen"))
    for name in (HOUSE, *(f"styles/{logo}" for logo in LOGOS)):
        with suppress(OSError, files.OutsideBriefError):
            contents[name] = files.read_inside(house, house / name)
    if named := _logo(house):
        own = PurePosixPath(named).name
        with suppress(OSError, ValueError, files.OutsideBriefError):
            contents[f"styles/{own}"] = files.read_inside(house, house / "styles" / named)
            logo = b"look: {logo: %s, " % msgspec.json.encode(own)
            contents[BRIEF] = contents[BRIEF].replace(b"look: {", logo)
    contents[BRIEF] = contents[BRIEF].replace(b"{style}", style.encode())
    for name, data in contents.items():
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _logo(house: Path) -> str:
    """The logo that the brief in a folder names; nothing where it names none, or can't be read."""
    told: object = None
    with suppress(OSError, ValueError, files.OutsideBriefError):
        told = yamlfile.parse(files.read_inside(house, house / BRIEF).decode("utf-8-sig"), BRIEF).value
    look = told.get("look") if isinstance(told, dict) else None
    named = look.get("logo") if isinstance(look, dict) else None
    return named if isinstance(named, str) else ""
