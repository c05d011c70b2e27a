"""Windows Remote Management passes over TLS alone."""

from __future__ import annotations

from dengbao.check import HOSTS, Device, NotApplicable, check, lacking, need


@check(title="WinRM 只经 TLS,不用基本验证", risk="high", on=HOSTS, platforms=("windows",))
def mgmt_winrm_encrypted(device: Device) -> None:
    """Windows Remote Management passes over TLS alone.

    Passes when only HTTPS listeners are there, and the service takes neither Basic authentication nor unencrypted
    messages. Fails for each that is otherwise. Not applicable when WinRM does not run. Kerberos and NTLM encrypt
    messages on HTTP too, yet do not prove the server; who keeps an HTTP listener waives that finding. Source:
    Microsoft, "Installation and configuration for Windows Remote Management". High-risk case 6.4.1.2.
    """
    winrm = device.host.winrm
    if not winrm.enabled:
        raise NotApplicable("未启用 WinRM")
    problems = lacking(
        need(winrm.http, lambda on: not on, key="winrm:http", expected="只用 HTTPS 监听(5986)", actual="有 HTTP 监听"),
        need(winrm.basic, lambda on: not on, key="winrm:basic", expected="不用基本身份验证", actual="启用"),
        need(winrm.unencrypted, lambda on: not on, key="winrm:unencrypted", expected="不接受未加密通信", actual="接受"),
    )
    assert not problems, problems
