"""Lines that send packets elsewhere than the routing table does: policy routes and redirections, of every platform.

What they match and where they send it is not read: that they are there is enough to say that a way is not known.

- IOS, RGOS, NX-OS, ZXROS: ``ip policy route-map`` on an interface; ASA (9.4): ``policy-route route-map``.
- Comware: ``ip policy-based-route`` on an interface ("Configuring interface PBR", R3166 network management guide),
  ``redirect`` in a QoS behaviour. VRP: the same on AR interfaces, ``redirect`` in a behaviour, ``traffic-redirect``; on
  USG a rule's ``action pbr``.
- FortiOS: ``config router policy`` is asked before the static routes (6.0 CLI reference); so are SD-WAN services.
- StoneOS: a PBR policy is bound to an interface or a zone (5.0 guide, "Configuring Policy-based Route").
- Junos: ``then routing-instance`` of a filter, and advanced policy-based routing; PAN-OS: rules of the PBF rulebase.
"""

from __future__ import annotations

import re

from dengbao.model import Lines

_ROUTE_MAP = r"^\s+(?:ip|ipv6) policy route-map \S"
_PATTERNS = {
    platform: re.compile(pattern, re.MULTILINE)
    for platform, pattern in {
        "cisco_ios": _ROUTE_MAP,
        "ruijie_os": _ROUTE_MAP,
        "cisco_nxos": _ROUTE_MAP,
        "zte_zxros": _ROUTE_MAP,
        "cisco_asa": r"^\s+policy-route (?:route-map|path-monitoring) ?\S*",
        "hp_comware": r"^\s+(?:ip|ipv6) policy-based-route \S|^\s+redirect (?:next-hop|interface|access-vpn)",
        "huawei": r"^\s+(?:ip|ipv6) policy-based-route \S|^\s+redirect (?!cpu)\S|^\s*traffic-redirect\s"
        r"|^\s+action pbr\b",
        "fortinet": r"^\s*config router policy6?\s*\n\s*edit\b|^\s*config service\s*\n\s*edit\b",
        "hillstone_stoneos": r"^\s*(?:bind )?pbr-policy\s",
        "juniper_junos": r"then routing-instance |^\s+routing-instance [\w.-]+;|advance-policy-based-routing-profile",
        "paloalto_panos": r"<pbf>\s*<rules>\s*<entry|\bpbf rules\s|\bpbf \{\s*rules \{\s*\S+ \{",
    }.items()
}
_WORDS = {"juniper_junos": ("routing-instance ", "advance-policy-based-routing-profile"), "paloalto_panos": ("pbf",)}
"""Words one of which any match holds, where looking for them first is quicker than the pattern."""


def lines_of(platform: str, text: str) -> Lines:
    """The lines of a configuration that route by policy.

    Args:
        platform: whose configuration it is.
        text: masked.
    """
    pattern = _PATTERNS.get(platform)
    if pattern is None or not any(word in text for word in _WORDS.get(platform, ("",))):
        return ()
    return tuple(text.count("\n", 0, found.start()) + 1 for found in pattern.finditer(text))
