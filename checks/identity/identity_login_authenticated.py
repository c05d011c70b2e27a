"""Every way in asks for an account and its password."""

from __future__ import annotations

from dengbao.check import NETWORK, Device, check, findings, offending


@check(title="每个登录入口都要求账户和口令", risk="high", on=NETWORK)
def identity_login_authenticated(device: Device) -> None:
    """Every way in asks for an account and its password.

    Passes when each enabled console, aux, vty line or management entrance authenticates users (local or AAA).
    Fails when one lets anybody in, or asks only for a password that everybody shares.
    High-risk case 6.4.1.1 of 公网安〔2025〕2391号.
    """
    open_lines = offending(
        device.terminals, lambda line: line.enabled and line.authentication.value in {"none", "password"}
    )
    assert not open_lines, findings(
        open_lines,
        expected="账户加口令登录",
        actual=lambda line: "不鉴别" if line.authentication.value == "none" else "只用共享的线路口令",
    )
