"""This machine in; what it has, what it lacks, and how to get it, out."""

from __future__ import annotations

import sys
from collections.abc import Callable

import click

from briefpress import lettering, ownkey
from briefpress.commands._shared import Options, finish
from briefpress.diagnostics import Diagnostic, StageError, finding
from briefpress.engines import csl, fonts, machine_fonts, pandoc, profiles, vega, weasyprint
from briefpress.engines.validators import VALIDATORS, presence


@click.command("doctor", epilog="Example: briefpress doctor")
@click.pass_context
def command(ctx: click.Context) -> None:
    """Tell what this machine lacks, and how to get it.

    What a build needs and isn't here is an error; a validator that isn't here is a warning.
    """
    lines, found = [], []
    for name, look in (
        ("Python", lambda: ".".join(map(str, sys.version_info[:3]))),
        ("pandoc", pandoc.version),
        ("WeasyPrint", _weasyprint),
        ("vl-convert", _vega),
        ("citation styles", lambda: f"{len(csl.names()):,}"),
        ("fonts", _fonts),
    ):
        line, fault = _look(name, look)
        lines.append(line)
        found += [fault] if fault else []
    fast = weasyprint.has_fast_subsetting()
    lines.append(
        f"{'ok' if fast else 'slow':<8} HarfBuzz subsetting" + ("" if fast else ": apt-get install libharfbuzz-subset0")
    )
    try:
        bare = weasyprint.scripts_without_font()
        told = f"none for {', '.join(bare)}: sh scripts/setup.sh fonts" if bare else "for every script"
        lines.append(f"{'some' if bare else 'ok':<8} letters {told}")
    except StageError:
        pass  # WeasyPrint isn't here, which has been told.
    try:
        absent = machine_fonts.lacking((*lettering.SCRIPTS, *lettering.scripts("中", ["zh"])))
        told = f"without {', '.join(absent)}: sh scripts/setup.sh fonts" if absent else "for every script"
        lines.append(f"{'some' if absent else 'ok':<8} fonts for e-books and web pages {told}")
    except StageError as error:
        lines.append(f"{'missing':<8} fonts for e-books and web pages")
        found += error.diagnostics
    inks = profiles.found_here()
    said = f"{inks.file}, {inks.description}" if inks else "for --variant print: none. " + profiles.GET
    lines.append(f"{'ok' if inks else 'some':<8} colour profile {said}")
    key = ownkey.place()
    if key is not None and ownkey.is_anothers(key):
        lines.append(f"{'slow':<8} nothing is kept from build to build: {key} is another user's. Delete it")
    for validator in VALIDATORS:
        lacking, version = presence(validator)
        name = f"{validator.name} {version}".rstrip()
        lines.append(f"{'missing' if lacking else 'ok':<8} {name} (sees the {validator.format.upper()})")
        if lacking:
            found.append(finding("CHK005", f"{validator.name} isn't on this machine.", hint=lacking))
    finish(ctx, Options.of(ctx), found, told="\n".join(lines))


def _look(name: str, look: Callable[[], str]) -> tuple[str, Diagnostic | None]:
    try:
        return f"{'ok':<8} {name} {look()}", None
    except StageError as error:
        return f"{'missing':<8} {name}", error.diagnostics[0]
    except csl.NoStylesError as error:
        return f"{'missing':<8} {name}", csl.missing(error)


def _weasyprint() -> str:
    weasyprint.warm()
    return weasyprint.version()


def _vega() -> str:
    vega.warm()
    return vega.version()


def _fonts() -> str:
    there = fonts.whole(fonts.FACES)
    if len(there) < len(fonts.FACES):
        hint = "Run `pip install font-source-serif-pro font-source-sans-pro font-roboto`."
        raise StageError(finding("ENG001", "The house's fonts aren't on this machine.", hint=hint))
    return ", ".join(dict.fromkeys(f.family for f in there))
