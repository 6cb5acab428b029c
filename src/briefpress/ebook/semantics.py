"""The chapters of an EPUB in; the same with what each part is told by `epub:type` and ARIA role, out.

Types are those of the EPUB 3 Structural Semantics Vocabulary 1.1, roles those of DPUB-ARIA 1.1. A part is named for
what its author made it: by component, or by a heading that says so.
"""

from __future__ import annotations

from collections.abc import Iterable

from briefpress.ebook.xml import OPS, Tree, find, kinds, words_of
from briefpress.wording import Words

_COMPONENTS = {"summary": "abstract", "pullquote": "pullquote", "box": "sidebar", "sidenote": "sidebar"}
_ROLES = {"abstract": "doc-abstract", "pullquote": "doc-pullquote"}
_BACK = "descendant::*[@role='doc-bibliography'] or descendant::h:div[contains(@class, 'abbreviations')]"


def tell(chapters: Iterable[Tree], words: Words) -> None:
    """Say of each part what it is."""
    for chapter in chapters:
        for part in find(chapter, ".//h:div[@class]"):
            kind = next((_COMPONENTS[c] for c in kinds(part, "class") if c in _COMPONENTS), "")
            if kind:
                _mark(part, kind, _ROLES.get(kind, ""))
        for section in find(chapter, ".//h:section[h:h1]"):
            said = words_of(find(section, "h:h1")[0]).casefold()
            for kind, names in (("introduction", words.ebook.introduction), ("conclusion", words.ebook.conclusion)):
                if said in (name.casefold() for name in names):
                    _mark(section, kind, f"doc-{kind}")
        for listed in find(chapter, ".//*[@role='doc-bibliography']"):
            _mark(listed, "bibliography", "doc-bibliography")
        for link in find(chapter, ".//h:span[contains(@class, 'citation')]//h:a[contains(@href, '#ref-')]"):
            _mark(link, "biblioref", "doc-biblioref")
        for link in find(chapter, ".//h:a[@class='backlink']"):
            _mark(link, "backlink", "doc-backlink")
        for body in find(chapter, f"h:body[@e:type='bodymatter'][{_BACK}]"):
            body.set(f"{OPS}type", "backmatter")


def _mark(element: Tree, kind: str, role: str) -> None:
    element.set(f"{OPS}type", kind)
    if role:
        element.set("role", role)
