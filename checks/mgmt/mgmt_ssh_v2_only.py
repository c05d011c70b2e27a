"""SSH speaks version 2 alone."""

from __future__ import annotations

from dengbao.check import HOSTS, NETWORK, Device, NotApplicable, check, lacking, need


@check(title="SSH 只用第 2 版", risk="medium", on=NETWORK | HOSTS)
def mgmt_ssh_v2_only(device: Device) -> None:
    """SSH speaks version 2 alone.

    Passes when the SSH server refuses version 1. Fails when it accepts it. Not applicable when SSH is off.
    """
    if not device.listening.ssh:
        raise NotApplicable("未启用 SSH 服务")
    problems = lacking(
        need(
            device.ssh.version,
            lambda version: version == "2",
            key="ssh:version",
            expected="只用 SSHv2",
            actual="版本 {}",
        )
    )
    assert not problems, problems
