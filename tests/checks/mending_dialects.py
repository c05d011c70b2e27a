"""What tells the platforms of lines and views apart, as far as typing a remedy needs it; regular expressions."""

from __future__ import annotations

from msgspec import Struct

_NOTHING = r"(?!)"


class Dialect(Struct, frozen=True, kw_only=True):
    """One platform's way.

    ``said`` are commands that change no configuration and lead back to the top. ``views`` open one; ``inner`` those
    that are opened inside another; ``everywhere`` is understood in any view and acts at the top; ``settings`` (view /
    command) look like a view's line and are none. ``single`` are the beginnings of settings that hold one value;
    ``shown`` says how a command is printed; ``kept`` is what an account's old line keeps; ``silent`` negations and
    ``default`` settings are not printed; ``unshown`` commands leave no line. ``closing`` ends a printed view, ``mark``
    the text; ``step`` is how far a view's lines are moved in.
    """

    negation: str = "no"
    said: str
    views: str
    inner: str = _NOTHING
    everywhere: str = _NOTHING
    settings: str = _NOTHING
    single: tuple[str, ...] = ()
    shown: dict[str, str] = {}
    kept: str = _NOTHING
    kept_last: bool = False
    silent: str = _NOTHING
    default: str = _NOTHING
    unshown: str = ""
    closing: str = ""
    mark: str = "end"
    step: int = 1


DIALECTS = {
    "huawei": Dialect(
        negation="undo",
        said="system-view|return|save",
        views=r"interface |aaa$|user-interface |acl |vlan \d+$|security-policy$|rule name |firewall zone |"
        r"ike proposal |ipsec proposal |password-policy$|local-aaa-user password policy |manager-user \S+$|"
        r"hwtacacs-server template |authentication-scheme |domain |ssl policy |recording-scheme |cpu-defend policy |"
        r"(ospf|bgp|isis|rip) |area ",
        mark="return",
    ),
    "hp_comware": Dialect(
        negation="undo",
        said="system-view|save force",
        views=r"interface |line |local-user \S+ class|security-policy ip$|rule name |vlan \d+$|security-zone name |"
        r"hwtacacs scheme |domain name |attack-defense policy |app-profile |ike proposal |ipsec transform-set |"
        r"acl (basic|advanced) |control-plane ",
        mark="return",
    ),
    "ruijie_os": Dialect(
        said="configure terminal|end|write",
        views=r"interface |line |ip access-list |router |crypto isakmp policy |nfpp$",
    ),
    "cisco_ios": Dialect(
        said="configure terminal|end|write memory",
        views=r"interface |line |ip access-list |router |crypto isakmp policy |aaa common-criteria policy |archive$|"
        r"log config$|tacacs server |aaa group server |policy-map |class |class-map |zone security |zone-pair |"
        r"control-plane$",
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
        kept=r" +role \S+$",
        kept_last=True,
        step=2,
    ),
    "cisco_asa": Dialect(
        said="configure terminal|write memory",
        views=r"interface |policy-map |class |crypto ikev2 policy |crypto ipsec ikev2 ipsec-proposal |router |"
        r"aaa-server \S+ \(|event manager applet ",
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
}
