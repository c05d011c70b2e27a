"""The SNMP client against the lab's agent, and against net-snmp's own."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dengbao.gather import gather_host, target_of
from dengbao.lab import Device, Faults, start
from dengbao.snapshot.records import Gathered
from dengbao.snapshot.store import Store
from parsers.ups import parse

USER, AUTH, PRIV = "audit", "Snmp-Auth#1", "Snmp-Priv#1"
RECORDING = """\
1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.8072.3.2.10
1.3.6.1.2.1.33.1.1.2.0|4x|e5b1b1e789b9
1.3.6.1.2.1.33.1.2.1.0|2|2
1.3.6.1.2.1.33.1.2.3.0|2|40
1.3.6.1.2.1.33.1.4.1.0|2|3
"""
Ask = Callable[..., Gathered]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store(tmp_path / "snapshot")
    store.open(["ups"], {})
    return store


@pytest.fixture
def ask(store: Store) -> Ask:
    def gather(address: str, port: int, **variables: object) -> Gathered:
        shutil.rmtree(store.root / "ups", ignore_errors=True)
        known = {
            "platform": "ups",
            "ups_protocol": "snmp",
            "ansible_host": address,
            "ansible_port": port,
            "snmp_user": USER,
            "snmp_auth_password": AUTH,
            "snmp_priv_password": PRIV,
            "dengbao_connect_timeout": 1.5,
        }
        return gather_host(target_of("ups", known | variables, {}), store)

    return gather


@pytest.fixture
def card(tmp_path: Path) -> Iterator[tuple[str, int, Path]]:
    recording = tmp_path / "ups.snmprec"
    recording.write_text(RECORDING, encoding="utf-8")
    device = Device(
        host="ups",
        platform="ups",
        address="127.88.9.1",
        folder=tmp_path,
        user=USER,
        password=AUTH,
        privacy_password=PRIV,
    )
    with start(devices=[device]) as lab:
        yield device.address, lab.hosts["ups"].port, recording


def read(store: Store) -> str:
    return (store.root / "ups" / "ups.snmpwalk").read_text(encoding="utf-8")


def test_reads_a_card_and_its_next_state(ask: Ask, store: Store, card: tuple[str, int, Path]) -> None:
    address, port, recording = card
    record = ask(address, port)
    assert (record.status, record.reason) == ("whole", "")
    assert read(store) == (
        ".1.3.6.1.2.1.1.2.0 = OID: .1.3.6.1.4.1.8072.3.2.10\n"
        ".1.3.6.1.2.1.33.1.1.2.0 = Hex-STRING: E5 B1 B1 E7 89 B9\n"
        ".1.3.6.1.2.1.33.1.2.1.0 = INTEGER: 2\n"
        ".1.3.6.1.2.1.33.1.2.3.0 = INTEGER: 40\n"
        ".1.3.6.1.2.1.33.1.4.1.0 = INTEGER: 3\n"
    )
    assert all(line.startswith("SNMP WALK 1.3.6.1.") for line in record.sent)
    recording.write_text(RECORDING.replace("4.1.0|2|3", "4.1.0|2|5"), encoding="utf-8")
    assert ask(address, port).status == "whole"
    assert parse({"ups.snmpwalk": read(store)}).power.status.value == {"OB"}


@pytest.mark.parametrize(
    ("variables", "status", "reason"),
    [
        ({"snmp_auth_password": "Wrong-Auth#1"}, "refused", "SNMPv3 认证不过（Wrong SNMP PDU digest）"),
        ({"snmp_user": "nobody"}, "refused", "SNMPv3 认证不过（Unknown USM user）"),
        ({"snmp_user": ""}, "refused", "没有给出 SNMPv3 用户"),
        ({"snmp_version": "2c"}, "refused", "没有给出 SNMP 团体名"),
        ({"snmp_auth_protocol": "crc"}, "unsupported", "snmp_auth_protocol: crc 不认识"),
        ({"snmp_user": "", "snmp_community": "public"}, "unreachable", "127.88.9.1 没有应答（1.3.6.1.2.1.1）"),
    ],
)
def test_says_why_it_could_not(
    ask: Ask, card: tuple[str, int, Path], variables: dict[str, str], status: str, reason: str
) -> None:
    record = ask(card[0], card[1], **variables)
    assert (record.status, record.reason) == (status, reason)
    assert record.mend
    assert AUTH not in repr(record)


def test_nobody_there_is_unreachable(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "ups.snmprec").write_text(RECORDING, encoding="utf-8")
    gone = Device(
        host="ups",
        platform="ups",
        address="127.88.9.2",
        folder=tmp_path,
        user=USER,
        password=AUTH,
        privacy_password=PRIV,
        faults=Faults(refuse=True),
    )
    with start(devices=[gone]) as lab:
        record = ask(gone.address, lab.hosts["ups"].port)
    assert record.status == "unreachable"


def test_another_protocol_is_named(ask: Ask) -> None:
    assert ask("127.0.0.1", 9, ups_protocol="modbus").reason == "ups_protocol: modbus 不认识"


@pytest.fixture
def snmpd(tmp_path: Path) -> Iterator[int]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    rows = [row.split("|") for row in RECORDING.splitlines() if ".33." in row and "|2|" in row]
    config = [
        f"agentaddress udp:127.0.0.1:{port}",
        f"createUser {USER} SHA-256 {AUTH} AES {PRIV}",
        f"rouser {USER} authpriv",
        *(f"override .{oid} integer {value}" for oid, _, value in rows),
    ]
    (tmp_path / "snmpd.conf").write_text("\n".join(config) + "\n", encoding="utf-8")
    daemon = subprocess.Popen(
        ["/usr/sbin/snmpd", "-f", "-Le", "-C", "-c", str(tmp_path / "snmpd.conf"), "-I", "override,usmConf,vacm_conf"],
        env=os.environ | {"SNMP_PERSISTENT_DIR": str(tmp_path / "state"), "MIBS": ""},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield port
    finally:
        daemon.terminate()
        daemon.wait(5)


@pytest.mark.system("/usr/sbin/snmpd")
def test_reads_net_snmps_own_agent(ask: Ask, store: Store, snmpd: int) -> None:
    deadline = time.monotonic() + 15
    while (record := ask("127.0.0.1", snmpd)).status == "unreachable" and time.monotonic() < deadline:
        pass
    assert record.status == "whole", record.reason
    power = parse({"ups.snmpwalk": read(store)}).power
    assert power.status.value == {"OL"}
    assert power.runtime_seconds.value == 2400
