"""Routing instances, static routes and routing processes."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable

from dengbao.model import Route, RoutingProcess, Vrf
from parsers.ioslike.numbers import integer
from parsers.juniper_junos.state import Config, opened
from parsers.statements import Node

_STATIC = """
static|rib-static
  defaults ...
  route *
    next-hop|next-table|discard|reject|receive *
    next-hop *
      *
    qualified-next-hop *
      preference|metric|tag|bfd-liveness-detection|interface ...
    preference|metric|tag|metric2|preference2 =
    readvertise|no-readvertise|retain|no-retain|install|no-install|resolve|no-resolve|active|passive
    community|as-path|bfd-liveness-detection|backup-pe-group|lsp-next-hop|p2mp-lsp-next-hop|static-lsp-next-hop|
    iso-route|longest-match|color ...
"""
_OPTIONS = "\n".join(f"  {line}" for line in _STATIC.strip().splitlines())
_DEEP = "\n".join(f"    {line}" for line in _OPTIONS.splitlines())
_REASON = "~ 路由协议细节，不影响判定"
_PROTOCOLS = f"""
  bgp
    group *
      neighbor *
        authentication-key|authentication-key-chain|authentication-algorithm =
        * {_REASON}
      authentication-key|authentication-key-chain|authentication-algorithm =
      * {_REASON}
    authentication-key|authentication-key-chain|authentication-algorithm =
    * {_REASON}
  ospf|ospf3
    area *
      authentication-type =
      interface *
        authentication|ipsec-sa|passive|disable ...
        * {_REASON}
      * {_REASON}
    * {_REASON}
  rip|ripng
    authentication-type|authentication-key =
    group *
      neighbor *
        authentication-type|authentication-key =
        authentication-selective-md5 ...
        * {_REASON}
      * {_REASON}
    * {_REASON}
  isis
    level *
      authentication-type|authentication-key|authentication-key-chain =
      * {_REASON}
    interface *
      hello-authentication-type|hello-authentication-key|hello-authentication-key-chain =
      level *
        hello-authentication-type|hello-authentication-key|hello-authentication-key-chain =
        * {_REASON}
      * {_REASON}
    * {_REASON}
""".strip("\n")
SCHEMA = f"""
routing-options
{_OPTIONS}
  rib *
{_DEEP}
    * {_REASON}
  * {_REASON}
routing-instances *
  instance-type|description|route-distinguisher|no-vrf-advertise|no-vrf-propagate-ttl|vtep-source-interface|
  vrf-table-label ...
  interface *
    * ...
  vrf-import|vrf-export|vrf-target ...
  vlan-id|bridge-domains|switch-options|forwarding-options|no-local-switching|l3-interface|service-type|
  egress-protection|access|system|security|vlan-model|instance-role|vlans|firewall|provider-tunnel|
  multicast-snooping-options|qualified-bum-pruning-mode|no-irb-layer-2-copy|vrf-advertise-selective|
  connector-id-advertise|source-interface-route-distinguisher ...
  routing-options
{chr(10).join(f"  {line}" for line in _OPTIONS.splitlines())}
    rib *
{chr(10).join(f"  {line}" for line in _DEEP.splitlines())}
      * {_REASON}
    * {_REASON}
  protocols
{chr(10).join(f"  {line}" for line in _PROTOCOLS.splitlines())}
    * {_REASON}
protocols
{_PROTOCOLS}
  * {_REASON}
