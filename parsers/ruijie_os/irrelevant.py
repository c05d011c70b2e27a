"""Top-level lines that say nothing about what is checked, each group with its reason."""

from __future__ import annotations

from parsers.ruijie_os.table import TOP

TOP.ignore(
    "输出的开头与结尾",
    "Building configuration...", "Current configuration", "exit", "end", "!",
)  # fmt: skip
TOP.ignore(
    "硬件与启动",
    "install", "sysmac", "boot", "ref", "grtd", "module", "poe", "power", "temperature", "fan", "slot", "license",
    "cpu-protect", "no cpu-protect", "cpu-log", "memory", "upgrade", "wlan-config", "ap-config", "ac-controller",
    "wids", "web-coding", "hot-swap", "led", "switch convert", "port speed", "device", "no device", "mac-rom",
    "feature", "fast-", "ecmp",
)  # fmt: skip
TOP.ignore(
    "路由选路与二层参数",
    "ip routing", "ip forward-protocol", "route-map", "ip prefix-list", "ip community-list", "ip as-path", "key",
    "track", "ip ref", "ipv6 unicast-routing", "mac-address-table", "lacp", "aggregateport", "lldp", "no lldp",
    "l2protocol-tunnel", "gvrp", "errdisable", "no errdisable", "udld", "dldp", "erps", "reup", "ip igmp", "ip pim",
    "ip multicast", "ip multicast-routing", "bfd", "mpls", "ip default-ttl", "vtp", "mac-vlan", "protocol-vlan",
    "voice", "ipv6 nd", "igmp", "multicast", "ip mroute", "link-state", "backup", "rns", "ip rns", "loopback",
)  # fmt: skip
TOP.ignore(
    "队列、镜像与流量统计",
    "class-map", "policy-map", "mls", "qos", "priority-queue", "queue", "monitor", "sflow", "ip flow", "flow-control",
    "identify-application", "url-audit", "flow-audit", "dev-audit", "no dev-audit", "no flow-audit", "nat-log",
    "ip nat-log", "no nat-log", "content-audit", "subscriber", "network-group", "url-class", "app-group", "time-group",
    "channel-group", "specify", "ip nat translation", "ip nat application", "mail-service", "statistics",
)  # fmt: skip
TOP.ignore(
    "防攻击的速率与名单",
    "nfpp", "no nfpp", "control-plane", "attack-block", "no attack-block", "anti-arp-spoofing", "arp-check", "arp",
    "no arp", "gratuitous-arp", "ip attack", "cpu", "storm-control", "security", "rate-limit",
    "port-security", "ip session", "ip fragment", "tcp", "ip tcp", "ip icmp", "icmp",
)  # fmt: skip
TOP.ignore(
    "地址分配与名字",
    "service dhcp", "no service dhcp", "ipv6 dhcp", "ip name-server", "ip domain-lookup",
    "no ip domain-lookup", "ip domain", "ip host", "ip helper-address", "ip dns", "no ip dns", "ipv6 host",
)  # fmt: skip
TOP.ignore(
    "会话与显示的参数",
    "service password-encryption", "no service password-encryption", "service timestamps debug", "service sysname",
    "service sequence-numbers", "service log-format", "service standard-syslog", "no service sequence-numbers",
    "alias", "privilege", "terminal", "ip telnet", "telnet", "prompt", "clock summer-time", "ip http", "http",
    "web-auth", "no web-auth", "login", "language", "ip ftp", "ip tftp", "session", "warm-reload", "no warm-reload",
    "cli", "crypto key", "no service sysname", "rmon", "no banner", "no service timestamps debug", "no login",
)  # fmt: skip
TOP.ignore(
    "AAA 里与登录无关的部分",
    "aaa authentication dot1x", "aaa authentication web-auth", "aaa authentication ppp", "aaa authentication general",
    "aaa authentication iportal", "aaa authorization network", "aaa authorization ip-auth-mode",
    "aaa authorization console", "aaa log", "aaa authorization config-commands", "aaa accounting network",
    "aaa accounting update", "aaa domain", "aaa server", "no aaa accounting", "aaa accounting system", "dot1x",
    "no dot1x", "radius-server timeout", "radius-server retransmit", "radius-server key",
    "radius-server dead-criteria", "radius-server deadtime", "radius-server attribute", "radius-server vsa",
    "radius-server account", "radius", "tacacs-server key", "tacacs-server timeout", "tacacs-server deadtime",
    "ip radius", "ip tacacs", "radius-server source-port", "radius-server set", "radius-server authentication",
    "radius-server accounting", "dot1x-mab", "portal-server", "http redirect", "ip portal", "wlansec", "station",
)  # fmt: skip
TOP.ignore(
    "VPN 的对端与计时,算法另行读取",
    "crypto pki", "crypto ca", "crypto engine", "vpdn", "vpdn-group", "no crypto",
)  # fmt: skip
TOP.ignore(
    "自动化与远程升级",
    "event manager", "http update", "ump", "mcp", "smartmanager", "macc", "no macc", "openflow", "of", "telemetry",
    "gnmi", "macro", "python",
)  # fmt: skip
TOP.ignore(
    "别处判断的监视参数",
    "cpu-usage", "cpu-threshold", "mem-threshold", "log", "diagnostic", "health", "no health", "tech-support", "core",
)  # fmt: skip
