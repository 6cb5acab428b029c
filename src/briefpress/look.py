"""The name of a style and the brief's own house.css in; style sheets, tokens, templates and letters out."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, cached_property
from html import escape
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from briefpress import files, status
from briefpress.colours import NoColourError, colour_of, tokens
from briefpress.expand import decode
from briefpress.model import Project
from briefpress.settings import Format, Medium

if TYPE_CHECKING:
    from jinja2 import Environment

BASE = "base"
"""The folder of what all styles share: a style's own folder has its tokens, and what it has otherwise."""

SHEETS: dict[Medium, tuple[str, ...]] = {
    "paper": ("paper.css",),
    "screen": ("screen.css", "screen-beside.css", "screen-print.css"),
    "ebook": ("ebook.css",),
}
"""The style sheets of a medium that all styles share, in their order."""

HOUSE = "styles/house.css"
LOGOS = ("logo.svg", "logo.png")
"""What the logo is called where brief.yaml names none."""
COVERS = ("cover.png", "cover.jpg", "cover.jpeg")
"""What the e-book's cover is called where brief.yaml names none; where there is none, one is drawn."""

PAPER = {"a4": "A4", "letter": "letter"}


@dataclass(frozen=True)
class Look:
    """A style of the program with the brief's own style sheet over it.

    `word` is what stands behind the text of an edition that isn't final; `sheet` is the file that has `house`.
    `pictures` are the paths of the logo and the cover from the brief's folder.
    """

    style: str
    paper: str
    house: str = ""
    logo: Path | None = None
    cover: Path | None = None
    word: str = ""
    sheet: Path | None = None
    pictures: tuple[str, ...] = ()

    def read_for(self, formats: Collection[Format]) -> frozenset[Path]:
        """The brief's own files that give these formats their look."""
        drawn = self.logo if {"pdf", "html", "docx"} & set(formats) else None
        bound = self.cover if "epub" in formats else None
        return frozenset(path for path in (self.sheet, drawn, bound) if path is not None)

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
        sheets = [_read(self.style, "tokens.css"), _read(BASE, "components.css")]
        sheets += [_read(BASE, name) for name in (*SHEETS[medium], "languages.css")]
        sheets += [_own(self.style, "components.css"), _own(self.style, f"{medium}.css")]
        if self.word and medium != "paper":
            sheets += [_read(BASE, f"status-{medium}.css"), f'body {{ background-image: url("{_tile(self.word)}") }}\n']
        if medium == "paper":
            size = PAPER[self.paper]
            sheets.append(f"@page {{ size: {size}; }}\n@page turned {{ size: {size} landscape; width: 240mm; }}\n")
        return "\n".join([*sheets, self.house])

    def in_word(self) -> tuple[str, str]:
        """What a Word document looks like: what all styles share, and what this one has otherwise, in YAML."""
        return _read(BASE, "word.yaml"), _own(self.style, "word.yaml")

    def cover_css(self) -> str:
        """The style sheet of the e-book's cover, which is a picture: of the house's sheet it has the tokens alone."""
        tokens = "".join(f"--{name}: {value};" for name, value in self.tokens.items())
        return f":root {{ {tokens} }}\n" + _read(BASE, "cover.css") + _own(self.style, "cover.css")

    def stamp(self) -> str:
        """The style sheet of what the sheets of a brief bear that isn't final."""
        tokens = "".join(f"--{name}: {value};" for name, value in self.tokens.items())
        return f":root {{ {tokens} }}\n" + _read(BASE, "stamp.css")

    def render(self, template: str, **values: object) -> str:
        """One of the page templates, filled in. Values are escaped unless they are Markup."""
        return filled(template, **values)


def filled(template: str, **values: object) -> str:
    """A template that all styles share, filled in. Values are escaped unless they are Markup."""
    return _environment().get_template(template).render(values)


@cache
def _environment() -> Environment:
    """What compiles the templates, each once: several pages have parts in common."""
    # A build that fills in no page anew is done before this is imported.
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    return Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, loader=FunctionLoader(shared)
    )


def shared(name: str) -> str:
    """A file that all styles share, as text."""
    return _read(BASE, name)


def script() -> str:
    """The one script of the web page, the same for every brief: a page without it works too."""
    return _read(BASE, "screen.js")


def look_of(project: Project) -> Look:
    """The look that brief.yaml asks for."""
    look = project.brief.look
    sheet, house = None, ""
    with suppress(OSError, UnicodeDecodeError, files.OutsideBriefError):
        # As a section is read: a plain file of the brief, of a size to be had, whatever signs an editor put before it.
        house, _ = decode(files.read_inside(project.root, project.root / HOUSE), HOUSE)
        sheet = project.root / HOUSE
    logo, cover = _picture(project, look.logo, LOGOS), _picture(project, look.cover_image, COVERS)
    pictures = tuple(files.relative(project.root, path) if path else "" for path in (logo, cover))
    return Look(look.style, look.paper, house, logo, cover, status.word(project.brief), sheet, pictures)


_TILE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="480" height="480" viewBox="0 0 480 480">'
    '<text x="240" y="240" transform="rotate(-40 240 240)" text-anchor="middle" textLength="{length}" '
    'lengthAdjust="spacingAndGlyphs" font-family="sans-serif" font-weight="700" font-size="{size}" fill="#808080" '
    'fill-opacity="0.11">{word}</text></svg>'
)
"""A word across a ground, in a grey that is as light on white as it is dark on black."""


def _tile(word: str) -> str:
    """The address of a picture of a word, to lie behind a text, again and again."""
    shown = word.upper()
    size = min(110, 620 // max(len(shown), 1))
    length = min(400, round(size * (1.0 if ord(shown[0]) > 0x2E7F else 0.68) * len(shown)))
    svg = _TILE.format(length=length, size=size, word=escape(shown))
    return "data:image/svg+xml;base64," + b64encode(svg.encode()).decode()


def screen_css(style: str) -> str:
    """The sheets of a style that set tokens on a screen, where each token is used that it has."""
    return "\n".join((_read(style, "tokens.css"), _read(BASE, "screen.css"), _own(style, "screen.css")))


def _picture(project: Project, named: str | None, usual: tuple[str, ...]) -> Path | None:
    """A picture in `styles/`: the one that brief.yaml names, else the first of those that are called as usual."""
    folder = project.root / "styles"
    names = [named] if named else usual
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
