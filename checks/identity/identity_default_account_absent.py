"""The vendor's default account is renamed, removed or disabled."""

from __future__ import annotations

from dengbao.check import NETWORK, Device, check, findings, offending

NAMES = frozenset(
    {"admin", "administrator", "asa", "cisco", "h3c", "hillstone", "huawei", "pix", "root", "ruijie", "zte"}
    | {"audit-admin", "api-admin", "netconf-admin"}
)
"""admin: VRP, Comware, RGOS, FortiOS, PAN-OS; audit-admin, api-admin, netconf-admin: Huawei USG (FAQ 3221 and factory
files); hillstone: StoneOS; cisco, pix, asa: IOS and ASA samples; root: Junos."""


@check(title="厂商默认账户已改名、删除或停用", risk="high", on=NETWORK)
def identity_default_account_absent(device: Device) -> None:
    """The vendor's default account is renamed, removed or disabled.

    Passes when no enabled administrator bears a name that the vendor ships. Fails for each that does.
    High-risk case 6.4.2.1. Names: the vendors' quick-start manuals.
    """
    default = offending(device.users, lambda user: user.enabled and user.administrator and user.name.lower() in NAMES)
    assert not default, findings(
        default, expected="改名、删除或停用", actual=lambda user: f"默认账户 {user.name} 仍可登录"
    )
