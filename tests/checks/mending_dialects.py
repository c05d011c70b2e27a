"""What tells the platforms of lines and views apart, as far as typing a remedy needs it; regular expressions."""

from __future__ import annotations

from msgspec import Struct

_NOTHING = r"(?!)"


class Dialect(Struct, frozen=True, kw_only=True):
    """One platform's way; what is not said otherwise is a regular expression."""

    negation: str = "no"
    said: str  # commands that change no configuration and lead back to the top
    views: str  # commands that open a view
    inner: str = _NOTHING  # those of them that are opened inside another
    settings: str = _NOTHING  # what looks like such a command and is a setting: view / command
    strict: bool = False  # whether a view is opened only where it belongs, so that one must go back first
    everywhere: str = _NOTHING  # settings of the top that are understood in any view
    single: tuple[str, ...] = ()  # beginnings of settings that hold one value
    replaces: dict[str, str] = {}  # settings that take lines away which do not begin with their words
    words: str = _NOTHING  # settings that add up on one line
    shown: dict[str, str] = {}  # how a command is printed
    kept: tuple[str, ...] = ()  # what an account's old line keeps, after the name
    kept_last: bool = False  # or at the end
    silent: str = _NOTHING  # negations that are not printed
    always: str = _NOTHING  # negations that are printed even where they took a line away
    takes: dict[str, str] = {}  # negations that take lines which do not begin with their words
    default: str = _NOTHING  # settings that are not printed
    closing: str = ""  # the line, as it stands, that ends a printed view
    mark: str = "end"  # the line, as it stands, that ends the text
    step: int = 1  # how far a view's lines are moved in


