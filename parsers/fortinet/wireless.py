"""Wireless networks of the controller: what a station must prove, and how its frames are encrypted.

``security`` is ``wpa2-only-personal`` and ``encrypt`` ``AES`` unless set; ``wpa-personal`` and ``wpa-enterprise`` let
the first WPA in beside the second (CLI reference 6.2–7.4, ``config wireless-controller vap``).
"""

from __future__ import annotations

from typing import Literal

from dengbao.model import Wlan
from parsers.fortinet.config import PART, Config
from parsers.fortinet.fields import section
from parsers.fortinet.tree import Node

PATH = "wireless-controller vap"
section(
    PATH,
    read="ssid security encrypt",
    skip="80211[kv] access-control-list acct-interim-interval additional-akms address-group.* akm24-only alias"
    " antivirus-profile application-.* atf-weight auth auth-.* beacon-.* broadcast-.* bss-color-partial bstm-.*"
    " called-station-id-type captive-.* dhcp-.* domain-name-stripping dynamic-vlan eap-reauth.* eapol-key-retries"
    " external-.* fast-.* ft-.* gas-.* gtk-rekey.* high-efficiency hotspot20-profile igmp-snooping intra-vap-privacy ip"
    " ips-sensor ipv6-rules key keyindex l3-roaming.* ldpc local-.* mac-.* max-clients.* mbo.* me-disable-thresh"
    " mesh-backhaul mpsk.* mu-mimo multicast-.* nac nac-profile name nas-filter-rule neighbor-report-dual-band okc"
    " osen owe-.* passphrase pmf.* port-macauth.* portal-.* primary-wag-profile probe-resp-.* ptk-rekey.* qos-profile"
    " quarantine radio-.* radius-.* rates-.* roaming-acct-.* sae-.* scan-botnet-connections schedule"
    " secondary-wag-profile security-exempt-list security-obsolete-option security-redirect-url selected-usergroups"
    " split-tunneling sticky-client-.* target-wake-time tkip-counter-measure tunnel-.* usergroup utm-.* vdom vlan-.*"
    " voice-enterprise webfilter-profile",
    tables={"mac-filter-list": None, "portal-message-overrides": None, "vlan-name": None, "vlan-pool": None},
)
Security = Literal["open", "wep", "wpa", "wpa2", "wpa3"]
_SECURITY: dict[str, Security] = {
    "open": "open",
    "captive-portal": "open",
    "wep64": "wep",
    "wep128": "wep",
    "wpa-personal": "wpa",
    "wpa-only-personal": "wpa",
    "wpa-enterprise": "wpa",
    "wpa-only-enterprise": "wpa",
    "wpa2-only-personal": "wpa2",
    "wpa2-only-enterprise": "wpa2",
    "wpa3-enterprise-transition": "wpa2",
    "wpa3-sae-transition": "wpa2",
    "wpa3-enterprise": "wpa3",
    "wpa3-only-enterprise": "wpa3",
    "wpa3-sae": "wpa3",
    "owe": "wpa3",
}
"""The weakest that a station may use; a portal behind an open network encrypts nothing."""


def read(config: Config) -> None:
    """Fill the wireless networks."""
    wlans = config.device.wlans
    wlans.missing = "" if config.whole else PART
    wlans.none = "没有配置无线网络"
    wlans.items = [_wlan(node, context) for context, node in config.entries(PATH)]


def _wlan(node: Node, context: str) -> Wlan:
    mode = node.word("security", "wpa2-only-personal").partition("+")[0]
    return Wlan(
        name=node.name,
        ssid=node.word("ssid"),
        lines=node.lines("security", "encrypt") or (node.line,),
        security=_SECURITY.get(mode, "unknown"),
        ciphers=frozenset(node.word("encrypt", "AES").lower().split("-")),
        context=context,
        unread=tuple(node.unread),
    )