"""


def read(config: Config) -> None:
    """Read instances and routes."""
    root, device = config.root, config.device
    instances = root.at("routing-instances")
    opened(device.vrfs, instances.unread)
    opened(device.routes, root.at("routing-options").unread)
    opened(device.routing)
    for context, tree in config.contexts():
        if context:
            device.vrfs.items.append(Vrf(name=context, lines=(tree.line,), kind="context"))
        _static(config, tree.at("routing-options"), "", context)
        for node in tree.each("routing-instances"):
            device.vrfs.items.append(Vrf(name=node.name, lines=node.lines(), unread=tuple(node.unread)))
            _static(config, node.at("routing-options"), node.name, context)
            _processes(config, node.at("protocols"), node.name)
        _processes(config, tree.at("protocols"), "")


def _static(config: Config, options: Node, vrf: str, context: str) -> None:
    tables = [options.at("static"), *(rib.at("static") for rib in options.each("rib"))]
    for table in tables:
        for node in table.each("route"):
            try:
                network = ipaddress.ip_network(node.name, strict=False)
            except ValueError:
                config.device.routes.unread.append(node.line)
                continue
            for hop, interface in _hops(node):
                config.device.routes.items.append(
                    Route(
                        network=int(network.network_address), prefix=network.prefixlen, family=network.version,
                        lines=node.lines(), next_hop=hop, interface=interface, vrf=vrf, context=context,
                        discard=node.has("discard") or node.has("reject"),
                        next_vrf=node.word("next-table").split(".")[0],
                        distance=integer(node.word("preference")), unread=tuple(node.doubts()),
                    )
                )  # fmt: skip


def _hops(node: Node) -> list[tuple[int | None, str]]:
    """Each next hop as an address or an interface; one empty hop when there is none."""
    hops: list[tuple[int | None, str]] = []
    for word in node.words("next-hop") + node.words("qualified-next-hop"):
        try:
            hops.append((int(ipaddress.ip_address(word)), ""))
        except ValueError:
            hops.append((None, word))
    return hops or [(None, "")]


def _processes(config: Config, protocols: Node, vrf: str) -> None:
    add = config.device.routing.items.append
    for name in ("bgp", "ospf", "ospf3", "rip", "isis"):
        node = protocols.kid(name)
        if node:
            groups = list(node.each("group"))
            neighbours = tuple(word for group in groups for word in group.words("neighbor"))
            add(
                RoutingProcess(
                    protocol=name, name=name, lines=node.lines() or (node.line,), vrf=vrf, neighbours=neighbours,
                    authenticated=_bgp(node, groups) if name == "bgp" else _KEYED[name](node),
                )
            )  # fmt: skip


def _bgp(node: Node, groups: list[Node]) -> bool | None:
    """Whether every BGP group or each of its neighbours must know a key; None where there is no group."""
    if not groups:
        return None

    def has(part: Node) -> bool:
        return part.has("authentication-key") or part.has("authentication-key-chain")

    return has(node) or all(
        has(group) or (bool(group.words("neighbor")) and all(map(has, group.each("neighbor")))) for group in groups
    )


def _ospf(node: Node) -> bool | None:
    """Whether every interface that forms adjacencies must know a key, by its own word or its area's.

    There is no authentication by default (Junos OSPF User Guide, "Configuring OSPF Authentication").
    """
    found = [
        part.has("ipsec-sa") or (part.at("authentication").kids != {} and not part.at("authentication").has("none"))
        or area.word("authentication-type") not in {"", "none"}
        for area in node.each("area")
        for part in area.each("interface")
        if not (part.has("passive") or part.has("disable") or part.name.startswith("lo0"))
    ]  # fmt: skip
    return all(found) if found else None


def _rip(node: Node) -> bool | None:
    """Whether RIP or each of its neighbours has an authentication type; ``none`` is the default (RIP User Guide)."""
    neighbours = [part for group in node.each("group") for part in group.each("neighbor")]

    def keyed(part: Node) -> bool:
        return part.word("authentication-type") not in {"", "none"} or part.has("authentication-selective-md5")

    return keyed(node) or (all(map(keyed, neighbours)) if neighbours else None)


def _isis(node: Node) -> bool | None:
    """Whether a level or each interface has a key; a mixture of both is left open, no key at all is none."""
    if any(part.kids for part in node.each("level")):
        return True
    words = ("hello-authentication-type", "hello-authentication-key", "hello-authentication-key-chain")
    found = [
        any(place.has(word) for place in (part, *part.each("level")) for word in words)
        for part in node.each("interface")
        if not part.name.startswith("lo0")
    ]
    return all(found) if found and len(set(found)) == 1 else None


_KEYED: dict[str, Callable[[Node], bool | None]] = {"ospf": _ospf, "ospf3": _ospf, "rip": _rip, "isis": _isis}
