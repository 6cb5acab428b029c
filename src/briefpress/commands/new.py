"""A folder's name in; a brief in it that builds, out."""

from __future__ import annotations

import datetime
import os
import re
import shlex
from pathlib import Path

import click
import yaml

from briefpress import files
from briefpress.commands._shared import Options, finish
from briefpress.diagnostics import finding


@click.command("new", epilog='Example: briefpress new water-brief --title "Who owns the river"')
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--title", default="", help="The brief's title (default: made from the folder's name).")
@click.option("--author", default="", help="Its author (default: you, as this machine knows you).")
@click.pass_context
def command(ctx: click.Context, folder: Path, title: str, author: str) -> None:
    """Make a folder DIR with a brief that builds: sections, a source, a chart, a house style.

    DIR may be a fresh repository: nothing that is there is written over.
    """
    options = Options.of(ctx)
    target = options.root / folder
    if target.exists() and (not target.is_dir() or not all(_of_repository(path.name) for path in target.iterdir())):
        raise click.UsageError(f"{target} is there already. Name a folder that isn't, or an empty one.")
    words = target.resolve().name.replace("-", " ").replace("_", " ").split()
    values = {
        "title": _yaml(title or " ".join(words).capitalize() or "A brief"),
        "author": _yaml(author or os.environ.get("GIT_AUTHOR_NAME") or "Your Name"),
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
    }
    left = []
    try:
        for name, data in files.shipped("scaffold"):
            text = data.decode()
            path = target / re.sub("^git", ".git", name)
            if os.path.lexists(path):
                left += [f"{path} was there, and stays as it is. Add what it lacks of this:\n\n{text}"]
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            if name.endswith("brief.yaml"):
                text = re.sub(r"\{(\w+)\}", lambda m: values[m[1]], text)
            path.write_text(text, encoding="utf-8")
    except OSError as error:
        said = f"`{target}` can't be written: {error.strerror or error}."
        finish(ctx, options, [finding("OUT001", said, hint="Name a folder in a place that is yours.")])
    told = f"{target} holds a brief. Build it:\n\n  briefpress -C {shlex.quote(str(target))} build"
    finish(ctx, options, (), [target], "\n\n".join([*left, told]))


def _of_repository(name: str) -> bool:
    """Whether a file or folder is one that a forge or `git init` puts into a repository that is empty otherwise."""
    return name in _GIT or name.partition(".")[0].casefold() in _ABOUT


_GIT = {".git", ".github", ".gitignore", ".gitattributes", ".gitlab-ci.yml"}
_ABOUT = {"readme", "license", "licence", "copying"}


def _yaml(text: str) -> str:
    """A text as a YAML scalar on one line."""
    return yaml.safe_dump(text, allow_unicode=True, width=10_000).removesuffix("\n...\n").strip()
