"""What may stand below ``interfaces``, ``vlans`` and the statements that guard switched ports."""

from __future__ import annotations

_FAMILY = """
          mtu|primary|preferred|rpf-check|sampling|no-redirects|targeted-broadcast|accounting|policer|
          no-neighbor-learn ...
          unnumbered-address =
          filter
            input|output =
            input-list|output-list|group ...
            input|output *
          dhcp|dhcp-client|dhcpv6-client ...
          address *
            primary|preferred|broadcast|arp|web-authentication|destination|master-only|eui-64|ndp|
            virtual-gateway-address ...
            vrrp-group|vrrp-inet6-group *
              virtual-address|virtual-inet6-address|virtual-link-local-address *
              priority|authentication-type|authentication-key|advertise-interval|fast-interval|
              advertisements-threshold =
              accept-data|no-accept-data|preempt|no-preempt
              track|vrrp-inherit-from|hold-time ...
"""
_UNIT = f"""
      description|bandwidth|encapsulation|vlan-id|native-inner-vlan-id|point-to-point|traps|no-traps|peer-unit ...
      disable
      vlan-id-range|vlan-id-list|vlan-tags|inner-vlan-id-range|input-vlan-map|output-vlan-map|interface-shared-with ...
      tunnel|mac|proxy-arp|peer-interface|rpm|clear-dont-fragment-bit|arp-resp|ppp-options|pppoe-options|
      family-iccp ...
      bandwidth|no-auto-negotiation|multipoint|dialer-options|compression|keepalives|oam|forwarding-options|
      statistics ...
      family
        inet|inet6
{_FAMILY}
        ethernet-switching|bridge
          interface-mode|port-mode|native-vlan-id =
          vlan
            members *
          vlan-id|vlan-id-list|vlan-members *
          storm-control =
          recovery-timeout|vlan-rewrite|inner-vlan-id-list|policer|reflective-relay ...
          filter
            input|output =
        iso|mpls|vpls|ccc|tcc|any|fibre-channel|mlppp|mlfr-uni-nni ...
"""
_PORT = f"""
    description|mtu|speed|link-mode|encapsulation|native-vlan-id|hold-time|traps|no-traps|clocking|mac|
    redundant-pseudo-interface-options ...
    disable|vlan-tagging|flexible-vlan-tagging|stacked-vlan-tagging|gratuitous-arp-reply|no-gratuitous-arp-request|
    promiscuous-mode|per-unit-scheduler|hierarchical-scheduler
    ether-options|gigether-options|fastether-options
      802.3ad =
      redundant-parent ...
      auto-negotiation|no-auto-negotiation|flow-control|no-flow-control|loopback|no-loopback|speed|link-mode|
      mac-limit|source-filtering|source-address-filter|configured-flow-control|autonegotiation|fec|
      asynchronous-notification|ethernet-switch-profile|ieee-802-3az-eee|mru|lacp ...
    aggregated-ether-options|redundant-ether-options|fabric-options|esi|optics-options|otn-options|
    forwarding-class-accounting|damping|receive-bucket|transmit-bucket|multi-chassis-protection|
    no-no-gratuitous-arp-request|accounting-profile|media-type|unframed|lmi|framing|t1-options|e1-options|t3-options|
    serial-options|ds0-options|dialer-options|modem-options|cellular-options|interface-transmit-statistics|keepalives|
    passive-monitor-mode|layer2-policer|port-mirror-instance|unit-access-type|sonet-options|auto-configure|schedulers|
    ppp-options|act-sim|targeted-options|logical-tunnel-options ...
    unit *
{_UNIT}
"""
SCHEMA = f"""
interfaces
  interface-range *
    member|member-range *
      to *
{_PORT}
  traceoptions ~ 调试跟踪
  interface-set ...
  pic-set ...
  stacked-interface-set ...
  *
{_PORT}
vlans *
  vlan-id|vlan-range|l3-interface|description|mac-limit|mac-table-aging-time|no-mac-learning|filter|isolation-vlan|
  community-vlans|isolated-vlan|private-vlan|pvlan|primary-vlan|vlan-id-list|vlan-tags|vxlan|mcae-mac-synchronize|
  no-local-switching|service-id|isolated|cross-connect-links|dot1q-tunneling|interswitch-link ...
  interface *
    *
    mapping ...
  switch-options ...
  forwarding-options
    filter|flood ...
    dhcp-security
      arp-inspection|ip-source-guard|ipv6-source-guard|neighbor-discovery-inspection|no-dhcp-snooping|
      no-dhcpv6-snooping|light-weight-dhcpv6-relay
      option-82|dhcpv6-options ...
      group *
        interface *
          static-ip ...
          *
        overrides
          trusted|untrusted|no-option82|no-option37
ethernet-switching-options
  secure-access-port
    interface *
      mac-limit|allowed-mac|static-ip|persistent-learning|voip ...
      dhcp-trusted|no-dhcp-trusted
    vlan *
      examine-dhcp|arp-inspection|ip-source-guard|no-examine-dhcp|no-arp-inspection|no-ip-source-guard|mac-move-limit|
      examine-fip|examine-dhcpv6|neighbor-discovery-inspection|ipv6-source-guard
        *
      dhcp-option82 ...
    dhcp-snooping-file|dhcpv6-snooping-file|ipv6-source-guard ...
  storm-control
    interface *
      bandwidth|level|no-broadcast|no-multicast|no-registered-multicast|no-unregistered-multicast|
      no-unknown-unicast|multicast ...
    action-shutdown
  bpdu-block|redundant-trunk-group|static|voip|nonstop-bridging|mac-table-aging-time|analyzer|
  unknown-unicast-forwarding|port-error-disable|dot1q-tunneling|traceoptions|mac-notification|mac-lookup-length|
  uac-policy|authentication-whitelist|interfaces ...
switch-options
  interface *
    interface-mac-limit|static-mac|persistent-learning|no-mac-learning|voip|encapsulation-type|mac-pinning ...
  voip
    interface *
      vlan|forwarding-class =
  vtep-source-interface|route-distinguisher|vrf-target|vrf-import|vrf-export|mac-table-size|interface-mac-limit|
  static-rvtep-mac|remote-vtep-list|unknown-unicast-forwarding|mac-ip-table-size|authentication-whitelist|
  redundant-trunk-group|service-id|mac-notification|mac-statistics ...
forwarding-options
  storm-control-profiles *
    all ...
    action-shutdown
  analyzer|sampling|port-mirroring|helpers|dhcp-relay|hash-key|enhanced-hash-key|load-balance|family|packet-capture|
  accounting|rpf-loose-mode-discard|multicast-replication|vxlan-routing|evpn-vxlan|access-security|cut-through|flood|
  next-hop-group|traffic-manager|link-layer-broadcast-inet-check|security|satellite|storm-control|ip-mpls|
  no-load-balance ...
protocols
  rstp|mstp|vstp|stp
    disable
  vrrp
    version-3
    traceoptions|asymmetric-hold-time|delegate-processing|failover-delay|global-advertisements-threshold|
    skew-timer-disable|startup-silent-period ...
  dot1x
    authenticator
      authentication-profile-name|no-mac-table-binding|static|radius-options|ip-mac-session-binding|disable ...
      interface *
        supplicant|authentication-order|transmit-period|quiet-period|retries|reauthentication|no-reauthentication|
        supplicant-timeout|server-timeout|maximum-requests|guest-vlan|server-reject-vlan|server-fail|server-fail-voip|
        lldp-med-bypass|guest-bridge-domain|server-reject-bridge-domain|redirect-url|multi-domain|ignore-port-bounce|
        no-tagged-mac-authentication|server-timeout|guest-gbp-tag|server-reject-gbp-tag|eapol-block ...
        disable
        mac-radius
          restrict|flap-on-disconnect|authentication-protocol ...
    ssl-certificate-path|traceoptions ...
"""
