"""What changed between two editions, and their pictures, in; the redline as a page for screens or for paper, out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from lxml import html
from markupsafe import Markup

from briefpress import drawings, htmltree, imprint, lettering, policy
from briefpress.editions.changes import Changes
from briefpress.editions.redline.exhibits import Exhibits
from briefpress.editions.redline.passages import Passages
from briefpress.editions.redline.runs import marked
from briefpress.editions.telling import retitled, told
from briefpress.editions.words import Block
from briefpress.engines import fonts, machine_fonts
from briefpress.look import Look, shared
from briefpress.model import Inventory, Page
from briefpress.settings import Brief
from briefpress.wording import language

On = Literal["screen", "paper"]


@dataclass(frozen=True, slots=True)
class Redline:
    """What a redline is made of: the brief's settings, the numbers of its editions, what changed, the pictures.

    `pictures` has each by its side, `old` or `new`, and its name beside the text of that edition.
    """

    brief: Brief
    old: str
    new: str
    changes: Changes
    pictures: Mapping[tuple[str, str], bytes]


def screen(redline: Redline, look: Look) -> Page:
    """The web page: one file that needs nothing else, under the strict policy of all of them."""
    logo = htmltree.data_address(look.logo.read_bytes()) if look.logo else None

    def address(side: str, block: Block) -> str:
        data = redline.pictures.get((side, block.picture))
        if data is None:
            return ""
        if block.picture.endswith(".svg"):
            data = drawings.with_letters(drawings.text(data), redline.brief.lang)[0].encode()
        return htmltree.data_address(data)

    body, listed = _body(redline, Exhibits(address, redline.brief.lang), folds=True)
    letters, lang = _letters(redline, body + listed), redline.brief.lang
    used = lettering.scripts(letters, [lang])
    faces = fonts.subset(letters, fonts.of(look.families)) | machine_fonts.subsets(letters, used, lettering.cjk(lang))
    rules = "".join(
        fonts.rule(face, htmltree.data_address(data).replace("image/svg+xml", "font/otf"))
        for face, data in faces.items()
    )
    css = _in_element(rules + look.css("screen") + shared("redline.css") + lettering.css(look.tokens, used, lang))
    page = _filled(redline, look, "screen", body, listed, css, logo)
    return Page(page, Inventory(), fonts=machine_fonts.sources(faces))


def paper(redline: Redline, look: Look) -> Page:
    """The page to print: the whole text, with a bar in the margin wherever it changed."""
    files: dict[str, bytes] = {f"{side}/{name}": data for (side, name), data in redline.pictures.items()}
    logo = None
    if look.logo is not None:
        logo = f"styles/{look.logo.name}"
        files[logo] = look.logo.read_bytes()

    def address(side: str, block: Block) -> str:
        name = f"{side}/{block.picture}"
        return name if name in files else ""

    lang = redline.brief.lang
    body, listed = _body(redline, Exhibits(address, lang), folds=False)
    faces = fonts.whole(fonts.of(look.families))
    files |= {f"fonts/{face.file}": data for face, data in faces.items()}
    rules = "".join(fonts.rule(face, f"fonts/{face.file}") for face in faces)
    used = lettering.scripts(_letters(redline, body + listed), [lang])
    css = rules + look.css("paper") + shared("redline.css") + lettering.css(look.tokens, used, lang)
    return Page(_filled(redline, look, "paper", body, listed, _in_element(css), logo), Inventory(), files)


def _body(redline: Redline, exhibits: Exhibits, *, folds: bool) -> tuple[Markup, Markup]:
    """The text with its changes marked, and the list of them."""
    passages = Passages(exhibits, redline.brief.lang, folds=folds)
    parts = [passages.section(change, f"section-{at}") for at, change in enumerate(redline.changes.sections, 1)]
    return Markup().join(parts), _listed(redline)


def _listed(redline: Redline) -> Markup:
    words = language(redline.brief.lang).words
    changes, lang = redline.changes, redline.brief.lang
    anchors = {(s.path, s.how == "removed"): f"section-{at}" for at, s in enumerate(changes.sections, 1)}
    items = [Markup("<li>{}</li>").format(title)] if (title := retitled(changes, lang)) else []
    for one in told(changes, lang, (redline.old, redline.new)):
        name = Markup.escape(one.title)
        if (anchor := anchors.get((one.path, one.gone))) and one.path:
            name = Markup('<a href="#{}">{}</a>').format(anchor, name)
        items.append(Markup("<li><b>{}</b>{}{}</li>").format(name, words.colon, words.semicolon.join(one.remarks)))
    if not items:
        return Markup("<p>{}</p>").format(words.changes.none.format(edition=redline.old))
    return Markup("<ul>{}</ul>").format(Markup("\n").join(items))


def _letters(redline: Redline, body: Markup) -> str:
    """Every letter of the page."""
    tree = html.fragment_fromstring(str(body), create_parent="div")
    words = language(redline.brief.lang).words.changes
    own = words.title + words.since + words.inserted + words.deleted + words.moved_here + redline.old + redline.new
    return str(html.tostring(tree, encoding="unicode", method="text")) + own + imprint.letters(redline.brief) + "[]↷↶"


def _in_element(css: str) -> str:
    """A style sheet that can't close the element that holds it."""
    return css.replace("</", "<\\/")


def _filled(redline: Redline, look: Look, on: On, body: Markup, listed: Markup, css: str, logo: str | None) -> str:
    words = language(redline.brief.lang).words.changes
    was, now = redline.changes.title
    title = Markup.escape(now)
    if was != now:
        title = marked(Markup.escape(was), "old", words) + " " + marked(Markup.escape(now), "new", words)
    return look.render(
        "redline.html",
        **imprint.printed(redline.brief),
        on=on,
        said=words.title.format(old=redline.old, new=redline.new),
        since=words.since.format(edition=redline.old),
        title=title,
        plain_title=now,
        running_title=htmltree.shortened(now, htmltree.RUNNING),
        listed=listed,
        body=body,
        css=Markup(css),  # noqa: S704  # made of files of the program and of the house
        policy=policy.policy([css], []) if on == "screen" else "",
        logo=logo,
    )
