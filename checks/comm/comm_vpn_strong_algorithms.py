"""VPN proposals use strong algorithms."""

from __future__ import annotations

from checks.weak import surely_strong, unsaid_parts, weak_parts
from dengbao.check import NETWORK, Device, NotApplicable, Undecided, check, findings, offending
from dengbao.model import Proposal


@check(title="VPN 不用弱算法", risk="high", on=NETWORK)
def comm_vpn_strong_algorithms(device: Device) -> None:
    """VPN proposals use strong algorithms.

    Passes when no IKE, IPsec or SSL proposal in use offers DES, 3DES, RC4 or no encryption, MD5 or SHA-1, or a
    Diffie-Hellman group 1, 2 or 5. Fails for each that does. Not decided where a proposal leaves out what its kind
    needs: RFC 7296 asks of IKE an encryption, an integrity (none beside a combined mode) and a group, RFC 4303 of ESP
    an encryption and its integrity; releases fill the gap differently. Not applicable without VPN. High-risk case
    6.2.2.1.
    """
    if not len(device.proposals):
        raise NotApplicable("没有配置 VPN")

    def is_weak(proposal: Proposal) -> bool:
        if proposal.used is False:
            return False
        strong = ("encryption", proposal.encryption), ("integrity", proposal.integrity)
        if weak_parts(proposal):
            return True
        if unsaid := unsaid_parts(proposal):
            raise Undecided(f"没有写{'、'.join(unsaid)},缺省值没有确认")
        return not all(surely_strong(kind, names) for kind, names in strong)

    weak = offending(device.proposals, is_weak)
    assert not weak, findings(
        weak,
        expected="AES-128 以上或 SM4、SHA-256 以上或 SM3、DH 组 14 以上",
        actual=lambda proposal: f"使用 {'、'.join(weak_parts(proposal))}",
    )
