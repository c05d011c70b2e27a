r"""The platforms that the lab speaks: prompts, pagers, greetings and error texts as the devices print them.

Sources: the vendors' command references for the commands; for what no manual prints (erase sequences, greetings),
public session logs. VRP erases by moving back 42 columns and leaves blanks up to column 42; Comware (and VRP on AR)
by 16, the width of `` ---- More ----``; FortiOS by ``\r``, nine blanks, ``\r``; NX-OS shows a reversed ``--More--``;
PAN-OS pages through ``less``, which waits at the end as well. Not confirmed on devices: the erase sequences of
StoneOS, RGOS, ZXROS and Junos, and what RGOS, ZXROS print when the enable password was wrong.
"""

from __future__ import annotations

from dengbao.lab.dialect import Dialect, Enable, Pager


def _backspaces(columns: int) -> str:
    """Erase as IOS and its kin do: back, blank, back."""
    return "\b" * columns + " " * columns + "\b" * columns


def _return(columns: int) -> str:
    """Erase by writing blanks over the line from its beginning."""
    return "\r" + " " * columns + "\r"


def _cursor_left(columns: int, blanks: int) -> str:
    """Erase by an ANSI cursor movement, as VRP and Comware do."""
    return f"\x1b[{columns}D{' ' * blanks}\x1b[{columns}D"


_IOS_LEAVE = frozenset({"end", "exit"})
_IOS_UNKNOWN = "{caret}^\n% Invalid input detected at '^' marker.\n"
_IOS_CONFIG = r"show (?:running-config|run)(?: all)?"
_IOS_ENTER = r"conf(?:ig(?:ure)?)?(?: t(?:erminal)?)?()"
_IOS_SESSION = {r"terminal width \d+": "", r"terminal (?:no )?monitor": ""}

HUAWEI = Dialect(
    platform="huawei",
    prompt="<{host}>",
    privileged_prompt="<{host}>",
    config_prompt="[{host}]",
    greeting=(
        "\nInfo: The max number of VTY users is 15, and the number\n      of current VTY users on line is 1.\n"
        "      The current login time is 2026-03-02 09:12:44+08:00.\n"
    ),
    pager=Pager(prompt="  ---- More ----", erase=_cursor_left(42, 42)),
    paging_off={
        "screen-length 0 temporary": "Info: The configuration takes effect on the current user terminal interface only."
    },
    config_commands=r"display current-configuration",
    config_enter=r"system-view()",
    config_entered="Enter system view, return user view with Ctrl+Z.",
    config_leave=frozenset({"return", "quit"}),
    leave=frozenset({"quit"}),
    verbs=frozenset({"display"}),
    builtin={
        "display user-interface": (
            "  Idx  Type     Tx/Rx      Modem Privi ActualPrivi Auth  Int\n"
            "  0    CON 0    9600       -     15    -           P     -\n"
            "+ 34   VTY 0               -     15    {level:<11} A     -"
        ),
    },
    unknown="{caret}^\nError: Unrecognized command found at '^' position.",
)

HP_COMWARE = Dialect(
    platform="hp_comware",
    prompt="<{host}>",
    privileged_prompt="<{host}>",
    config_prompt="[{host}]",
    greeting=(
        "\n******************************************************************************\n"
        "* Copyright (c) 2004-2023 New H3C Technologies Co., Ltd. All rights reserved.*\n"
        "* Without the owner's prior written consent,                                 *\n"
        "* no decompiling or reverse-engineering shall be allowed.                    *\n"
        "******************************************************************************\n\n"
    ),
    pager=Pager(prompt="  ---- More ----", erase=_cursor_left(16, 16)),
    paging_off={"screen-length disable": ""},
    config_commands=r"display current-configuration",
    config_enter=r"system-view()",
    config_entered="System View: return to User View with Ctrl+Z.",
    config_leave=frozenset({"return", "quit"}),
    leave=frozenset({"quit"}),
    verbs=frozenset({"display"}),
    unknown="{caret}^\n % Unrecognized command found at '^' position.",
)

RUIJIE_OS = Dialect(
    platform="ruijie_os",
    prompt="{host}>",
    privileged_prompt="{host}#",
    config_prompt="{host}(config)#",
    enable=Enable(prompt="\nPassword:"),
    pager=Pager(prompt=" --More-- ", erase=_backspaces(10)),
    paging_off={"terminal length 0": ""},
    session=_IOS_SESSION,
    config_commands=_IOS_CONFIG,
    config_needs_enable=True,
    config_enter=_IOS_ENTER,
    config_entered="Enter configuration commands, one per line.  End with CNTL/Z.",
    config_leave=_IOS_LEAVE,
    builtin={"show privilege": "Current privilege level is {level}"},
    change_question="\nThe password is too weak. Do you want to change the password? [yes/no]: ",
    unknown=_IOS_UNKNOWN,
)

