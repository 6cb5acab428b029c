"""A tree of tags in; the same as objects of a PDF that WeasyPrint is about to write, out (ISO 32000-1, 14.7)."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from briefpress.engines.tags.tag import Annotation, Mark, Tag

_LOWEST = 6
"""The lowest level of headings that ISO 32000-1 knows; ISO 14289-1, 7.4, has others named alike, and mapped."""


def write(pdf: Any, root: Tag) -> None:
    """Write a tree below the catalog of a PDF, with what leads from its content and its links back to it."""
    import pydyf

    structure = pydyf.Dictionary({"Type": "/StructTreeRoot"})
    pdf.add_object(structure)
    work = _Writer(pdf)
    structure["K"] = pydyf.Array([work.element(root, structure)])
    structure["ParentTree"] = work.parents()
    structure["ParentTreeNextKey"] = work.next_key
    if work.named:
        # In the order of their bytes, as every name tree is.
        names = [part for name in sorted(work.named) for part in (pydyf.String(name), work.named[name])]
        structure["IDTree"] = pydyf.Dictionary({"Names": pydyf.Array(names)})
    deeper = sorted({tag.kind for tag in root.walk() if tag.kind[0] == "H" and tag.kind[1:].isdigit()})
    mapped = {kind: f"/H{_LOWEST}" for kind in deeper if int(kind[1:]) > _LOWEST}
    if mapped:
        structure["RoleMap"] = pydyf.Dictionary(mapped)
    pdf.catalog["StructTreeRoot"] = structure.reference


class _Writer:
    """Makes the objects of structure elements, and keeps what the parent tree has to say of them."""

    def __init__(self, pdf: Any) -> None:
        import pydyf

        self._pydyf, self._pdf = pydyf, pdf
        self._pages = pdf.page_references
        self._content: dict[int, dict[int, Any]] = defaultdict(dict)
        self._keys: dict[Any, int] = {}
        self._links: list[Any] = []
        self.named: dict[str, Any] = {}
        self.next_key = 0

    def element(self, tag: Tag, parent: Any) -> Any:
        """The reference of a structure element, made with all below it."""
        pydyf = self._pydyf
        entries = {"Type": "/StructElem", "S": f"/{tag.kind}", "P": parent.reference, "Pg": self._pages[tag.page]}
        entries |= {name: pydyf.String(said) for name, said in tag.entries.items()}
        made = pydyf.Dictionary(entries)
        self._pdf.add_object(made)
        if "ID" in tag.entries:
            self.named[tag.entries["ID"]] = made.reference
        attributes = [self._attributes(owner, values) for owner, values in tag.attributes.items() if values]
        if attributes:
            made["A"] = attributes[0] if len(attributes) == 1 else pydyf.Array(attributes)
        made["K"] = pydyf.Array([self._kid(kid, made, tag.page) for kid in tag.kids])
        return made.reference

    def _attributes(self, owner: str, values: dict[str, Any]) -> Any:
        pydyf = self._pydyf
        said = {
            name: pydyf.Array([pydyf.String(v) if isinstance(v, str) else v for v in value])
            if isinstance(value, list)
            else value
            for name, value in values.items()
        }
        return pydyf.Dictionary({"O": f"/{owner}", **said})

    def _kid(self, kid: Tag | Mark | Annotation, parent: Any, page: int) -> Any:
        pydyf = self._pydyf
        if isinstance(kid, Tag):
            return self.element(kid, parent)
        if isinstance(kid, Annotation):
            self._links.append((kid.obj, parent.reference))
            return pydyf.Dictionary({"Type": "/OBJR", "Obj": kid.obj.reference, "Pg": self._pages[kid.page]})
        group = self._group(kid)
        self._content[self._key(kid, group)][kid.mcid] = parent.reference
        if kid.page == page and group is None:
            return kid.mcid
        where = pydyf.Dictionary({"Type": "/MCR", "Pg": self._pages[kid.page], "MCID": kid.mcid})
        if group is not None:
            where["Stm"] = group.reference
        return where

    def _group(self, mark: Mark) -> Any:
        """The form in which content is drawn that is drawn as one, such as what shines through; else nothing."""
        return mark.stream if mark.stream.extra.get("Subtype") == "/Form" else None

    def _key(self, mark: Mark, group: Any) -> int:
        """The key of a page's content in the parent tree is the page's number; those of groups follow."""
        if group is None:
            return mark.page
        if group not in self._keys:
            self._keys[group] = group.extra["StructParents"] = len(self._pages) + len(self._keys)
        return self._keys[group]

    def parents(self) -> Any:
        """The parent tree: which structure element each piece of content and each link belongs to."""
        pydyf = self._pydyf
        numbers = pydyf.Array()
        first = len(self._pages) + len(self._keys)
        for key in range(first):
            content = self._content.get(key, {})
            row = [content.get(mcid, "null") for mcid in range(max(content, default=-1) + 1)]
            numbers.extend((key, pydyf.Array(row)))
        for key, (annotation, reference) in enumerate(self._links, first):
            annotation["StructParent"] = key
            numbers.extend((key, reference))
        self.next_key = first + len(self._links)
        tree = pydyf.Dictionary({"Nums": numbers})
        self._pdf.add_object(tree)
        return tree.reference
