"""A brief's folder, or this machine, in; the ICC profile of the inks and the paper that it is printed with, out."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from briefpress import files, surroundings
from briefpress.diagnostics import Diagnostic, StageError, finding
from briefpress.model import Profile, Project

SHELVES = tuple(Path(folder) for folder in surroundings.PROFILES)

WANTED = (
    "PSOcoated_v3.icc",
    "PSO_Coated_v3.icc",
    "ISOcoated_v2_eci.icc",
    "ISOcoated_v2_300_eci.icc",
    "FOGRA39L_coated.icc",
    "CoatedFOGRA39.icc",
    "default_cmyk.icc",
)
"""What a profile may be called, the likeliest to be a printer's own first; Ghostscript's stands for any of them."""

GET = (
    "Ask the printer for theirs, put it into styles/ and name it: `look: {print: {profile: file.icc}}`; or run "
    "`apt-get install libgs-common`."
)
_KEY = "look.print.profile"
_HEADER = 128


class UnfitError(ValueError):
    """The bytes are no profile by which a brief could be printed."""


@dataclass(frozen=True, slots=True)
class Condition:
    """How a profile's printing is known: a name in the ICC's registry, or `Custom` and what the profile says."""

    name: str
    registered: bool


_REGISTERED = (
    (r"FOGRA ?(\d\d)", r"FOGRA\1"),
    (r"ISO ?coated[ _]?v2", "FOGRA39"),
    (r"PSO[ _]?coated[ _]?v3", "FOGRA51"),
    (r"PSO[ _]?uncoated[ _]?v3", "FOGRA52"),
    (r"(?:GRACoL ?2006|Coated ?GRACoL)", "CGATS TR 006"),
    (r"SWOP ?2006.*3", "CGATS TR 003"),
    (r"SWOP ?2006.*5", "CGATS TR 005"),
)
"""What a profile calls itself, and the printing condition in the registry of the ICC that it is for."""


def condition(profile: Profile) -> Condition:
    """The printing condition that a profile is for (ISO 15930-7, 6.2.2)."""
    for pattern, name in _REGISTERED:
        if match := re.search(pattern, profile.description, re.IGNORECASE):
            return Condition(match.expand(name), registered=True)
    return Condition("Custom", registered=False)


def read(name: str, data: bytes) -> Profile:
    """A profile, if it is one of a printing press: class `prtr`, inks CMYK (ICC.1, 7.2). Raises UnfitError."""
    from PIL import ImageCms

    if len(data) < _HEADER or data[36:40] != b"acsp":
        raise UnfitError("is no ICC profile")
    if data[16:20] != b"CMYK":
        raise UnfitError(f"is a profile of {data[16:20].decode('latin-1').strip()} colours, not of CMYK inks")
    if data[12:16] != b"prtr":
        raise UnfitError("is no profile of a printing press")
    if int.from_bytes(data[:4]) != len(data) or data[8] > 4:
        raise UnfitError("is torn, or made by a newer standard than ICC.1:2010")
    try:
        description = ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(io.BytesIO(data)))
    except (ImageCms.PyCMSError, OSError) as error:
        raise UnfitError("can't be read") from error
    return Profile(name, description.strip() or name, data)


def own(root: Path, name: str) -> Profile:
    """A profile of the brief's own, in styles/. Raises UnfitError."""
    try:
        data = files.read_inside(root, root / "styles" / name)
    except files.OutsideBriefError as error:
        raise UnfitError("leads out of the brief's folder") from error
    except OSError as error:
        raise UnfitError("isn't there, or can't be read") from error
    profile = read(Path(name).name, data)
    from PIL import ImageCms

    from briefpress.engines.inks import Press

    try:
        Press(profile)
    except (ImageCms.PyCMSError, OSError) as error:
        raise UnfitError("has no colours that could be converted") from error
    return profile


def fault(project: Project) -> Diagnostic | None:
    """What is wrong with the profile that brief.yaml names (PRINT001), if anything."""
    name = project.brief.look.print.profile
    try:
        if name is not None:
            own(project.root, name)
    except UnfitError as error:
        return finding("PRINT001", f"`styles/{name}` {error}.", project.mark(_KEY), GET)
    return None


def found_here() -> Profile | None:
    """The first of the profiles that this machine has."""
    for path in _candidates():
        try:
            return read(path.name, path.read_bytes())
        except (OSError, UnfitError):
            continue
    return None


def profile_of(project: Project) -> Profile:
    """The profile that a brief is printed by: its own, else one of this machine.

    Raises StageError: PRINT001 for one that can't be used, PRINT002 where there is none.
    """
    name = project.brief.look.print.profile
    if name is not None:
        if wrong := fault(project):
            raise StageError(wrong)
        return own(project.root, name)
    profile = found_here()
    if profile is None:
        raise StageError(finding("PRINT002", "This machine has no profile of CMYK inks.", None, GET))
    return profile


def _candidates() -> Iterator[Path]:
    there = [path for shelf in SHELVES if shelf.is_dir() for path in sorted(shelf.rglob("*.ic[cm]"))]
    for name in WANTED:
        yield from (path for path in there if path.name.casefold() == name.casefold())
