"""Vega-Lite specifications in; SVG drawings out, by vl-convert in a process of its own.

vl-convert holds Python's lock while it works and takes half a second to start, so it runs beside the build: as
`python -m briefpress.engines.vega`, a JSON list of specifications on standard input, a JSON list of SVGs out.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from briefpress.diagnostics import StageError, finding

SECONDS = 60


def version() -> str:
    """vl-convert's version."""
    return importlib.metadata.version("vl-convert-python")


def draw(specifications: Sequence[dict[str, Any]]) -> list[str]:
    """Each specification as SVG, with letters as text. Nothing is fetched: data is in the specification.

    Raises StageError: ENG001 vl-convert isn't there, ENG002 it failed, ENG003 it took too long.
    """
    if importlib.util.find_spec("vl_convert") is None:
        hint = "Run `pip install vl-convert-python`."
        raise StageError(finding("ENG001", "vl-convert isn't on this machine.", hint=hint))
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-m", __name__], input=msgspec.json.encode(list(specifications)),
            capture_output=True, timeout=SECONDS,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise StageError(finding("ENG003", f"Drawing the charts was stopped after {SECONDS} seconds.")) from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise StageError(finding("ENG002", f"The charts can't be drawn: {said[-1] if said else done.returncode}"))
    drawings: list[str] = msgspec.json.decode(done.stdout)
    return drawings


def _serve() -> None:
    import vl_convert

    fonts = importlib.util.find_spec("font_source_sans_pro")
    if fonts is not None and fonts.submodule_search_locations:
        vl_convert.register_font_directory(str(Path(fonts.submodule_search_locations[0]) / "files"))
    specifications = msgspec.json.decode(sys.stdin.buffer.read())
    drawings = [vl_convert.vegalite_to_svg(s, allowed_base_urls=[]) for s in specifications]
    sys.stdout.buffer.write(msgspec.json.encode(drawings))


if __name__ == "__main__":
    _serve()
