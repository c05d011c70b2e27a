"""SNMP: communities with their clients, version 3 users with their level, where traps go.

The agent answers nobody until a community or a version 3 user is configured; a community is ``read-only`` unless it
says otherwise, and takes requests from everywhere without ``clients`` (Network Management and Monitoring Guide).
"""

from __future__ import annotations

from typing import Literal

from dengbao.mask import read_secret
from dengbao.model import Absent, Address, Channel, Community, Fact, Known, SnmpTarget, SnmpUser, Unknown
from parsers.juniper_junos.guard import sources
from parsers.juniper_junos.state import Config, opened
from parsers.statements import Node
from parsers.statements.terms import address

SCHEMA = """
snmp
  name|description|location|contact|interface|filter-duplicates|filter-interfaces|nonvolatile|arp ...
  engine-id|health-monitor|rmon|logical-system-trap-filter|stats-cache-lifetime|routing-instance-access|proxy ...
  if-count-with-filter-interfaces|agent-address|traceoptions|alarm-management|customization|subagent ...
  view|client-list *
    *
      restrict
      include|exclude
    oid *
      include|exclude
  community *
    authorization|view|client-list-name =
    clients *
      restrict
    logical-system|routing-instance *
      client-list-name =
      clients *
        restrict
  trap-options ...
  trap-group *
    version|destination-port|routing-instance|logical-system =
    categories ...
    targets *
  v3
    usm
      local-engine|remote-engine
        user *
          authentication-md5|authentication-sha|authentication-sha224|authentication-sha256|authentication-sha384|
          authentication-sha512
            authentication-password|authentication-key =
          privacy-des|privacy-3des|privacy-aes128|privacy-aes192|privacy-aes256
            privacy-password|privacy-key =
          authentication-none|privacy-none
        *
          user *
            authentication-md5|authentication-sha|authentication-sha224|authentication-sha256|authentication-sha384|
            authentication-sha512
              authentication-password|authentication-key =
            privacy-des|privacy-3des|privacy-aes128|privacy-aes192|privacy-aes256
              privacy-password|privacy-key =
            authentication-none|privacy-none
    vacm
      security-to-group
        security-model *
          security-name *
            group =
      access
        group *
          default-context-prefix|context-prefix
            security-model *
              security-level *
                read-view|write-view|notify-view|context-match =
            *
              security-model *
                security-level *
                  read-view|write-view|notify-view|context-match =
    target-address *
      address|port|tag-list|address-mask|target-parameters|routing-instance|timeout|retry-count|logical-system ...
    target-parameters *
      parameters
        message-processing-model|security-model|security-level|security-name =
      notify-filter =
    notify *
      type|tag =
    notify-filter *
      oid ...
    snmp-community *
      community-name|security-name|context|tag|engine-id =
"""
_LEVELS: dict[str, Literal["noauth", "auth", "priv"]] = {"none": "noauth", "authentication": "auth", "privacy": "priv"}
_RANK = {"noauth": 0, "auth": 1, "priv": 2}


def read(config: Config) -> None:
    """Read the agent."""
    node, snmp = config.root.at("snmp"), config.device.snmp
    opened(snmp, node.doubts())
    for section in (snmp.communities, snmp.users, snmp.targets):
        opened(section)
    for number, part in enumerate(node.each("community"), 1):
        snmp.communities.items.append(_community(config, part, number))
    _mapped(config, node.at("v3"), len(snmp.communities.items))
    snmp.users.items = _users(node.at("v3"))
    old, new = bool(snmp.communities.items), bool(snmp.users.items)
    versions = frozenset({*(("1", "2c") if old else ()), *(("3",) if new else ())})
    lines = tuple(line for community in snmp.communities.items for line in community.lines)
    lines += tuple(line for user in snmp.users.items for line in user.lines)
    if versions:
        snmp.enabled, snmp.versions = Known(True, lines), Known(versions, lines)
    else:
        snmp.enabled = Absent(False, "没有团体字和 v3 用户，SNMP 不应答")
        snmp.versions = Absent(frozenset(), "没有团体字和 v3 用户，SNMP 不应答")
    _traps(config, node)
    _channel(config, old=old, new=new)


