"""The firewall of Windows: profiles as they are in force, and rules as the registry has them.

Rules are strings of fields with a bar after each, after [MS-GPFAS] 2.2.2: ``v2.10|Action=Allow|Active=TRUE|Dir=In|…``.
A field may stand several times; missing ones mean any, except Active, which then is false.
"""

from __future__ import annotations

import ipaddress
import re
from functools import lru_cache

from msgspec import Struct

from dengbao.model import (
    Action,
    Address,
    Device,
    Fact,
    FirewallProfile,
    FirewallRule,
    HostFirewall,
    Known,
    Section,
    Service,
    Unknown,
)
from parsers.windows.document import FILE, Part, Spot, said
from parsers.windows.evidence import Evidence
from parsers.windows.exposure import running
from parsers.windows.facts_exposure import ActiveProfile, Firewall, Product

_ENGINE, _ENGINE_ON = 0xF000, 0x1000
_OWNER, _MICROSOFT = 0xF00, 0x100
_TCP, _UDP = 6, 17
_ANY = 256
_PORT_WORDS = {"RPC-EPMap": 135}
_INBOUND: dict[str, Action] = {"Block": "deny", "NotConfigured": "deny", "Allow": "permit"}
_ACTIONS: dict[str, Action] = {"Allow": "permit", "Block": "deny", "ByPass": "permit"}
_NARROWING = {
    "RA42", "RA62", "RMAuth", "RUAuth", "LUAuth", "LUOwn", "IF", "IFType", "ICMP4", "ICMP6", "AppPkgId",
    "LPort2_20", "LPort2_24", "LPort2_25", "LPort2_29", "RPort2_28", "TTK", "TTK2_22", "TTK2_27", "TTK2_28", "NNm",
    "SecurityRealmId", "PCross", "LOM", "Platform", "Platform2", "SkipVer", "PFN", "AuthByPassOut", "Defer", "LSM",
    "RPort", "RPort2_10", "LA4", "LA6",
}  # fmt: skip
"""Fields that only narrow a rule: passing them over takes an opening for wider than it is, never for narrower."""

_KNOWN = _NARROWING | {
    "Action", "Active", "Dir", "Protocol", "Profile", "LPort", "LPort2_10", "RA4", "RA6", "App", "AppPkgId", "Svc",
    "Name", "Desc", "EmbedCtxt", "Edge", "Security", "Security2", "Security2_9",
}  # fmt: skip
_VERSION = re.compile(r"v\d+\.\d+")


def read_firewall(evidence: Evidence, device: Device) -> None:
    """Fill the host's firewall."""
    part = evidence.document.part("firewall", Firewall)
    services = device.host.services
    if part.data is None:
        lacking: Fact[bool] = part.lacking()
        device.host.firewall = HostFirewall(
            running=running(services, "mpssvc"),
            profiles=part.missing(),
            rules=part.missing(),
            local_rules=lacking,
            replaced_by=part.lacking(),
            file=FILE,
        )
        return
    device.host.firewall = HostFirewall(
        running=running(services, "mpssvc"),
        profiles=_profiles(part, part.data, evidence),
        rules=_rules(part, part.data),
        local_rules=_local_rules(part, part.data, evidence),
        replaced_by=_replaced(part, part.data, evidence),
        file=FILE,
    )


def _profiles(part: Part[Firewall], found: Firewall, evidence: Evidence) -> Section[FirewallProfile]:
    spot = part.spot.into("active")
    if found.active is None or spot is None:
        return Section(missing=evidence.document.why("firewall.active"), file=FILE)
    pairs = zip(found.active.items(), spot.each(), strict=True)
    items = [_profile(name, profile, at) for (name, profile), (_, at) in pairs]
    return Section(items=items, missing="", none="没有防火墙配置文件", file=FILE)


def _profile(name: str, found: ActiveProfile, spot: Spot) -> FirewallProfile:
    logged = {"True": True, "False": False, "NotConfigured": False}.get(found.log_dropped or "")
    return FirewallProfile(
        name=name.casefold(),
        lines=(spot.line, *spot.at("enabled", "inbound")),
        enabled=said(found.enabled, spot.at("enabled"), "enabled"),
        inbound=said(_INBOUND.get(found.inbound or ""), spot.at("inbound"), "inbound"),
        dropped_logged=said(logged, spot.at("log_dropped"), "log_dropped"),
        file=FILE,
    )


def _local_rules(part: Part[Firewall], found: Firewall, evidence: Evidence) -> Fact[bool]:
    """Whether rules made on the host count: in any profile. NotConfigured is yes (AllowLocalPolicyMerge absent)."""
    spot = part.spot.into("active")
    if found.active is None or spot is None:
        return Unknown(evidence.document.why("firewall.active"))
    lines = tuple(line for _, at in spot.each() for line in at.at("local_rules"))
    return Known(any(profile.local_rules != "False" for profile in found.active.values()), lines, FILE)


def _replaced(part: Part[Firewall], found: Firewall, evidence: Evidence) -> Fact[str]:
    """A product that told the security centre that it filters; servers have none to tell."""
    spot = part.spot.into("products")
    if found.products is None or spot is None:
        if evidence.client is False:
            return Known("", part.spot.at("products"), FILE)
        return Unknown(evidence.document.why("firewall.products"))
    for product, (_, at) in zip(found.products, spot.each(), strict=True):
        if product_on(product) and not of_microsoft(product):
            return Known(product.name or "?", at.at("name", "state"), FILE)
    return Known("", (spot.line,), FILE)


