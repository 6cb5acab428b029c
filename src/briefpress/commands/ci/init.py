"""A forge, and the options of `ci init`, in; the files by which the brief is rebuilt there, out."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import click
from packaging.requirements import InvalidRequirement, Requirement

from briefpress import files
from briefpress.ci.filling import REQUIREMENT, containerfile, fonts_for, hook, staged, workflow
from briefpress.ci.wishes import NIGHTLY, SOURCE, Forge, Place, Publish, Wish, place_of
from briefpress.ci.writing import Planned, write
from briefpress.commands._shared import Options, finish, of_no_series
from briefpress.diagnostics import StageError, finding
from briefpress.engines import repository
from briefpress.stages.load import load

_MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
_DAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"]
_CRON: tuple[tuple[int, int, list[str]], ...] = ((0, 59, []), (0, 23, []), (1, 31, []), (1, 12, _MONTHS), (0, 6, _DAYS))
"""The fields of a schedule as POSIX has them (`crontab`): the least and the greatest number, and names for them."""
_OWN_HOOKS = ".pre-commit-config.yaml"


@click.command("init", epilog="Example: briefpress ci init github --publish request --container --pre-commit")
@click.argument("forge", type=click.Choice(get_args(Forge)))
@click.option(
    "--install",
    default=REQUIREMENT,
    metavar="REQUIREMENT",
    help=f"What pip installs, or `.` where this is the program's own repository (default: {REQUIREMENT}).",
)
@click.option(
    "--publish",
    type=click.Choice(get_args(Publish)),
    default="push",
    help="How a new edition reaches the main branch at night: by a push, by a request to merge it, or not at "
    "all (default: push).",
)
@click.option("--cron", default=NIGHTLY, metavar="CRON", help=f"When GitHub rebuilds it, in UTC (default: {NIGHTLY}).")
@click.option("--attest", is_flag=True, help="Sign each edition's manifest, by GitHub's attestations.")
@click.option("--sarif/--no-sarif", default=True, help="Show findings in GitHub's code scanning, too (default: yes).")
@click.option(
    "--pictures/--no-pictures",
    default=True,
    help="Show the pages in the summary of a push: they get a branch of their own (default: yes).",
)
@click.option("--refresh", is_flag=True, help="Fetch the data anew each night, and ask to merge what changed.")
@click.option("--container", is_flag=True, help="Write a Containerfile as well.")
@click.option("--pre-commit", "pre_commit", is_flag=True, help="Write a hook that checks what is staged as well.")
@click.option("--force", is_flag=True, help="Replace files that were written or changed by hand.")
@click.pass_context
def command(
    ctx: click.Context, forge: Forge, install: str, publish: Publish, cron: str, attest: bool, sarif: bool,
    pictures: bool, refresh: bool, container: bool, pre_commit: bool, force: bool,
) -> None:  # fmt: skip
    """Write what rebuilds the brief on a forge: on a push, for a pull request, every night.

    It builds and checks, tells findings on their lines, shows the pages, keeps the files, and publishes an edition when
    something changed. What somebody changed by hand is left alone, unless you add --force.
    """
    options = Options.of(ctx)
    if forge == "gitlab" and (attest or not (sarif and pictures) or cron != NIGHTLY):
        raise click.UsageError("--attest, --no-sarif, --no-pictures and --cron are of GitHub: leave them out.")
    if not _is_schedule(cron):
        said = "write minute, hour, day, month and day of the week"
        raise click.UsageError(f"`{cron}` is no schedule: {said}, as `{NIGHTLY}`.")
    if install != SOURCE and not _is_requirement(install):
        raise click.UsageError(f"pip takes no `{install}`: write a requirement, as `{REQUIREMENT}`.")
    wish = Wish(forge, install, publish, cron, attest, sarif, pictures, refresh)
    try:
        loaded = load(options.root)
        place = _sound_place(options.root)
        fonts = fonts_for("".join((loaded.value.brief.title, *(s.text for s in loaded.value.sections))))
        planned = _planned(wish, place, fonts, container=container, pre_commit=pre_commit)
        written = write(planned, force=force)
    except StageError as error:
        finish(ctx, options, of_no_series(error.diagnostics, _NO_SERIES))
    told = [f"{path}" if path in written else f"{path}  (as it was)" for path in (one.path for one in planned)]
    finish(ctx, options, (), written, "\n".join([*told, "", *_remaining(wish, place, pre_commit=pre_commit)]))


_NO_SERIES = (
    "Write the workflow yourself: `briefpress build --strict` makes all briefs of a series, `check` looks at them."
)


def _is_schedule(text: str) -> bool:
    """Whether a text is five fields of cron, each of numbers or names that it may have."""
    fields = text.split(" ")
    return len(fields) == len(_CRON) and all(
        _is_field(part, *bounds) for field, bounds in zip(fields, _CRON, strict=True) for part in field.split(",")
    )


def _is_field(part: str, least: int, most: int, names: list[str]) -> bool:
    """Whether a part of a field is `*`, a number or a range, with or without a step behind it."""
    found = re.fullmatch(r"(?:\*|([0-9]{1,2}|[A-Za-z]{3})(?:-([0-9]{1,2}|[A-Za-z]{3}))?)(?:/([0-9]{1,2}))?", part)
    if found is None:
        return False
    first, last, step = found.groups()
    ends = [least + names.index(end.upper()) if end.upper() in names else int(end) if end.isdecimal() else -1
            for end in (first, last) if end]  # fmt: skip
    return all(least <= end <= most for end in ends) and ends == sorted(ends) and (step is None or int(step) > 0)


def _is_requirement(text: str) -> bool:
    try:
        return bool(Requirement(text)) and text.isprintable()
    except InvalidRequirement:
        return False


def _sound_place(root: Path) -> Place:
    place = place_of(root)
    if place.odd:
        said = f"A workflow can't hold the name `{place.odd}`: a shell or the forge would read signs in it."
        raise StageError(finding("CI003", said, None, "Use letters, digits, spaces and `-_.` for folder and branch."))
    return place


def _planned(wish: Wish, place: Place, fonts: tuple[str, ...], *, container: bool, pre_commit: bool) -> list[Planned]:
    texts = [workflow(wish, place, fonts)] + [containerfile(wish, place, fonts)] * container
    planned = [Planned(place.top / path, text, place.top) for path, text in texts]
    if pre_commit and not (place.top / _OWN_HOOKS).exists():
        hooks, own = repository.hooks(place.top), repository.own(place.top)
        if hooks is None or own is None:
            raise StageError(finding("CI002", "There is no git repository here, so no hook of one.", None, _MAKE_ONE))
        within = own if files.is_inside(own, hooks) else place.top
        text, line = hook(wish, place), staged(place)
        planned.append(Planned(hooks / "pre-commit", text, within, program=True, beside=line))
    return planned


_MAKE_ONE = "Make it one: `git init`. If it is one, install git."


def _remaining(wish: Wish, place: Place, *, pre_commit: bool) -> list[str]:
    """What no file can do, for the publisher to do."""
    out = ["What remains for you:"]
    if not place.known:
        out.append(f"- This is no git repository yet: make it one, and push it to {_FORGES[wish.forge]}.")
    if wish.install == REQUIREMENT:
        out.append(f"- The jobs install `{REQUIREMENT}` with pip. Where that isn't to be had, name what is: --install.")
    out += _OF_GITHUB[wish.publish] if wish.forge == "github" else _OF_GITLAB[wish.publish]
    if wish.refresh:
        missing = _REFRESHING[wish.forge]
        out += [line for line in missing if line not in out]
    if wish.forge == "github" and wish.sarif:
        out.append("- Code scanning is free for public repositories. For a private one without it, add --no-sarif.")
    if pre_commit and (place.top / _OWN_HOOKS).exists():
        out.append(f"- {_OWN_HOOKS} is there: add the hook `briefpress` to it; {_PAGE} has the lines.")
    out.append(f"- Commit the files. `briefpress ci init --help`, and {_PAGE}, tell what they do.")
    return out


_PAGE = "Briefpress's documentation (ci.md)"
_FORGES = {"github": "GitHub", "gitlab": "GitLab"}
_OF_GITHUB: dict[Publish, list[str]] = {
    "push": [
        "- Where a rule protects the main branch, let GitHub Actions pass it by, or add --publish request.",
    ],
    "request": [
        "- Settings → Actions → General → Workflow permissions: “Allow GitHub Actions to create … pull requests”.",
        "- After 50 days without a commit the workflow warns; GitHub may end its schedule after 60.",
    ],
    "none": ["- After 50 days without a commit the workflow warns; GitHub may end its schedule after 60."],
}
_SCHEDULE = "- Build → Pipeline schedules: make one for the main branch, every night."
_TOKEN = "- Settings → Access tokens: a token with the scope write_repository and the role "  # noqa: S105  # a sentence
_VARIABLE = ". Settings → CI/CD → Variables: BRIEFPRESS_TOKEN is that token, masked and protected."
_OF_GITLAB: dict[Publish, list[str]] = {
    "push": [_SCHEDULE, f"{_TOKEN}Maintainer, or whichever may push to the main branch{_VARIABLE}"],
    "request": [_SCHEDULE, f"{_TOKEN}Developer{_VARIABLE}"],
    "none": [_SCHEDULE],
}
_REFRESHING: dict[Forge, list[str]] = {
    "github": _OF_GITHUB["request"][:1],
    "gitlab": [_SCHEDULE] + [line for line in _OF_GITLAB["request"] if line != _SCHEDULE],
}
"""What only the publisher can do for data to be refreshed."""
