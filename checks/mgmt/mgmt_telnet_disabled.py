"""Telnet does not serve administration: it carries passwords in clear."""

from __future__ import annotations

from dengbao.check import NETWORK, Device, check, lacking, need


@check(title="关闭 Telnet 管理", risk="high", on=NETWORK)
def mgmt_telnet_disabled(device: Device) -> None:
    """Telnet does not serve administration: it carries passwords in clear.

    Passes when the Telnet server is off on every interface and line. Fails when it listens anywhere.
    High-risk cases 6.4.1.2 and 6.5.1.1.
    """
    problems = lacking(
        need(device.listening.telnet, lambda on: not on, key="service:telnet", expected="关闭", actual="{}")
    )
    assert not problems, problems
