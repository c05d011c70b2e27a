"""The device itself: names, release, banner, archive, redundancy.

What runs on Junos has been committed to storage, so that nothing unsaved can be lost; ``system archival`` sends each
commit, or at intervals, to other places (Junos CLI User Guide).
"""

from __future__ import annotations

from dengbao.model import Absent, Known, Redundancy, Unknown
from parsers.ioslike.numbers import integer
from parsers.juniper_junos.state import Config, opened
from parsers.statements import Node

SCHEMA = """
version|last-changed =
system
  host-name|domain-name|backup-router|location ...
  domain-search|name-server|inet6-backup-router *
    *
    routing-instance|source-address =
  archival
    configuration
      transfer-interval =
      transfer-on-commit
      routing-instance =
      archive-sites *
        password|routing-instance =
chassis
  cluster
    reth-count|cluster-id|node|heartbeat-interval|heartbeat-threshold|network-management|redundant-interface =
    control-link-recovery|configuration-synchronize|control-ports|traceoptions|health-monitoring|private ...
    redundancy-group *
      node *
        priority =
      preempt
        delay|limit|period =
      gratuitous-arp-count|hold-down-interval|minimum-interval =
      interface-monitor|ip-monitoring ...
  redundancy
    graceful-switchover
    failover|keepalive-time|routing-engine|cfeb|feb ...
virtual-chassis
  preprovisioned|no-split-detection|vcp-no-hold-time|auto-sw-update|fast-failover|mac-persistence-timer|id|
  traceoptions|graceful-restart|aliases|alias|vcp-snmp-statistics|auto-conversion|location ...
  member *
    role|serial-number|mastership-priority|location|no-management-vlan|fabric-tree-root ...
"""


def read(config: Config) -> None:
    """Read what the device says of itself."""
    root, device = config.root, config.device
    system = device.system
    node = root.at("system")
    opened(system, root.unread, node.unread, node.at("login").unread)
    system.hostname = node.fact("host-name", "没有 host-name")
    system.vendor = (
        Known("Juniper", root.lines("version")) if root.has("version") else Absent("Juniper", "平台由清单给出")
    )
    system.version = Known(config.version, root.lines("version")) if config.version else Unknown("没有 version 语句")
    message = node.word("login message")
    system.banner = Known(message, node.lines("login message")) if message else Absent("", "没有 system login message")
    system.factory_default = Unknown()
    _archive(config, node.at("archival configuration"))
    _redundancy(config)
    device.health.unread = []
    device.certificates.missing = ""


def _archive(config: Config, node: Node) -> None:
    archive = config.device.archive
    opened(archive, node.doubts())
    archive.saved = Absent(True, "Junos 的运行配置就是已提交存盘的配置")
    sites = node.words("archive-sites")
    ways = node.lines("transfer-interval", "transfer-on-commit")
    if sites and (node.has("transfer-interval") or node.has("transfer-on-commit")):
        archive.automatic = Known(True, tuple(sorted({*ways, *node.lines("archive-sites")} - {0})))
    else:
        archive.automatic = Absent(False, "没有 system archival configuration")
    archive.destinations = (
        Known(tuple(sites), node.lines("archive-sites")) if sites else Absent((), "没有 archive-sites")
    )


def _redundancy(config: Config) -> None:
    root, section = config.root, config.device.redundancy
    cluster, chassis = root.at("chassis cluster"), root.at("virtual-chassis")
    opened(section, root.at("chassis").unread, cluster.doubts(), chassis.doubts())
    for group in cluster.each("redundancy-group"):
        priority = max((integer(node.word("priority")) or 0 for node in group.each("node")), default=None)
        section.items.append(Redundancy(kind="cluster", name=group.name, lines=group.lines(), priority=priority))
    members = list(chassis.each("member"))
    if len(members) > 1:
        section.items.append(Redundancy(kind="stack", name="virtual-chassis", lines=chassis.lines()))
