"""The benchmark's cases in; how many Briefpress, citefact and citations catch, miss and call falsely, out.

    python bench/evidence/run.py [--neighbours PYTHON] [--markdown] [--lots NUMBER] [--figures FILE]

The documents are made in a temporary folder, the cases become a brief, and the brief goes through the pipeline up to
`verify`. PYTHON is an interpreter of an environment with `citefact` and `citations`; without it they are left out.
NUMBER further lots are drawn and weighed besides, 400 quotations each, which nobody has read. FILE is another list
of figures in this folder, to be weighed alone: figures_held_out.yaml, figures_unseen.yaml.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

import cases
import choosing
import neighbours
from cases import Case
from weighing import Answer, answers

import corpus

FEW = 3
"""What was done less often than this stands among the others in a table."""


def table(kind: str, every: Sequence[Case], columns: Mapping[str, Sequence[Answer]], markdown: bool) -> str:
    """Right answers of those read, by what was done, one column a program."""
    rows = [(f"{kind}s", *columns)]
    for faithful, title, right in ((True, "faithful: called sound", "sound"), (False, "tampered: caught", "caught")):
        chosen = [i for i, case in enumerate(every) if case.faithful is faithful]
        often = Counter(every[i].done for i in chosen)
        groups: dict[str, list[int]] = {}
        for i in chosen:
            groups.setdefault(every[i].done if often[every[i].done] >= FEW else "others", []).append(i)
        groups["others"] = groups.pop("others", [])
        for label, of in {**groups, title: chosen}.items():
            name = f"**{label}**" if of is chosen and markdown else label
            if of:
                rows.append((name, *(_cell([column[i] for i in of], right) for column in columns.values())))
        unread = (sum(column[i].of == "unread" for i in chosen) for column in columns.values())
        rows.append((f"{title.split(':')[0]}: not read", *map(str, unread)))
    if markdown:
        lines = [f"| {' | '.join(row)} |" for row in rows]
        return "\n".join([lines[0], "|---" + "|---:" * len(columns) + "|", *lines[1:]])
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return "\n".join("  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)).rstrip() for row in rows)


def _cell(given: Sequence[Answer], right: str) -> str:
    read = Counter(answer.of for answer in given)
    total = len(given) - read["unread"]
    return f"{read[right]} of {total}" if total else "–"


def main() -> None:
    """Print the tables, each miss and false alarm of Briefpress, and the time that each program took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--neighbours", type=Path, help="a Python with citefact and citations")
    parser.add_argument("--markdown", action="store_true", help="tables in Markdown")
    parser.add_argument("--lots", type=int, default=0, help="how many further lots of quotations to draw")
    parser.add_argument("--figures", help="another list of figures, alone")
    wishes = parser.parse_args()
    quotations = [] if wishes.figures else cases.quotations()
    figures = cases.figures(wishes.figures or "figures.yaml")
    faults = 0
    with tempfile.TemporaryDirectory(prefix="briefpress-bench-") as folder:
        made = corpus.make(corpus.sources(), Path(folder) / "documents")
        for kind, every in (("quotation", quotations), ("figure", figures)):
            if not every:
                continue
            begin = time.perf_counter()
            columns = {f"Briefpress {version('briefpress')}": answers(every, made, Path(folder) / kind)}
            took = {"Briefpress, with the whole of its pipeline up to verify": time.perf_counter() - begin}
            if wishes.neighbours and kind == "quotation":
                for rival in neighbours.ask(wishes.neighbours, every, made, Path(folder)):
                    columns[rival.name] = [Answer(*given) for given in rival.answers]
                    took[rival.name] = rival.seconds
            print(table(kind, every, columns, wishes.markdown), "\n")
            faults += _told(every, next(iter(columns.values())))
            own = next(iter(took.values()))
            for name, seconds in took.items():
                print(f"{name}: {seconds:.1f} s, {seconds / own:.2f} of Briefpress")
            print()
        for number in range(1, wishes.lots + 1):
            drawn = cases.quotations_of(choosing.chosen(Path(folder) / "documents", number))
            print(f"Lot {number}:")
            faults += _told(drawn, answers(drawn, made, Path(folder) / f"lot-{number}"))
    sys.exit(1 if faults else 0)


def _told(every: Sequence[Case], given: Sequence[Answer]) -> int:
    """Print what Briefpress got wrong; how often it did."""
    faults = 0
    for case, answer in zip(every, given, strict=True):
        wanted = "sound" if case.faithful else "caught"
        if answer.of != wanted:
            faults += 1
            print(f"WRONG {case.name}")
            print(f"      said {answer.said}, wanted {case.expected[0]}; the document: {case.passage}")
            print(f"      known: {case.missed}" if case.missed else "      not known before")
        elif case.missed:
            print(f"RIGHT now, though it is marked as missed: {case.name}")
        elif not answer.precise:
            print(f"vague {case.name}\n      said {answer.said}, wanted {case.expected[0]}")
    exact = sum(answer.said == case.expected[0] for case, answer in zip(every, given, strict=True))
    print(f"{faults} wrong of {len(every)}; the very verdict that was expected: {exact}\n")
    return faults


if __name__ == "__main__":
    main()
