"""What a PAN-OS configuration may hold: elements of the XML, words of the set form, names in braces, all the same.

Parts that stand in several places (below ``shared``, a virtual system, a device group, or at the top of the set form of
a device with one virtual system) are written once.
"""

from __future__ import annotations

from parsers.paloalto_panos.routing_schema import ROUTING
from parsers.paloalto_panos.rulebase_schema import RULEBASE
from parsers.statements import Spec, read_schema

_VSYS = """
display-name =
address *
  ip-netmask|ip-range|fqdn|ip-wildcard|description =
  tag *
address-group *
  static *
  dynamic
    filter =
  description =
  tag *
service *
  protocol
    tcp|udp|sctp
      port|source-port =
      override ...
  description =
  tag *
service-group *
  members *
  tag *
application-group *
  members *
external-list *
  type ...
schedule *
  schedule-type
    recurring ...
    non-recurring *
  disable-override =
profile-group *
  virus|spyware|vulnerability|url-filtering|file-blocking|wildfire-analysis|data-filtering|gtp|sctp|ai-security *
  disable-override =
zone *
  network
    layer3|layer2|virtual-wire|tap|tunnel|external *
    zone-protection-profile|log-setting|enable-packet-buffer-protection|net-inspection =
    prenat-identification ...
  enable-user-identification|enable-device-identification =
  user-acl|device-acl ...
import
  network
    interface|virtual-router|virtual-wire|vlan|logical-router *
  visible-vsys ...
  resource ...
rulebase @rulebase
log-settings
  syslog *
    server *
      server|transport|port|format|facility =
    format ...
  snmptrap *
    version
      v2c
        server *
          manager|community =
      v3
        server *
          manager|user|engineid|authpwd|privpwd|authproto|privproto =
  profiles *
    description|disable-override|enhanced-application-logging =
    match-list *
      log-type|filter|send-to-panorama|action-desc|quarantine =
      send-syslog|send-snmptrap|send-email|send-http *
      actions ...
  system|config|userid|hipmatch|iptag|globalprotect|correlation
    match-list *
      filter|send-to-panorama|description|quarantine =
      send-syslog|send-snmptrap|send-email|send-http *
      actions ...
    any|informational|low|medium|high|critical ...
  email|http|traffic|threat|wildfire|url|data ...
authentication-profile *
  method
    local-database|none|kerberos|saml-idp|radius|tacplus|ldap|cloud
      server-profile =
      checkgroup|login-attribute|passwd-exp-days|realm|certificate-profile|request-signing-certificate|
      enable-single-logout|attribute-name-username|attribute-name-usergroup|attribute-name-access-domain|
      attribute-name-admin-role|clock-skew|profile-name|region ...
  lockout
    failed-attempts|lockout-time =
  allow-list *
  multi-factor-auth
    factors *
    mfa-enable =
  username-modifier|user-domain|single-sign-on ...
authentication-sequence *
  authentication-profiles *
  use-domain-find-profile ...
server-profile
  radius|tacplus|ldap *
    server *
      ip-address|address|port|secret|ldap-server =
    protocol|timeout|retries|use-single-connection|admin-use-only|ldap-type|base|bind-dn|bind-password|bind-timelimit|
    timelimit|retry-interval|ssl|verify-server-certificate|disabled|checkbox|checkbox-admin-use-only ...
  kerberos|saml-idp|mfa-server-profile|netflow|dns|email|scp ...
admin-role *
  role|description ...
ssl-tls-service-profile *
  certificate =
  protocol-settings
    min-version|max-version =
    allow-authentication-sha1|allow-authentication-sha256|allow-authentication-sha384|allow-algorithm-3des|
    allow-algorithm-rc4|allow-algorithm-aes-128-cbc|allow-algorithm-aes-256-cbc|allow-algorithm-aes-128-gcm|
    allow-algorithm-aes-256-gcm|allow-algorithm-dhe|allow-algorithm-ecdhe|allow-algorithm-rsa|
    enc-algo-chacha20-poly1305|enc-algo-aes-128-gcm|enc-algo-aes-256-gcm =
certificate *
  not-valid-after|not-valid-before|subject|subject-hash|issuer|issuer-hash|common-name|expiry-epoch|ca|algorithm|csr|
  status|revoke-date-epoch|private-key|private-key-on-hsm|public-key|subject-int|cloned-from|is-block-private-key =
tag|threats|profiles|application|application-filter|application-tag|application-status|region|email-scheduler|reports|
report-group|botnet|pdf-summary-report|content-preview|local-user-database|global-protect|
certificate-profile|ocsp-responder|ssl-decrypt|ssl-exclude-cert|override|dynamic-user-group|user-id-collector|
user-id-agent|user-id-ssl-auth|ts-agent|group-mapping|captive-portal|redistribution-agent|redistribution-collector|
ipuser-include-exclude-list|device-object|setting|alg-override|url-content-types|url-admin-override|http-header|
authentication-object|scep|response-page|vm-info-source|dns-proxy|sdwan-interface-profile|url-filtering|ssl-inbound|
policy-app-tag|ssh-tunnel|iot|cloud-services|ems|hip|user-id|device-telemetry|plugins|ssl-forward-trust-certificate|
ssl-forward-untrust-certificate ~ 不被检查读取的对象与功能
"""

