"""Formulas in MathML in; the same as drawings for paper, or as text where they can't be drawn, out.

WeasyPrint lays out no MathML. A drawing has the formula's TeX source as its alternative text.
"""

from __future__ import annotations

import unicodedata
import warnings
from typing import Any

from lxml import etree, html

from briefpress import htmltree

_SIZE = 24.0
_KNOWN = frozenset(
    """math mrow mi mn mo mtext mspace mstyle mfrac msqrt mroot msub msup msubsup munder mover munderover mmultiscripts
    mprescripts none mtable mtr mtd menclose mpadded mphantom mfenced""".split()  # noqa: SIM905  # easier to read
)


def draw(tree: htmltree.Element, ink: str) -> dict[str, bytes]:
    """Put a picture in the place of each formula; the pictures by their names. What can't be drawn becomes text."""
    formulas = tree.xpath(".//math")
    if not formulas:
        return {}
    drawn: dict[str, bytes] = {}
    names: dict[str, str] = {}
    for math in formulas:
        source = htmltree.tex(math)
        bare = _bare(math)
        svg = _svg(bare)
        if svg is None:
            continue
        name = names.setdefault(svg, f"math/{len(names) + 1}.svg")
        drawn[name] = svg.replace('"black"', f'"{ink}"').encode()
        _, top, width, height = map(float, etree.fromstring(svg).get("viewBox", "").split())
        form = "display" if math.get("display") == "block" else "inline"
        image = etree.Element("img", {"src": name, "alt": source, "class": f"math {form}"})
        place = f"; vertical-align: {-(top + height) / _SIZE:.3f}em" if form == "inline" else ""
        image.set("style", f"width: {width / _SIZE:.3f}em{place}")
        image.tail = math.tail
        math.getparent().replace(math, image)
    htmltree.plain_math(tree)
    return drawn


def _bare(math: htmltree.Element) -> Any:
    """A formula's MathML as XML, without its source and what only holds both together."""
    root = etree.fromstring(html.tostring(math, encoding="unicode", with_tail=False, method="xml"))
    for element in root.iter():
        element.tag = etree.QName(element).localname
    etree.strip_elements(root, "annotation", "annotation-xml", with_tail=False)
    etree.strip_tags(root, "semantics")
    etree.cleanup_namespaces(root)
    return root


def _svg(math: Any) -> str | None:
    """The drawing of a formula, or None where it has a sign or an element that can't be drawn."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of how it finds its font
        from ziamath.config import config
        from ziamath.zmath import Math

    if any(e.tag not in _KNOWN for e in math.iter()):
        return None
    config.svg2 = False
    try:
        made = Math(etree.tostring(math, encoding="unicode"), size=_SIZE, margin=0)
        if any(_is_seen(c) and not made.font.glyphindex(c) for c in set("".join(math.itertext()))):
            return None
        return str(made.svg())
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError):
        return None


def _is_seen(letter: str) -> bool:
    return not letter.isspace() and unicodedata.category(letter) != "Cf"
