"""Top-level lines that no check asks about, each group with its reason."""

from __future__ import annotations

from parsers.blocks import Block
from parsers.cisco_asa.table import TOP
from parsers.grammar import Reading

TOP.ignore("会话与显示的参数", "terminal", "pager", "prompt", "names", "no names", "domain-name", "asdm", "no asdm",
           "boot", "ftp", "clock summer-time", "no clock", "clock set", "service-module", "module",
           "hw-module", "http-proxy", "no pager", "dns-group", "dns-group-map", "dns-guard", "privilege",
           "checkheaps", "crashinfo", "no crashinfo", "coredump", "fips", "license", "no license", "smart-tunnel",
           "call-home", "no call-home", "service call-home", "no service", "service", "hpm", "no hpm", "jumbo-frame",
           "mode", "firewall", "no firewall", "resource", "class", "mac-address", "no mac-address", "quota",
           "config-register", "mount", "exit", "quit", "end", "alias", "snmp-map", "no banner", "asp", "no asp",
           "software", "no tls-proxy", "user-statistics", "cts", "no cts", "file", "app-agent", "no app-agent",
           "rest-api", "no rest-api", "power-supply", "monitoring", "core-dump", "auto-import", "no auto-import",
           "ssl trust-point", "no ssl", "ssl client-version", "ssl dh-group", "ssl ecdh-group",
           "ssl certificate-authentication")  # fmt: skip
TOP.ignore("连接的时限与地址转换的参数", "timeout", "xlate", "no xlate", "sysopt", "no sysopt", "mtu", "arp",
           "no arp", "fragment", "tcp-map", "conn-rebalance", "no conn", "virtual", "url-server", "url-cache",
           "url-block", "filter", "no nat-assigned-to-public-ip", "nat-assigned-to-public-ip", "flow-offload",
           "no flow-offload", "mac-address-table", "mac-learn", "no fragment", "arp-inspection", "no arp-inspection",
           "tcp", "udp", "icmp unreachable", "no icmp", "conn", "flow-export", "no flow-export", "uauth",
           "norandomseq")  # fmt: skip
TOP.ignore("路由协议的取舍与组播", "route-map", "prefix-list", "ipv6 prefix-list", "as-path", "community-list",
           "policy-list", "no router", "multicast-routing", "pim", "no pim", "igmp", "mroute", "ipv6 icmp",
           "ipv6 neighbor", "ipv6 nd", "ipv6 dhcp", "ipv6 enforce-eui64", "ipv6 local", "router-id", "bfd",
           "bfd-template", "key chain", "sla", "track", "ip local", "ip verify", "ip audit", "vpn-addr-assign",
           "no vpn-addr-assign", "zone", "bridge-group", "policy-route", "ip address", "nve", "vxlan", "no ipv6",
           "interface-range", "no bfd", "ip arp", "ipv6 address")  # fmt: skip
TOP.ignore("地址分配", "dhcpd", "no dhcpd", "dhcprelay", "no dhcprelay", "ddns", "dhcp-client", "dhcp")
TOP.ignore("远程接入 VPN 与门户,算法另行读取", "webvpn", "group-policy", "tunnel-group", "tunnel-group-map",
           "tunnel-group-list", "dynamic-access-policy-record", "dynamic-access-policy-config", "dynamic-filter",
           "anyconnect", "no anyconnect", "anyconnect-custom-data", "vpn-sessiondb", "vpn", "vpdn", "vpnsetup",
           "compression", "no compression", "l2tp", "svc", "eou", "nac-policy", "csd", "port-forward", "url-list",
           "hostscan", "no webvpn", "customization", "no crypto",
           "crypto key", "crypto engine", "vpnclient", "ipsec", "mdm-proxy", "saml",
           "vpn-load-balancing", "vpn load-balancing", "priority-queue")  # fmt: skip
TOP.ignore("按用户身份的识别与上网过滤", "user-identity", "no user-identity", "aaa proxy-limit", "aaa mac-exempt",
           "aaa user-identity", "aaa kerberos", "ldap", "scansafe", "regex", "no user-statistics", "tls-proxy",
           "phone-proxy", "ctl-provider", "ctl-file", "media-termination", "uc-ime", "imap4s", "smtps", "pop3s",
           "smtp-server", "aaa sdi")  # fmt: skip
TOP.ignore("双机与集群的监视", "monitor-interface", "no monitor-interface", "no cluster", "mac-proxy",
           "prefix", "health-check", "management-only")  # fmt: skip
TOP.ignore("配置里密钥的加密保存", "password encryption", "no password encryption")
TOP.ignore("从哪个接口进入管理", "management-access", "no management-access", "management-interface")
TOP.ignore("报文捕获与诊断", "capture", "debug", "packet-tracer", "object-group-search", "no object-group-search",
           "threat-level", "cpu", "memory")  # fmt: skip
TOP.ignore("许可与访问控制的优化", "access-list alert-interval", "access-list deny-flow-max", "shun", "no shun",
           "acl-netmask-convert")  # fmt: skip
TOP.ignore_below("域名解析的参数", "dns", "server-group name-server timeout retries poll-timer expire-entry-timer"
                 " update trusted-source forwarder")  # fmt: skip
TOP.ignore_below("集群的接口方式", "cluster", "interface-mode exec")
TOP.ignore("证书的申请与信任", "crypto ca certificate map")
TOP.ignore_below("证书的申请与信任", "crypto ca", "trustpoint trustpool authenticate enroll import export server crl"
                 " reference-identity alerts permit-weak-crypto")  # fmt: skip
TOP.ignore_below("IPsec 的时限与分片", "crypto ipsec", "security-association df-bit fragmentation inner-routing-lookup")
TOP.ignore_below("IKE 的协商参数", "crypto isakmp", "identity nat-traversal disconnect-notify reload-wait am-disable"
                 " ipsec-over-tcp")  # fmt: skip
TOP.ignore_below("IKE 的协商参数", "crypto ikev1", "am-disable ipsec-over-tcp limit")
TOP.ignore_below("IKE 的协商参数", "crypto ikev2", "remote-access cookie-challenge limit notify fragmentation")


@TOP.line("crypto ipsec", "crypto isakmp", "crypto ikev1", "crypto ikev2", topic="proposals")
@TOP.line("crypto ca", topic="certificates")
@TOP.line("console", topic="terminals")
@TOP.line("cluster", topic="redundancy")
@TOP.line("dns", topic="services")
def _strange(_reading: Reading, _words: list[str], _block: Block) -> bool:
    """Leave open what other lines that begin so may say."""
    return False
