"""A web page on disk in; what axe-core says of it, asked by another Python, out."""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec

from briefpress.engines import axe
from briefpress.engines.validators.asking import Remark, Validator, run


def _ask(path: Path, room: Path) -> list[Remark]:
    # A page can keep its browser busy for ever. Another process can be stopped, a call can't.
    answer = run([sys.executable, "-P", "-m", axe.__name__, str(path)], memory=0, folder=room).answer()
    return [
        Remark(said.rule, "error" if said.decided else "undecided", said.wants, f"at {said.place} ({said.setting})")
        for said in msgspec.json.decode(answer, type=list[axe.Said])
    ]


VALIDATOR = Validator(
    "axe-core", "html", "whether the web page is accessible (WCAG 2.2 A and AA), light and dark, at three widths",
    axe.missing, axe.version, _ask,
)  # fmt: skip
