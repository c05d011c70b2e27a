"""A lab of one device a test asks for, and gathering from it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dengbao.gather import gather_host, target_of
from dengbao.lab import Device, Faults, Lab, start
from dengbao.lab.dialects import DIALECTS
from dengbao.snapshot.records import Gathered
from dengbao.snapshot.store import Store

USER, PASSWORD, ENABLE = "audit", "Gather-Test#1", "Enable-Test#1"
_IOS = "hostname lab\n!\n{body}!\nend\n"
_BODY = "".join(f"interface Ethernet0/{n}\n description 第{n}口 财务科\n!\n" for n in range(80))
CONFIGS = {
    "huawei": "#\nsysname lab\n#\n" + _BODY.replace("!", "#") + "return\n",
    "hp_comware": (
        "#\n sysname lab\n#\nlocal-user audit class manage\n service-type ssh\n"
        " authorization-attribute user-role network-operator\n#\n" + _BODY.replace("!", "#") + "return\n"
    ),
    "cisco_ios": _IOS.format(body=_BODY),
    "ruijie_os": _IOS.format(body=_BODY),
    "zte_zxros": "!<if-intf>\n" + _BODY + "!</if-intf>\n",
    "cisco_nxos": "version 9.3(8)\n" + _BODY.replace("!\n", "") + "line vty\n",
    "cisco_asa": ": Saved\n:\nASA Version 9.16(4)\n!\n" + _BODY + ": end\n",
    "fortinet": (
        'config system admin\n    edit "sysadm"\n        set accprofile "super_admin"\n    next\n'
        '    edit "audit"\n        set accprofile "super_admin_readonly"\n    next\nend\n'
        + "".join(f'config firewall n{n}\n    set comment "第{n}条 end"\nend\n' for n in range(60))
    ),
    "hillstone_stoneos": 'Version 5.5\nadmin user "audit"\n  role "admin-read-only"\nexit\n'
    + _BODY.replace("!", "exit"),
    "juniper_junos": "system {\n"
    + "".join(f"    unit{n} {{\n        text 第{n}段;\n    }}\n" for n in range(60))
    + "}\n",
    "paloalto_panos": (
        '<response status="success"><result><config>\n<users><entry name="audit"><permissions><role-based>'
        "<superreader>yes</superreader></role-based></permissions></entry></users>\n"
        + "".join(f"<note>第{n}段</note>\n" for n in range(60))
        + "</config></result></response>\n"
    ),
}
"""A whole configuration a platform, longer than a page, with Chinese, and without a secret (stored as it came)."""

_MORE = {
    "cisco_nxos": {"show-user-account.txt": "user:audit\n        roles:network-operator\n"},
    "juniper_junos": {
        "show-cli-authorization.txt": (
            "Current user: 'audit' class 'audit'\nPermissions:\n    view-configuration-- Can view all configuration\n"
            "    Deny configuration regular expression: none\n"
        )
    },
}


@dataclass
class Site:
    """A running lab, its devices and the snapshot that is gathered into."""

    lab: Lab
    devices: dict[str, Device]
    store: Store

    def gather(self, host: str, *, resume: bool = False, **variables: Any) -> Gathered:
        if not resume:
            shutil.rmtree(self.store.root / host, ignore_errors=True)
        device, end = self.devices[host], self.lab.hosts.get(host)
        known = {
            "platform": device.platform,
            "ansible_host": device.address,
            "ansible_port": end.port if end else 9,
            "ansible_user": USER,
            "ansible_password": PASSWORD,
            "dengbao_enable_password": ENABLE,
            "dengbao_known_hosts": str(self.lab.known_hosts),
            "dengbao_silence_timeout": 2,
            "dengbao_connect_timeout": 2,
        }
        return gather_host(target_of(host, known | variables, {}), self.store)

    def stored(self, host: str, file: str = "running-config.txt") -> str:
        return (self.store.root / host / file).read_text(encoding="utf-8")

    def received(self, host: str) -> list[str]:
        """Give what the device says it received: lines and pager keys, passwords as ***."""
        events = [json.loads(line) for line in self.lab.log.read_text(encoding="utf-8").splitlines()]
        return [
            "***" if event["event"] == "password" else event["line"]
            for event in events
            if event["host"] == host and event["event"] in {"line", "key", "password"}
        ]


@contextmanager
def site(folder: Path, wanted: dict[str, tuple[str, Faults]]) -> Iterator[Site]:
    """Start a lab with the devices wanted, by name: the platform and what is wrong with each."""
    devices = {
        host: device(folder, host, platform, faults, number)
        for number, (host, (platform, faults)) in enumerate(wanted.items(), 1)
    }
    store = Store(folder / "snapshot")
    store.open(devices, {})
    with start(devices=devices.values()) as lab:
        yield Site(lab, devices, store)


def device(folder: Path, host: str, platform: str, faults: Faults, number: int) -> Device:
    """Write a device's answers."""
    answers = folder / "devices" / host
    answers.mkdir(parents=True)
    files = {"running-config.txt": CONFIGS[platform], "display-version.txt": "VRP\n", "show-version.txt": "Version\n"}
    for name, text in (files | _MORE.get(platform, {})).items():
        (answers / name).write_text(text, encoding="utf-8")
    return Device(
        host=host,
        platform=platform,
        address=f"127.88.{number // 250}.{number % 250 + 1}",
        folder=answers,
        user=USER,
        password=PASSWORD,
        enable_password=ENABLE,
        faults=faults,
    )


PLATFORMS = sorted(DIALECTS)