CISCO_IOS = Dialect(
    platform="cisco_ios",
    prompt="{host}>",
    privileged_prompt="{host}#",
    config_prompt="{host}(config)#",
    greeting="\n",
    enable=Enable(refused="% Bad secrets\n"),
    pager=Pager(prompt=" --More-- ", erase="\b" * 9 + " " * 8 + "\b" * 9),  # the tenth column is blank anyway
    paging_off={"terminal length 0": ""},
    session=_IOS_SESSION,
    config_commands=_IOS_CONFIG,
    config_needs_enable=True,
    config_enter=_IOS_ENTER,
    config_entered="Enter configuration commands, one per line.  End with CNTL/Z.",
    config_leave=_IOS_LEAVE,
    builtin={"show privilege": "Current privilege level is {level}"},
    unknown=_IOS_UNKNOWN,
)

CISCO_NXOS = Dialect(
    platform="cisco_nxos",
    prompt="{host}# ",
    privileged_prompt="{host}# ",
    config_prompt="{host}(config)# ",
    greeting=(
        "Cisco Nexus Operating System (NX-OS) Software\nTAC support: http://www.cisco.com/tac\n"
        "Copyright (C) 2002-2023, Cisco and/or its affiliates.\nAll rights reserved.\n"
    ),
    pager=Pager(prompt="\x1b[7m--More--\x1b[27m", erase="\r\x1b[K"),
    paging_off={"terminal length 0": ""},
    session=_IOS_SESSION,
    config_commands=_IOS_CONFIG,
    config_enter=_IOS_ENTER,
    config_entered="Enter configuration commands, one per line. End with CNTL/Z.",
    config_leave=_IOS_LEAVE,
    leave=frozenset({"exit"}),
    roles=("network-operator", "lab-limited"),
    builtin={
        "show user-account": ("user:{user}\n        this user account has no expiry date\n        roles:{role} "),
    },
    unknown="{caret}^\n% Invalid command at '^' marker.",
)

CISCO_ASA = Dialect(
    platform="cisco_asa",
    prompt="{host}> ",
    privileged_prompt="{host}# ",
    config_prompt="{host}(config)# ",
    greeting=(
        "User {user} logged in to {host}\nLogins over the last 1 days: 1.\n"
        "Failed logins since the last login: 0.\nType help or '?' for a list of available commands.\n"
    ),
    enable=Enable(refused="Access denied."),
    pager=Pager(prompt="<--- More --->", erase=_return(14)),
    paging_off={"terminal pager 0": "", "terminal pager lines 0": ""},
    session={r"terminal width \d+": ""},
    config_commands=_IOS_CONFIG,
    config_needs_enable=True,
    config_enter=_IOS_ENTER,
    config_leave=_IOS_LEAVE,
    builtin={
        "show curpriv": "Username : {user}\nCurrent privilege level : {level}\nCurrent Mode/s : {mode}",
    },
    unknown="{caret}^\nERROR: % Invalid input detected at '^' marker.",
)

FORTINET = Dialect(
    platform="fortinet",
    prompt="{host} # ",
    privileged_prompt="{host} # ",
    config_prompt="{host} ({section}) # ",
    before_prompt="\n",
    before_config_prompt="\n",
    pager=Pager(prompt="--More-- ", erase=_return(9)),
    paging_off={},
    config_commands=r"show(?: full-configuration)?",
    config_enter=r"config (?:.* )?(\S+)",
    config_leave=frozenset({"end", "abort"}),
    leave=frozenset({"exit", "quit"}),
    pipes=r"\| *grep (?:-\w+ +)?(.+)",
    verbs=frozenset({"get", "show", "diagnose", "execute"}),
    builtin={
        "get system console": (
            "baudrate            : 9600 \nfortiexplorer       : enable \nlogin               : enable \n"
            "mode                : line \noutput              : more "
        ),
        "get system status": (
            "Version: FortiGate-100F v7.2.8,build1639,240313 (GA.M)\nSerial-Number: FG100FTK00000000\n"
            "Hostname: {host}\nOperation Mode: NAT\nCurrent virtual domain: root\n"
            "Max number of virtual domains: 10\nVirtual domain configuration: disable\n"
            "Current HA mode: standalone"
        ),
    },
    unknown="Unknown action 0",
    unknown_argument="command parse error before '{word}'\nCommand fail. Return code -61",
)

