"""Lines that no policy asks about, by reason. Nothing here may belong to a part that a check reads."""

from __future__ import annotations

from parsers.huawei.state import TOP

_REASONS: dict[str, tuple[str, ...]] = {
    "配置的头尾": ("return", "switch vsys", "quit"),
    "服务质量和流量统计": (
        "diffserv", "drop-profile", "qos", "qos-profile", "traffic-shaping", "flow-statistics", "observe-port", "undo qos",
        "observe-server", "netstream", "ip netstream", "sflow", "qos-map", "port-queue-template", "flow-wred-profile",
    ),
    "MPLS、VPN 隧道与组播的转发参数": (
        "mpls", "mpls l2vpn", "mpls ldp", "mpls lsr-id", "vsi", "l2vpn", "tunnel-policy", "tunnel-selector", "multicast", "igmp", "igmp-snooping",
        "pim", "mld", "msdp", "explicit-path", "static-lsp", "segment-routing", "evpn", "evpn-overlay", "bridge-domain", "bfd", "nve",
        "vxlan", "multicast-vpn", "mpls te", "static-cr-lsp", "fast-reroute", "pwtemplate", "pw-template", "l2-multicast", "mld-snooping",
    ),
    "无线业务模板": ("wlan", "wlan ac-global", "capwap", "undo capwap", "wlan ac", "dtls", "ac"),
    "准入业务的缺省模板;端口是否启用看接口": (
        "free-rule-template", "portal-access-profile", "dot1x-access-profile", "mac-access-profile", "portal", "access-user", "undo access-user",
        "web-auth-server", "url-template", "device-profile", "ucl-group", "undo ucl-group", "radius-attribute", "as-auth", "user-group", "undo authentication", "authentication ipv6-control",
        "access-context", "authentication", "undo portal", "undo dot1x", "tunnel-forward", "policy-association",
    ),
    "设备板卡、电源、许可与运行维护": (
        "device", "license", "warranty", "set cpu-usage", "set memory-usage", "cpu-usage", "cpu-usage-mgmtplane", "cpu-usage-dataplane", "oam-mgr", "ops", "oam", "undo oam",
        "remote-unit", "as", "vcmp", "ztp", "undo ztp", "autostart", "secelog", "ms-channel", "transceiver", "undo transceiver", "fib", "ddr",
        "error-down", "port mode", "port-group", "set transceiver", "card", "slot", "set led", "board", "power", "fan", "temperature", "environment", "stack-port",
        "easy-operation", "smart-upgrade", "undo smart-upgrade", "sa", "location", "multi-interface", "right-manager", "license-server", "isolate", "configuration",
        "language", "load-balance", "load-balance-profile", "undo set", "undo load-balance", "undo load-balance-profile", "set device", "set flow-stat", "module", "nqa", "nqa-jitter", "nqa-server", "ip-link", "healthcheck", "test-aaa",
        "undo factory-configuration", "factory-configuration", "page-setting", "user-manage", "undo dataflow", "dataflow", "undo user-manage", "cloud-mng", "undo cloud-mng",
        "cloud-management", "agile", "undo netconf", "callhome", "netconf", "undo smart", "set alarm", "alarm", "undo alarm", "schedule", "command-privilege", "command",
        "screen-length", "undo screen-length", "undo job", "system", "assign", "set system", "energy-saving", "hash", "ecmp", "undo as", "max", "tm", "mode", "arp-miss",
        "trill", "install-module", "patch", "undo patch", "ptp", "clock-source", "undo ddr", "undo oam-mgr", "performance", "pm", "telemetry", "grpc", "kms", "undo fib", "super-fast",
    ),
    "发现协议与集群管理": ("lldp", "undo lldp", "cdp", "undo cdp"),
    "二层转发表和环网": (
        "mac-address", "undo mac-address", "port vlan", "drop illegal-mac", "undo drop", "rrpp", "erps", "smart-link", "monitor-link", "sep", "dldp",
        "l2protocol-tunnel", "undo port", "gvrp", "loopback-detect", "undo loopback-detect", "loop-detect", "vlan reserved", "vlan pool", "undo vlan", "vlan-mapping", "port-isolate", "lacp", "undo lacp", "undo loop-detection",
    ),
    "地址解析与三层转发参数": (
        "arp", "undo arp", "arp-miss speed-limit", "arp speed-limit", "ip df-unreachables", "icmp", "undo icmp", "ipv6", "undo ipv6", "tcp", "ip host", "dns", "undo dns",
        "ip pool", "ip dhcp", "dhcpv6", "dhcp", "ip urpf", "urpf", "undo ip", "ip relay", "ip source-routing", "nd", "fragment", "ip tcp", "ip domain", "ip ttl-expires", "route recursive-lookup", "rip valid-ttl-check",
        "isp", "dns-smart", "router id", "ip forwarding", "ip fragment", "undo nd", "proxy-arp", "ip icmp", "ip soft-forward", "ip frr", "ip load-balance",
    ),
    "路由策略的匹配对象": (
        "ip ip-prefix", "ip ipv6-prefix", "ip as-path-filter", "ip community-filter", "ip extcommunity-filter", "route-policy", "filter-policy",
        "ip large-community-filter", "ip prefix-list", "ip rd-filter", "undo route-policy", "apply", "xpl", "route-filter", "ip extcommunity-list", "tcp-proxy",
    ),
    "应用识别、带宽、选路和内容模板;是否引用看安全策略": (
        "traffic-policy", "policy-based-route", "pcp-policy", "dns-transparent-policy", "quota-policy", "proxy-policy", "audit-policy", "decryption-policy",
        "auth-policy", "sa-policy", "rbl-filter", "undo rbl-filter", "application", "user-defined", "sandbox", "undo sandbox", "cnc", "ip-reputation",
        "url-filter", "undo url-filter", "pattern", "firewall detect", "undo firewall detect", "firewall blacklist", "firewall whitelist", "firewall packet-filter basic-protocol",
        "undo firewall packet-filter basic-protocol", "firewall dataplane", "firewall hash", "firewall session aging-time", "firewall ids", "undo firewall ids",
        "dataplane", "anti-ddos", "device-classification", "geo-location", "region", "keyword-group", "file-frame", "sms", "mail", "sctp", "ssl-detect", "profile-category", "undo sa", "undo page-setting", "undo multi-linkif", "slb", "undo slb",
        "cvd", "malware", "web-reputation", "netflow", "report", "feedback", "undo feedback", "undo report", "undo hrp ospfv3-cost", "undo hrp ospf-cost", "hwtacacs-user", "ftp-detect", "gtp", "undo gtp", "agile-network", "user-identity", "dpi", "nat-arp",
        "firewall user-agent", "undo firewall user-agent", "firewall fragment", "firewall import", "firewall log-server",
    ),
    "证书和公钥容器;有效期要看 display pki": ("pki", "undo pki", "rsa", "dsa", "ecc", "sm2", "ssl", "certificate", "key"),
    "远程接入用户的参数;管理员登录另行判断": ("l2tp", "undo l2tp", "l2tp-group", "l2tp-aging", "v-gateway", "right-manager server-group", "sslvpn", "service-scheme", "ppp", "pppoe", "undo ppp", "undo v-gateway", "dialer-rule", "local-user-name"),
}  # fmt: skip

for _reason, _heads in _REASONS.items():
    TOP.ignore(_reason, *_heads)
