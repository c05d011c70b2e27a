"""Security policies in the order of the file, and what happens when none matches.

``config firewall policy``: no ``action`` is deny; the number is only a name; policy 0, deny, ends the list and cannot
be changed. From 6.4 one table holds both families (before: ``policy6``). In policy-based NGFW mode the rules are in
``config firewall security-policy``. Profiles work only with ``utm-status enable`` (CLI reference 6.0–7.4). A condition
that is no address (tags, reputation, MAC vendors) stands among the users: it narrows what the rule matches.
"""

from __future__ import annotations

from dengbao.model import Absent, Address, Known, Rule, Service, Unknown
from parsers.fortinet import attributes
from parsers.fortinet.config import PART, Config
from parsers.fortinet.fields import fields, section
from parsers.fortinet.objects import Book
from parsers.fortinet.tree import Node

_PROFILES = {
    "ips-sensor": "ips", "av-profile": "av", "webfilter-profile": "url", "application-list": "app",
    "dnsfilter-profile": "dns", "emailfilter-profile": "mail", "spamfilter-profile": "mail", "dlp-sensor": "data",
    "dlp-profile": "data", "file-filter-profile": "file", "waf-profile": "waf", "videofilter-profile": "video",
    "casb-profile": "casb",
}  # fmt: skip
_CONDITIONS = (
    "ztna-ems-tag", "ztna-ems-tag-secondary", "ztna-geo-tag", "src-vendor-mac", "devices", "fsso-groups", "groups",
    "users",
)  # fmt: skip
_USERS = frozenset({"groups", "users", "fsso-groups"})
_ISDB = tuple(f"internet-service{six}{side}-{kind}" for six in ("", "6") for side in ("", "-src")
              for kind in ("name", "id", "group", "custom", "custom-group"))  # fmt: skip
_DYNAMIC = "network-service-dynamic network-service-src-dynamic"
_SKIP = (
    "uuid global-label label logtraffic-start capture-packet send-deny-packet firewall-session-dirty schedule-timeout"
    " auto-asic-offload np-acceleration wanopt.* webcache.* webproxy.* traffic-shaper.* per-ip-shaper fixedport"
    " permit-.* port-preserve session-ttl vlan-cos-.* tcp-mss-.* diffserv.* fec timeout-send-rst anti-replay"
    " geoip-anycast dynamic-shaping passive-wan-health-measurement http-policy-redirect ssh-policy-redirect"
    " ztna-policy-redirect ztna-status ztna-device-ownership ztna-tags-match-logic ssl-ssh-profile"
    " profile-protocol-options voip-profile ips-voip-filter sctp-filter-profile diameter-filter-profile"
    " virtual-patch-profile icap-profile cifs-profile ssh-filter-profile inspection-mode replacemsg-.* disclaimer"
    " redirect-url auth-.* email-collect identity-.* block-notification custom-log-fields delay-tcp-npu-session"
    " decrypted-traffic-mirror natinbound natoutbound inbound outbound ntlm.* wccp wsso fsso fsso-agent-for-ntlm"
    " rtp-.* pcp-.* radius-.* dsri policy-offload poolname6 cgn-.* color log-.* sgt.* best-route"
    " captive-portal-exempt dlp-.*-override ssl-mirror.* logtraffic-app vpntunnel natip app-monitor"
    " policy-behaviour-type learning-mode default-app-port.* enforce-default-app-port match-vip-only geoip-match"
    " nat46 nat64 mms-profile gtp-profile pfcp-profile eif-.* tcp-timeout-pid udp-timeout-pid port-random"
    " telemetry-profile ztna-ems-tag-negate scan-botnet-connections"
)  # fmt: skip
_READ = (
    "name srcintf dstintf srcaddr dstaddr srcaddr6 dstaddr6 srcaddr-negate dstaddr-negate srcaddr6-negate"
    " dstaddr6-negate service service-negate action status schedule comments logtraffic utm-status profile-type"
    " profile-group nat ippool poolname match-vip internet-service internet-service-src internet-service6"
    " internet-service6-src internet-service-negate internet-service-src-negate internet-service6-negate"
    " internet-service6-src-negate policy-expiry policy-expiry-date policy-expiry-date-utc tcp-session-without-syn"
    " reputation-minimum reputation-minimum6 reputation-direction reputation-direction6 vlan-filter tos tos-mask"
    " tos-negate application app-category app-group url-category"
    f" {' '.join(_ISDB)} {_DYNAMIC} {' '.join(_PROFILES)} {' '.join(_CONDITIONS)}"
)  # fmt: skip
section("firewall policy", "firewall policy6", "firewall security-policy", read=_READ, skip=_SKIP)
section("firewall proxy-policy", read=f"{_READ} proxy", skip=f"{_SKIP} transparent session-ttl http-tunnel-auth"
    f" .*redirect.* access-proxy.* device-ownership log-.*",
        tables={})  # fmt: skip
