"""A .gitignore, and names of files that may not be published, in; the same with those names in it, out."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

NAME = ".gitignore"
_BEGIN = "# Documents that may not be published (rights: private), and their text. `briefpress source` keeps this list."
_END = "# The end of that list."


def ignoring(text: str, names: Iterable[str]) -> str:
    """The text of a .gitignore with a list of its own for these names alone, sorted; all other lines as they were."""
    lines = text.splitlines()
    if _BEGIN in lines:
        begin = lines.index(_BEGIN)
        end = lines.index(_END, begin) if _END in lines[begin:] else begin
        lines[begin : end + 1] = []
    while lines and not lines[-1].strip():
        lines.pop()
    listed = sorted({f"/{name}" for name in names})
    ours = [_BEGIN, *listed, _END] if listed else []
    # A later line outdoes an earlier one, so that this list is the last.
    return "".join(f"{line}\n" for line in [*lines, *([""] if lines and ours else []), *ours])


def beside(folder: Path, name: str) -> dict[str, bytes]:
    """The .gitignore of a folder that is to ignore a file in it, by its name; nothing where it names that already."""
    path = folder / NAME
    before = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
    line = f"/{name}".encode()
    if line in before.splitlines():
        return {}
    return {NAME: before + b"\n" * (bool(before) and not before.endswith(b"\n")) + line + b"\n"}
