"""The name of a style and the brief's own house.css in; style sheets, tokens, templates and letters out."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from pathlib import Path

from jinja2 import Environment, StrictUndefined

from briefpress import files
from briefpress.colours import NoColourError, colour_of, tokens
from briefpress.model import Project
from briefpress.settings import Medium

BASE = "base"
"""The folder of what all styles share: a style's own folder has its tokens, and what it has otherwise."""

HOUSE = "styles/house.css"
LOGOS = ("logo.svg", "logo.png")
"""What the logo is called where brief.yaml names none."""
PAPER = {"a4": "A4", "letter": "letter"}


@dataclass(frozen=True)
class Look:
    """A style of the program with the brief's own style sheet over it."""

    style: str
    paper: str
    house: str = ""
    logo: Path | None = None

    @cached_property
    def tokens(self) -> Mapping[str, str]:
        """The style's tokens, the brief's own last, as they are by day: colours as `#rrggbb`, letters, sizes."""
        of_style = tokens(_read(self.style, "tokens.css"))
        named = {**of_style, **tokens(self.house)}
        out = {}
        for name, token in named.items():
            out[name] = token.value
            with suppress(NoColourError):
                out[name] = colour_of(token.value, named).hex
        return out

    @cached_property
    def families(self) -> tuple[str, ...]:
        """The families of letters that the tokens name, those that stand in for others among them."""
        named = (self.tokens[name].split(",") for name in ("text-font", "display-font"))
        return tuple(dict.fromkeys(family.strip().strip("\"'") for stack in named for family in stack))

    def css(self, medium: Medium) -> str:
        """The style sheet of a medium: tokens, what styles share, what this one has otherwise, the house's last."""
        sheets = [_read(self.style, "tokens.css"), _read(BASE, "components.css"), _read(BASE, f"{medium}.css")]
        sheets += [_own(self.style, "components.css"), _own(self.style, f"{medium}.css")]
        if medium == "paper":
            size = PAPER[self.paper]
            sheets.append(f"@page {{ size: {size}; }}\n@page turned {{ size: {size} landscape; width: 240mm; }}\n")
        return "\n".join([*sheets, self.house])

    def render(self, template: str, **values: object) -> str:
        """One of the page templates, filled in. Values are escaped unless they are Markup."""
        environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
        return environment.from_string(_read(BASE, template)).render(values)


def look_of(project: Project) -> Look:
    """The look that brief.yaml asks for."""
    look = project.brief.look
    try:
        house = files.inside(project.root, project.root / HOUSE).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError, files.OutsideBriefError):
        house = ""
    return Look(look.style, look.paper, house, _logo(project))


def screen_css(style: str) -> str:
    """The sheets of a style that set tokens on a screen, where each token is used that it has."""
    return "\n".join((_read(style, "tokens.css"), _read(BASE, "screen.css"), _own(style, "screen.css")))


def _logo(project: Project) -> Path | None:
    name = project.brief.look.logo
    folder = project.root / "styles"
    names = [name] if name else LOGOS
    for candidate in names:
        try:
            path = files.inside(project.root, folder / candidate)
        except files.OutsideBriefError:
            continue
        if path.is_file():
            return path
    return None


def _read(style: str, name: str) -> str:
    return (resources.files("briefpress") / "themes" / style / name).read_text(encoding="utf-8")


def _own(style: str, name: str) -> str:
    file = resources.files("briefpress") / "themes" / style / name
    return file.read_text(encoding="utf-8") if file.is_file() else ""