section("firewall profile-group", read=" ".join(_PROFILES), skip=attributes.PROFILE_GROUP)
section("firewall DoS-policy", "firewall DoS-policy6", read="status interface srcaddr dstaddr service name",
    skip="comments",
        tables={"anomaly": fields("status action", skip="log quarantine.* threshold.* synproxy-.*")})  # fmt: skip
_NEVER = "none"


def read(config: Config, books: dict[str, Book]) -> None:
    """Fill the policies."""
    policies = config.device.policies
    policies.missing = ""
    policies.none = "配置中没有安全策略"
    for context in config.contexts:
        mode = config.node("system settings", context)
        based = mode is not None and mode.word("ngfw-mode") == "policy-based"
        paths = [("firewall security-policy", ""), ("firewall policy6", "policy6-")] if based else [
            ("firewall policy", ""), ("firewall policy6", "policy6-"),
        ]  # fmt: skip
        for path, prefix in (*paths, ("firewall proxy-policy", "proxy-")):
            node = config.node(path, context)
            groups = config.node("firewall profile-group", context)
            for entry in node.entries.values() if node else ():
                rule = _rule(entry, books[context], groups, family=6 if path.endswith("6") else 4)
                rule.name, rule.context = prefix + entry.name, context
                policies.items.append(rule)
            if node:
                policies.unread.extend(line for _, line in node.own_unread)
    if not policies.items and not config.whole and not any(True for _ in config.nodes("firewall policy")):
        policies.missing = PART
    policies.default_action = Absent("deny", "没有匹配的流量由隐含策略(0 号)拒绝,不能修改")
    policies.default_logged = config.switch(
        "log setting", "fwpolicy-implicit-log", config.default(value=False, why="缺省不记录隐含拒绝")
    )


def _rule(entry: Node, book: Book, groups: Node | None, *, family: int) -> Rule:
    action = {"accept": "permit", "ipsec": "permit", "": "deny", "deny": "deny"}.get(entry.word("action"), "other")
    rule = Rule(name=entry.name, action=action, lines=_span(entry))  # type: ignore[arg-type]
    schedule = entry.word("schedule", "always")
    rule.enabled = entry.enables("status", default=True) and schedule != _NEVER
    rule.schedule = "" if schedule == "always" else schedule
    rule.until = book.schedules.get(schedule, "")
    if entry.enables("policy-expiry") and (end := " ".join(entry.words("policy-expiry-date"))):
        rule.until = min(filter(None, (rule.until, end.replace(" ", "T"))))
    rule.source_zones, rule.destination_zones = _zones(entry, "srcintf"), _zones(entry, "dstintf")
    rule.sources = _addresses(entry, "src", book, family)
    rule.destinations = _addresses(entry, "dst", book, family)
    rule.services = _services(entry, book)
    rule.applications = tuple(word for key in ("application", "app-category", "app-group", "url-category")
                              for word in entry.words(key))  # fmt: skip
    rule.users = tuple(word if key in _USERS else f"{key} {word}" for key in _CONDITIONS for word in entry.words(key))
    rule.users += _more_conditions(entry)
    rule.logged = entry.word("logtraffic", "utm") == "all" if rule.permits else entry.word("logtraffic") == "all"
    rule.profiles = _profiles(entry, groups)
    rule.comment = entry.word("comments")
    rule.unread = tuple(entry.unread)
    return rule


def _span(entry: Node) -> tuple[int, ...]:
    """The line that names the policy, and those that a finding is about."""
    return tuple(
        sorted(
            {entry.line, *entry.lines("action", "status", "srcaddr", "dstaddr", "service", "logtraffic", "schedule")}
        )
    )


def _zones(entry: Node, key: str) -> tuple[str, ...]:
    words = entry.words(key)
    return () if "any" in words else tuple(words)


