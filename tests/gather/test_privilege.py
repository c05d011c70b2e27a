"""An account that sees less is never taken for one that sees all."""

from __future__ import annotations

import pytest

from dengbao.gather.privilege import prove
from dengbao.platforms import platform
from tests.gather.lab import CONFIGS

_FORTI = """config system admin
    edit "sysadm"
        set accprofile "super_admin"
    next
    edit "audit"
        set accprofile "{profile}"
    next
end
config system accprofile
    edit "look"
        set authgrp read
        set sysgrp read
        set netgrp read
        set loggrp read
        set fwgrp {fwgrp}
        set vpngrp read
        set utmgrp read
    next
end
"""


def proven(name: str, outputs: dict[str, str], config: str = "", user: str = "audit") -> bool:
    known = platform(name)
    assert known
    assert known.privilege
    assert known.config
    done, said = prove(known.privilege, user, {known.config.command: config} | outputs, config)
    assert said
    return done


@pytest.mark.parametrize(
    ("name", "command", "text", "enough"),
    [
        ("cisco_ios", "show privilege", "Current privilege level is 15", True),
        ("cisco_ios", "show privilege", "Current privilege level is 14", False),
        ("cisco_ios", "show privilege", "Currently in View Context with view 'audit'", False),
        ("ruijie_os", "show privilege", "Current privilege level is 15", True),
        ("ruijie_os", "show privilege", "Current privilege level is 1", False),
        ("cisco_asa", "show curpriv", "Username : a\nCurrent privilege level : 15\nCurrent Mode/s : P_PRIV", True),
        ("cisco_asa", "show curpriv", "Username : a\nCurrent privilege level : 3\nCurrent Mode/s : P_PRIV", False),
        ("huawei", "display user-interface", "+ 34   VTY 0               -     15    15          A     -", True),
        ("huawei", "display user-interface", "+ 34   VTY 0               -     15    1           A     -", False),
        ("huawei", "display user-interface", "  34   VTY 0               -     15    15          A     -", False),
        (
            "huawei",
            "display user-interface",
            "+ 34   VTY 0   -   15    15   A   -\n+ 35   VTY 1   -   15    0    A   -",
            False,  # which of the two sessions is ours nobody says
        ),
        ("cisco_nxos", "show user-account", "user:audit\n        roles:network-operator \n", True),
        (
            "cisco_nxos",
            "show user-account",
            "user:audit\n        roles:helpdesk \nuser:x\n roles:network-admin\n",
            False,
        ),
        ("cisco_nxos", "show user-account", "user:audit2\n        roles:network-operator \n", False),
        ("juniper_junos", "show cli authorization", "Current user\nPermissions:\n    view        -- x\n", False),
        ("juniper_junos", "show cli authorization", "C\nPermissions:\n    view-configuration-- Can\n", True),
        (
            "juniper_junos",
            "show cli authorization",
            "C\nPermissions:\n    view-configuration-- C\n    Deny configuration regular expression: (system)\n",
            False,
        ),
    ],
)
def test_by_a_command(name: str, command: str, text: str, enough: bool) -> None:  # noqa: FBT001
    assert proven(name, {command: text}, "x") is enough


@pytest.mark.parametrize("name", ["hp_comware", "hillstone_stoneos", "paloalto_panos", "fortinet"])
def test_by_the_configuration_itself(name: str) -> None:
    assert proven(name, {}, CONFIGS[name])
    assert not proven(name, {}, CONFIGS[name], user="somebody")
    assert not proven(name, {}, CONFIGS[name], user="aud.*")
    assert not proven(name, {}, CONFIGS[name], user="a b\n")


def test_a_lesser_role_on_comware() -> None:
    assert not proven("hp_comware", {}, CONFIGS["hp_comware"].replace("network-operator", "level-1"))
    other = "#\nlocal-user audit class manage\n service-type ssh\n#\nlocal-user x class manage\n"
    assert not proven("hp_comware", {}, other + " authorization-attribute user-role network-admin\n#\nreturn\n")


@pytest.mark.parametrize(
    ("profile", "fwgrp", "enough"),
    [
        ("super_admin", "none", True),
        ("look", "read", True),
        ("look", "read-write", True),
        ("look", "none", False),
        ("look", "custom", False),
        ("prof_admin", "read", False),
    ],
)
def test_fortios_profiles(profile: str, fwgrp: str, enough: bool) -> None:  # noqa: FBT001
    assert proven("fortinet", {}, _FORTI.format(profile=profile, fwgrp=fwgrp)) is enough


def test_fortios_hides_super_admins_from_other_profiles() -> None:
    text = _FORTI.format(profile="look", fwgrp="read").replace("super_admin", "prof_admin")
    assert not proven("fortinet", {}, text)
    assert not proven("fortinet", {}, text.replace('"look"\n    next', '"super_admin_readonly"\n    next'))


def test_a_missing_answer_proves_nothing_but_on_vrp() -> None:
    """VRP refuses the configuration's command as a whole to whoever is below its level."""
    assert not proven("cisco_ios", {}, "hostname x\nend\n")
    assert proven("huawei", {}, "#\nreturn\n")
    assert not proven("huawei", {}, "")
