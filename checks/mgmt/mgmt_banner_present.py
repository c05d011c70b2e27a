"""A warning is shown before or at login."""

from __future__ import annotations

from dengbao.check import NETWORK, Device, check, lacking, need


@check(title="登录前显示警示语", risk="low", on=NETWORK)
def mgmt_banner_present(device: Device) -> None:
    """A warning is shown before or at login.

    Passes when a login banner is configured. Fails when none is.
    """
    problems = lacking(
        need(device.system.banner, bool, key="banner:none", expected="设置登录警示语", actual="没有设置")
    )
    assert not problems, problems