def _addresses(entry: Node, side: str, book: Book, family: int) -> tuple[Address, ...]:
    """The operands of one side, of both families; a database of services stands for them where it is used."""
    word = "-src" if side == "src" else ""
    found: list[Address] = []
    if any(entry.enables(f"internet-service{six}{word}") for six in ("", "6")):
        names = [
            name for key in (*_ISDB, *_DYNAMIC.split()) if ("-src" in key) == bool(word) for name in entry.words(key)
        ]
        return tuple(Address(ref=name, other=f"互联网服务库 {name}") for name in names) or (
            Address(ref="internet-service", resolved=False),
        )
    names = entry.words(f"{side}addr")
    if names:
        found += book.address(names, family=family, negate=entry.enables(f"{side}addr-negate"))
    six = entry.words(f"{side}addr6")
    if six:
        negate = entry.enables(f"{side}addr6-negate") or entry.enables(f"{side}addr-negate")
        found += book.address(six, family=6, negate=negate)
    return tuple(found) or (Address(ref="(没有写地址)", resolved=False),)


def _services(entry: Node, book: Book) -> tuple[Service, ...]:
    """The services; a database of services brings its own, an application its default ports."""
    if any(entry.enables(key) for key in ("internet-service", "internet-service6")):
        return (Service(other="互联网服务库所含的端口"),)
    names = entry.words("service")
    if not names:
        return (
            (Service(other="应用的缺省端口"),)
            if entry.words("application")
            else (Service(ref="(没有写服务)", resolved=False),)
        )
    terms = book.service(names)
    if entry.enables("service-negate"):
        return (Service(ref="(服务取反)", other="除所列服务以外"),)
    return terms


def _more_conditions(entry: Node) -> tuple[str, ...]:
    """Conditions that narrow and are numbers."""
    return tuple(
        f"{key} {entry.word(key)}"
        for key, silent in (
            ("reputation-minimum", "0"),
            ("reputation-minimum6", "0"),
            ("vlan-filter", ""),
            ("tos-mask", "0x00"),
        )
        if entry.word(key, silent) not in {silent, ""}
    )


def _profiles(entry: Node, groups: Node | None) -> dict[str, str]:
    """The profiles at work: of the policy, or of its group; none without ``utm-status enable``."""
    if not entry.enables("utm-status"):
        return {}
    source: Node | None = entry
    if entry.word("profile-type") == "group":
        source = groups.entries.get(entry.word("profile-group")) if groups else None
    return {kind: name for key, kind in _PROFILES.items() if source and (name := source.word(key))}


def defence(config: Config) -> None:
    """Fill defence: DoS policies, stateful inspection."""
    topic = config.device.defence
    lines: list[int] = []
    for _, node in config.nodes("system settings"):
        lines.extend(node.settings[key].line for key in ("asymroute", "asymroute6") if node.enables(key))
    syn = [entry.settings["tcp-session-without-syn"].line for _, entry in config.entries("firewall policy")
           if entry.word("tcp-session-without-syn") == "all"]  # fmt: skip
    if lines:
        topic.stateful = Known(value=False, lines=tuple(lines))
    elif syn:
        topic.stateful = Unknown("有策略用 tcp-session-without-syn all 放松了状态检测", tuple(syn))
    else:
        silent = config.default(value=True, why="缺省为状态检测(asymroute 不启用)")
        topic.stateful = config.unless_doubtful(silent, "system settings")
    topic.control_plane = Unknown("没有读取控制平面防护")
    _denial(config)


_DENIALS = frozenset({"pass", "block", "proxy"})


def _denial(config: Config) -> None:
    """A DoS policy protects when it is on and an anomaly in it is on and blocks."""
    topic = config.device.defence
    on: list[int] = []
    weak: list[int] = []
    garbled: list[int] = []
    paths = ("firewall DoS-policy", "firewall DoS-policy6")
    for _, entry in config.entries(*paths):
        blocking = [one for one in entry.table("anomaly") if one.enables("status") and one.word("action") == "block"]
        garbled += [one.settings["action"].line for one in entry.table("anomaly")
                    if one.word("action", "pass") not in _DENIALS]  # fmt: skip
        (on if blocking and entry.enables("status", default=True) else weak).append(entry.line)
    if on:
        topic.attack_defence = Known(value=True, lines=tuple(on))
    elif weak:
        topic.attack_defence = config.unless_doubtful(Known(value=False, lines=tuple(weak)), *paths)
        if garbled:
            topic.attack_defence = Unknown("没有读懂 DoS 策略的 set action", tuple(garbled))
    else:
        topic.attack_defence = config.default(value=False, why="没有配置 DoS 策略")
