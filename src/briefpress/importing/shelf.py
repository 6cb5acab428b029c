"""The pictures that documents hold or name in; the names that they will have in the brief, and their bytes, out."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from urllib.parse import quote, unquote, unquote_to_bytes

from briefpress import ast, files, pictures
from briefpress.importing.log import Log
from briefpress.model import Blocks, slug

_DATA = re.compile(r"data:([\w/+.-]*)((?:;[\w=.-]+)*),(.*)", re.DOTALL | re.IGNORECASE)
_REMOTE = re.compile(r"^(?:[A-Za-z][A-Za-z0-9+.-]*:|//)")
_ENDINGS = {"image/png": ".png", "image/jpeg": ".jpg", "image/gif": ".gif", "image/webp": ".webp",
            "image/svg+xml": ".svg"}  # fmt: skip
_TRIED = (".png", ".jpg", ".jpeg", ".svg", ".gif", ".webp", ".pdf", ".eps")


class Shelf:
    """The folder of pictures beside the sections: what is in it, and what is to be put into it."""

    def __init__(self, root: Path, folder: Path) -> None:
        self.root, self.folder = root, folder
        self.new: dict[str, bytes] = {}
        self._put: dict[bytes, str] = {}
        self._parts: dict[Path, str] = {}

    def put(self, name: str, data: bytes) -> str:
        """The name that a picture has in the folder: its own, or one like it where another has that already."""
        if data in self._put:
            return self._put[data]
        path = PurePosixPath(name.replace("\\", "/"))
        stem, ending = slug(path.stem), re.sub(r"[^\w.]", "", path.suffix.lower())
        n, found = 1, f"{stem}{ending}"
        while not self._free(found, data):
            n += 1
            found = f"{stem}-{n}{ending}"
        if found not in self.new and not (self.folder / found).exists():
            self.new[found] = data
        self._put[data] = found
        return found

    def part(self, path: Path) -> str:
        """The name that an included file has in the brief: one alone, and the same wherever it is included."""
        if path not in self._parts:
            stem = slug(path.stem.removeprefix("_")) or "part"
            n, name = 1, f"parts/{stem}.md"
            while name in self._parts.values() or (self.folder.parent / name).exists():
                n += 1
                name = f"parts/{stem}-{n}.md"
            self._parts[path] = name
        return self._parts[path]

    def _free(self, name: str, data: bytes) -> bool:
        """Whether a picture can have a name: nothing has it, or the same picture."""
        if name in self.new:
            return self.new[name] == data
        path = self.folder / name
        if not path.is_symlink() and not path.exists():
            return True
        try:
            return files.read_inside(self.root, path) == data
        except (OSError, files.OutsideBriefError):
            return False


class Pictures:
    """The pictures of one document: embedded in it, or beside it in a folder that is not left."""

    def __init__(
        self, shelf: Shelf, log: Log, folders: tuple[Path, Path], name: str, embedded: Mapping[str, bytes]
    ) -> None:
        self._shelf, self._log, self._name = shelf, log, name
        self._here, self._base = folders
        self._embedded = {key.removeprefix("./"): data for key, data in embedded.items()}
        self._seen: dict[str, str] = {}

    def take(self, target: str, line: int = 0) -> str:
        """The address of a picture as the section has it; what can't be taken stays as it is, and is told."""
        if target not in self._seen:
            self._seen[target] = self._take(target, line)
        return self._seen[target]

    def _take(self, target: str, line: int) -> str:
        shown = target if len(target) < 80 else f"{target[:60]}…"
        if target.lower().startswith("data:"):
            return self._from_address(target, line)
        if target.lower().startswith("file:"):
            self._log.left(f"The picture `{shown}` is named by its place on a machine.",
                           "Put it into report/images/, and name it there.", line)  # fmt: skip
            return target
        if _REMOTE.match(target):
            said = f"The picture `{shown}` is on the web; nothing is fetched."
            self._log.left(said, "Save it to report/images/, and name that file in the section.", line)
            return target
        if (data := self._embedded.get(unquote(target).removeprefix("./"))) is not None:
            return self._kept(f"{self._name}{PurePosixPath(target).suffix}", data, shown, line)
        found = self._beside(unquote(target))
        if isinstance(found, str):
            self._log.left(f"The picture `{shown}` {found}.", "Put it into report/images/, and name it there.", line)
            return target
        path, data = found
        return self._kept(path.name, data, shown, line)

    def _beside(self, target: str) -> tuple[Path, bytes] | str:
        """A picture in the document's own folder, or why there is none. LaTeX leaves its ending away."""
        path = self._base / target.lstrip("/") if target.startswith("/") else self._here / target
        try:
            tried = [path, *(path.with_name(path.name + e) for e in _TRIED if "." not in path.name)]
            real = next((p for p in tried if p.is_file()), path)
            return real, files.read_inside(self._base, real)
        except files.OutsideBriefError:
            return "stands outside the document's folder"
        except (OSError, ValueError):
            return "isn't there"

    def _from_address(self, target: str, line: int) -> str:
        """A picture that stands in its own address."""
        match = _DATA.match(target)
        try:
            if not match:
                raise ValueError
            body = re.sub(r"\s", "", unquote(match[3])) if ";base64" in match[2].lower() else ""
            data = base64.b64decode(body, validate=True) if body else unquote_to_bytes(match[3])
        except (ValueError, binascii.Error):
            self._log.left("A picture within the text can't be read.", "Save it to report/images/ as a file.", line)
            return target[:40]
        return self._kept(f"{self._name}{_ENDINGS.get(match[1].lower(), '.png')}", data, "within the text", line)

    def _kept(self, name: str, data: bytes, shown: str, line: int) -> str:
        kept = self._shelf.put(name, data)
        if wrong := pictures.fault(data):
            hint = f"Save it as PNG or SVG, and name that file in the section. {wrong[1]}"
            self._log.left(f"The picture `{shown}` {wrong[0]}. It is in the brief as images/{kept}.", hint, line)
        return quote(f"images/{kept}")


def tell_undescribed(blocks: Blocks, log: Log) -> None:
    """Tell of the pictures of a section that a reader who doesn't see them learns nothing of."""
    silent: list[str] = []
    captions: dict[int, str] = {}
    for node in ast.walk(blocks):
        if node["t"] == "Figure":
            captions |= {id(i): ast.plain(node["c"][1]).strip() for i in ast.walk(node["c"][2]) if i["t"] == "Image"}
        if node["t"] == "Image":
            attr, words, (target, _) = node["c"]
            spoken = ast.attribute(attr, "alt") or ast.plain(words).strip()
            if "decorative" not in attr[1] and (not spoken or spoken == captions.get(id(node))):
                silent.append(target)
    if silent:
        named = ", ".join(f"`{t}`" for t in dict.fromkeys(silent))
        log.left(f"No alternative text comes with {named}.", 'Say in `{alt="…"}` what it shows.')