def _community(config: Config, node: Node, number: int) -> Community:
    words = [kid for kid in node.each("clients") if not kid.has("restrict")]
    found = [address(kid.name) for kid in words]
    listed = node.word("client-list-name")
    if listed:
        part = config.root.at("snmp client-list").kid(listed)
        found += [address(kid.name) for kid in part.each() if not kid.has("restrict")]
    known: tuple[Address, ...] = tuple(term for term in found if term)
    sources_: Fact[tuple[Address, ...]] = (
        Known(known, node.lines("clients", "client-list-name")) if known else Known(())
    )
    if len(known) < len(found):
        sources_ = Unknown("clients 中有没有读懂的地址", node.lines())
    return Community(
        lines=node.lines(), access="write" if node.word("authorization") == "read-write" else "read",
        secret=read_secret(node.name), acl=listed, sources=sources_, number=number, unread=tuple(node.doubts()),
    )  # fmt: skip


def _mapped(config: Config, v3: Node, before: int) -> None:
    """Communities that the version 3 tables map to a security name are communities, too."""
    for number, node in enumerate(v3.each("snmp-community"), before + 1):
        config.device.snmp.communities.items.append(
            Community(
                lines=node.lines(), access="read", secret=read_secret(node.word("community-name")), sources=Known(()),
                number=number, unread=tuple(node.doubts()),
            )
        )  # fmt: skip


def _users(v3: Node) -> list[SnmpUser]:
    users = list(v3.each("usm local-engine user"))
    return [_user(node, v3.at("vacm")) for node in users]


def _user(node: Node, vacm: Node) -> SnmpUser:
    authentication = next((k.name[15:] for k in node.each() if k.name.startswith("authentication-")), "none")
    privacy = next((k.name[8:] for k in node.each() if k.name.startswith("privacy-")), "none")
    own: Literal["noauth", "auth", "priv"] = (
        "noauth" if authentication == "none" else "auth" if privacy == "none" else "priv"
    )
    group = vacm.at("security-to-group security-model usm security-name").kid(node.name).word("group")
    asked = _asked(vacm.at("access group").kid(group))
    level = min([own, *asked], key=lambda level: _RANK[level]) if asked else own
    return SnmpUser(
        name=node.name, lines=node.lines(), level=level,
        authentication="" if authentication == "none" else authentication,
        privacy="" if privacy == "none" else privacy, unread=tuple(node.doubts()),
    )  # fmt: skip


def _asked(group: Node) -> list[Literal["noauth", "auth", "priv"]]:
    """The levels that a group lets in."""
    found = []
    for prefix in group.each():
        for part in (prefix, *prefix.each()):
            for model in part.each("security-model"):
                found += [_LEVELS[word] for word in model.words("security-level") if word in _LEVELS]
    return found


def _traps(config: Config, node: Node) -> None:
    snmp = config.device.snmp
    for group in node.each("trap-group"):
        version = group.word("version", "all")
        snmp.targets.items += [
            SnmpTarget(address=kid.name, lines=(kid.line,), version=version.removeprefix("v"))
            for kid in group.each("targets")
        ]
    v3 = node.at("v3")
    if v3.has("notify"):
        snmp.targets.items += [
            SnmpTarget(address=part.word("address"), lines=part.lines(), version="3")
            for part in v3.each("target-address")
        ]
    lines = tuple(line for target in snmp.targets.items for line in target.lines)
    snmp.traps = Known(True, lines) if lines else Absent(False, "没有 trap-group 和 v3 notify")


def _channel(config: Config, *, old: bool, new: bool) -> None:
    """What limits the agent's clients: the filter on ``lo0``, and the communities' own lists."""
    snmp, device = config.device.snmp, config.device
    limited = sources(config, 17, 161)
    communities = [part.sources for part in snmp.communities.items]
    if (
        old
        and not new
        and isinstance(limited, Known)
        and not limited.value
        and all(isinstance(part, Known) and part.value for part in communities)
    ):
        terms = tuple(term for part in communities if isinstance(part, Known) for term in part.value)
        limited = Known(terms, tuple(line for part in snmp.communities.items for line in part.lines))
    channel = Channel(name="snmp", enabled=snmp.enabled, port=161, sources=limited)
    channel.interfaces = tuple(config.root.at("snmp").words("interface"))
    device.channels.items.append(channel)
