"""What may stand in routing options, routing instances and routing protocols of Junos.

Words that are not here may say anything; those that say nothing of routes and of keys are listed with their reason.
After the statement hierarchies of the Routing Protocols, BGP, OSPF, IS-IS and RIP User Guides (12.1-23.4).
"""

from __future__ import annotations

_STATIC = """
static|rib-static
  defaults ...
  route *
    next-hop|next-table|discard|reject|receive *
    next-hop *
      *
    qualified-next-hop *
      preference|metric|tag|bfd-liveness-detection|interface ...
    preference|metric|tag|metric2|preference2 =
    readvertise|no-readvertise|retain|no-retain|install|no-install|resolve|no-resolve|active|passive
    community|as-path|bfd-liveness-detection|backup-pe-group|lsp-next-hop|p2mp-lsp-next-hop|static-lsp-next-hop|
    iso-route|longest-match|color ...
"""
_REASON = "~ 路由协议细节，不影响判定"
_TABLE = f"aggregate|generate|martians|maximum-paths|maximum-prefixes|multipath|access|flow|label {_REASON}"
_DETAILS = f"""
{_TABLE}
access-internal|autonomous-system|auto-export|backup-selection|bgp-orf-cisco-mode|bmp|confederation|default|
dynamic-tunnels|fate-sharing|forwarding-table|graceful-restart|instance-export|instance-import|interface|
interface-routes|l3vpn-composite-nexthop|logical-system-mux|med-igp-update-interval|mpls|multicast|nonstop-routing|
no-bfd-triggered-local-repair|nsr-phantom-holdtime|options|ppm|protect|resolution|rib-groups|route-distinguisher-id|
route-record|router-id|rpm-tracking|srlg|topologies|traceoptions|transport-class|validation {_REASON}
"""
_BGP = f"""
authentication-key|authentication-key-chain|authentication-algorithm|ipsec-sa =
accept-remote-nexthop|add-path|advertise-bgp-static|advertise-external|advertise-from-main-vpn-tables|
advertise-inactive|advertise-peer-as|allow|as-override|auto-discovered-neighbors|bfd-liveness-detection|
bgp-error-tolerance|bmp|cluster|damping|delay-route-advertisements|description|disable|drop-path-attributes|egress-te|
enforce-first-as|export|family|forwarding-context|graceful-restart|graceful-shutdown|hold-time|iana-value|
idle-after-switch-over|import|include-mp-next-hop|keep|local-address|local-as|local-interface|local-preference|
log-updown|long-lived-graceful-restart|metric-out|minimum-hold-time|mtu-discovery|multihop|multipath|
multipath-build-priority|no-advertise-peer-as|no-aggregator-id|no-client-reflect|no-nexthop-change|no-validate|
optimal-route-reflection|out-delay|outbound-route-filter|output-queue-priority|passive|path-selection|peer-as|
peer-as-list|precision-timers|preference|remove-private|rfc6514-compliant-safi129|route-server-client|
send-addpath-optimization|session-mode|sr-preference-override|stale-labels-holddown-period|
tcp-aggressive-transmission|tcp-mss|traceoptions|traffic-statistics-labeled-path|ttl|type|
unconfigured-peer-graceful-restart|validation|vpn-apply-export|withdraw-priority {_REASON}
"""
_OSPF_PORT = f"""
authentication|ipsec-sa|passive|disable ...
bandwidth-based-metrics|bfd-liveness-detection|dead-interval|demand-circuit|dynamic-neighbors|flood-reduction|
full-neighbors-only|hello-interval|interface-type|ipv4-adjacency-segment|ldp-synchronization|link-protection|
lan-neighbor|metric|mtu|neighbor|no-advertise-adjacency-segment|no-eligible-backup|no-eligible-remote-backup|
no-interface-state-traps|no-neighbor-down-notification|node-link-protection|own-router-lsa|poll-interval|
post-convergence-lfa|priority|retransmit-interval|secondary|strict-bfd|subtract-srlg|te-metric|topology|
transit-delay {_REASON}
"""
_OSPF_AREA = f"""
authentication-type =
area-range|context-identifier|inter-area-prefix-export|inter-area-prefix-import|label-switched-path|
network-summary-export|network-summary-import|no-context-identifier-advertisement|nssa|peer-interface|
sham-link-remote|stub|virtual-link {_REASON}
"""
_OSPF = f"""
backup-spf-options|database-protection|disable|domain-id|domain-vpn-tag|export|external-preference|
forwarding-address-to-broadcast|graceful-restart|import|job-stats|lsa-refresh-interval|no-domain-vpn-tag|no-nssa-abr|
no-rfc-1583|overload|preference|prefix-export-limit|realm|reference-bandwidth|rib-group|rib-groups|
route-type-community|sham-link|source-packet-routing|spf-options|spring|topology|traceoptions|
traffic-engineering {_REASON}
"""
_RIP = f"""
authentication-type|authentication-key =
any-sender|bfd-liveness-detection|check-zero|demand-circuit|export|graceful-restart|holddown|import|
interface-type|max-retrans-time|message-size|metric-in|metric-out|no-check-zero|preference|receive|rib-group|
route-timeout|send|traceoptions|update-interval {_REASON}
"""
_KEYS = "authentication-type|authentication-key|authentication-key-chain ="
_HELLO_KEYS = "hello-authentication-type|hello-authentication-key|hello-authentication-key-chain ="
_ISIS_LEVEL = f"""
{_KEYS}
disable|external-preference|labeled-preference|no-csnp-authentication|no-psnp-authentication|preference|
prefix-export-limit|purge-originator|source-packet-routing|wide-metrics-only {_REASON}
"""
_ISIS_PORT = f"""
{_HELLO_KEYS}
bfd-liveness-detection|checksum|csnp-interval|disable|family|hello-padding|interface-group-holddown-delay|
ldp-synchronization|link-degradation-threshold|link-protection|lsp-interval|max-hello-size|mesh-group|
no-adjacency-down-notification|no-advertise-adjacency-segment|no-eligible-backup|no-eligible-remote-backup|
no-ipv4-multicast|no-ipv4-routing|no-ipv6-multicast|no-ipv6-routing|no-unicast-topology|node-link-protection|passive|
point-to-point|post-convergence-lfa {_REASON}
"""
_ISIS_PORT_LEVEL = f"""
{_HELLO_KEYS}
bandwidth-based-metrics|disable|hello-interval|hold-time|ipv4-multicast-metric|ipv6-multicast-metric|
ipv6-unicast-metric|metric|passive|priority|te-metric|topology {_REASON}
"""
_ISIS = f"""
backup-spf-options|context-identifier|disable|export|graceful-restart|ignore-attached-bit|import|job-stats|
lsp-lifetime|max-areas|max-lsp-size|max-snp-size|multicast-topology|net|no-adjacency-holddown|no-ipv4-multicast|
no-ipv4-routing|no-ipv6-multicast|no-ipv6-routing|overload|prefix-export-limit|reference-bandwidth|rib-group|
rib-groups|source-packet-routing|spf-delay|spf-options|spring|suppress-attached-bit|topologies|traceoptions|
traffic-engineering|traffic-statistics|wide-metrics-only {_REASON}
"""


