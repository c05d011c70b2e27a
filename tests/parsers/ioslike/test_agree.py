"""A status output beside a configuration that says otherwise."""

from __future__ import annotations

from dengbao.model import Absent, Known, Unknown
from parsers.ioslike.agree import agreed

SHOWN = Known("2", (1,), "show-ip-ssh")


def test_what_is_shown_counts_where_no_line_says_otherwise() -> None:
    assert agreed(Known("2", (7,)), SHOWN) is SHOWN
    assert agreed(Absent("1,2", "缺省"), SHOWN) is SHOWN
    assert agreed(Unknown("没有配置"), SHOWN) is SHOWN


def test_a_contradiction_leaves_it_open() -> None:
    found = agreed(Known("1", (7,)), SHOWN)
    assert isinstance(found, Unknown)
    assert found.lines == (7,)
