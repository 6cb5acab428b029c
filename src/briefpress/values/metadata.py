"""The settings of a brief in; what braces may name of them, and its title and the like with values in them, out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from msgspec import structs

from briefpress import cache
from briefpress.braces import Braces
from briefpress.datamodel import FigureValue
from briefpress.diagnostics import Diagnostic, Span
from briefpress.model import BRIEF, Project
from briefpress.settings import Brief
from briefpress.values.speaking import Speaker, speaker
from briefpress.variants import Row

_LINES = ("title", "subtitle", "description")


def variables(brief: Brief, name: str) -> dict[str, Any]:
    """What stands for names in every section beside the values: the settings of the brief, and its own variables."""
    settings = structs.asdict(brief) | {
        "identifier": structs.asdict(brief.identifier),
        "publisher": structs.asdict(brief.publisher),
        "name": name,
    }
    return {**settings, **brief.variables}


def templates(brief: Brief) -> dict[str, str]:
    """The texts of brief.yaml that have braces in them, by their keys."""
    texts = {key: getattr(brief, key) for key in _LINES}
    texts |= {f"keywords.{n}": word for n, word in enumerate(brief.keywords)}
    return {key: text for key, text in texts.items() if "{{" in text}


def filled(root: Path, brief: Brief, row: Row | None = None, store: cache.Store | None = None) -> Brief:
    """The brief with values in its title and the like. Braces that name nothing stay: `said` tells of them."""
    wanted = templates(brief)
    if not wanted:
        return brief
    braces = Braces(_own(brief), speaker(root, brief.lang, _own(brief), row, store))
    words = {key: braces.filled(text, Span(BRIEF)) for key, text in wanted.items()}
    keywords = tuple(words.get(f"keywords.{n}", word) for n, word in enumerate(brief.keywords))
    return structs.replace(brief, keywords=keywords, **{key: words[key] for key in _LINES if key in words})


def said(project: Project, figures: Speaker) -> tuple[tuple[FigureValue, ...], list[Diagnostic]]:
    """The values that stand in brief.yaml itself, and what is wrong with the braces there."""
    before = len(figures.said)
    braces = Braces(_own(project.brief), figures)
    for key, text in project.templates.items():
        braces.filled(text, project.mark(key))
    return tuple(figures.said[before:]), braces.found


def _own(brief: Brief) -> dict[str, Any]:
    """The variables that a title may have in it: no title."""
    return {key: value for key, value in variables(brief, "").items() if key not in (*_LINES, "keywords", "name")}
