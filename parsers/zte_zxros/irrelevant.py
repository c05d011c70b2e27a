"""Top-level lines that say nothing about what is checked, each group with its reason."""

from __future__ import annotations

from parsers.zte_zxros.table import TOP

TOP.ignore(
    "段的标记与注释",
    "! show", "! %Error", "end", "exit", "Building configuration...", "load-mode",
)  # fmt: skip
TOP.ignore(
    "接入网业务与硬件",
    "pon", "gpon", "epon", "wdm-pon", "pon-onu-mng", "add-card", "add-rack", "add-shelf", "ecmp-mode", "vgw-bypass",
    "tpid", "traffic-profile", "qos", "quick-ping", "eth-switch", "discard-packet-mode",
    "spantree", "nvram", "load-balance", "port", "multicast", "igmp", "mvlan", "dba", "onu-type", "set-pnp",
    "power-supply", "version-config",
)  # fmt: skip
TOP.ignore(
    "路由选路与统计",
    "route-map", "ip prefix-list", "mpls", "track", "sqa", "samgr", "bfd", "fib", "ip forwarding-mode", "urpf",
    "hqos", "netflow", "lldp", "no lldp", "ip name-server", "ip domain", "ip host",
)  # fmt: skip
TOP.ignore(
    "服务质量、流量统计与专线业务",
    "class-map", "policy-map", "service-policy", "traffic-policy", "traffic-policy-statistics", "qos-statistics",
    "intf-statistics", "ptp", "ssm", "cfm", "ethernet-oam", "vpws", "vpls", "pw", "l2vpn", "pwe3", "alarm",
    "performance", "nms-hello", "nms-hello-trap", "sqa-test", "monitor", "span", "power", "fan", "temperature",
    "version", "hardware",
)  # fmt: skip
TOP.ignore(
    "会话与显示的参数",
    "login on-success", "login quiet-mode", "alias", "privilege", "line cli", "command-authorization",
    "snmp-server log", "hotkey", "no hotkey", "clock set",
    "terminal",
)  # fmt: skip
