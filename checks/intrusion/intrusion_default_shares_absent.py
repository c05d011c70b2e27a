"""Windows shares no whole drive by itself."""

from __future__ import annotations

from dengbao.check import HOSTS, Device, Findings, check, combined, findings, lacking, need, offending


@check(title="关闭默认共享", risk="medium", on=HOSTS, platforms=("windows",))
def intrusion_default_shares_absent(device: Device) -> None:
    """Windows shares no whole drive by itself.

    Passes when there is no administrative disk share (``C$``, ``ADMIN$``), and none will be made at the next start
    (``AutoShareServer``/``AutoShareWks`` 0). Fails for each share, and for the setting; ``IPC$`` cannot go. A host that
    needs them (a cluster, a backup server) has a waiver. Source: Microsoft KB954422. High-risk case 6.4.3.1.
    """
    problems = combined(lambda: _present(device), lambda: _to_come(device))
    assert not problems, problems


def _present(device: Device) -> Findings:
    shares = offending(device.host.shares, lambda share: share.administrative and share.kind == "disk")
    return findings(shares, expected="关闭", actual=lambda share: f"共享 {share.path or share.name}")


def _to_come(device: Device) -> Findings:
    return lacking(
        need(
            device.host.smb.administrative_shares,
            lambda on: not on,
            key="share:automatic",
            expected="启动后不再自动建立(AutoShareServer、AutoShareWks 为 0)",
            actual="启动后自动建立",
        )
    )
