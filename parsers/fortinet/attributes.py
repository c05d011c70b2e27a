"""Attributes of sections that are read which no policy asks for, by name; what is not here may say anything.

After the schema of FortiOS 7.6, the CLI references 6.0-7.4 for names that later releases dropped, and real
configurations of 5.4-7.4. ``x-.*`` stands for a family of names of one purpose, of which none is read.
"""

from __future__ import annotations

_SOURCE = "source-ip source-ip6 source-ip-interface interface interface-select-method vrf-select"
LOG_FILTER = (
    "anomaly dlp-archive forti-switch forward-traffic gtp http-transaction local-traffic multicast-traffic"
    " sniffer-traffic voip ztna-traffic filter filter-type dns ssh ssl netscan-discovery netscan-vulnerability debug"
)
ANALYSER = (
    f"{_SOURCE} access-config alt-server certificate certificate-verification conn-timeout fallback-to-primary"
    " hmac-algorithm ips-archive max-log-rate monitor-failure-retry-period monitor-keepalive-period preshared-key"
    " priority server-cert-ca ssl-min-proto-version upload-day upload-interval upload-time __change_ip"
    " faz-type mgmt-name"
)
LOG_DISK = (
    f"{_SOURCE} dlp-archive-quota full-final-warning-threshold full-first-warning-threshold"
    " full-second-warning-threshold ips-archive log-quota max-log-file-size max-policy-packet-capture-size report-quota"
    " roll-day roll-schedule roll-time upload upload-delete-files upload-destination upload-format upload-ssl-conn"
    " uploaddir uploadip uploadpass uploadport uploadsched uploadtime uploadtype uploaduser"
)
LOG_MEMORY = "full-final-warning-threshold full-first-warning-threshold full-second-warning-threshold"
PROFILE_GROUP = (
    "name profile-protocol-options ssl-ssh-profile diameter-filter-profile icap-profile ips-voip-filter"
    " sctp-filter-profile ssh-filter-profile virtual-patch-profile voip-profile waf-profile cifs-profile mms-profile"
    " telemetry-profile"
)
REAL_SERVER = (
    "id type address client-ip healthcheck holddown-interval http-host max-connections monitor translate-host"
    " verify-cert weight"
)
BGP = (
    "additional-.* always-compare-med bestpath-.* client-to-client-reflection cluster-id confederation-identifier"
    " confederation-peers cross-family-conditional-adv dampening dampening-.* default-local-preference"
    " deterministic-med distance-.* ebgp-multipath enforce-first-as fast-external-failover graceful-.* holdtime-timer"
    " ibgp-multipath ignore-optional-capability keepalive-timer log-neighbour-changes multipath-recursive-distance"
    " network-import-check recursive-inherit-priority recursive-next-hop scan-time synchronization tag-resolve-mode"
)
BGP_PEER = (
    "name ip id activate activate-.* activate6 additional-.* adv-.* advertisement-interval allowas-.* as-override"
    " as-override6 attribute-.* bfd capability-.* conditional-advertise.* connect-timer default-originate-.*"
    " description distribute-.* dont-capability-negotiate ebgp-enforce-multihop ebgp-multihop-ttl filter-.*"
    " holdtime-timer interface keep-alive-timer link-down-failover local-as local-as-no-prepend local-as-replace-as"
    " maximum-.* next-.* override-capability passive prefix-.* remove-.* restart-time retain-stale-time route-.*"
    " rr-.* send-.* shutdown soft-.* stale-route strict-capability-match unsuppress-map unsuppress-map6 update-source"
    " weight"
)
PEER_GROUP = f"{BGP_PEER} remote-as remote-as-filter"
OSPF = (
    "abr-type auto-cost-ref-bandwidth bfd database-.* default-.* distance distance-.* distribute-list-in"
    " distribute-route-map-in log-neighbour-changes lsa-refresh-interval restart-mode restart-on-topology-change"
    " restart-period rfc1583-compatible spf-timers"
)
OSPF_AREA = "id comments default-cost nssa-.* shortcut stub-type type"
OSPF_NETWORK = "id comments"
OSPF_INTERFACE = (
    "name authentication-key keychain bfd comments cost database-filter-out dead-interval hello-interval"
    " hello-multiplier ip linkdown-fast-failover mtu mtu-ignore network-type prefix-length priority resync-timeout"
    " retransmit-interval status transmit-delay"
)
AUTOMATION = (
    "name accprofile alicloud-.* aws-.* azure-.* gcp-.* google-.* delay description duration email-.*"
    " execute-security-fabric file-only forticare-email http-body log-debug-print message message-type method"
    " minimum-interval output-interval output-size port protocol regular-expression replacement-message"
    " replacemsg-group required sdn-connector security-tag timeout tls-certificate uri verify-host-cert headers"
)
MANAGEMENT = (
    "allow-.* ca-cert enc-algorithm fmg-.* fortigate-cloud-.* include-default-servers interface"
    " interface-select-method local-cert schedule-.* serial-number vdom vrf-select use-elbc-vdom"
    " fortimanager-fds-override elbc-status"
)
HA = (
    "arps arps-interval auto-virtual-mac-interface backup-hbdev bounce-intf-upon-failover check-secondary-dev-health"
    " cpu-threshold evpn-ttl failover-hold-time ftp-proxy-threshold gratuitous-arps ha-direct ha-eth-type"
    " ha-uptime-diff-margin ha-mgmt-interface ha-mgmt-interface-gateway hb-interval hb-interval-in-milliseconds"
    " hb-lost-threshold hc-eth-type hello-holddown helo-holddown http-proxy-threshold imap-proxy-threshold"
    " inter-cluster-session-sync ipsec-phase2-proposal key l2ep-eth-type link-failed-signal load-balance-all"
    " load-balance-udp logical-sn memory-.* multicast-ttl nntp-proxy-threshold override-wait-time pingserver-.*"
    " pop3-proxy-threshold route-hold route-ttl route-wait schedule session-pickup-.* session-sync-daemon-number"
    " session-sync-dev slave-switch-standby smtp-proxy-threshold ssd-failover standalone-config-sync"
    " standalone-mgmt-vdom sync-config sync-packet-balance unicast-.* uninterruptible-primary-wait"
    " uninterruptible-upgrade update-all-session-timer upgrade-mode vcluster-status vcluster2 vcluster-id vdom weight"
    " encryption authentication"
)
INTERFACE_IPV6 = (
    "autoconf cli-conn6-status dhcp6-.* icmp6-send-redirect interface-identifier ip6-adv-rio ip6-default-life"
    " ip6-delegated-prefix-iaid ip6-dns-server-override ip6-hop-limit ip6-link-mtu ip6-manage-flag ip6-max-interval"
    " ip6-min-interval ip6-other-flag ip6-prefix-mode ip6-reachable-time ip6-retrans-time ip6-route-pref ip6-send-adv"
    " ip6-subnet ip6-upstream-interface nd-.* ra-send-mtu unique-autoconf-addr vrip6_link_local vrrp-virtual-mac6"
)
VRRP = "vrid accept-mode adv-interval ignore-default-route preempt start-time version vrdst vrdst-priority"
SDWAN = (
    "app-perf-log-period duplication-max-discrepancy duplication-max-num fail-alert-interfaces fail-detect"
    " load-balance-mode neighbor-hold-boot-time neighbor-hold-down neighbor-hold-down-time speedtest-bypass-routing"
)
SDWAN_ZONE = "name advpn-health-check advpn-select minimum-sla-meet-members service-sla-tie-break"
SDWAN_MEMBER = (
    "seq-num comment cost gateway6 ingress-spillover-threshold preferred-source priority priority-in-sla"
    " priority-out-sla priority6 source source6 spillover-threshold transport-group volume-ratio weight"
)
SNMP_AGENT = "append-index contact-info description engine-id engine-id-type location non-mgmt-vdom-query trap-.*"
SWITCH = "name intra-switch-policy mac-ttl span span-dest-port span-direction span-source-port type vdom vlan"
USER_GROUP = (
    "name id auth-concurrent-.* authtimeout company email expire expire-type http-digest-realm logic-type"
    " max-accounts mobile-phone multiple-guest-add password sms-.* sponsor sso-attribute-value sslvpn-portal user-id"
    " user-name redir-url"
)
LDAP = (
    f"{_SOURCE} account-key-.* antiphish ca-cert client-cert client-cert-auth cnid dn group-.* member-attr name"
    " obtain-user-info password password-attr password-expiry-warning password-renewal port search-type"
    " server-identity-check source-port ssl-min-proto-version status-ttl two-factor two-factor-.* type"
    " user-info-exchange-server username"
)
CERTIFICATE = (
    "name acme-.* auto-regenerate-days auto-regenerate-days-warning ca-identifier cmp-.* csr details enroll-protocol"
    " est-.* ike-localid ike-localid-type name-encoding password private-key private-key-retain scep-.* source-ip state"
    " last-updated"
)
_PHASE = "name comments add-route addke\\d auto-.* dhcp-.* inbound-dscp-copy keepalive transport fortinet-esp"
PHASE1 = (
    f"{_PHASE} acct-verify add-gw-route aggregate-.* assign-.* authmethod-remote authpasswd authusr authusrgrp"
    " azure-ad-autoconnect backup-gateway banner cert-.* childless-ike client-.* default-gw default-gw-priority"
    " dev-id dev-id-notification dhcp6-ra-linkaddr digital-signature-auth distance dns-.* domain dpd dpd-.* eap eap-.*"
    " ems-sn-check encap-.* encapsulation encapsulation-address enforce-.* esn exchange-.* fec-.* fgsp-sync"
    " forticlient-enforcement fragmentation fragmentation-mtu group-authentication group-authentication-secret"
    " ha-sync-esp-seqno idle-timeout idle-timeoutinterval include-local-lan internal-domain-list ip-delay-interval"
    " ip-fragmentation ip-version ipv4-.* ipv6-.* keylife kms link-cost local-gw local-gw6 localid localid-type"
    " loopback-asymroute mesh-selector-type mode-cfg mode-cfg-.* monitor monitor-.* nattraversal negotiate-timeout"
    " net-device network-id network-overlay npu-offload packet-redistribution passive-mode peer peer-egress-.* peergrp"
    " peerid ppk ppk-.* priority psksecret-remote psksecret-type qkd qkd-.* reauth rekey remote-gw-.* remote-gw6"
    " remote-gw6-.* remotegw-ddns rsa-signature-.* save-password send-cert-chain shared-idle-timeout"
    " signature-hash-alg split-include-service suite-b tunnel-search unity-support usrgrp vni wizard-type"
    " xauthexpire xauthtype"
)
PHASE2 = (
    f"{_PHASE} diffserv diffservcode dst-addr-type dst-end-.* dst-name dst-name6 dst-port dst-start-.* dst-subnet6"
    " initiator-ts-narrow ipv4-df keylife-type keylifekbs keylifeseconds l2tp protocol replay route-overlap"
    " selector-match single-source src-addr-type src-end-.* src-name src-name6 src-port src-start-.* src-subnet6"
    " use-natip"
)
SSL_RULE = (
    "id source-interface source-address source-address-negate source-address6 source-address6-negate users groups"
    " portal realm client-cert user-peer cipher auth"
)
SSL_VPN = (
    "auth-.* auto-tunnel-static-route browser-language-detection check-referer client-sigalgs default-portal"
    " deflate-.* dns-.* dtls-.* dual-stack-mode encode-2f-sequence encrypt-and-store-password force-two-factor-auth"
    " header-x-forwarded-for hsts-include-subdomains http-.* https-redirect ipv6-.* login-timeout port-precedence"
    " route-source-interface saml-redirect-port server-hostname source-address-negate source-address6"
    " source-address6-negate sslvpn-.* ssl-client-renegotiation ssl-insert-empty-fragment ssl-big-buffer"
    " transform-backward-slashes tunnel-.* unsafe-legacy-renegotiation url-obscuration user-peer web-mode-snat wins-.*"
    " x-content-type-options ztna-trusted-client banned-cipher ciphersuite"
)
