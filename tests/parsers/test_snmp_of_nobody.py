"""VRP and Comware: an agent without communities and users answers nobody, whatever it sends."""

from __future__ import annotations

import pytest

from tests.parsers.ioslike.support import read
from tests.parsers.test_areas_and_groups import HEADS


@pytest.mark.parametrize("platform", HEADS)
@pytest.mark.parametrize(("lines", "answers"), [("", False), ("snmp-agent community read cipher Zh7kq2site\n", True)])
def test_an_agent_that_knows_nobody_answers_nobody(platform: str, lines: str, answers: bool) -> None:  # noqa: FBT001
    device = read(platform, HEADS[platform].format(f"snmp-agent\n{lines}"))
    assert [one.enabled.value for one in device.channels if one.name == "snmp"] == [answers]
    assert device.snmp.enabled.value is True
