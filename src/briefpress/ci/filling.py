"""A publisher's wish, and a brief in its repository, in; the files by which a forge rebuilds the brief, out."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Collection
from typing import Any

import jinja2

from briefpress import __version__, files
from briefpress.ci.wishes import SOURCE, Place, Wish
from briefpress.lettering import HAN, SCRIPTS

REQUIREMENT = f"briefpress[check]=={__version__}"
"""What is installed where nothing else is wished: this version, with the validators that come from PyPI."""

LIBRARIES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")
"""The packages of Debian that every build needs (scripts/setup.sh)."""

_EMOJI = "\U0001f000-\U0001faff\u2600-\u27bf"
_FONTS = (
    ("fonts-noto-core", "".join(script.letters for script in SCRIPTS)),
    ("fonts-noto-cjk", HAN),
    ("fonts-noto-color-emoji", _EMOJI),
)
"""The packages of Debian that have the letters which the house's fonts lack."""

_DIGEST = "# What follows is as it was written while its SHA-256 is "


def fonts_for(text: str) -> tuple[str, ...]:
    """The packages of fonts that a text needs beyond those which come with the program."""
    return tuple(package for package, letters in _FONTS if re.search(f"[{letters}]", text))


def workflow(wish: Wish, place: Place, fonts: Collection[str]) -> tuple[str, str]:
    """What the forge runs: its path from the repository's top, and its text."""
    name = _name(place)
    path = f".github/workflows/{_file(name)}" if wish.forge == "github" else ".gitlab-ci.yml"
    return path, _filled(f"{wish.forge}.yml", wish, place, fonts)


def containerfile(wish: Wish, place: Place, fonts: Collection[str]) -> tuple[str, str]:
    """What a container is made by: its path and its text."""
    return "Containerfile", _filled("Containerfile", wish, Place(place.top, "", place.branch), fonts)


def hook(wish: Wish, place: Place) -> str:
    """The text of the hook that git runs before a commit."""
    return "#!/bin/sh\n" + _filled("pre-commit", wish, place, ())


def staged(place: Place) -> str:
    """The line of a hook that checks what is staged of a brief, and goes on to the next line where all is well."""
    return f"briefpress{_at(place)} ci staged || exit 1"


def untouched(text: str) -> bool:
    """Whether a text is as one of these functions wrote it, in whatever version of the program."""
    head, found, rest = text.partition(_DIGEST)
    digest, _, body = rest.partition("\n")
    return bool(found) and head.count("\n") <= 2 and digest.rstrip(".") == files.sha256(body.encode())


def of_same_brief(one: str, other: str) -> bool:
    """Whether two texts that these functions wrote are for a brief in the same folder, or for any (a Containerfile)."""
    return _written_in(one) == _written_in(other)


def _written_in(text: str) -> str:
    head, _, _ = text.partition(_DIGEST)
    found = re.search(r"^# Written by `briefpress -C (.*) ci init", head, re.MULTILINE)
    return found[1] if found else ""


def _name(place: Place) -> str:
    """A name of letters, digits and hyphens that no other folder of the repository has."""
    plain = re.sub(r"[^a-z0-9]+", "-", place.folder.lower()).strip("-")
    told_apart = [files.sha256(place.folder.encode())[:8]] * (plain != place.folder)
    return "-".join([plain] * bool(plain) + told_apart)


def _file(name: str) -> str:
    return f"brief-{name}.yml" if name else "brief.yml"


def _at(place: Place) -> str:
    return f" -C {shlex.quote(place.folder)}" if place.folder else ""


def _filled(template: str, wish: Wish, place: Place, fonts: Collection[str]) -> str:
    name = _name(place)
    folder = f"{place.folder}/" if place.folder else ""
    values: dict[str, Any] = {
        "named": f" in {place.folder}" if place.folder else "",
        "slug": f"-{name}" if name else "",
        "file": _file(name),
        "folder": folder,
        "at": _at(place),
        "branch_yaml": json.dumps(place.branch, ensure_ascii=False),
        "branch_expr": f"'{place.branch}'",
        "cron_yaml": json.dumps(wish.cron),
        "source": wish.install == SOURCE,
        "requirement_yaml": json.dumps(wish.install),
        "requirement": wish.install,
        "debian": " ".join((*LIBRARIES, *fonts)),
        "fonts": bool(fonts),
        "publish": wish.publish,
        "attest": wish.attest,
        "sarif": wish.sarif,
        "pictures": wish.pictures,
        "refresh": wish.refresh,
    }
    body = _environment().get_template(template).render(values)
    return f"# Written by `{wish.command(REQUIREMENT, place.folder)}`.\n{_DIGEST}{files.sha256(body.encode())}.\n{body}"


def _environment() -> jinja2.Environment:
    """Templates whose own marks are neither a forge's expressions nor a shell's."""
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("briefpress", "ci/templates"),
        block_start_string="<%",
        block_end_string="%>",
        variable_start_string="<<",
        variable_end_string=">>",
        comment_start_string="<#",
        comment_end_string="#>",
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=jinja2.StrictUndefined,
        autoescape=False,  # noqa: S701  # YAML and shell: what is filled in is quoted for them
    )
    environment.filters["sh"] = shlex.quote
    return environment
