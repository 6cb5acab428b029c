"""What floats is printed once, wherever a page ends."""

from __future__ import annotations

import pypdfium2
import pytest

from briefpress.engines.weasyprint import print_page

PAGE = """\
<html lang="en"><title>A</title><style>
@page {{ size: 100mm 60mm; margin: 5mm }}
html {{ font: 10pt/12pt sans-serif }}
p {{ margin: 0 }}
.box {{ break-inside: avoid; display: flow-root; margin: 4pt 0 }}
.name {{ float: left; width: 20mm; break-after: avoid }}
</style>{lines}<div class="box">
<p class="name">Alpha beta gamma delta epsilon zeta</p><p>One<br>two<br>three.</p>
</div>{after}
"""


@pytest.mark.parametrize("lines", range(6, 12))
def test_a_float_whose_box_is_moved_overleaf_whole_is_printed_once(lines):
    printed = print_page(PAGE.format(lines="<p>Above</p>" * lines, after="<p>Below</p>" * 9), {})
    said = " ".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(printed.data))
    for word in ("Alpha", "gamma", "epsilon", "zeta"):
        assert said.count(word) == 1
