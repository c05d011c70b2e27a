"""Top lines of StoneOS that no policy asks for, with the reason."""

from __future__ import annotations

from parsers.hillstone_stoneos.state import TOP_LINES, refuse

TOP_LINES.ignore("输出的首尾", "Running", "Building", "End", "正在收集配置..", "正在收集配置")
TOP_LINES.ignore(
    "转发、会话和硬件参数", "l2-nonip-action", "alg", "no alg", "tcp-mss", "ecmp-route-select", "strict-tunnel-check",
    "flow", "arp", "no arp", "tcp-mss-session", "fragment", "mac-address-table", "vswitch", "l2-nonip",
    "hardware", "exec", "nbt-cache", "session-limit", "statistics-set", "monitor", "capacity", "fast-path", "session",
    "ip-mac-bind", "ping", "storage", "no fragment", "no tcp-mss", "icmp", "no icmp", "jumbo-frame", "sync",
    "tunnel gre", "tunnel vxlan", "tunnel l2tp", "ipv6",
)  # fmt: skip
TOP_LINES.ignore(
    "流量管理、应用识别和检测配置文件的内容(是否绑定见策略和安全域)", "qos-profile", "qos-engine", "class-map",
    "policy-map", "av-profile", "ips profile", "ips sigset", "url-profile", "url-category", "url", "contentfilter",
    "behavior-profile", "sandbox-profile", "mail-profile", "webpost-profile", "im-profile", "dlp-profile", "app",
    "application", "app-group", "application-group", "botnet-c2-prevention-profile", "regexp-profile",
    "file-filter-profile", "keyword-category", "no url", "application-identify", "perimeter-traffic-filtering",
    "threat", "sslproxy-profile", "content-filter", "webpost", "im", "share-access-detect", "iot-monitor",
    "endpoint-tag", "asset", "cloud", "cloudsim", "sandbox", "antispam", "predefined",
)  # fmt: skip
TOP_LINES.ignore("特征库更新和许可", "ips signature", "av signature", "app signature", "url-db", "license",
    "update", "image", "signature",
                 "av", "botnet-c2-prevention")  # fmt: skip
TOP_LINES.ignore(
    "DNS、DHCP 和地址池", "ip name-server", "dns-proxy", "dns-proxy-rule", "dhcp-server", "dhcpv6-server",
    "scvpn pool", "l2tp pool", "ddns", "domain", "ip domain", "dns", "snat-pool", "slb-server-pool", "load-balance",
    "lldp", "smtp", "sms", "email",
)  # fmt: skip
TOP_LINES.ignore("链路监测对象", "track")
TOP_LINES.ignore(
    "内网地址识别、报表和界面",
    "report",
    "map",
    "user-group",
    "license-server",
    "diag",
    "debug",
    "schedule-reboot",
)
TOP_LINES.ignore("证书与密钥的名称", "pki key")

REASONS = TOP_LINES.reasons
"""Why each head of a line may be passed over, for the coverage table."""
refuse("routes", "ip")
refuse("web", "web")
refuse("certificates", "pki")
