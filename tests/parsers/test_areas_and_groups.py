"""VRP and Comware: whether every area, and every peer or its group, names a key; views are read to the last line."""

from __future__ import annotations

import pytest

from dengbao.model import RoutingProcess
from tests.parsers.ioslike.support import read

HEADS = {
    "huawei": "!Software Version V200R021C10SPC600\n#\nsysname x\n#\n{}#\nreturn\n",
    "hp_comware": "#\n version 7.1.070, Release 6357P08\n#\n sysname x\n#\n{}#\nreturn\n",
}
KEY = "  authentication-mode md5 1 cipher x\n"
OSPF = "ospf 1\n area 0.0.0.0\n{}  network 10.1.0.0 0.0.255.255\n area 0.0.0.1\n{}  network 10.2.0.0 0.0.255.255\n"
BGP = "bgp 65001\n group G external\n peer G as-number 65002\n peer 10.1.1.1 group G\n peer 10.1.1.2 as-number 65003\n"


def process(platform: str, text: str) -> RoutingProcess:
    (found,) = read(platform, HEADS[platform].format(text)).routing
    return found


@pytest.mark.parametrize("platform", HEADS)
@pytest.mark.parametrize(("areas", "asked"), [((KEY, KEY), True), ((KEY, ""), False), (("", ""), False)])
def test_every_area_needs_a_key(platform: str, areas: tuple[str, str], asked: bool) -> None:  # noqa: FBT001 - a table
    assert process(platform, OSPF.format(*areas)).authenticated is asked


@pytest.mark.parametrize("platform", HEADS)
@pytest.mark.parametrize(
    ("keyed", "asked"),
    [(("G", "10.1.1.2"), True), (("10.1.1.1", "10.1.1.2"), True), (("10.1.1.2",), False), (("G",), False)],
)
def test_every_peer_or_its_group_needs_a_key(platform: str, keyed: tuple[str, ...], asked: bool) -> None:  # noqa: FBT001
    text = BGP + "".join(f" peer {name} password cipher x\n" for name in keyed)
    assert process(platform, text).authenticated is asked


@pytest.mark.parametrize("platform", HEADS)
def test_a_line_inside_an_area_is_not_lost(platform: str) -> None:
    assert process(platform, OSPF.format("  authentications x\n", KEY)).unread
