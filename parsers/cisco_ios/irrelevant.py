"""Top-level lines that say nothing about what is checked, each group with its reason.

None is of a section that a check reads.
"""

from __future__ import annotations

from parsers.cisco_ios.table import TOP

TOP.ignore(
    "输出的开头",
    "Building configuration...", "Current configuration", "Using", "Load for", "Time source", "!Command:",
)  # fmt: skip
TOP.ignore(
    "启动文件与硬件",
    "boot-start-marker", "boot-end-marker", "boot system", "boot config", "boot bootldr", "boot-config", "license",
    "no license", "hw-module", "card", "platform", "no platform", "sdm prefer", "diagnostic", "transceiver",
    "system mtu", "memory-size", "memory", "no memory", "power redundancy-mode", "power", "facility-alarm",
    "environment", "module provision", "module", "mmi", "no mmi", "config-register", "system env", "fabric",
    "upgrade", "no upgrade", "service-module", "voice-card", "controller", "network-clock", "process", "scheduler",
    "no scheduler", "service compress-config", "no service compress-config", "warm-reboot", "microcode", "slot",
    "subslot", "port-channel", "port group", "access-session mac-move", "iox", "app-hosting", "virtual-service",
    "guestshell", "no virtual-service", "exception", "buffers", "service internal", "nmsp", "no service dhcp",
    "hardware", "boot manual", "epm", "no boot", "switch virtual", "ethernet-internal", "smart", "beacon", "mode",
    "vtp", "no vtp", "udld", "lacp", "errdisable", "no errdisable", "link", "rep",
)  # fmt: skip
TOP.ignore(
    "路由选路,不影响检查",
    "ip prefix-list", "ipv6 prefix-list", "route-map", "ip community-list", "ip extcommunity-list", "ip as-path",
    "ip bgp-community", "ip forward-protocol", "ip cef", "no ip cef", "ipv6 cef", "no ipv6 cef", "ip routing",
    "ip subnet-zero", "no ip subnet-zero", "ip classless", "no ip classless", "ip default-network",
    "ipv6 unicast-routing", "no ipv6 unicast-routing", "ip multicast-routing", "ip multicast", "ip pim", "ip igmp",
    "ip sla", "track", "ip local", "mpls", "no mpls", "ip rsvp", "key", "bfd", "bfd-template", "ip msdp", "ip mroute",
    "ip vrf receive", "ip flow-export", "ip flow-cache", "ip flow-capture", "ip flow-top-talkers", "ip explicit-path",
    "l2vpn", "l2 vfi", "pseudowire-class", "ip nbar", "template", "interface-vlan", "ipv6 mld", "no mpls traffic-eng",
    "ip mfib", "ipv6 multicast-routing", "distribute-list", "segment-routing", "ip nhrp", "ipv6 pim", "router-id",
    "multilink", "no multilink", "spanning-tree mst", "global-address-family", "ip dampening", "ip gratuitous-arps",
    "no ip gratuitous-arps", "ipv6 mroute", "ip arp proxy", "ip dhcp-server", "ip sap", "fhrp", "vrrp", "standby",
    "lisp", "nve", "evpn", "bridge-domain", "bridge", "ip redirects",
)  # fmt: skip
TOP.ignore(
    "队列与流量统计",
    "class-map", "policy-map", "mls", "no mls", "qos", "flow", "monitor", "table-map", "auto qos", "sflow",
    "ip accounting", "rmon", "wrr-queue", "priority-queue", "performance", "avc", "et-analytics",
    "random-detect-group", "parameter-map", "policy", "service-template", "no policy", "sampler", "queue-limit",
    "dot1x", "access-session", "no access-session", "authentication", "identity", "device-tracking",
    "no device-tracking", "ip device", "device-sensor", "no device-sensor", "mab", "cts", "eap", "fallback",
    "ip admission", "no nmsp", "device", "macro", "no macro", "authentication mac-move", "dot1x critical", "lldp",
    "no lldp", "cdp", "no cdp",
)  # fmt: skip
TOP.ignore(
    "地址分配与名字",
    "no ip dhcp", "ipv6 dhcp", "ip name-server", "ip domain name", "ip domain-name", "ip domain list",
    "ip domain-list", "ip host", "ip domain timeout", "ip domain retry", "no ip domain name", "ip helper-address",
    "ip domain round-robin", "ip dns view", "ip dns view-list", "ipv6 host", "ip ddns", "service dhcp", "arp",
    "no arp", "ipv6 nd", "ipv6 neighbor", "ip hosts",
)  # fmt: skip
TOP.ignore(
    "会话、报文与显示的参数",
    "service tcp-keepalives-in", "service tcp-keepalives-out", "service timestamps debug",
    "no service timestamps debug", "service sequence-numbers", "no service sequence-numbers",
    "service password-encryption", "no service password-encryption", "service nagle", "service linenumber",
    "no service slave-log", "ip tcp", "no ip tcp", "ip icmp", "no ip icmp", "ip options", "ipv6 icmp", "ip radius",
    "ip tacacs", "ip telnet", "ip ftp", "ip tftp", "ip rcmd source-interface", "prompt", "alias", "default-value",
    "terminal", "privilege", "service prompt", "service hide-telnet-addresses", "service alignment",
    "service disable-ip-fast-frag", "menu", "service unsupported-transceiver", "no service unsupported-transceiver",
    "service pt-vty-logging", "stty", "login delay", "login quiet-mode", "exec-timeout", "parser", "no parser",
    "ip tcp synwait-time", "password encryption", "key config-key", "service telnet-zeroidle", "service slave-log",
    "service counters", "clock summer-time", "clock calendar-valid", "clock save", "no clock", "calendar", "snmp mib",
    "snmp ifmib", "service call-home", "call-home", "no service call-home", "no service password-recovery",
    "service password-recovery", "subscriber", "ip options drop", "fips", "service log", "no service log", "end",
    "no banner", "no ip rcmd", "service exec-callback", "ip finger rfc-compliant", "no aaa root", "session-limit",
    "default", "configuration", "secure", "crypto key", "ipv6 ioam", "no service timestamps", "exit",
    "no service nagle", "utd", "ipv6 spd", "ipv6 hop-limit", "ip spd", "ip identd-source", "no ip identd",
    "no ip dns",
)  # fmt: skip
TOP.ignore(
    "自动化脚本与管理接口的参数",
    "event manager", "kron", "netconf max", "netconf legacy", "netconf lock-time", "onep", "cns", "wsma", "telemetry",
    "remote-management", "no remote-management", "gnxi", "netconf detailed-error", "nms", "scripting",
    "yang-interfaces", "netconf-yang feature", "netconf-yang cisco-ia", "pnp", "no pnp", "archive-log", "sdwan",
    "tunnel",
)  # fmt: skip
TOP.ignore(
    "AAA 里与登录无关的部分",
    "aaa session-id", "aaa authentication dot1x", "aaa authentication ppp", "aaa authorization network",
    "aaa accounting network", "aaa accounting dot1x", "aaa accounting update", "aaa accounting system",
    "aaa accounting connection", "aaa accounting identity", "aaa accounting send", "aaa accounting delay-start",
    "aaa accounting nested", "aaa accounting include", "aaa accounting resource", "aaa accounting suppress",
    "aaa server", "aaa authentication arap", "aaa authentication banner", "aaa authentication fail-message",
    "aaa nas", "aaa max-sessions", "aaa authentication password-prompt", "aaa authentication username-prompt",
    "aaa authentication attempts", "aaa authorization console", "aaa authorization config-commands",
    "aaa authorization reverse-access", "aaa cache", "aaa authorization auth-proxy",
    "aaa authorization configuration", "aaa authorization credential-download", "aaa traceback",
    "aaa authorization subscriber-service", "no aaa accounting", "aaa dnis", "aaa intercept", "aaa memory",
    "aaa attribute", "aaa local authentication default", "aaa authentication nasi",
    "aaa authentication sgbp", "aaa pod", "aaa route", "aaa accounting auth-proxy", "aaa accounting session-duration",
    "aaa accounting redundancy", "aaa accounting vrrs", "aaa accounting multicast", "aaa accounting gigawords",
    "aaa accounting jitter", "aaa accounting exec guarantee-first", "aaa accounting commands guarantee-first",
    "radius-server attribute", "radius-server timeout", "radius-server retransmit", "radius-server key",
    "radius-server deadtime", "radius-server dead-criteria", "radius-server vsa", "radius-server load-balance",
    "radius-server source-ports", "radius-server authorization", "radius-server unique-ident",
    "radius-server accounting", "radius-server optional", "radius-server configure-nas",
    "radius-server domain-stripping", "radius-server directed-request", "tacacs-server key", "tacacs-server timeout",
    "tacacs-server directed-request", "no tacacs-server", "no radius-server", "tacacs-server administration",
    "tacacs-server packet", "tacacs-server dns-alias-lookup", "radius-server challenge-noecho",
    "radius-server transaction", "radius-server local", "ldap", "radius filter", "aaa user", "aaa session-mib",
    "aaa service-profile", "dot1x test", "tacacs-server attribute",
)  # fmt: skip
TOP.ignore(
    "无线与语音业务",
    "wlan", "ap", "wireless", "voice", "dial-peer", "sip-ua", "gateway", "telephony-service", "ephone", "ephone-dn",
    "sccp", "dspfarm", "mgcp", "ccm-manager", "stcapp", "gatekeeper", "dot11", "trapflags", "capwap",
    "dial-control-mib", "call", "num-exp", "credentials", "trunk group", "no wireless", "voice-port", "application",
    "media", "call-manager-fallback", "ces-conn", "translation-rule", "isdn", "cable", "dialer", "dialer-list",
    "chat-script", "modemcap", "async-bootp", "vpdn", "vpdn-group", "no vpdn", "vpdn enable", "l2tp", "l2tp-class",
    "bba-group", "ppp", "x25", "frame-relay", "connect", "atm", "map-list", "map-class", "ethernet", "esmc", "ptp",
    "netsync", "sntp logging", "service instance", "xconnect", "l2protocol", "pppoe",
)  # fmt: skip
TOP.ignore(
    "VPN 的对端与计时,算法另行读取",
    "crypto keyring", "crypto pki trustpoint", "crypto pki token",
    "crypto ca", "crypto pki", "crypto gdoi", "crypto engine", "crypto call", "crypto logging", "crypto ssl",
    "crypto isakmp profile", "no crypto", "crypto vpn", "webvpn", "crypto mib", "crypto identity", "crypto xauth",
)  # fmt: skip
TOP.ignore(
    "策略之外的检测参数",
    "ip inspect", "ip nat translation", "ip nat log", "ip nat service", "no ip nat service", "ip nat settings",
    "ip port-map", "ip reflexive-list", "ip verify", "no ip verify", "ip audit", "ip ips", "ip urlfilter",
    "ip nat create", "ip access-list logging", "ip virtual-reassembly", "no ip virtual-reassembly",
    "ip arp inspection validate", "ip arp inspection log-buffer", "ip dhcp snooping database",
    "no ip dhcp snooping information", "ip dhcp snooping information", "ip dhcp snooping verify", "ip wccp",
    "arp access-list", "ip nat switchover", "no ip nat", "ip nat portmap", "vlan access-map", "vlan filter",
    "ip arp inspection filter", "ip device tracking", "no ip device", "ip source-track", "ip urpf",
)  # fmt: skip
