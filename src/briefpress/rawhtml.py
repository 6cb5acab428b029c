"""HTML that an author wrote, with marks where Markdown stands in it, in; sound HTML of what a brief can carry, out.

It is parsed as browsers do (the HTML standard's own rules for tags left open or out of place), and then held to an
allow-list. What can't be carried is named; what only decorates is passed over, but never what stands in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import takewhile
from xml.etree.ElementTree import Element, SubElement, tostring

_KEPT = frozenset(
    """a abbr b bdi bdo blockquote br caption cite code col colgroup dd del dfn div dl dt em figcaption figure
    h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strong sub sup
    table tbody td tfoot th thead time tr u ul wbr""".split()  # noqa: SIM905  # a list of words is easier to read
)
_OTHERWISE = {
    **dict.fromkeys(("address", "article", "aside", "center", "details", "fieldset", "footer", "header"), "div"),
    **dict.fromkeys(("hgroup", "main", "nav", "section"), "div"),
    **{"acronym": "abbr", "dir": "ul", "menu": "ul", "strike": "s", "tt": "code", "var": "i"},
}
"""Elements that a brief carries under another name."""

_BARE = frozenset(("big", "font", "picture", "ruby", "rb", "rbc", "rtc", "rp", "rt", "data", "nobr", "output"))
"""Elements that go, while what stands in them stays."""

_ANONYMOUS = frozenset(
    ("b", "caption", "cite", "dd", "del", "dt", "em", "figcaption", "i", "ins", "p", "s", "strong", "sub", "sup", "td",
     "th", "u")
)  # fmt: skip
"""Elements that lose their id where pandoc reads them: it is given to an empty span in them."""

_VANISH = frozenset(("head", "title", "base", "link", "meta", "noscript", "template"))
"""Elements of a whole page, which say nothing to readers."""

_HINTS = {
    "script": "A brief runs no program: say in words what it would show.",
    "style": "Put the rules into styles/house.css.",
    "iframe": "Link to the page, and place a picture of it.",
    "video": "Link to it, and place a picture of it.",
    "audio": "Link to it.",
    "svg": "Save it as a file, and place it as a picture: `![…](drawing.svg)`.",
    "math": "Write it between dollar signs: `$a^2$`.",
    "object": "Place it as a picture: `![…](drawing.svg)`.",
    "embed": "Place it as a picture: `![…](drawing.svg)`.",
    "form": "Link to a page that has the form.",
}
_FOREIGN = _VANISH | frozenset(
    ("applet", "area", "button", "canvas", "datalist", "dialog", "embed", "frame", "frameset", "input", "label",
     "legend", "map", "marquee", "meter", "object", "optgroup", "option", "param", "plaintext", "portal",
     "progress", "select", "slot", "source", "textarea", "track", "xmp")
)  # fmt: skip
"""Other elements of HTML that no brief has."""

_ATTRIBUTES = {
    "": ("id", "class", "lang", "dir", "title"),
    "a": ("href", "name"),
    "img": ("src", "alt", "width", "height"),
    "ol": ("start", "type"),
    "td": ("colspan", "rowspan", "align"),
    "th": ("colspan", "rowspan", "align", "scope"),
    "col": ("span",),
}
_SIZED = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*([\d.]+(?:px|cm|mm|in|pt|pc|em|%))\s*(?=;|$)", re.IGNORECASE)
_ALIGNED = re.compile(r"text-align:\s*(left|right|center)\b")
MARK = re.compile("(\ue000\\d+\ue001)")
_WHOLE_TAG = re.compile(r"<[A-Za-z][^<>]*>")
_CURLY = re.compile('=\\s*[“”„]([^“”"<>]*)[“”]')
"""An attribute's value in the quotation marks of an office program."""

WITHIN = "~"
"""What begins the name of an element that stands in a refused one: it is counted, not told."""

_CLASS = re.compile(r"[\w-]+")
_OURS = frozenset(("only", "refs"))


@dataclass(frozen=True, slots=True)
class Sound:
    """HTML that a brief can carry, and the names of the elements in it that it can't, each as often as it stood."""

    html: str
    refused: tuple[str, ...]


