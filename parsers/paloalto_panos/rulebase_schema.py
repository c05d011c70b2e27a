"""What may stand in a rulebase, local or pushed."""

from __future__ import annotations

RULEBASE = """
security
  rules *
    from|to|source|destination|source-user|category|application|service|source-hip|destination-hip|hip-profiles|tag|
    source-imsi|source-imei|source-nw-slice *
    schedule|action|disabled|negate-source|negate-destination|rule-type|log-setting|log-start|log-end|description|
    icmp-unreachable|group-tag|disable-inspect =
    option
      disable-server-response-inspection =
    profile-setting
      group *
      profiles
        virus|spyware|vulnerability|url-filtering|file-blocking|wildfire-analysis|data-filtering|gtp|sctp|ai-security *
    qos|target|saas-user-list|saas-tenant-list ...
default-security-rules
  rules *
    action|log-start|log-end|log-setting|description|icmp-unreachable|group-tag =
    tag *
    option ...
    profile-setting
      group *
      profiles
        virus|spyware|vulnerability|url-filtering|file-blocking|wildfire-analysis|data-filtering|gtp|sctp *
nat
  rules *
    from|source|destination|tag|to *
    service|nat-type|disabled|description|to-interface|active-active-device-binding|group-tag =
    source-translation
      static-ip
        translated-address|bi-directional =
      dynamic-ip|dynamic-ip-and-port
        translated-address *
        interface-address
          interface|ip|floating-ip =
        fallback ...
    destination-translation|dynamic-destination-translation
      translated-address|translated-port|distribution =
      dns-rewrite ...
    target ...
decryption|application-override|qos|pbf|captive-portal|authentication|dos|tunnel-inspect|sdwan|
network-packet-broker ~ 不被检查读取的策略
"""
