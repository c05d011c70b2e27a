"""Which platform a text is of, told by words that its vendor alone prints.

Each platform has signs with a weight: 9 for a banner or a format's own name, which settles it; 3 for words of its
syntax alone, 1 for words that close kin share. A platform is told where its signs outweigh every other's.
The words are those of the vendors' own configurations; `tests/draft/test_detect.py` says how often they are right.
"""

from __future__ import annotations

import re
from functools import cache

_HEAD = 400_000
"""Characters that are looked at: a configuration tells early what it is."""

_LEAST = 3

_JUNOS = (
    "system|interfaces|protocols|routing-options|routing-instances|firewall|policy-options|security|groups|apply-groups|"
    "vlans|applications|snmp|chassis|class-of-service|logical-systems|services"
)
_PANOS = (
    "deviceconfig|network|rulebase|vsys|mgt-config|shared|device-group|template|template-stack|zone|address-group|tag|"
    "import|readonly|panorama"
)
_SIGNS: dict[str, dict[int, tuple[str, ...]]] = {
    "huawei": {
        9: (r"Huawei Versatile Routing Platform", r"^!Software Version V\d{3}R\d{3}"),
        3: (
            r"^ ?user-interface (?:con|vty|maximum-vty)",
            r"^ ?(?:stelnet|sftp) (?:ipv4 )?server enable",
            r"^ ?undo info-center|^ ?info-center (?:loghost|source)",
            r"^ ?interface (?:Eth-Trunk|XGigabitEthernet|MEth|Vlanif|40GE|100GE|10GE)",
            r"^ ?local-user \S+ (?:password (?:irreversible-)?cipher|privilege level|service-type)",
            r"^ ?(?:authentication|accounting|authorization)-scheme ",
            r"^ ?firewall zone (?:local|trust|untrust|dmz|name)|^ ?security-policy$",
            r"^ ?drop illegal-mac|^ ?set cpu-usage|^ ?undo authentication unified-mode",
            r"^ ?bgp \d+\n(?:.*\n){0,9} ?ipv4-family unicast",
        ),
        1: (r"^ ?sysname ", r"^ ?vlan batch ", r"^ ?aaa$", r"^ ?acl (?:number|name) ", r"^ ?ip route-static "),
    },
    "hp_comware": {
        9: (
            r"H3C Comware|Comware Software|HPE? Comware",
            r"^ ?version [57]\.\d+(?:\.\d+)?,? (?:Release|Feature|ESS|Alpha)",
        ),
        3: (
            r"^ ?line (?:class |vty|aux|con|tty)",
            r"^ ?role (?:name|default-role)",
            r"^ ?local-user \S+(?: class (?:manage|network))?\n(?: .*\n)*? +authorization-attribute user-role",
            r"^ ?(?:security-zone name|object-policy ip|scheduler |irf |undo irf |lldp global|mirroring-group)",
            r"^ ?interface (?:Vlan-interface|(?:Bridge|Route)-Aggregation|M-GigabitEthernet|Ten-GigabitEthernet)",
            r"^ ?domain (?:default enable |system)",
            r"^ ?super authentication-mode|^ ?password-recovery enable|^ ?undo password-recovery",
        ),
        1: (r"^ ?sysname ", r"^ ?vlan \d", r"^ ?ip route-static ", r"^ ?acl (?:advanced|basic|number) "),
    },
    "ruijie_os": {
        9: (r"Ruijie|RGOS|^version .*RG-|^version \d+\.\d+\(\d+\)[A-Z]\d*P?\d*", r"^interface AggregatePort"),
        3: (
            r"^enable service (?:ssh|telnet|web)",
            r"^no enable service ",
            r"^(?:aaa local|username) .* password 7 ",
            r"^webmaster level \d",
            r"^specify interface .* (?:lan|wan)$",
            r"^(?:identify-application|flow-audit|url-audit|mail-service) ",
            r"^cpu-protect |^nfpp$|^sysmac |^install \d",
            r"^interface TenGigabitEthernet \d",
            r"^interface VLAN \d",
        ),
        1: (r"^hostname ", r"^vlan \d", r"^line vty"),
    },
    "zte_zxros": {
        9: (r"ZXROS|ZXR10", r"^!</?[a-z][\w-]*>"),
        3: (r"^interface (?:gei|xgei|smartgroup|xlgei|cgei)[-_]",),
        1: (r"^\$$", r"^hostname "),
    },
    "cisco_nxos": {
        9: (
            r"Nexus Operating System|NX-OS",
            r"^!Command: show (?:running|startup)-config|^!RANCID-CONTENT-TYPE: cisco-nx",
            r"^ ?vdc \S+ id \d",
        ),
        3: (
            r"^feature [a-z]",
            r"^version \d\.\d\(\d",
            r"^interface (?:Ethernet\d+/|mgmt0|nve\d|port-channel\d)",
            r"^vrf context ",
            r"^username \S+ password 5 .* role ",
            r"^(?:role name|vpc domain|install feature-set|snmp-server user \S+ network-admin)",
            r"^boot (?:nxos|kickstart|system bootflash)",
            r"^ (?:peer-keepalive|ip router ospf|address-family ipv4 unicast$|hsrp \d)",
        ),
        1: (r"^hostname ", r"^switchname ", r"^vlan \d"),
    },
    "cisco_asa": {
        9: (r"^(?:: )?(?:ASA|PIX) Version \d", r"^: (?:Serial Number|Hardware: +(?:ASA|FPR|PIX))"),
        3: (
            r"^ ?nameif ",
            r"^ ?security-level \d",
            r"^access-group \S+ (?:in|out|global)",
            r"^access-list \S+ (?:line \d+ )?(?:extended|standard|remark|webtype)",
            r"^object(?:-group)? (?:network|service) ",
            r"^(?:same-security-traffic|threat-detection|tunnel-group|group-policy|firewall transparent|failover)\b",
            r"^(?:global|static|nat) \(\w+",
            r"^Cryptochecksum:",
            r"^(?:ssh|telnet|http) \d+\.\d+\.\d+\.\d+ \d+\.\d+\.\d+\.\d+ \w",
        ),
        1: (r"^hostname ", r"^route \w+ \d", r"^interface "),
    },
    "cisco_ios": {
        9: (r"Cisco IOS(?:-XE| XE)? Software", r"^Current configuration : \d+ bytes"),
        3: (
            r"^version 1[0-7]\.\d",
            r"^service (?:timestamps|password-encryption|tcp-keepalives|pad|nagle)",
            r"^no service pad|^no ip http server|^ip http server",
            r"^boot-(?:start|end)-marker",
            r"^ip (?:classless|cef|subnet-zero|forward-protocol|access-list (?:extended|standard))",
            r"^interface (?:FastEthernet|Serial|GigabitEthernet\d|TenGigabitEthernet\d|Tunnel\d|Loopback\d)",
            r"^router (?:ospf|bgp|eigrp|rip|isis)",
            r"^ (?:ip address \d+\.\d+\.\d+\.\d+ 255|no ip address|ip access-group|ip nat )",
            r"^line (?:con 0|aux 0|vty)",
            r"^access-list \d+ (?:permit|deny|remark)",
            r"^(?:route-map|class-map|policy-map|crypto map|vrf definition|ip vrf) ",
            r"^ip (?:prefix-list|as-path|community-list) ",
        ),
        1: (r"^hostname ", r"^end$"),
    },
    "fortinet": {
        9: (r"^#config-version=F", r"Version: Forti"),
        3: (
            r"^ *config (?:system|firewall|vdom|global|router|user|vpn|log|antivirus|webfilter|ips|switch-controller)",
        ),
        1: (r"^ +edit ", r"^ +set [a-z]", r"^ *next$", r"^ *end$"),
    },
    "hillstone_stoneos": {
        9: (r"StoneOS|Hillstone",),
        3: (
            r"^ip vrouter ",
            r"^zone \"",
            r"^rule(?: id \d+)?\n  action ",
            r"^admin user \"",
            r"^address (?:id \d+ )?\"",
        ),
        1: (r"^ +zone \"", r"^exit$", r"^hostname "),
    },
    "juniper_junos": {
        9: (r"^## Last (?:commit|changed)", r"JUNOS"),
        3: (
            rf"^(?:set|deactivate|delete) (?:{_JUNOS})(?: |$)",
            rf"^(?:replace: )?(?:{_JUNOS}) \{{",
            r"^ +(?:family inet6? \{|filter \S+ \{|host-name \S+;|from-zone \S+ to-zone)",
        ),
        1: (r"[^ ];$", r"^version \d+\.\d"),
    },
    "paloalto_panos": {
        9: (r"<config [^>]*version=", r"<deviceconfig>|<devices>\s*<entry|<mgt-config>", r"^ *deviceconfig \{"),
        3: (
            rf"^set (?:{_PANOS})(?: |$)",
            r"^set (?:device-group|template) .* (?:pre-rulebase|post-rulebase|config) ",
            r"^set (?:address|service) \S+ (?:ip-netmask|fqdn|protocol) ",
        ),
    },
    "windows": {
        9: (r"windows-facts/\d", r"^\[System Access\]", r"^\[Unicode\]", r"^Machine Name,Policy Target,Subcategory"),
    },
    "linux": {9: (r"linux-facts/\d",)},
    "ups": {
        9: (
            r"^ups\.status: ",
            r"^battery\.charge: ",
            r"UPS-MIB::ups",
            r"^\.?1\.3\.6\.1\.2\.1\.33\.",
            r"^iso\.3\.6\.1\.2\.1\.33\.",
        ),
    },
}


@cache
def _compiled() -> dict[str, list[tuple[int, re.Pattern[str]]]]:
    return {
        platform: [(weight, re.compile(sign, re.MULTILINE)) for weight, signs in kinds.items() for sign in signs]
        for platform, kinds in _SIGNS.items()
    }


def weights(text: str) -> dict[str, int]:
    """Weigh a text for each platform, the heaviest first; those without any sign are left out."""
    head = text[:_HEAD].replace("\r", "")
    found = {
        platform: sum(weight for weight, sign in signs if sign.search(head)) for platform, signs in _compiled().items()
    }
    return dict(sorted(((name, weight) for name, weight in found.items() if weight), key=lambda one: -one[1]))


def detect(text: str) -> str | None:
    """Tell the platform of a text; None where no platform's signs are enough, or two weigh the same."""
    ranked = [*weights(text).items(), ("", 0)]
    (first, best), (_, second) = ranked[0], ranked[1] if len(ranked) > 1 else ("", 0)
    return first if best >= _LEAST and best > second else None
