"""Zones, security policies, schedulers, screens.

Policies of a zone pair are tried in order, then global ones, then the default policy: deny-all unless set (Common
Criteria guides for SRX, "Configuring Default Deny-All and Reject Rules"). Policies log nothing unless ``then log`` says
so. A device is a firewall when it has zones or policies and is not packet-based.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from dengbao.model import (
    ANY_ADDRESS,
    ANY_SERVICE,
    Absent,
    Action,
    Address,
    Fact,
    Known,
    Lines,
    Rule,
    Schedule,
    Service,
    Unknown,
    Unsupported,
    Zone,
    expand,
)
from parsers.juniper_junos.objects import Books
from parsers.juniper_junos.state import Config, opened
from parsers.statements import Node

_POLICY = """
policy *
  description|scheduler-name =
  match
    source-address|destination-address|application|source-identity|dynamic-application|url-category|from-zone|to-zone|
    source-end-user-profile|source-tenant *
    source-address-excluded|destination-address-excluded|source-identity-unauthenticated-user
    source-l3vpn-vrf-group|destination-l3vpn-vrf-group *
  then
    permit
      application-services
        idp|uac-policy|reverse-redirect-wx|redirect-wx|ssl-proxy|application-firewall|application-traffic-control|
        gprs-gtp-profile|gprs-sctp-profile|web-proxy|packet-capture|security-intelligence|icap-redirect|
        reverse-proxy ...
        idp-policy|utm-policy|security-intelligence-policy|advanced-anti-malware-policy|anti-virus-policy|
        content-security-policy|dns-security-policy|aamw-policy =
      tunnel
        ipsec-vpn|pair-policy =
      firewall-authentication|destination-address|tcp-options|services-offload|uac-policy ...
    deny
    reject
      profile|ssl-proxy ...
    log
      session-init|session-close
    count
      alarm ...
"""
_BELOW = "\n".join(f"      {line}" for line in _POLICY.strip().splitlines())
_DEEP = "\n".join(f"    {line}" for line in _BELOW.splitlines())
SCHEMA = f"""
security
  policies
    from-zone *
      to-zone *
{_DEEP}
    global
{_BELOW}
    default-policy
      deny-all|permit-all
    pre-id-default-policy
      then
        log
          session-init|session-close
        session-timeout ...
    policy-rematch|policy-stats|traceoptions|unified-policy|stateful-policies ...
  zones
    security-zone *
      description|screen|application-tracking|source-identity-log|advance-policy-based-routing-profile|
      enable-reverse-reroute|advanced-connection-tracking ...
      tcp-rst
      host-inbound-traffic
        system-services *
          except
        protocols *
          except
      interfaces *
        host-inbound-traffic
          system-services *
            except
          protocols *
            except
    functional-zone ...
  screen
    ids-option *
      description|aggregation =
      alarm-without-drop|match-direction
      icmp|tcp|udp|limit-session ...
      ip
        source-route-option|loose-source-route-option|strict-source-route-option
        bad-option|block-frag|ipv6-extension-header|ipv6-extension-header-limit|ipv6-malformed-header|
        record-route-option|security-option|spoofing|stream-option|tear-drop|timestamp-option|tunnel|
        unknown-protocol ...
    traps|traceoptions|white-list ...
  flow ...
  forwarding-options
    family
      inet|inet6|mpls|iso
        mode =
    mirror-filter|resource-manager|secure-wire|receive-buffers|stateless ...
  idp
    active-policy =
    idp-policy|custom-attack|custom-attack-group|dynamic-attack-group|application-ddos|traceoptions|
    sensor-configuration|default-policy|processes|security-package|max-sessions|logical-system|tenant-system ...
  utm
    utm-policy *
      anti-virus|web-filtering|anti-spam|content-filtering|traffic-options ...
    default-configuration|feature-profile|custom-objects|application-proxy|ipc|traceoptions|utm-default ...
schedulers
  scheduler *
    description|start-date ...
    stop-date =
    start-date *
      stop-date =
    daily|monday|tuesday|wednesday|thursday|friday|saturday|sunday ...
