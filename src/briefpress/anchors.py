"""The ids that an author gives, section by section, in; the places that they name, and where links lead, out."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import unquote

from briefpress.diagnostics import Diagnostic, Span, finding
from briefpress.model import SourceMap
from briefpress.settings import Medium
from briefpress.validate import nearest

LABEL = re.compile(r"^(fig|tbl|box|sec):(.+)$")
_OURS = re.compile(r"^(content|contents|references|abbreviations|notes|refs|refs?-.*|cite-\d+|fn(ref)?\d+)$")
"""Ids that the pages themselves, citeproc and the notes bear."""


class Anchors:
    """The ids of a brief. A label names one thing in all sections; any other id may stand once in each of them."""

    def __init__(self, where: SourceMap) -> None:
        self._where = where
        self._renamed: dict[tuple[str, str], str] = {}
        self._seen: Counter[tuple[str, str]] = Counter()
        self._first: dict[str, str] = {}
        self._places: dict[str, Span] = {}
        self.media: dict[str, frozenset[Medium]] = {}
        self.labels: dict[str, Span] = {}
        self.found: list[Diagnostic] = []

    def name(self, here: str, identifier: str, media: frozenset[Medium], *, given: bool = True) -> str:
        """The id in the artifacts for one in a section: a name that XML allows, and met once in the whole brief."""
        if not identifier:
            return ""
        if given:
            self.given(here, identifier)
        anchor = re.sub(r"[^\w.-]", "-", identifier)
        if _OURS.match(anchor) or not (anchor[0].isalpha() or anchor[0] == "_"):
            anchor = f"section-{anchor}"
        fresh, n = anchor, 1
        while fresh in self.media:
            n += 1
            fresh = f"{anchor}-{n}"
        return self.keep(here, identifier, fresh, media)

    def keep(self, here: str, identifier: str, anchor: str, media: frozenset[Medium]) -> str:
        """Let an id of a section mean a place in the artifacts."""
        self.media[anchor] = media
        self._renamed.setdefault((here, identifier), anchor)
        return anchor

    def renamed(self, here: str, identifier: str) -> str:
        """The id in the artifacts for one that is known in a section, or nothing."""
        return self._renamed.get((here, identifier), "")

    def heading(self, here: str, anchor: str) -> None:
        """Keep a section's first heading, for links to the section as a whole."""
        self._first.setdefault(here, anchor)

    def given(self, here: str, identifier: str) -> None:
        """Keep the place where an author gives an id; a finding where it has been given before."""
        explicit = self._where.all(here, "label", identifier)
        if not explicit:
            return
        place = explicit[min(self._seen[here, identifier], len(explicit) - 1)]
        self._seen[here, identifier] += 1
        label = bool(LABEL.match(identifier))
        key = identifier if label else f"{here}#{identifier}"
        if key in self._places:
            self.found.append(finding("REF002", f"The label `{identifier}` is given twice.", place,
                                      f"It stands first at {self._places[key]}. Rename one of the two.",
                                      (self._places[key],)))  # fmt: skip
        self._places.setdefault(key, place)
        if label:
            self.labels.setdefault(identifier, place)

    def way(self, here: str, target: str, place: Span) -> str:
        """The place in the artifacts that a link in the brief leads to; a finding where there is none, or two."""
        path, _, fragment = target.partition("#")
        section = here if not path else self._section(path)
        if path and not fragment:
            anchor = self._first.get(section, "")
        else:
            fragment = fragment if (section, fragment) in self._renamed else unquote(fragment)
            anchor = self._renamed.get((section, fragment), "")
        if not anchor and not path:
            homes = {s: a for (s, i), a in self._renamed.items() if i == fragment}
            anchor = next(iter(homes.values()), "")
            if len(homes) > 1:
                first, second, *_ = (s.rpartition("/")[2] for s in homes)
                said = f"`{target}` could lead to {first} or to {second}."
                self.found.append(finding("REF002", said, place, f"Say which: `{first}{target}`."))
        anchor = anchor or self._otherwise(section, fragment)
        if not anchor:
            self.found.append(self._nowhere(target, path, fragment, section, place))
        return anchor

    def _otherwise(self, section: str, fragment: str) -> str:
        """The one place of a section whose id has the same letters: GitHub and others make other ids of headings."""
        wanted = _bare(fragment)
        alike = {a for (s, i), a in self._renamed.items() if s == section and wanted and _bare(i) == wanted}
        return alike.pop() if len(alike) == 1 else ""

    def _section(self, path: str) -> str:
        return next((s for s in self._first if s.endswith("/" + unquote(path).removeprefix("./"))), "")

    def _nowhere(self, target: str, path: str, fragment: str, section: str, place: Span) -> Diagnostic:
        said = f"The link `{target}` leads nowhere."
        if path and not section:
            there = [s.rpartition("/")[2] for s in self._first]
            like = nearest(unquote(path), there)
            hint = f"Did you mean `{like}`?" if like else f"The sections are {', '.join(there)}."
            return finding("LINK001", said, place, hint)
        like = nearest(fragment, [i for s, i in self._renamed if not path or s == section])
        mark = f"{path}#" if path else "#"
        hint = f"Did you mean `{mark}{like}`?" if like else f"Give the place an id: `{{#{fragment or 'name'}}}`."
        return finding("LINK001", said, place, hint)


def _bare(identifier: str) -> str:
    return re.sub(r"[\W_]+", "", identifier).casefold()
