"""Sections of FortiOS that no policy asks for, each with the reason; a path stands for all below it."""

from __future__ import annotations

_PATHS = {
    "界面、语言和提示页面的文字": (
        "system custom-language", "system replacemsg", "system replacemsg-group", "system replacemsg-image",
        "system gui", "gui", "report", "system object-tagging", "system saml", "log gui-display", "log custom-field",
        "system vdom-property", "system vdom-radius-server", "system vdom-dns", "system vdom-sflow",
        "system vdom-netflow", "system vdom-exception", "system global-ui",
    ),
    "硬件、转发和会话的参数": (
        "system storage", "system session-helper", "system session-ttl", "dpdk", "system np6", "system np6xlite",
        "system np7", "system npu", "system npu-vlink", "system physical-switch", "system stp",
        "system tos-based-priority", "system lte-modem", "system modem", "system sit-tunnel", "system ipip-tunnel",
        "system ipv6-tunnel", "system affinity-interrupt", "system affinity-packet-redistribution", "system fips-cc",
        "system probe-response", "system proxy-arp", "system ipv6-neighbor-cache", "system arp-table", "system vxlan",
        "system geneve", "system vne-interface", "system vne-tunnel", "system pppoe-interface", "system 3g-modem",
        "system isf-queue-profile", "system nd-proxy", "system cluster-sync", "system standalone-cluster",
        "system auto-scale", "system mac-address-table", "system smc-ntp", "system nethsm",
        "system ips-urlfilter-dns", "system ips-urlfilter-dns6", "system ips", "system virtual-wire-pair",
        "system gre-tunnel", "system wccp", "system evpn", "system device-upgrade", "system pcp-server",
        "system dscp-based-priority", "system network-visibility", "system vdom-link",
    ),
    "DNS、DHCP、流量统计等网络服务的参数": (
        "system dns", "system dns64", "system dns-database", "system dns-server", "system dhcp", "system dhcp6",
        "system netflow", "system sflow", "system link-monitor", "system ddns", "system ipam",
        "system speed-test-server", "system speed-test-schedule", "system speed-test-setting",
        "system geoip-override", "system geoip-country", "system external-resource", "system email-server",
        "system sms-server", "system ftm-push", "system fm",
    ),
    "云服务、特征库更新和 Fabric 的参数": (
        "system fortiguard", "system fortisandbox", "system autoupdate", "system federated-upgrade", "system csf",
        "system sdn-connector", "system fortindr", "system fortiai", "system acme", "system automation-trigger",
        "system automation-destination", "system cloud-service", "system lldp", "system alarm", "system ike",
        "system password-policy-guest-admin", "system health-check-fortiguard", "system sso-fortigate-cloud-admin",
        "system sso-forticloud-admin", "system performance", "system startup-error-log", "log threat-weight",
        "log null-device", "log fortiguard", "monitoring", "alertemail",
    ),
    "预置的互联网服务库": (
        "firewall internet-service", "firewall internet-service-name", "firewall internet-service-definition",
        "firewall internet-service-group", "firewall internet-service-custom",
        "firewall internet-service-custom-group", "firewall internet-service-extension",
        "firewall internet-service-addition", "firewall internet-service-append", "firewall internet-service-botnet",
        "firewall internet-service-ipbl-vendor", "firewall internet-service-list",
        "firewall internet-service-reputation", "firewall internet-service-sld", "firewall internet-service-subapp",
        "firewall internet-service-fallback", "firewall internet-service-owner", "firewall vendor-mac",
        "firewall vendor-mac-summary", "firewall region", "firewall country", "firewall city",
        "firewall network-service-dynamic",
    ),
    "检测配置文件的内容(是否绑定见策略)": (
        "antivirus", "webfilter", "ips", "application", "dlp", "emailfilter", "spamfilter", "dnsfilter", "icap",
        "waf", "voip", "cifs", "file-filter", "ssh-filter", "videofilter", "sctp-filter", "diameter-filter", "casb",
        "virtual-patch", "firewall ssl-ssh-profile", "firewall profile-protocol-options", "firewall ssl-server",
        "firewall ssh", "firewall gtp", "gtp", "rule", "firewall decrypted-traffic-mirror", "wanopt", "web-proxy",
        "ftp-proxy", "firewall access-proxy", "firewall access-proxy6", "firewall access-proxy-virtual-host",
        "firewall access-proxy-ssh-client-cert", "firewall proxy-address", "firewall proxy-addrgrp",
        "firewall identity-based-route",
    ),
    "流量整形、组播和负载监测,不放行新的单播流量": (
        "firewall shaper", "firewall shaping-policy", "firewall shaping-profile", "firewall traffic-class",
        "firewall multicast-address", "firewall multicast-address6", "firewall multicast-policy",
        "firewall multicast-policy6", "firewall ldb-monitor", "firewall interface-policy",
        "firewall interface-policy6", "firewall acl", "firewall acl6", "firewall sniffer", "firewall ttl-policy",
        "firewall ipv6-eh-filter", "firewall service category", "firewall wildcard-fqdn", "firewall ssl",
        "firewall auth-portal", "firewall dnstranslation", "firewall global", "firewall on-demand-sniffer",
        "firewall pfcp", "firewall qos-class", "firewall ippool6", "firewall ippool_grp",
        "firewall ipmacbinding setting", "firewall address6-template", "firewall vip46", "firewall vip64",
        "firewall vipgrp46",
    ),
    "无线、交换机和终端的受管设备": (
        "wireless-controller", "switch-controller", "endpoint-control", "extender-controller", "extension-controller",
        "extender", "user device", "user device-group", "user device-category", "user device-access-list",
        "user quarantine", "user nac-policy", "system switch", "ztna", "nsx", "nsxt", "dlp-settings",
    ),
    "用户认证的参数(管理员与服务器另读)": (
        "user setting", "user fsso", "user fsso-polling", "user adgrp", "user exchange", "user domain-controller",
        "user fortitoken", "user security-exempt-list", "user password-policy", "user peer", "user peergrp",
        "user krb-keytab", "user pop3", "user saml", "user nac", "user external-identity-provider",
        "user certificate", "user scim", "authentication", "system sso-admin",
    ),
    "SSL VPN 门户、VPN 附属参数和 CA 证书": (
        "vpn ssl web", "vpn ssl client", "vpn ocvpn", "vpn l2tp", "vpn pptp", "vpn qkd", "vpn kmip-server",
        "vpn certificate ca", "vpn certificate crl", "vpn certificate remote", "vpn certificate ocsp-server",
        "vpn certificate setting", "vpn certificate hsm-local", "certificate", "system certificate",
        "vpn ipsec concentrator", "vpn ipsec forticlient", "vpn ipsec fec", "vpn ipsec manualkey",
        "vpn ipsec manualkey-interface",
    ),
    "动态路由和路由策略的参数,静态检查不用": (
        "router rip", "router ripng", "router isis", "router ospf6", "router multicast", "router multicast-flow",
        "router multicast6", "router access-list", "router access-list6", "router prefix-list", "router prefix-list6",
        "router route-map", "router key-chain", "router aspath-list", "router community-list",
        "router extcommunity-list", "router auth-path", "router bfd", "router bfd6", "router setting", "router pim",
    ),
}  # fmt: skip
REASONS = {path: reason for reason, paths in _PATHS.items() for path in paths}


def is_irrelevant(path: str) -> bool:
    """Tell whether a section, or one that it stands in by name, is known to be irrelevant."""
    words = path.split()
    return any(" ".join(words[:size]) in REASONS for size in range(1, len(words) + 1))
