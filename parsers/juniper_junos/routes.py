"""Routing instances, static routes and routing processes."""

from __future__ import annotations

import ipaddress

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
    bgp|ospf|ospf3|rip|isis|ripng
      * {_REASON}
    * {_REASON}
protocols
  bgp
    group *
      neighbor *
        authentication-key|authentication-key-chain|authentication-algorithm =
        * {_REASON}
      authentication-key|authentication-key-chain|authentication-algorithm =
      * {_REASON}
    authentication-key|authentication-key-chain|authentication-algorithm =
    * {_REASON}
  ospf|ospf3|rip|isis|ripng
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
                    authenticated=_authenticated(node, groups) if name == "bgp" and groups else None,
                )
            )  # fmt: skip


def _authenticated(node: Node, groups: list[Node]) -> bool:
    """Whether every BGP group or each of its neighbours must know a key."""

    def has(part: Node) -> bool:
        return part.has("authentication-key") or part.has("authentication-key-chain")

    return has(node) or all(
        has(group) or (bool(group.words("neighbor")) and all(map(has, group.each("neighbor")))) for group in groups
    )