"""
_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:\.(\d\d):(\d\d)(?::\d\d)?)?$")
_UTM = {"anti-virus": "av", "web-filtering": "url", "content-filtering": "file", "anti-spam": "mail"}
_SERVICES = {"idp-policy": "ips", "anti-virus-policy": "av", "dns-security-policy": "dns"}
_PLAIN = {"any", "none", "junos:UNKNOWN"}


def find_kind(config: Config) -> None:
    """Tell whether sessions are followed here, before others ask."""
    security = config.root.at("security")
    config.firewall = not _packet_based(security) and any(
        tree.has("security zones") or tree.has("security policies") for _, tree in config.contexts()
    )


def _packet_based(security: Node) -> Lines:
    """Where a family is said to be forwarded packet by packet: MPLS so takes IPv4 with it."""
    modes = [security.at(f"forwarding-options family {family} mode") for family in ("inet", "mpls")]
    return tuple(mode.line for mode in modes if mode.has("packet-based"))


def read(config: Config) -> None:
    """Read zones and policies of every context."""
    device, security = config.device, config.root.at("security")
    schedules = config.root.at("schedulers")
    opened(device.schedules, schedules.unread)
    device.schedules.items = [_schedule(node) for node in schedules.each("scheduler")]
    if not config.firewall:
        packet = _packet_based(security)
        why = "按报文转发(packet-based)，不作防火墙用" if packet else "没有安全域和安全策略，不作防火墙用"
        device.zones.unsupported = device.policies.unsupported = why
        device.policies.default_action = device.policies.default_logged = Unsupported(why)
        device.defence.stateful = Known(False, packet) if packet else Unsupported(why)
        device.defence.attack_defence = Unsupported(why)
        return
    policies = security.at("policies")
    opened(device.zones, security.unread, security.at("zones").unread)
    opened(device.policies, security.unread, policies.unread, _between(policies), policies.at("global").unread)
    opened(device.policies, policies.at("default-policy").doubts())
    for context, tree in config.contexts():
        where = tree.at("security")
        screens = where.at("screen")
        device.zones.items += [_zone(node, screens, context) for node in where.each("zones security-zone")]
        _rules(config, where.at("policies"), config.books[context], context)
    _defaults(config, policies)
    _defence(config, security)


def _between(policies: Node) -> list[int]:
    return [
        line
        for one in policies.each("from-zone")
        for line in [*one.unread, *(n for two in one.each("to-zone") for n in two.unread)]
    ]


def _schedule(node: Node) -> Schedule:
    word = node.word("stop-date")
    for part in node.each("start-date"):
        word = part.word("stop-date") or (part.name.partition(" stop-date ")[2]) or word
    return Schedule(name=node.name, lines=node.lines(), until=_date(word), unread=tuple(node.doubts()))


def _date(word: str) -> str:
    match = _DATE.match(word)
    if match is None:
        return ""
    year, month, day, hour, minute = match.groups()
    return f"{year}-{month}-{day}" + (f"T{hour}:{minute}" if hour else "")


def _zone(node: Node, screens: Node, context: str) -> Zone:
    return Zone(
        name=node.name, interfaces=tuple(node.words("interfaces")), lines=node.lines(), context=context,
        screened=_screened(node, screens), unread=tuple(node.doubts()),
    )  # fmt: skip


def _screened(zone: Node, screens: Node) -> Fact[bool]:
    """Whether a screen with something in it is bound to a zone; ``alarm-without-drop`` keeps nothing out."""
    screen = screens.at("ids-option").kid(zone.word("screen"))
    if any(screen.has(word) for word in ("icmp", "ip", "tcp", "udp", "limit-session")):
        return Known(not screen.has("alarm-without-drop"), zone.lines("screen"))
    if doubts := screens.doubts() if zone.has("screen") else []:
        return Unknown("screen 有没有读懂的行", tuple(doubts))
    return Absent(False, "没有绑定有内容的 screen")


def _rules(config: Config, policies: Node, books: Books, context: str) -> None:
    """Policies in the order in which they are tried; ``inactive:`` ones are there, and off."""
    add = config.device.policies.items.append
    cache: dict[str, tuple[Service, ...]] = {}
    for source in policies.kid("from-zone").kids.values():
        for target in source.kid("to-zone").kids.values():
            for node in target.kid("policy").kids.values():
                off = source.inactive or target.inactive or node.inactive
                name = f"from-zone {source.name} to-zone {target.name} policy {node.name}"
                add(_rule(config, node, books, cache, name, (source.name,), (target.name,), context, off=off))
    for node in policies.at("global").kid("policy").kids.values():
        match = node.at("match")
        sources = tuple(zone for zone in match.words("from-zone") if zone != "any")
        targets = tuple(zone for zone in match.words("to-zone") if zone != "any")
        add(
            _rule(
                config, node, books, cache, f"global policy {node.name}", sources, targets, context, off=node.inactive
            )
        )


def _rule(  # noqa: PLR0913, PLR0917 - what a policy stands between
    config: Config, node: Node, books: Books, cache: dict[str, tuple[Service, ...]], name: str,
    sources: tuple[str, ...], targets: tuple[str, ...], context: str, *, off: bool,
) -> Rule:  # fmt: skip
    match, then = node.at("match"), node.at("then")
    action: Action = "permit" if then.has("permit") else "deny" if then.has("deny") or then.has("reject") else "other"
    words = match.words("application")
    terms = (
        expand(tuple(Service(ref=word, resolved=False) for word in words), config.applications, cache)
        if words
        else (ANY_SERVICE,)
    )
    schedule = node.word("scheduler-name")
    until = next((part.until for part in config.device.schedules.items if part.name == schedule), "")
    applications = [word for word in match.words("dynamic-application") if word not in _PLAIN]
    applications += [f"url:{word}" for word in match.words("url-category") if word not in _PLAIN]
    return Rule(
        name=name, action=action, lines=node.lines(), enabled=not off,
        sources=_side(match, "source", books, sources), destinations=_side(match, "destination", books, targets),
        services=terms, source_zones=sources, destination_zones=targets, applications=tuple(applications),
        users=tuple(word for word in match.words("source-identity") if word not in _PLAIN), schedule=schedule,
        until=until,
        logged=then.has("log session-init") or then.has("log session-close"), profiles=_profiles(config, then),
        comment=node.word("description") or node.note, context=context, unread=() if off else tuple(node.doubts()),
    )  # fmt: skip


def _side(match: Node, side: str, books: Books, zones: tuple[str, ...]) -> tuple[Address, ...]:
    words = match.words(f"{side}-address")
    terms = books.resolve(words, zones[0] if len(zones) == 1 else "") if words else (ANY_ADDRESS,)
    if match.has(f"{side}-address-excluded"):
        return (ANY_ADDRESS, *(replace(term, excluded=True) for term in terms))
    return terms


def _profiles(config: Config, then: Node) -> dict[str, str]:
    """What inspects a permitted session."""
    services = then.at("permit application-services")
    found = {kind: services.word(word) for word, kind in _SERVICES.items() if services.word(word)}
    if services.has("idp"):
        found["ips"] = config.root.word("security idp active-policy") or "idp"
    if services.has("advanced-anti-malware-policy"):
        found["sandbox"] = services.word("advanced-anti-malware-policy")
    if services.has("application-firewall"):
        found["app"] = services.word("application-firewall")
    name = services.word("utm-policy")
    policy = config.root.at("security utm utm-policy").kid(name)
    if name:
        found |= {kind: name for word, kind in _UTM.items() if policy.has(word)}
        if name.startswith("junos-av-"):
            found["av"] = name
    return found


def _defaults(config: Config, policies: Node) -> None:
    section, node = config.device.policies, policies.at("default-policy")
    if node.has("permit-all"):
        section.default_action = Known("permit", node.lines())
    elif node.has("deny-all"):
        section.default_action = Known("deny", node.lines())
    else:
        section.default_action = Absent("deny", "没有 default-policy，缺省 deny-all")
    section.default_logged = Absent(False, "缺省策略不记日志")


def _defence(config: Config, security: Node) -> None:
    defence = config.device.defence
    opened(defence, security.at("screen").doubts(), security.at("forwarding-options").doubts())
    defence.zoned = True
    bound = [
        zone.screened.lines[0]
        for zone in config.device.zones.items
        if isinstance(zone.screened, Known) and zone.screened
    ]
    defence.attack_defence = Known(True, tuple(bound)) if bound else Absent(False, "没有安全域绑定有内容的 screen")
    defence.stateful = Absent(True, "SRX 缺省按会话（flow）转发，没有改为 packet-based")
    guarded = [port for port in config.device.interfaces.items if port.name.startswith("lo0.") and port.acl_in]
    defence.control_plane = (
        Known(True, tuple(port.lines[0] for port in guarded)) if guarded else Absent(False, "lo0 上没有过滤器")
    )
    defence.ips_signature = defence.av_signature = Unknown("没有采集特征库版本的输出")
