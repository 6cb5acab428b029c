"""The name of a file that a block has beside that of its data, in; its path and its bytes, or a finding, out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from briefpress import files
from briefpress.diagnostics import Diagnostic, Span, finding
from briefpress.validate import nearest


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A file of the brief: its path from the brief's folder, and what it holds."""

    path: str
    content: bytes


def named_file(root: Path, name: str, place: Span) -> NamedFile | Diagnostic:
    """The file that is named at a place, by a path from the folder of the file in which the place is."""
    path = (root / place.path).parent / name
    try:
        return NamedFile(files.relative(root, path), files.read_inside(root, path))
    except files.OutsideBriefError:
        said, hint = f"`{name}` is outside the brief's folder.", "Put it into sources/data/."
    except (OSError, ValueError) as error:
        near = sorted(p.name for p in path.parent.glob("*")) if files.is_inside(root, path.parent) else []
        said, hint = f"There is no file `{name}`.", f"Paths are read from the folder of {place.path}."
        if like := nearest(path.name, near):
            hint = f"Did you mean `{files.as_named_in(place.path, files.relative(root, path.with_name(like)))}`?"
        if isinstance(error, OSError) and path.exists():
            said = f"`{name}` can't be read: it {error.strerror}."
    return finding("CHART004", said, place, hint)
