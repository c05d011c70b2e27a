"""Lines of captures: their beginnings, their ends, and what terminals leave in them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.text import LineStarts, clean_lines

_PATTERNS = ("a", " *a|b$", r"a\s*$", "a b|b a")


@pytest.mark.parametrize("pattern", _PATTERNS)
@given(text=st.text("ab \n", max_size=40))
def test_line_starts_find_what_multi_line_mode_finds(pattern: str, text: str) -> None:
    found = LineStarts(pattern).search(text)
    expected = re.compile(f"^(?:{pattern})", re.MULTILINE).search(text)
    assert (found is None) == (expected is None)
    if found and expected:
        assert (found.start(), found[0][1:]) == (expected.start(), expected[0])


@given(st.text("a-More \t\x08\x1b\x03[D\n", max_size=60))
def test_line_ends_make_no_difference(text: str) -> None:
    assert clean_lines(text.replace("\n", "\r\n")) == clean_lines(text)


def test_lines_lose_what_terminals_leave() -> None:
    text = "a  \r\nb\x00c\n  ---- More ----\x1b[42D      \x1b[42D d\nbanner \x03hi\x03\n\nMore -- less\n"
    assert clean_lines(text) == ["a", "bc", " d", "banner ^Chi^C", "", "More -- less"]