def sound(text: str) -> Sound:
    """Parse HTML as a browser does, and keep what a brief can carry."""
    import tinyhtml5

    text = _WHOLE_TAG.sub(lambda tag: _CURLY.sub(r'="\1"', tag[0]), text)
    page = tinyhtml5.parse(f"<!DOCTYPE html><body>{text}", namespace_html_elements=False)
    refused: list[str] = []
    body = Element("body")
    for part in page:
        if part.tag == "body":
            _keep(part, body, refused)
        else:
            _keep(part, Element("head"), refused)
    for table in body.iter("table"):
        _headed(table)
    inner = tostring(body, encoding="unicode", method="html")
    return Sound(inner.removeprefix("<body>").removesuffix("</body>"), tuple(refused))


def _keep(source: Element, target: Element, refused: list[str]) -> None:
    """Copy what is in an element into another, element by element."""
    _say(target, source.text)
    for child in source:
        name = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
        if name == "source" and source.tag == "picture":
            continue  # the same picture once more
        if name in _BARE or ":" in name:
            _keep(child, target, refused)
        elif name == "summary":
            _keep(child, SubElement(SubElement(target, "p"), "strong"), refused)
        elif name in _KEPT or name in _OTHERWISE:
            attributes = _attributes(child, name)
            anchor = attributes.pop("id", "") if name in _ANONYMOUS else ""
            copy = SubElement(target, _OTHERWISE.get(name, name), attributes)
            if anchor:
                SubElement(copy, "span", {"id": anchor})
            _keep(child, copy, refused)
        elif name and (name not in _VANISH or "".join(child.itertext()).strip()):
            refused.append(name)
            if name not in _HINTS and name not in _VANISH:
                # A name in angle brackets, such as <ministry>, has the rest of the paragraph in it.
                _keep(child, target, refused)
            else:
                refused.extend(f"{WITHIN}{e.tag}" for e in child.iter() if e is not child and isinstance(e.tag, str))
                refused.extend(f"{WITHIN}{mark}" for mark in MARK.findall("".join(child.itertext())))
        _say(target, child.tail)


def _headed(table: Element) -> None:
    """Make a head of the rows at the top that hold nothing but header cells: hand-made tables seldom say so."""
    body = table.find("tbody")
    if body is None or table.find("thead") is not None:
        return
    rows = list(takewhile(lambda row: len(row) > 0 and all(cell.tag == "th" for cell in row), body))
    if rows and len(rows) < len(body):
        head = Element("thead")
        table.insert(list(table).index(body), head)
        for row in rows:
            body.remove(row)
            head.append(row)


def _say(target: Element, text: str | None) -> None:
    if not text:
        return
    if len(target):
        target[-1].tail = (target[-1].tail or "") + text
    else:
        target.text = (target.text or "") + text


def _attributes(element: Element, name: str) -> dict[str, str]:
    kept = {k: v for k in (*_ATTRIBUTES[""], *_ATTRIBUTES.get(name, ())) if (v := element.get(k)) is not None}
    if "class" in kept:
        kept["class"] = " ".join(c for c in _CLASS.findall(kept["class"]) if c not in _OURS)
    if name == "img":
        kept |= {m[1].lower(): m[2] for m in _SIZED.finditer(element.get("style", ""))}
        if element.get("alt") == "":
            # A picture that says nothing, as HTML has it: pandoc can't tell it from one that isn't described.
            kept["class"] = f"{kept.get('class', '')} decorative".strip()
    aligned = _ALIGNED.search(element.get("style", ""))
    if aligned:
        kept["style"] = aligned[0]
    return kept


def outermost(refused: Iterable[str]) -> list[str]:
    """The names of what is refused, without those of what stands in it."""
    return [name for name in refused if not name.startswith(WITHIN)]


def said(name: str) -> str:
    """What to say of an element, an attribute or text of another format, named as `hint` has it."""
    bare = name.removeprefix("raw-").removeprefix("@")
    if name.startswith("raw-"):
        what = f"Text in the language of another program, `{{={bare}}}`,"
    else:
        what = f"The attribute `{bare}`" if bare != name else f"`<{name}>`"
    return f"{what} can't be carried into a brief."


def hint(name: str) -> str:
    """What to do about an element, an attribute (`@name`) or text of another format (`raw-name`)."""
    if name.startswith("raw-"):
        return "Say it in Markdown, or leave it out."
    if name.startswith("@"):
        return "A brief runs no program and fetches nothing: leave it out."
    if name in _HINTS or name in _FOREIGN:
        return _HINTS.get(name, "Say it in Markdown, or leave it out.")
    return f"It is no element of HTML. For the sign itself, write `\\<{name}>`."
