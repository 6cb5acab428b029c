"""A page from the right: runs from the left that go over several boxes are kept whole."""

from __future__ import annotations

import pytest

from briefpress import bidi, htmltree


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("<p>قال <em>one</em> ثم</p>", "<p>قال <em>one</em> ثم</p>"),
        ("<p>قال the <em>one</em> now. ثم</p>", '<p>قال <span dir="ltr">the <em>one</em> now.</span> ثم</p>'),
        ("<p>All of <em>it</em>.</p>", '<p dir="ltr">All of <em>it</em>.</p>'),
        ("<li>All of <em>it</em>.</li>", '<li><span dir="ltr">All of <em>it</em>.</span></li>'),
        ("<p>قال 2020 <b>كذا</b></p>", "<p>قال 2020 <b>كذا</b></p>"),
        ("<p>قال one<br><b>two</b></p>", "<p>قال one<br><b>two</b></p>"),
        (
            '<div>Ida. <em>Price</em>. 2020.<div class="backlinks">ورد</div></div>',
            '<div><span dir="ltr">Ida. <em>Price</em>. 2020.</span><div class="backlinks">ورد</div></div>',
        ),
        (
            '<p>قال see<span class="footnote">حاشية</span> <b>two</b></p>',
            '<p>قال <span dir="ltr">see<span class="footnote" dir="rtl">حاشية</span> <b>two</b></span></p>',
        ),
        ('<div dir="ltr"><p>See <em>it</em></p></div>', '<div dir="ltr"><p>See <em>it</em></p></div>'),
    ],
)
def test_a_run_from_the_left_over_several_boxes_has_a_direction_of_its_own(written, kept):
    tree = htmltree.parse(written)
    bidi.keep_runs(tree, True)
    assert htmltree.serialize(tree) == kept


def test_a_page_from_the_left_stays_as_it_is_but_for_its_parts_from_the_right():
    tree = htmltree.parse('<p>One <b>two</b></p><div dir="rtl"><p>قال a <b>b</b></p></div>')
    bidi.keep_runs(tree, False)
    assert htmltree.serialize(tree) == (
        '<p>One <b>two</b></p><div dir="rtl"><p>قال <span dir="ltr">a <b>b</b></span></p></div>'
    )
