"""Remote Desktop proves who is there before it opens a session, and hides what passes."""

from __future__ import annotations

from dengbao.check import HOSTS, Device, NotApplicable, check, lacking, need

_STRONG = frozenset({"high", "fips"})


@check(title="远程桌面启用网络级身份验证和加密", risk="high", on=HOSTS, platforms=("windows",))
def mgmt_remote_desktop_secured(device: Device) -> None:
    """Remote Desktop proves who is there before it opens a session, and hides what passes.

    Passes when network level authentication is demanded (``UserAuthentication`` 1), the security layer is not RDP's
    own (``SecurityLayer`` 1 or 2), and the encryption is high or FIPS (``MinEncryptionLevel`` 3 or 4; without meaning
    under TLS). Fails for each that is not. Not applicable when Remote Desktop is off. High-risk case 6.4.1.2.
    """
    desktop = device.host.remote_desktop
    if not desktop.enabled:
        raise NotApplicable("未启用远程桌面")
    layer = need(
        desktop.layer,
        lambda name: name != "rdp",
        key="rdp:layer",
        expected="安全层为 TLS",
        actual="使用 RDP 自身的安全层",
    )
    encryption = need(
        desktop.encryption,
        _STRONG.__contains__,
        key="rdp:encryption",
        expected="加密级别为高",
        actual="加密级别为 {}",
    )
    problems = lacking(
        need(
            desktop.network_authentication,
            bool,
            key="rdp:nla",
            expected="要求网络级身份验证(NLA)",
            actual="不要求",
        ),
        layer,
        *(() if _is_tls(device) else (encryption,)),
    )
    assert not problems, problems


def _is_tls(device: Device) -> bool:
    """Whether the layer is TLS for certain."""
    return getattr(device.host.remote_desktop.layer, "value", "") == "tls"