def _deep(text: str, levels: int) -> str:
    """The same some levels deeper."""
    return "\n".join("  " * levels + line for line in text.strip("\n").splitlines())


_OPTIONS = f"""
routing-options
{_deep(_STATIC, 1)}
{_deep(_DETAILS, 1)}
  rib *
{_deep(_STATIC, 2)}
    {_TABLE}
"""
_PROTOCOLS = f"""
protocols
  bgp
{_deep(_BGP, 2)}
    group *
{_deep(_BGP, 3)}
      neighbor *
{_deep(_BGP, 4)}
  ospf|ospf3
{_deep(_OSPF, 2)}
    area *
{_deep(_OSPF_AREA, 3)}
      interface *
{_deep(_OSPF_PORT, 4)}
  rip|ripng
{_deep(_RIP, 2)}
    group *
{_deep(_RIP, 3)}
      neighbor *
        authentication-selective-md5 ...
{_deep(_RIP, 4)}
  isis
{_deep(_ISIS, 2)}
    level *
{_deep(_ISIS_LEVEL, 3)}
    interface *
{_deep(_ISIS_PORT, 3)}
      level *
{_deep(_ISIS_PORT_LEVEL, 4)}
"""
SCHEMA = f"""
{_OPTIONS}
routing-instances *
  instance-type|description|route-distinguisher|no-vrf-advertise|no-vrf-propagate-ttl|vtep-source-interface|
  vrf-table-label ...
  interface *
    primary|protect ...
  vrf-import|vrf-export|vrf-target ...
  vlan-id|bridge-domains|switch-options|forwarding-options|no-local-switching|l3-interface|service-type|
  egress-protection|access|system|security|vlan-model|instance-role|vlans|firewall|provider-tunnel|
  multicast-snooping-options|qualified-bum-pruning-mode|no-irb-layer-2-copy|vrf-advertise-selective|
  connector-id-advertise|source-interface-route-distinguisher ...
{_deep(_OPTIONS, 1)}
{_deep(_PROTOCOLS, 1)}
{_PROTOCOLS}
"""
