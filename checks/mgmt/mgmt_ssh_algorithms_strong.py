"""SSH offers no weak cipher, MAC or key exchange."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from checks.weak import surely_strong, weak_cipher, weak_exchange, weak_mac
from dengbao.check import HOSTS, NETWORK, Device, NotApplicable, check, lacking, need


def weak_ones(is_weak: Callable[[str], bool], names: frozenset[str]) -> str:
    """Name those that are weak."""
    return f"提供 {'、'.join(sorted(filter(is_weak, names)))}"


def free_of(is_weak: Callable[[str], bool], kind: str, names: frozenset[str]) -> bool:
    """Whether no algorithm of a set is weak."""
    return not any(map(is_weak, names)) and surely_strong(kind, names)


@check(title="SSH 不协商弱算法", risk="medium", on=NETWORK | HOSTS)
def mgmt_ssh_algorithms_strong(device: Device) -> None:
    """SSH offers no weak cipher, MAC or key exchange.

    Passes when none of the algorithms that the server offers is weak in ``checks.weak``, and all are known there. Fails
    for each kind that has weak ones.
    Not applicable when SSH is off. Basis: RFC 9142 (key exchange), RFC 8758 (RC4), RFC 6151 (MD5).
    """
    if not device.listening.ssh:
        raise NotApplicable("未启用 SSH 服务")
    ssh = device.ssh
    problems = lacking(
        *(
            need(
                fact,
                partial(free_of, is_weak, kind),
                key=f"ssh:{key}",
                expected=f"{word}不含弱算法",
                actual=partial(weak_ones, is_weak),
            )
            for key, word, kind, fact, is_weak in (
                ("ciphers", "加密", "cipher", ssh.ciphers, weak_cipher),
                ("macs", "校验", "mac", ssh.macs, weak_mac),
                ("key-exchanges", "密钥交换", "exchange", ssh.key_exchanges, weak_exchange),
            )
        )
    )
    assert not problems, problems
