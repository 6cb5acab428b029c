"""What is said of a file of the brief's data in; its rows, or findings, out."""

from __future__ import annotations

from pathlib import Path

from briefpress import files
from briefpress.data import delimited
from briefpress.data.rows import Data
from briefpress.data.selection import Selection
from briefpress.diagnostics import Diagnostic, Span, finding
from briefpress.validate import nearest


def read(root: Path, wanted: Selection, named_in: Span) -> tuple[Data | None, list[Diagnostic]]:
    """Read the rows that a block in a section asks for: its file is named by a path from that section's folder."""
    name = wanted.data
    target = (root / named_in.path).parent / name
    path = files.relative(root, target)

    def refuse(message: str, place: Span, hint: str = "") -> tuple[None, list[Diagnostic]]:
        return None, [finding("DATA001", message, place, hint)]

    try:
        raw = files.read_inside(root, target)
    except files.OutsideBriefError:
        return refuse(f"`{name}` is outside the brief's folder.", named_in, "Put it into sources/data/.")
    except OSError as error:
        if target.exists():
            said = f"The data file `{path}` can't be read: it {error.strerror}."
            return refuse(said, named_in, "Put a plain file there, with the aggregated table.")
        like = nearest(Path(name).name, sorted(p.name for p in (root / "sources" / "data").glob("*.csv")))
        hint = f"Did you mean `../sources/data/{like}`?" if like else "Paths are read from the section's own folder."
        return refuse(f"There is no data file `{path}`.", named_in, hint)
    return delimited.read(raw, path, named_in)