DIALECTS = {
    "huawei": Dialect(
        negation="undo",
        strict=True,
        said="system-view|return|save",
        views=r"interface |aaa$|user-interface |acl |vlan \d+$|security-policy$|rule name |firewall zone |"
        r"ike proposal |ipsec proposal |password-policy$|local-aaa-user password policy |manager-user \S+$|"
        r"hwtacacs-server template |authentication-scheme |domain |ssl policy |recording-scheme |cpu-defend policy |"
        r"(ospf|bgp|isis|rip) |area ",
        inner=r"rule name |area |manager-user |local-aaa-user |authentication-scheme |domain |recording-scheme ",
        settings=r"user-interface .* / acl |(domain|manager-user) .* / authentication-scheme |"
        r"aaa / manager-user password ",
        single=(
            r"rule \d+",
            r"acl(?= \d+ inbound)",
            r"local-user \S+ (password|privilege|service-type)",
            r"snmp-agent (acl|usm-user v3 \S+ (authentication-mode|privacy-mode|group))",
            r"info-center source \S+ channel \S+ log",
            r"(ssh|http) server (acl|cipher|hmac|key-exchange)",
            r"(ntp-service|info-center) (unicast-server|authentication-keyid|loghost) \S+",
            r"password (cipher|expire|history)",
            r"(level|service-type|description|default action|idle-timeout|authentication-mode|negotiation)",
            r"(encryption|authentication|integrity)-algorithm|dh|esp (encryption|authentication)-algorithm",
            r"super password level \d+|lock-authentication \S+|manager-user password \S+",
            r"recording-mode|hwtacacs-server",
            r"local-aaa-user wrong-password|clock timezone|info-center (timestamp log|logbuffer)|header login|version",
        ),
        shown={
            r"(irreversible-cipher) \S+$": r"\1 $1c$t#W!k<T5\"Z$q%2pd;R7*fYu0Gm=LbNc8@4aJhVsE6y}9x|K5~$",
            r"^password$": 'password cipher @%@%t4K#!u<9WqZ"x7%;p|R2&dYf0}LmG=bNc5@8Jh*aVs6yE~%@%@',
            r"^(snmp-agent usm-user .*-mode \S+)$": r"\1 cipher %^%#q!5Z<#k9T\"w%2x|M;8pW*d4YrG}0fLuN=bJ7@s6%^%#",
            r"( cipher| md5|password) (?=\w{3}-\w{3}_)\S+": r"\1 %^%#N5!z<#q8K\"t%3p|W;9dR*x2YfG}7uLmB=cJ4@aV%^%#",
        },
        silent=r"snmp-agent (community|group)|service-manage|user-password|manager-user|local-user",
        always=r"telnet server enable|http server enable",
        takes={r"snmp-agent community (\S+)$": r"snmp-agent community (read|write) (cipher )?\1( |$)"},
        default=r"info-center source default channel 2 log state on",
        mark="return",
    ),
    "hp_comware": Dialect(
        negation="undo",
        strict=True,
        said="system-view|save force",
        views=r"interface |line |local-user \S+ class|security-policy ip$|rule name |vlan \d+$|security-zone name |"
        r"hwtacacs scheme |domain name |attack-defense policy |app-profile |ike proposal |ipsec transform-set |"
        r"acl (basic|advanced) |control-plane |(ospf|bgp|isis|rip) |area ",
        inner=r"rule name |area ",
        settings=r"security-zone name .* / interface ",
        single=(
            r"rule \d+",
            r"snmp-agent (group v3 \S+|usm-user v3 \S+|sys-info version)",
            r"(ssh server|telnet server|ip https) acl",
            r"ssh user \S+",
            r"ssh2 algorithm \S+",
            r"ntp-service (unicast-server|authentication-keyid) \S+",
            r"info-center (loghost \d\S+|logbuffer size|timestamp \S+)|archive configuration \S+|clock timezone",
            r"password-control (aging|history|length|login-attempt|composition)|password (hash|simple|cipher)",
            r"(authentication|authorization|accounting) login|domain default enable|ssl version|header legal",
            r"(idle-timeout|authentication-mode|duplex|speed|protocol inbound|description|stp mode)",
            r"vrrp vrid \d+ (virtual-ip|authentication-mode)",
            r"(esp )?(encryption|authentication)-algorithm|dh|pfs",
        ),
        shown={
            r"^password simple \S+": r"password hash $h$6$M8kXq2Zp$T7vLq1wRb5uHj8mCd2pGf6sAe4tYi0oKuXzWcVnBm1lQ3rT5y==",
            r"( simple|plain) (?=\w{3}-\w{3}_)\S+": r"\1 $c$3$N5!z<q8K#t%3pW;9dRx2YfG7uLmB4cJaVhE6s0=",
        },
        words=r"service-type",
        takes={r"snmp-agent community (\S+)$": r"snmp-agent community (read|write) ((simple|cipher) )?\1( |$)"},
        silent=r"snmp-agent|info-center source|service-type",
        mark="return",
    ),
    "ruijie_os": Dialect(
        said="configure terminal|end|write",
        views=r"interface |line |ip access-list |router |crypto isakmp policy |nfpp$",
        everywhere=r"aaa |snmp-server |no enable service |username ",
        single=(
            r"username \S+ (secret|privilege|login mode)",
            r"password policy (min-size|life-cycle|no-repeat-times)",
            r"aaa local authentication (attempts|lockout-time)|aaa authentication login \S+",
            r"(ntp server|ntp authentication-key|snmp-server user|snmp-server group|logging server) \S+",
            r"logging buffered|service timestamps log|clock timezone|ip ssh (version|cipher-mode|\S+-\S+)",
            r"(exec-timeout|access-class|transport input|login|duplex|speed)",
        ),
        replaces={r"username (\S+) secret": r"username \1 password ", r"enable secret": r"enable password "},
        shown={
            r"^(username \S+ secret|enable secret) (?!\d )\S+": r"\1 8 $1c$J2~d:6>k!Bn#Wf%v$Q1<z&Mp(4Ht|Rg`Yc7,Ls0$",
            r" v3 auth (\S+) \S+ priv (\S+) \S+$": r" v3 encrypted auth \1 7C1B09E4A2D85F36 priv \2 2D9F60B7C4E1853A",
            r"^(ntp authentication-key \d+ md5) \S+": r"\1 7 $10$6b2$Lp3Xs7nQkVtD9yHc==$",
            r"^banner login \^(.*)\^$": r"banner login ^C\n\1\n^C",
        },
        default=r"crypto key generate",
        silent=r"snmp-server (community|group)|username|webmaster|(ftp|tftp)-server|enable password",
        always=r"enable service|ip source-route|cwmp|zam|snmp-server enable version",
    ),
    "cisco_ios": Dialect(
        said="configure terminal|end|write memory",
        views=r"interface |line |ip access-list |router |crypto (isakmp policy|ikev2 proposal) |archive$|log config$|"
        r"aaa common-criteria policy |aaa group server |tacacs server |policy-map |class |class-map |zone security |"
        r"zone-pair |control-plane$",
        inner=r"class |log config$",
        everywhere=r"aaa (new-model|password)|snmp-server |username |security passwords|ip http ",
        single=(
            r"username \S+",
            r"(min-length|upper-case|lower-case|numeric-count|special-case|lifetime|address ipv4|key)",
            r"security passwords min-length|login block-for|aaa authentication login \S+|enable secret",
            r"(ntp authentication-key|snmp-server group|logging host) \S+|ntp server( vrf \S+)?",
            r"logging (buffered|trap)|service timestamps log|clock timezone|ip http tls-version",
            r"ip ssh (version|server algorithm \S+|dh min size)|crypto ipsec transform-set \S+",
            r"(exec-timeout|access-class|transport input|login (?=authentication|local)|duplex|speed)",
            r"(encryption|integrity|hash|group|path)",
        ),
        shown={
            r"^(username .*)algorithm-type scrypt ": r"\1",
            r"^enable algorithm-type scrypt ": "enable ",
            r"^(.*) secret (?!\d )\S+": r"\1 secret 9 $9$Lb8nXw1vSe5Tq9$Fy2%gKc6!iRo0<JmPz4#aHuD7tWsEx3lNvQrY8bMkC.",
            r"^banner login \^(.*)\^$": r"banner login ^C\n\1\n^C",
        },
        kept=(r" privilege \d+", r" common-criteria-policy \S+"),
        default=r"crypto key generate|snmp-server user|logging on$",
        silent=r"snmp-server|username|service (tcp|udp)-small|service config|vstack|ip finger|(ftp|tftp)-server|enable",
        always=r"ip source-route|service pad|ip http server|ip bootp server",
    ),
    "cisco_nxos": Dialect(
        said="configure terminal|end|copy running-config startup-config",
        views=r"interface |line |ip access-list |router |aaa group server |scheduler (job|schedule) |hsrp \d+$|vrrp |"
        r"neighbor \S+$",
        inner=r"hsrp |vrrp |neighbor ",
        single=(
            r"username \S+ (password|passphrase)",
            r"aaa (authentication|accounting) \S+ \S+",
            r"(ntp|snmp-server|logging) (server|user|host|logfile|level) \S+",
            r"(exec-timeout|access-class|duplex|speed|clock timezone|copp profile|logging timestamp|system login)",
            r"(userpassphrase|ssh login-attempts)",
        ),
        shown={
            r"^(username \S+ password) (?!\d )\S+": r"\1 5 $5$Kd8sLq$9aFhS2gT4eYi6oQjWxE0mB3yqPZt1wX8vK5cRu7LdN.",
            r"^(snmp-server user \S+ \S+ auth \S+) \S+ (priv aes-128) \S+$": r"\1 0x40e2f8 \2 0x40e2f8 localizedkey",
            r"^password \S+": "password 3 9125d59c18a9b015",
        },
        silent=r"ssh (ciphers|kexalgos|macs|cipher-mode)|nxapi",
        kept=(r" +role \S+$",),
        kept_last=True,
        step=2,
    ),
    "cisco_asa": Dialect(
        said="configure terminal|write memory|reload",
        views=r"interface |policy-map |class |crypto ikev2 policy |crypto ipsec ikev2 ipsec-proposal |router |"
        r"aaa-server \S+ \(|event manager applet ",
        inner=r"class ",
        everywhere=r"access-list |access-group |snmp-server |username ",
        single=(
            r"username \S+ (password|nopassword)",
            r"enable password|passwd|password-policy \S+",
            r"aaa local authentication attempts|aaa authentication \S+ console",
            r"(ntp server|ntp authentication-key|snmp-server user) \S+|snmp-server group \S+ v3 priv",
            r"snmp-server host \S+ \S+|logging (trap|buffered|timestamp|buffer-size)|clock timezone",
            r"(ssh|console|telnet) timeout|http server idle-timeout|ssh cipher \S+|ssh key-exchange group",
            r"failover (lan unit|lan interface|interface ip|key|link)|ssl server-version|access-group \S+ in interface",
            r"(encryption|integrity|group|prf|protocol esp \S+|nameif|security-level|duplex|speed|ospf authentication)",
        ),
        replaces={r"username (\S+) password": r"username \1 nopassword", r"(access-list .*) log$": r"\1$"},
        shown={
            r"^(username \S+|enable) password \S+": r"\1 password $sha512$5000$FFC2eelbCu99lzDprKzm1g==$V2bf== pbkdf2",
            r"^passwd \S+": "passwd ZqW7Lm2Xw9vK5cRu encrypted",
            r" v3 auth (\S+) \S+ priv (.*) \S+$": r" v3 encrypted auth \1 a1:7c:0e:93:5b priv \2 b2:8d:1f:a4:6c",
        },
        default=r"logging message \d+$",
        silent=r"snmp-server|ssh|http|telnet|username|access-list|set connection",
        mark=": end",
    ),
    "hillstone_stoneos": Dialect(
        said="configure|save",
        views=r"interface |admin user |password-policy$|rule id |zone |isakmp proposal |ipsec proposal |ha group |"
        r"aaa-server |logging syslog-server |policy-global$|ip vrouter |vswitch |address |service |servgroup |"
        r"schedule |pki trust-domain |isakmp peer |tunnel |track |statistics-set ",
        single=(
            r"(hash|encryption|group|role|password|description|zone|admin (min|max|lockout|password|history)[\w-]+)",
            r"ntp server \S+",
            r"(console|ssh|telnet|web) timeout",
            r"(snmp-server (group|user|host)) \S+",
            r"server ip",
            r"clock zone",
        ),
        settings=r"(interface|rule id|servgroup|track|isakmp|tunnel) .* / (zone|service|address|schedule|interface) ",
        closing="exit",
        mark="",
        step=2,
    ),
    "zte_zxros": Dialect(
        said="configure terminal|end|write",
        views=r"interface |system-user$|user-name |(authentication|authorization)-template |aaa-\w+-template |"
        r"tacplus group-server |ipv4-access-list |router |area |vrrp$|arp$",
        inner=r"user-name |(authentication|authorization)-template |area ",
        single=(
            r"rule \d+|password(-duration)?|local-privilege-level|login-type-allowed|aaa-\w+-type",
            r"bind \S+|user-authen-restriction|strong-password \S+|login (block|on-failure)",
            r"line \S+ (idle-timeout|server)|ssh server (version|access-class ipv4)|snmp-server access-list ipv4",
            r"snmp-server (group|user|version) \S+|logging timestamps|clock timezone|syslog level|startrun backup-to",
            r"ntp (authentication-key|server( vrf \S+)?) \S+",
        ),
        replaces={r"ssh server enable": r"ssh server disable", r"logging on": r"(no logging on|logging off)$"},
        shown={
            r"^(password irreversible) \S+$": r"\1 encrypted $5$a9Kd0Xw2Qm7Lr4Tz$Vh3pN8sYc1Eu6Bj0Gf5Wq2Kx9Ro4Il7Md3Ta",
            r" v3 auth (\S+) \S+ priv (\S+) \S+$": r" v3 encrypted auth \1 7C1B09E4A2D85F36 priv \2 2D9F60B7C4E1853A",
            r"^(ntp authentication-key \d+ md5) clear \S+": r"\1 encrypted pAFEvNZXvxpayMBbQ0llog==",
            r" password \S+ path": " encrypted 3f9a17c2d85e4b06a1f7c3905d2e8b64719c0fa35be28d47 path",
        },
        silent=r"snmp-server|user-name",
        always=r"ftp-server enable",
        mark="",
        step=2,
    ),
}
