"""Statements that no policy asks for, each with its reason. None of them stands where a reader looks."""

from __future__ import annotations

_ROUTING = "~ 路由协议细节，不影响判定"
_TUNING = "~ 性能与运维参数"
SCHEMA = f"""
groups ~ 配置组本身不生效，由 apply-groups 引入
class-of-service ~ 服务质量，不影响判定
event-options ~ 事件脚本
multi-chassis ~ 多机箱聚合参数
poe ~ 供电参数
access|access-profile ~ 远程接入与地址池，不是管理账户
smtp|event ~ 通知参数
services ~ 业务板卡功能
dynamic-profiles ~ 用户接入模板
multicast-snooping-options ~ 组播参数
bridge-domains ~ 桥接域
fabric|jsrc|jsrc-partition|unified-edge|diameter|accounting-options|wlan|vmhost|session-limit-group|
tenants-options ~ 与检查无关的功能
policy-options
  policy-statement|community|as-path|as-path-group|as-list|condition|damping|route-filter-list|route-distinguisher|
  rtf-prefix-list|mac-list|application-maps|defaults|resolution-map|traffic-class-map|source-address-filter-list|
  tunnel-attribute {_ROUTING}
protocols
  lldp|lldp-med ~ 邻居发现
  rstp|mstp|vstp|stp
    bpdu-block-on-edge|bpdu-destination-mac-address|backup-bridge-priority|bridge-priority|configuration-name|
    extended-system-id|force-version|forward-delay|hello-time|interface|max-age|max-hops|msti|priority-hold-time|
    revision-level|system-id|system-identifier|traceoptions|vlan|vlan-group|vpls-flush-on-topology-change ~ 生成树参数
  bfd|ldp|mpls|rsvp|pim|igmp|mld|router-advertisement|igmp-snooping|mld-snooping|l2circuit|l2vpn|msdp|evpn|lacp|
  oam|layer2-control|l2-learning|mvrp|gvrp|dvmrp|amt|connections|source-packet-routing|pcep|esis|neighbor-discovery|
  router-discovery|link-management|ptp|clock-synchronization|sflow|uplink-failure-detection|protection-group|iccp|ppp|
  pppoe|dcbx|loop-detect|ilmi|mstpx|vpls|ancp|dot1ag|openflow|replication|rpf-check-policy|fsctl|ipsec|ccc {_ROUTING}
chassis
  fpc|aggregated-devices|alarm|network-services|maximum-ecmp|fabric|craft-lockout|fan-ctrl-configuration|power|
  config-button|ambient-temperature|synchronization|redundancy-group|pic-mode|forwarding-options|fru-poweron-sequence|
  disk-partition|dump-on-panic|container-devices|pem|lcc|sfm|member|psu|cluster-traceoptions|satellite-management|
  routing-engine|packet-scheduling|vrf-mtu-check|icmp|effective-shaping-rate|no-concatenate|system-domains|state|
  extended-statistics|temperature-threshold|license-mode|oss-map|enhanced-policer|ucode-imem-remap|
  route-memory-enhanced|memory-enhanced|route-localization|slow-pfe-alarm|beacon|cb|led|fru|jlm|mic|instance|
  auto-config-reload {_TUNING}
security
  key-chain|authentication-key-chains|pki|ssh-known-hosts|traceoptions|alg|application-tracking|
  advance-policy-based-routing|application-identification|user-identification|firewall-authentication|group-vpn|
  certificates|gprs|softwires|tunnel-inspection|dynamic-application|dynamic-vpn|macsec|resource-manager|
  datapath-debug|analysis|idp-policy|application-firewall|application-traffic-control|ssl-inspection|
  advanced-anti-malware|security-intelligence|dns-cache|remote-access|tcp-encap|user-firewall|web-proxy|
  dynamic-address|nat64|intelligent-inspection|cpu-threshold|performance-enhance|distribution-profile|
  metadata-streaming|address-pool|authentication-source|icap-redirect|inline-tap|anti-virus|internal|
  mirror-decrypt-traffic|nexthop-group|cloud ~ 不被检查读取的安全功能参数
system
  license|configuration-database|max-configurations-on-flash|max-configuration-rollbacks|commit|scripts|extensions|
  processes|internet-options|no-redirects|no-redirects-ipv6|no-ping-record-route|no-ping-time-stamp|no-multicast-echo|
  arp|static-host-mapping|management-instance|saved-core-context|saved-core-files|compress-configuration-files|
  dump-device|kernel-replication|fips|tracing|encrypt-configuration-files|auto-snapshot|default-address-selection|
  no-neighbor-learn|default-router|export-format|mirror-flash-on-disk|switchover-on-routing-crash|nd-maxmcast-solicit|
  master-password|diag-port-authentication|pic-console-authentication|auto-configuration|donot-disable-ip6op-ondad|
  multicast-client|packet-forwarding-options|no-hidden-commands|time-options|health-monitor|security-profile|
  cloud-autoscale|ddos-protection|alarm-management|bandwidth-degradation|hugepages|memory-management|multitenancy|
  node-health|no-compress-configuration-files|proxy|radius-options-cl|rcmd|resource-cleanup|software-pipes|tty|
  unattended-boot|yang|debugger-on-panic|debugger-on-break|demux-options|dynamic-profile-options|
  allow-v4mapped-packets|allow-6pe-traceroute|authentication-whitelist|backup-router6|autosave|network-instances|
  login-banner|usb|rng ~ 系统运行参数
"""
