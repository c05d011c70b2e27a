"""A host offers TLS 1.2 and above alone, without broken ciphers."""

from __future__ import annotations

from checks.mgmt.mgmt_web_tls_strong import modern
from dengbao.check import HOSTS, Device, check, lacking, need


@check(title="主机只用 TLS 1.2 以上和强加密套件", risk="medium", on=HOSTS, platforms=("windows",))
def comm_host_tls_strong(device: Device) -> None:
    """A host offers TLS 1.2 and above alone, without broken ciphers.

    Passes when the system's TLS (SCHANNEL) serves no version before 1.2, and RC4, DES, 3DES and NULL are off. Fails for
    each kind. Basis: RFC 8996, RFC 9325; which versions a release serves by default: Microsoft, "Protocols in TLS/SSL
    (Schannel SSP)".
    """
    tls = device.host.tls
    problems = lacking(
        need(
            tls.server_versions,
            modern,
            key="tls:versions",
            expected="只提供 TLS 1.2 以上",
            actual="提供 {}",
        ),
        need(tls.weak_ciphers, lambda names: not names, key="tls:ciphers", expected="停用弱加密算法", actual="启用 {}"),
    )
    assert not problems, problems