_TOP = """
mgt-config
  users *
    phash|password|public-key|authentication-profile|client-certificate-only|password-profile =
    permissions
      role-based
        superuser|superreader|panorama-admin =
        deviceadmin|devicereader *
        vsysadmin|vsysreader *
          vsys *
        custom
          profile =
          vsys *
          dg-template-profiles ...
    preferences ~ 界面偏好
  password-complexity
    enabled|minimum-length|minimum-uppercase-letters|minimum-lowercase-letters|minimum-numeric-letters|
    minimum-special-characters =
    block-username-inclusion|block-repeated-characters|new-password-differs-by-characters|password-history-count|
    password-change-on-first-login|password-change-period-block =
    password-change
      expiration-period|expiration-warning-period|post-expiration-admin-login-count|post-expiration-grace-period =
  password-profile *
    password-change
      expiration-period|expiration-warning-period|post-expiration-admin-login-count|post-expiration-grace-period =
  access-domain|devices ...
devices *
deviceconfig
  system
    hostname|domain|ip-address|netmask|default-gateway|ipv6-address|ipv6-default-gateway|speed-duplex|mtu|
    login-banner|ack-login-banner|timezone|locale|authentication-profile|certificate-profile|
    non-ui-authentication-profile|ssl-tls-service-profile|panorama-server|panorama-server-2|lcaas-use-proxy|
    device-group|template|host-id =
    permitted-ip *
      description =
    type|dns-setting|update-server|server-verification|secure-proxy-server|secure-proxy-port|secure-proxy-user|
    secure-proxy-password|geo-location|route|web-server-certificate|lldp|hsm-settings|ha|fqdn-refresh-time|
    fqdn-stale-entry-timeout|log-link|log-export-schedule|config-bundle-export-schedule|domain-lookup-url|
    fqdn-forcerefresh-time|vpn-disable-mode|tls-mode|inline-cloud-config|vm-mac-base|mac-count|public-ssh-key|
    motd-and-banner|deployment-update-schedule|eth1|permitted-ipv6 ...
    panorama
      local-panorama
        panorama-server|panorama-server-2 =
      cloud-service ...
    service
      disable-telnet|disable-http|disable-https|disable-ssh|disable-icmp|disable-snmp|disable-userid-service|
      disable-userid-syslog-listener-ssl|disable-userid-syslog-listener-udp|disable-http-ocsp =
    ssh
      ciphers
        mgmt|ha *
          *
      profiles
        mgmt-profiles|ha-profiles
          server-profiles|client-profiles *
            ciphers|mac|kex *
            session-rekey|default-hostkey ...
      mgmt|ha
        server-profile|client-profile =
      regenerate-hostkeys|session-rekey|default-hostkey ...
    ntp-servers
      primary-ntp-server|secondary-ntp-server
        ntp-server-address =
        authentication-type
          none|autokey
          symmetric-key
            key-id =
            algorithm
              md5|sha1
                authentication-key =
    snmp-setting
      snmp-system ...
      access-setting
        version
          v2c
            snmp-community-string =
          v3
            users *
              view|authpwd|privpwd|auth-protocol|authproto|privproto|priv-protocol =
            views ...
    update-schedule ...
    device-telemetry ~ 遥测
  setting
    management
      idle-timeout =
      admin-lockout
        failed-attempts|lockout-time =
      audit-tracking
        op-commands|ui-actions|send-syslog =
      admin-session
        max-session-count|max-session-time =
      api ...
      initcfg|hostname-type-in-syslog|enable-log-high-dp-load|max-rows-in-csv-export|max-rows-in-pdf-report|
      auto-acquire-commit-lock|large-core|quota-settings|enable-reporting-on-groups|share-unused-objects-with-devices|
      secure-conn-client|secure-conn-server|common-criteria|common-criteria-alarm-generation|
      log-forwarding-from-device|traffic-stop-on-logdb-full|report-expiration-period|report-run-time|
      browse-activity-report-setting|appusage-lifecycle|rule-require-tag|rule-require-description|rule-fail-commit|
      rule-require-audit-comment|rule-audit-comment-regex|policy-rulebase-audit|rule-hit-count|device-monitoring|
      storage-partition|get-only-new-logs-on-convert-to-primary|support-utf8-for-log-output|
      panorama-tcp-receive-timeout|panorama-tcp-send-timeout|panorama-ssl-send-retries|chassis-quota|disk-quota|
      enable-certificate-expiration-check|disable-predefined-reports|disable-predefined-correlation-objs|
      threat-vault-access|cortex-data-lake|auto-renew-mgmt-cert|default-password|log-collector|common-name|lcaas|
      wildfire|tls-mode|sharedgateway|unified-log ...
    session|tcp|logging|application|config|wildfire|ctd|auto-mac-detect|jumbo-frame|url|nat|nat64|ssl-decrypt|pow|
    custom-logo|ctd-mode|l3-service|packet|advance-routing|cloudapp|global-protect|iot|hawkeye|logrcvr|
    dhcp-syslog-server|cloud-userid|autofocus|user-id|lcaas|icmpv6-rate-limit|util|vpn|zip|resource-limit|vm|arp|dns|
    sdwan|device-id|fips|advanced-routing|packet-buffer-protection|wif|dlp|inline-cloud|sslmgr-store|
    vpn-multiple-subnets|captive-portal|ips|management-plane ~ 运行参数
  high-availability
    enabled =
    group|interface|cluster ...
network
  interface
    ethernet|aggregate-ethernet *
      comment|link-state|link-speed|link-duplex|aggregate-group =
      layer3
        ip *
          *
        interface-management-profile|mtu|netflow-profile|untagged-sub-interface|df-ignore =
        units *
          ip *
            *
          interface-management-profile|tag|comment|mtu|netflow-profile|df-ignore =
          dhcp-client|ipv6|arp|ndp-proxy|adjust-tcp-mss|ddns-config|sdwan-link-settings|bonjour|decrypt-forward|pppoe|
          lldp|ip-v6 ...
        dhcp-client|ipv6|arp|ndp-proxy|adjust-tcp-mss|ddns-config|sdwan-link-settings|lldp|lacp|bonjour|
        decrypt-forward|pppoe|traffic-interconnect ...
      layer2
        units *
          tag|comment =
          netflow-profile ...
        lldp|netflow-profile|lacp ...
      virtual-wire|tap|ha|decrypt-mirror|log-card|lacp|poe|fec ...
    vlan|loopback|tunnel
      units *
        ip *
          *
        interface-management-profile|comment|mtu|netflow-profile|tag|df-ignore =
        dhcp-client|ipv6|arp|ndp-proxy|adjust-tcp-mss|bonjour|link-tag|ddns-config ...
      comment|ipv6|mtu|adjust-tcp-mss|interface-management-profile|netflow-profile|bonjour|ip|ndp-proxy|arp|
      dhcp-client ...
    cellular|sdwan ...
  profiles
    interface-management-profile *
      ssh|http|https|telnet|ping|snmp|response-pages|userid-service|userid-syslog-listener-ssl|
      userid-syslog-listener-udp|http-ocsp =
      permitted-ip *
    zone-protection-profile *
      description|discard-ip-spoof|discard-strict-source-routing|discard-loose-source-routing|
      discard-malformed-option|discard-ip-frag|remove-tcp-timestamp|discard-overlapping-tcp-segment-mismatch|
      discard-timestamp|discard-record-route|discard-security|discard-stream-id|discard-unknown-option|
      discard-tcp-split-handshake|discard-tcp-syn-with-data|discard-tcp-synack-with-data|strict-ip-check|
      discard-icmp-ping-zero-id|discard-icmp-frag|discard-icmp-large-packet|discard-icmp-error =
      flood
        tcp-syn|icmp|icmpv6|udp|other-ip|sctp-init
          enable =
          red|syn-cookies ...
      scan *
        action
          alert|allow|block ...
          block-ip
            track-by|duration =
        interval|threshold =
      asymmetric-path|tcp-reject-non-syn|strip-tcp-fast-open-and-data|strip-mptcp-option|
      suppress-icmp-timeexceeded|suppress-icmp-needfrag =
      ipv6|non-ip-protocol|scan-white-list|l2-sec-group-tag-protection|net-inspection ...
    monitor-profile|lldp-profile|bfd-profile|netflow ...
  ike
    crypto-profiles
      ike-crypto-profiles *
        encryption|hash|dh-group *
        lifetime|authentication-multiple ...
      ipsec-crypto-profiles *
        esp
          encryption|authentication *
        ah
          authentication *
        dh-group =
        lifetime|lifesize ...
      global-protect-app-crypto-profiles *
        encryption|authentication *
    gateway *
      protocol
        version =
        ikev1|ikev2
          ike-crypto-profile|exchange-mode|require-cookie =
          dpd|pq-ppk|pq-kem|ikev2-fragment|send-vendor-id ...
      authentication|protocol-common|local-address|peer-address|local-id|peer-id|comment|ipv6|disabled ...
  tunnel
    ipsec *
      auto-key
        ipsec-crypto-profile =
        ike-gateway *
        proxy-id|proxy-id-v6 ...
      tunnel-interface|disabled|anti-replay|copy-tos|tunnel-monitor|manual-key|global-protect-satellite|comment|
      ipsec-mode|copy-flow-label|enable-gre-encapsulation|anti-replay-window ...
    global-protect-gateway|global-protect-site-to-site|gre ...
  virtual-router|logical-router *
    interface *
    routing-table
      ip|ipv6
        static-route *
          destination|interface|metric|admin-dist|route-table =
          nexthop
            ip-address|next-vr|next-lr|fqdn|ipv6-address|receive|tunnel =
            discard
          bfd|path-monitor|option ...
    protocol @routing
    multicast|ecmp|admin-dists|rib-filter ...
  vlan|virtual-wire|qos|dhcp|lldp|shared-gateway|monitor-profile|dns-proxy|secure-web-gateway|underlay-net|
  routing-profile|sdwan-interface-profile|proxy|network-isolation|ipv6 ~ 与检查无关的网络参数
shared
  pre-rulebase|post-rulebase @rulebase
vsys *
device-group *
  description|reference-templates|devices|authorization-code|to-sw-version|master-device ...
  parent-dg =
  pre-rulebase|post-rulebase @rulebase
policy
  panorama
    pre-rulebase|post-rulebase @rulebase
panorama
  * ~ Panorama 自身的设置
plugins|template|template-stack|log-collector|log-collector-group|wildfire-appliance|wildfire-appliance-cluster|
platform|readonly|max-internal-id|mgt ~ Panorama 与插件
global-protect ~ 远程接入
"""


def _build() -> Spec:
    rulebase = read_schema(RULEBASE)
    vsys = read_schema(_VSYS, {"rulebase": rulebase})
    top = read_schema(_TOP, {"rulebase": rulebase, "routing": read_schema(ROUTING)})
    for name, spec in vsys.kids.items():
        top.kids.setdefault(name, spec)
    for holder in (top.kids["shared"], _any(top.kids["vsys"]), _any(top.kids["device-group"])):
        for name, spec in vsys.kids.items():
            holder.kids.setdefault(name, spec)
    _any(top.kids["vsys"]).kids["policy"] = top.kids["policy"]
    for name, spec in vsys.kids.items():
        top.kids["policy"].kids["panorama"].kids.setdefault(name, spec)
    top.kids["devices"].any = top.kids["config"] = top
    return top


def _any(spec: Spec) -> Spec:
    assert spec.any is not None
    return spec.any


SCHEMA = _build()
