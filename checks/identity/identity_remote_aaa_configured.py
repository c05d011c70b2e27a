"""Logins are authenticated by a central server, which can ask for a second factor."""

from __future__ import annotations

from dengbao.check import NETWORK, Device, check, lacking, need


@check(title="登录经集中认证服务器鉴别", risk="low", on=NETWORK)
def identity_remote_aaa_configured(device: Device) -> None:
    """Logins are authenticated by a central server, which can ask for a second factor.

    Passes when RADIUS, TACACS+ (HWTACACS) or LDAP is among the authentication methods of administrators.
    Fails when only local accounts are. That the server really asks for two factors is attested.
    """
    problems = lacking(
        need(
            device.aaa.authentication,
            lambda methods: any(method not in {"local", "none", "enable", "line"} for method in methods),
            key="aaa:authentication",
            expected="经 RADIUS、TACACS+ 等集中认证",
            actual="认证方式为 {}",
        )
    )
    assert not problems, problems
