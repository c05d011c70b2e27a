"""A configuration without the console's line is not whole: nothing is known of the lines then."""

from __future__ import annotations

import pytest

from dengbao.model import Undecided
from tests.parsers.ioslike.support import read

TEXTS = {
    "cisco_ios": "version 15.2\nhostname r1\ninterface Vlan1\n ip address 10.1.1.1 255.255.255.0\nend\n",
    "cisco_nxos": "version 9.3(12) Bios:version\nhostname n1\nfeature bgp\n",
    "ruijie_os": "version RGOS 12.6(2)B0702P1\nhostname x\nend\n",
    "huawei": "!Software Version V200R021C10SPC600\n#\nsysname x\n#\nreturn\n",
    "hp_comware": "#\n version 7.1.070, Release 6357P08\n#\n sysname x\n#\nreturn\n",
}


@pytest.mark.parametrize("platform", TEXTS)
def test_nothing_is_known_of_lines_that_are_not_there(platform: str) -> None:
    with pytest.raises(Undecided):
        len(read(platform, TEXTS[platform]).terminals)
