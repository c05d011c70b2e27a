"""Top-level lines that no check asks about, each group with its reason."""

from __future__ import annotations

from parsers.cisco_nxos.table import TOP

TOP.ignore("硬件、许可与启动映像", "boot", "license", "power", "hardware", "no hardware", "no system",
           "fex", "slot", "port-profile", "install", "feature-set", "no feature-set", "install feature-set", "module",
           "poweroff", "diagnostic", "no diagnostic", "switch-profile", "config", "interface breakout",
           "no interface breakout", "port", "xml", "platform", "no platform", "locator-led", "redundancy",
           "call-home", "callhome", "errdisable", "no errdisable", "udld", "no udld", "breakout", "icam",
           "no icam")  # fmt: skip
TOP.ignore_below(
    "整机的转发方式、资源与检测", "system",
    "jumbomtu qos vlan fabric-mode mode admin-vdc urpf memory-thresholds core cores hap-reset nve inband"
    " watchdog interface routing statistics dot1q-tunnel private-vlan heartbeat health pic-core default"
    " switchover image ethernet module standby startup-config switch-mode trace lldp timeout power-reserve no",
)  # fmt: skip
TOP.ignore("会话与显示的参数", "terminal", "cli", "alias", "no terminal", "clock summer-time", "clock format",
           "no clock", "exec-timeout", "ip domain-name", "ip domain-list", "ip name-server", "ip host", "ip domain",
           "no ip domain", "event", "ip tftp", "ip ftp", "ip telnet", "ip tacacs", "ip radius", "role commit",
           "key config-key", "encryption", "no banner", "password encryption", "end", "exit", "checkpoint",
           "no checkpoint", "rollback")  # fmt: skip
TOP.ignore("路由协议的取舍、组播与隧道", "route-map", "ip prefix-list", "ipv6 prefix-list", "ip community-list",
           "ip extcommunity-list", "ip as-path", "key chain", "track", "ip sla", "ip pim", "ip igmp", "ip multicast",
           "ip msdp", "ipv6 pim", "ipv6 mld", "bfd", "no bfd", "template", "evpn", "nv", "fabric", "l2vpn", "mpls",
           "ip load-sharing", "ipv6 load-sharing", "route", "ip mroute", "maximum", "ip large-community-list", "lldp",
           "no lldp", "cdp", "no cdp", "cfs", "no cfs", "ip auto-discard", "segment-routing", "ip rip", "igmp",
           "ip forward-protocol", "otv", "ip redirects", "no ip redirects", "mac", "mac-list", "vtp", "no vtp",
           "ngmvpn", "ip tcp", "ip icmp", "no ip icmp", "no ip arp", "ipv6 nd", "ipv6 neighbor",
           "ip adjmgr", "glbp", "hsrp", "vrrp", "anycast", "lacp", "port-channel", "no port-channel", "vxlan", "nve",
           "pbr", "ip policy", "ip unreachables", "ip local", "ipv6 icmp")  # fmt: skip
TOP.ignore("队列与流量统计", "class-map", "policy-map", "qos", "monitor", "no monitor", "flow", "sflow", "rmon",
           "no rmon", "table-map", "sampler", "copp copy", "copp", "telemetry", "streaming", "analytics",
           "sensor-grp", "snapshot", "hardware-telemetry", "priority-flow-control", "load-interval", "nbm", "catena",
           "itd", "erspan", "no ip flow")  # fmt: skip
TOP.ignore("地址分配与中继", "service dhcp", "no service dhcp", "no ip dhcp", "ipv6 dhcp",
           "no ipv6 dhcp")  # fmt: skip
TOP.ignore("AAA 里与登录无关的部分", "tacacs-server", "radius-server", "ldap-server", "no tacacs-server",
           "no radius-server", "radius commit", "aaa user", "tacacs+ commit", "aaa authentication dot1x",
           "aaa accounting dot1x", "no aaa accounting", "aaa authentication cts", "aaa accounting logsize", "tacacs+",
           "radius", "no aaa user", "aaa server", "ldap", "aaa max-logins", "no aaa group", "tacacs+ distribute",
           "dot1x", "no dot1x", "radius distribute", "cts", "eou", "macsec", "key", "port-security",
           "aaa authentication attempts")  # fmt: skip
TOP.ignore("存储网络与虚拟化", "vsan", "fcdomain", "zone", "zoneset", "fspf", "fcns", "device-alias", "npv", "fcoe",
           "fcroute", "svs", "vmware", "vm", "virtual-service", "app-hosting", "openflow", "onep", "container",
           "guestshell", "vnseg", "encapsulation", "fc", "ivr", "iscsi", "fctimer", "fcs", "fdmi", "rscn", "fcalias",
           "fcip", "vem", "docker")  # fmt: skip
TOP.ignore("自动化脚本", "event manager", "python", "ip nat translation", "source", "run", "no event")
TOP.ignore("证书与加密的密钥,NX-OS 不作 VPN 网关", "crypto", "no crypto", "tls", "ssl")
TOP.ignore("由 CFS 分发,不改变本机的设置", "ntp commit", "ntp distribute")
