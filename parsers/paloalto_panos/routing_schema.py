"""What may stand in the routing protocols of a virtual router; what says nothing of keys is listed with its reason.

After the CLI reference of PAN-OS 10 and 11 (``network virtual-router protocol``).
"""

from __future__ import annotations

_REASON = "~ 路由协议细节，不影响判定"
ROUTING = f"""
bgp
  enable =
  peer-group *
    peer *
      enable =
      connection-options
        authentication =
        keep-alive-interval|multihop|open-delay-time|hold-time|idle-hold-time|min-route-adv-interval|
        incoming-bgp-connection|outgoing-bgp-connection {_REASON}
      peer-as|local-address|peer-address|address-family-identifier|bfd|enable-mp-bgp|
      enable-sender-side-loop-detection|max-prefixes|peering-type|reflector-client|
      subsequent-address-family-identifier {_REASON}
    aggregated-confed-as-path|enable|soft-reset-with-stored-info|type {_REASON}
  auth-profile|router-id|local-as|allow-redist-default-route|aggregate|as-format|confederation|conditional-adv|
  dampening-profile|ecmp-multi-as|enforce-first-as|global-bfd|graceful-restart|install-route|med|policy|
  redist-rules|reject-default-route|default-local-preference|routing-options {_REASON}
ospf|ospfv3
  enable =
  area *
    interface *
      enable|authentication|passive =
      bfd|dead-counts|gr-delay|hello-interval|instance-id|link-type|metric|neighbor|priority|retransmit-interval|
      transit-delay {_REASON}
    authentication =
    range|type|virtual-link|vlink {_REASON}
  auth-profile|router-id|allow-redist-default-route|export-rules|global-bfd|graceful-restart|reject-default-route|
  rfc1583|timers|disable-transit-traffic {_REASON}
rip
  enable =
  interface *
    enable|authentication|mode =
    bfd|default-route {_REASON}
  auth-profile|allow-redist-default-route|export-rules|global-bfd|reject-default-route|
  timers {_REASON}
redist-profile|redist-profile-ipv6 {_REASON}
"""