def product_on(product: Product) -> bool:
    """Whether a product's state says that it works (bits that public analyses agree on; Microsoft documents none)."""
    return product.state is not None and product.state & _ENGINE == _ENGINE_ON


def of_microsoft(product: Product) -> bool:
    """Whether it is Microsoft's own."""
    return product.state is not None and product.state & _OWNER == _MICROSOFT


def _rules(part: Part[Firewall], found: Firewall) -> Section[FirewallRule]:
    items: list[FirewallRule] = []
    for key, rules in (("policy_rules", found.policy_rules), ("local_rules", found.local_rules)):
        if spot := part.spot.into(key):
            pairs = zip(rules.items(), spot.each(), strict=True)
            items += [_rule(name, text, at.line, policy=key == "policy_rules") for (name, text), (_, at) in pairs]
    return Section(items=items, missing="", none="没有防火墙规则", file=FILE)


class _Parsed(Struct, frozen=True):
    """What a rule's text says; many hosts have the same texts."""

    action: Action
    enabled: bool
    inbound: bool
    sources: tuple[Address, ...]
    services: tuple[Service, ...]
    scopes: frozenset[str]
    program: str
    service: str
    authenticated: bool
    title: str
    understood: bool


def _rule(name: str, text: str, line: int, *, policy: bool) -> FirewallRule:
    """One rule; with a field that nobody knows, or a value that makes no sense, it stands as not understood."""
    parsed = _parsed(text)
    return FirewallRule(
        name=name,
        action=parsed.action,
        lines=(line,),
        enabled=parsed.enabled,
        inbound=parsed.inbound,
        sources=parsed.sources,
        services=parsed.services,
        scopes=parsed.scopes,
        program=parsed.program,
        service=parsed.service,
        authenticated=parsed.authenticated,
        comment=parsed.title,
        policy=policy,
        file=FILE,
        unread=() if parsed.understood else (line,),
    )


@lru_cache(maxsize=1 << 14)
def _parsed(text: str) -> _Parsed:
    version, *parts = text.rstrip("|").split("|")
    fields: dict[str, list[str]] = {}
    for part in parts:
        field, _, value = part.partition("=")
        fields.setdefault(field, []).append(value)
    services, sources = _services(fields), _sources(fields)
    action = _ACTIONS.get(fields.get("Action", [""])[0])
    direction = fields.get("Dir", [""])[0]
    strange = not _VERSION.fullmatch(version) or fields.keys() - _KNOWN or direction not in {"In", "Out"}
    return _Parsed(
        action=action or "other",
        enabled=fields.get("Active", ["FALSE"])[0].upper() == "TRUE",
        inbound=direction != "Out",
        sources=sources or (Address(),),
        services=services or (Service(),),
        scopes=frozenset(profile.casefold() for profile in fields.get("Profile", ())),
        program=(fields.get("App") or fields.get("AppPkgId") or [""])[0],
        service=fields.get("Svc", [""])[0],
        authenticated=any(key in fields for key in ("Security", "Security2", "Security2_9")),
        title=fields.get("Name", [""])[0],
        understood=not strange and action is not None and services is not None and sources is not None,
    )


def _services(fields: dict[str, list[str]]) -> tuple[Service, ...] | None:
    """The local ports of a rule; None where they make no sense."""
    text = fields.get("Protocol", [""])[0]
    if not text or text == str(_ANY):
        return (Service(),)
    if not text.isdecimal():
        return None
    protocol = int(text)
    ports = [*fields.get("LPort", ()), *fields.get("LPort2_10", ())]
    if protocol not in {_TCP, _UDP} or not ports:
        return (Service(protocol=protocol),)
    found = [_port(protocol, port) for port in ports]
    return None if None in found else tuple(service for service in found if service)


def _port(protocol: int, text: str) -> Service | None:
    if match := re.fullmatch(r"(\d{1,5})(?:-(\d{1,5}))?", text):
        low, high = int(match[1]), int(match[2] or match[1])
        return Service(protocol=protocol, destination=(low, high)) if low <= high <= 65535 else None  # noqa: PLR2004
    if text in _PORT_WORDS:
        return Service(protocol=protocol, destination=(_PORT_WORDS[text], _PORT_WORDS[text]))
    # RPC, Teredo, IPHTTPSIn …: ports that the system gives out
    return Service(protocol=protocol, other=text) if re.fullmatch(r"[A-Za-z][\w-]*", text) else None


def _sources(fields: dict[str, list[str]]) -> tuple[Address, ...] | None:
    """The remote addresses of a rule; keywords such as LocalSubnet have no numbers."""
    texts = [*fields.get("RA4", ()), *fields.get("RA6", ())]
    if not texts:
        words = [*fields.get("RA42", ()), *fields.get("RA62", ())]
        return tuple(Address(other=word) for word in words) or (Address(),)
    found = [_address(text) for text in texts]
    return None if None in found else tuple(address for address in found if address)


def _address(text: str) -> Address | None:
    if re.fullmatch(r"[A-Za-z]+", text):
        return Address(other=text)
    try:
        if "-" in text:
            first, last = (ipaddress.ip_address(part) for part in text.split("-", 1))
            low, high, version = int(first), int(last), first.version
        else:
            network = ipaddress.ip_network(text, strict=False)
            low, high, version = int(network.network_address), int(network.broadcast_address), network.version
    except ValueError:
        return None
    return Address(low, high, version) if low <= high else None
