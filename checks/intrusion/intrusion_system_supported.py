"""The operating system still gets security updates."""

from __future__ import annotations

import datetime as dt

from dengbao.check import HOSTS, Device, NotApplicable, check, lacking, need
from dengbao.check.firmware import firmware


@check(title="操作系统在支持期内", risk="high", on=HOSTS)
def intrusion_system_supported(device: Device) -> None:
    """The operating system still gets security updates.

    Passes when the release's support has not ended by the day of judging, after ``dengbao/catalogue/firmware.yml``,
    a file that the site keeps up to date. Fails when it has. Not applicable to a release that the file does not have.
    Extended support that a vendor sells is accepted by a waiver that names the contract. High-risk case 6.4.3.2.
    """
    system = device.host.os
    known, release = firmware(system.line.value), system.version.value
    ends = known.ends(release) if known else None
    if ends is None:
        raise NotApplicable(f"停服清单没有该版本({system.line.value} {release}),见 docs/firmware.md")
    today = device.as_of or dt.datetime.now(tz=dt.UTC).date()
    problems = lacking(
        need(
            system.version,
            lambda _: today <= ends,
            key="os:end-of-support",
            expected="在厂商支持期内",
            actual=lambda version: f"{getattr(system.name, 'value', '') or version} 已于 {ends} 停止支持",
        )
    )
    assert not problems, problems
