"""The clock runs in China Standard Time, so that logs of all devices agree."""

from __future__ import annotations

from dengbao.check import HOSTS, NETWORK, Device, check, lacking, need

BEIJING = 480  # minutes


@check(title="时区为北京时间", risk="low", on=NETWORK | HOSTS)
def audit_timezone_set(device: Device) -> None:
    """The clock runs in China Standard Time, so that logs of all devices agree.

    Passes when the zone is 480 minutes east of UTC. Fails when another is set or in force by default.
    """
    problems = lacking(
        need(
            device.clock.zone_minutes,
            lambda minutes: minutes == BEIJING,
            key="clock:zone",
            expected="东八区(UTC+8)",
            actual="偏移 {} 分钟",
        )
    )
    assert not problems, problems
