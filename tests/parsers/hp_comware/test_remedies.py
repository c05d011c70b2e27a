"""The commands that mend findings: there for every check of network devices, and for no other."""

from __future__ import annotations

import re

from dengbao.catalogue.remedies import remedies
from dengbao.check import NETWORK, load

SITE_WIDE = {"identity_passwords_not_shared"}


def test_every_network_check_has_its_commands() -> None:
    written = remedies("hp_comware")
    assert written is not None
    asked = (check for check in load().values() if not check.platforms or "hp_comware" in check.platforms)
    wanted = {check.id for check in asked if check.roles & NETWORK} | SITE_WIDE
    assert set(written) == wanted


def test_commands_start_in_a_view_and_save() -> None:
    known = {"name", "protocol", "list", "log_server", "ntp_server", "management_network", "management_wildcard"}
    for check, lines in (remedies("hp_comware") or {}).items():
        shown = all(line.startswith(("#", "display ")) for line in lines)  # what no configuration mends
        assert shown or lines[-1] == "save force", check
        assert shown or "system-view" in lines or check == "backup_config_saved", check
        assert all(set(re.findall(r"\{(\w+)\}", line)) <= known for line in lines), check