HILLSTONE_STONEOS = Dialect(
    platform="hillstone_stoneos",
    prompt="{host}# ",
    privileged_prompt="{host}# ",
    config_prompt="{host}(config)# ",
    pager=Pager(prompt=" --More-- ", erase=_backspaces(10)),
    paging_off={"terminal length 0": ""},
    session={r"terminal width \d+": ""},
    config_commands=r"show configuration(?: running)?",
    config_enter=r"configure()",
    config_leave=_IOS_LEAVE,
    unknown="{caret}^-----unrecognized keyword {word}",
)

JUNIPER_JUNOS = Dialect(
    platform="juniper_junos",
    prompt="{user}@{host}> ",
    privileged_prompt="{user}@{host}> ",
    config_prompt="{user}@{host}# ",
    before_prompt="\n",
    before_config_prompt="\n[edit]\n",
    greeting="--- JUNOS 21.4R3-S5.4 Kernel 64-bit  JNPR-12.1-20230726.0aef7f0_buil\n",
    pager=Pager(prompt="---(more {percent}%)---", erase=_return(40)),
    paging_off={"set cli screen-length 0": "Screen length set to 0"},
    session={
        r"set cli screen-width (\d+)": "Screen width set to {word}",
        r"set cli complete-on-space off": "Disabling complete-on-space",
        r"set cli timestamp disable": "",
    },
    config_commands=r"show configuration(?: *\| *display set)?",
    config_enter=r"(?:configure|edit)(?: private| exclusive)?()",
    config_entered="Entering configuration mode",
    config_leave=frozenset({"exit", "quit", "exit configuration-mode"}),
    pipes=r"\| *match (.+)",
    roles=(
        "view-configuration-- Can view all configuration (not including secrets)",
        "view      -- Can view statistics",
    ),
    builtin={
        "show cli authorization": (
            "Current user: '{user}' class 'audit'\nPermissions:\n    {role}\nIndividual command authorization:\n"
            "    Allow regular expression: none\n    Deny regular expression: none\n"
            "    Allow configuration regular expression: none\n    Deny configuration regular expression: none"
        ),
    },
    unknown="{caret}^\nunknown command.",
    unknown_argument="{caret}^\nsyntax error, expecting <command>.",
)

PALOALTO_PANOS = Dialect(
    platform="paloalto_panos",
    prompt="{user}@{host}> ",
    privileged_prompt="{user}@{host}> ",
    config_prompt="{user}@{host}# ",
    before_config_prompt="[edit]\n",
    greeting="\nNumber of failed attempts since last successful login: 0\n\n",
    pager=Pager(
        prompt="\x1b[7mlines 1-{last} \x1b[27m\x1b[K",
        erase="\r\x1b[K",
        end="\x1b[7mlines 1-{last}/{last} (END)\x1b[27m\x1b[K",
    ),
    paging_off={"set cli pager off": ""},
    session={
        r"set cli scripting-mode (?:on|off)": "",
        r"set cli terminal (?:width|height) \d+": "",
        r"set cli config-output-format (?:default|set|xml|json)": "",
    },
    config_commands=r"show config running",
    config_enter=r"configure()",
    config_entered="Entering configuration mode",
    config_leave=frozenset({"exit", "quit"}),
    leave=frozenset({"exit", "quit"}),
    pipes=r"\| *match (.+)",
    builtin={"show system info": "\nhostname: {host}\nmodel: PA-440\nsw-version: 10.2.9\noperational-mode: normal\n"},
    unknown="Unknown command: {word}",
    unknown_argument="Invalid syntax.",
)

ZTE_ZXROS = Dialect(
    platform="zte_zxros",
    prompt="{host}>",
    privileged_prompt="{host}#",
    config_prompt="{host}(config)#",
    enable=Enable(prompt="Password:"),
    pager=Pager(prompt=" --More--", erase=_backspaces(9)),
    paging_off={"terminal length 0": ""},
    session=_IOS_SESSION,
    config_commands=_IOS_CONFIG,
    config_needs_enable=True,
    config_enter=_IOS_ENTER,
    config_entered="Enter configuration commands, one per line.  End with CTRL/Z.",
    config_leave=_IOS_LEAVE,
    builtin={"show privilege": "Current privilege level is {level}"},
    unknown="{caret}^\n%Error 20201: Invalid input detected at '^' marker.",
)

DIALECTS: dict[str, Dialect] = {
    dialect.platform: dialect
    for dialect in (
        HUAWEI,
        HP_COMWARE,
        RUIJIE_OS,
        CISCO_IOS,
        CISCO_NXOS,
        CISCO_ASA,
        FORTINET,
        HILLSTONE_STONEOS,
        JUNIPER_JUNOS,
        PALOALTO_PANOS,
        ZTE_ZXROS,
    )
}
"""By the inventory's platform name."""
