"""What FortiOS may say in a section that is read, and is not known, is held against the part that it may change."""

from __future__ import annotations

import pytest

from parsers.fortinet.doubts import held
from parsers.fortinet.fields import SECTIONS
from tests.parsers.fortinet.reading import forti, unread


@pytest.mark.parametrize("path", SECTIONS)
@pytest.mark.parametrize("inside", ["{}", "edit 1\n{}\nnext"])
def test_a_strange_attribute_leaves_something_open(path: str, inside: str):
    device = forti(f"config {path}\n{inside.format('set strange x')}\nend\n")
    lines = unread(device)
    assert len(lines) == 1
    assert set(lines) <= set(held(device))


def test_a_strange_section_leaves_something_open():
    device = forti("config log strange\nset status disable\nend\n")
    assert unread(device) == [2, 3, 4]
    assert set(device.logging.unread) == {2, 3, 4}
