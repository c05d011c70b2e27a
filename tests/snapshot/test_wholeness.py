"""A cut is seen wherever it falls, as far as the platform lets it be seen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dengbao.platforms import platform
from dengbao.snapshot.wholeness import flaw
from tests.gather.lab import CONFIGS


def wrong(name: str, text: str) -> str:
    known = platform(name)
    assert known
    assert known.config
    return flaw(text, known.config.whole)


@pytest.mark.parametrize("name", CONFIGS)
def test_whole_is_whole(name: str) -> None:
    assert wrong(name, CONFIGS[name]) == ""


@pytest.mark.parametrize(
    "name", [name for name in CONFIGS if name not in {"cisco_nxos", "hillstone_stoneos", "zte_zxros", "fortinet"}]
)
@given(part=st.floats(0, 0.999))
def test_a_cut_anywhere_is_seen(name: str, part: float) -> None:
    text = CONFIGS[name].rstrip()
    assert wrong(name, text[: int(len(text) * part)])


@given(part=st.floats(0, 1))
def test_a_cut_inside_a_fortios_block_is_seen(part: float) -> None:
    """Between two blocks nothing shows it but the prompt, which the session waits for."""
    text = CONFIGS["fortinet"]
    cut = text[: int(len(text) * part)]
    whole_blocks = cut.rstrip().endswith("\nend") and cut.count("config ") == cut.count("end\n") + (
        not cut.endswith("\n")
    )
    assert bool(wrong("fortinet", cut)) is not whole_blocks


@pytest.mark.parametrize("name", ["cisco_nxos", "hillstone_stoneos", "zte_zxros"])
def test_where_no_mark_exists_a_cut_inside_a_block_is_seen(name: str) -> None:
    text = CONFIGS[name]
    assert wrong(name, text[: text.index("description") + 4])


def test_the_last_part_of_nxos_may_end_inside_a_block() -> None:
    """Routing processes stand behind the lines, and nothing need follow them."""
    text = "interface Ethernet1/1\n  no shutdown\n"
    assert wrong("cisco_nxos", text)
    assert wrong("cisco_nxos", f"{text}line console\nline vty\nrouter bgp 65001\n  router-id 10.0.0.1\n") == ""


@pytest.mark.parametrize(
    "text",
    [
        "config vdom\nedit root\nnext\nend\nconfig vdom\nedit root\nconfig system x\nend\nend\n",
        'config a\n    edit 1\n        set x "config b\nedit 2\n\\" end"\n    next\nend\n',
        "config a\n    config b\n        edit 1\n        next\n    end\nend\n",
    ],
)
def test_fortios_shapes_that_are_whole(text: str) -> None:
    assert wrong("fortinet", text) == ""


@pytest.mark.parametrize("text", ['config a\n    set x "1\nend\n', "config a\n    edit 1\n    next\n", ""])
def test_fortios_shapes_that_are_not(text: str) -> None:
    assert wrong("fortinet", text)
