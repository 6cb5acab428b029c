"""The program's own types, codes and modules in; docs/codes.md, the schemas, and the lists of two other pages out.

    python scripts/docs.py          writes them
    python scripts/docs.py --check  tells whether they are what they should be, exit code 1 where not

A test runs the check.
"""

from __future__ import annotations

import ast
import sys
from itertools import groupby
from pathlib import Path
from typing import Any

import msgspec

from briefpress.codes import REGISTRY
from briefpress.data.record import DataRecord
from briefpress.engines.validators.explained import EXPLAINED
from briefpress.settings import Brief
from briefpress.values.settings import Figure

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
SOURCE = ROOT / "src" / "briefpress"
LIST = "| file | what goes in, what comes out |\n|---|---|\n"
MADE = "<!-- Made by scripts/docs.py from that list. -->\n"
FAMILIES = {
    "CONF": "brief.yaml and front matter",
    "MARK": "Mark-up",
    "HTML": "HTML in sections",
    "MATH": "Formulas",
    "LOST": "Words that get lost",
    "NOTE": "Notes",
    "META": "What the edition says of itself",
    "ID": "Identifiers, licence and language versions",
    "STAT": "Drafts and embargoes",
    "SECT": "Sections",
    "COMP": "Components",
    "LIMIT": "Limits",
    "ABBR": "Abbreviations",
    "CITE": "Citations and bibliographies",
    "REF": "Labels and cross-references",
    "LINK": "Links",
    "TBL": "Tables",
    "FIG": "Pictures",
    "FONT": "Letters",
    "CHART": "Charts",
    "DATA": "Data",
    "VAL": "Values",
    "SER": "Series",
    "STYLE": "The house's style sheet",
    "PRINT": "The printing press",
    "EVID": "Evidence",
    "SRC": "Documents and their records",
    "CLAIM": "Claims and the body of sources",
    "LOCK": "Receipts",
    "EDIT": "Editions",
    "REPR": "Reproducing an edition",
    "CI": "Forges and git",
    "IMP": "What other programs wrote",
    "REV": "What reviewers send back",
    "ACC": "What the e-book claims",
    "CHK": "Artifacts",
    "PAGE": "Pages",
    "ENG": "Engines",
    "OUT": "Output",
    "BUG": "Bugs",
}


def codes_page() -> str:
    """The page of codes: each with its severity and its explanation."""
    parts = [
        "# Findings\n\nMade from the registry of codes; `briefpress explain CODE` prints one.\n\n"
        "A brief may change the severity of a finding that isn't firm, with its reason, in brief.yaml:\n\n"
        "```yaml\nchecks:\n  REF003: {severity: note, why: the annex is read on its own}\n```\n"
    ]
    for family, codes in groupby(REGISTRY.values(), key=lambda c: c.code.rstrip("0123456789")):
        parts.append(f"\n## {FAMILIES[family]}\n")
        for code in codes:
            firm = ", firm" if code.firm else ""
            parts.append(f"\n### {code.code}: {code.title}\n\n{code.severity.capitalize()}{firm}. {code.explanation}\n")
    return "".join(parts)


def schema(kind: type[msgspec.Struct], title: str) -> str:
    """The JSON Schema of a file of settings."""
    data: dict[str, Any] = msgspec.json.schema(kind)
    data = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, **data}
    return msgspec.json.format(msgspec.json.encode(data), indent=2).decode() + "\n"


def figures_schema() -> str:
    """The JSON Schema of figures.yaml: values, in groups that may hold groups."""
    data: dict[str, Any] = msgspec.json.schema(Figure)
    kinds = [{"required": [key]} for key in ("data", "expression", "value")]
    value = data["$defs"]["Figure"] | {"oneOf": kinds}
    either = {"anyOf": [{"$ref": "#/$defs/Figure"}, {"$ref": "#/$defs/Group"}]}
    group = {
        "title": "Group",
        "description": "Values, or groups of them, by their names.",
        "type": "object",
        "propertyNames": {"pattern": r"^[^\s\d.{}|-][^\s.{}|-]*$"},
        "additionalProperties": either,
        "minProperties": 1,
    }
    data = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "sources/data/figures.yaml of Briefpress",
        "$ref": "#/$defs/Group",
        "$defs": data["$defs"] | {"Figure": value, "Group": group},
    }
    return msgspec.json.format(msgspec.json.encode(data), indent=2).decode() + "\n"


def architecture() -> str:
    """The account of the house, with each module's first line in its list of files."""
    page = (DOCS / "architecture.md").read_text(encoding="utf-8")
    rows = [f"| `{name}` | {line} |\n" for name, line in modules()]
    return page.partition(LIST)[0] + LIST + "".join(rows)


def validators() -> str:
    """The page of validators, with the remarks that may stand and why at its end."""
    page = (DOCS / "validators.md").read_text(encoding="utf-8")
    parts = [
        f"\n### {known.validator} {known.rule}\n\n*{known.says}.* {known.why}\n\nHeld: {known.held}\n"
        for known in EXPLAINED
    ]
    return page.partition(MADE)[0] + MADE + "".join(parts)


def modules() -> list[tuple[str, str]]:
    """Each module that holds code, by its path, with the first line of its docstring."""
    out = []
    for path in sorted(SOURCE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if len(tree.body) > 1:
            out.append((path.relative_to(SOURCE).as_posix(), (ast.get_docstring(tree) or "").partition("\n")[0]))
    return out


def main() -> int:
    """Write the pages, or with `--check` compare them."""
    pages = {
        DOCS / "codes.md": codes_page(),
        DOCS / "brief.schema.json": schema(Brief, "brief.yaml of Briefpress"),
        DOCS / "data-record.schema.json": schema(DataRecord, "NAME.EXT.source.yaml of Briefpress"),
        DOCS / "figures.schema.json": figures_schema(),
        DOCS / "architecture.md": architecture(),
        DOCS / "validators.md": validators(),
    }
    if "--check" not in sys.argv[1:]:
        for path, text in pages.items():
            path.write_text(text, encoding="utf-8")
        return 0
    stale = [p.name for p, text in pages.items() if not p.is_file() or p.read_text(encoding="utf-8") != text]
    print("\n".join(f"docs/{name} is stale: run `python scripts/docs.py`" for name in stale) or "The docs are true.")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
