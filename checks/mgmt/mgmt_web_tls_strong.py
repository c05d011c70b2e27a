"""The web management page is served over TLS 1.2 and above only."""

from __future__ import annotations

from checks.weak import surely_strong, weak_suite
from dengbao.check import NETWORK, Device, NotApplicable, Undecided, check, lacking, need
from dengbao.model import Known

OLD = frozenset({"ssl2", "ssl3", "ssl2.0", "ssl3.0", "tls1", "tls1.0", "tls1.1"})
MODERN = frozenset({"tls1.2", "tls1.3"})


def modern(versions: frozenset[str]) -> bool:
    """Whether none is old.

    Raises:
        Undecided: none is old for certain, some are not known.
    """
    strange = versions - OLD - MODERN
    if strange and not versions & OLD:
        raise Undecided(f"不认识 TLS 版本 {'、'.join(sorted(strange))}")
    return not versions & OLD


@check(title="网页管理只用 TLS 1.2 以上", risk="medium", on=NETWORK)
def mgmt_web_tls_strong(device: Device) -> None:
    """The web management page is served over TLS 1.2 and above only.

    Passes when the server accepts no version before TLS 1.2 and no suite that the configuration names is weak (RC4,
    DES, 3DES, NULL, MD5, export, anonymous). Fails for each kind. Undecided for a name that nobody knows. Which suites
    come by default is not asked: the versions decide. Not applicable when HTTPS is off. Basis: RFC 8996 (TLS 1.0 and
    1.1), RFC 9325.
    """
    if not device.listening.https:
        raise NotApplicable("未启用 HTTPS 管理")
    web = device.web
    versions = need(
        web.tls_versions,
        modern,
        key="web:tls-versions",
        expected="只接受 TLS 1.2 以上",
        actual="接受 {}",
    )
    suites = need(
        web.ciphers,
        lambda names: not any(map(weak_suite, names)) and surely_strong("suite", map(str.lower, names)),
        key="web:ciphers",
        expected="没有弱加密套件",
        actual="使用 {}",
    )
    problems = lacking(versions, suites) if isinstance(web.ciphers, Known) else lacking(versions)
    assert not problems, problems
