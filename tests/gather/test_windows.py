"""Gathering from Windows: Ansible's real psrp and winrm connections against the lab's WSMan, well and badly."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
import yaml
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from dengbao.gather.windows import SCRIPT, text_of
from dengbao.lab import Device, Faults, Lab, start
from dengbao.lab.windows import document
from dengbao.snapshot.records import Gathered
from dengbao.snapshot.store import Store

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "inventories/lab/devices/pc-win-1"
USER, PASSWORD = "audit", "Win-Audit#2026"
HTTP = {
    "ansible_connection": "psrp", "ansible_psrp_protocol": "http", "ansible_psrp_auth": "basic",
    "ansible_psrp_message_encryption": "never", "ansible_psrp_connection_timeout": 2, "ansible_psrp_read_timeout": 3,
    "ansible_psrp_operation_timeout": 1,
}  # fmt: skip
WINRM = {"ansible_connection": "winrm", "ansible_winrm_scheme": "http", "ansible_winrm_transport": "basic"}
DEVICES = {
    "psrp": Faults(),
    "winrm": Faults(),
    "chunks": Faults(latency=0.05),
    "limited": Faults(limited=True),
    "wrong-psrp": Faults(),
    "wrong-winrm": Faults(),
    "off": Faults(refuse=True),
    "off-winrm": Faults(refuse=True),
    "silent": Faults(hang="connect"),
    "cut-psrp": Faults(cut_after=16000),
    "cut-winrm": Faults(cut_after=8000),
    "early": Faults(cut_after=1),
    "secret": Faults(),
    "ssh": Faults(),
    "encrypts": Faults(),
    "chinese": Faults(),
}
VARIABLES: dict[str, dict[str, Any]] = {
    "winrm": WINRM,
    "wrong-psrp": HTTP | {"ansible_password": "falsch"},
    "wrong-winrm": WINRM | {"ansible_password": "falsch"},
    "off-winrm": WINRM,
    "cut-winrm": WINRM,
    "secret": HTTP | {"classified": True},
    "ssh": {},
    "encrypts": HTTP | {"ansible_psrp_message_encryption": "always"},
    "chinese": HTTP | {"ansible_user": "审计员"},
}


@contextmanager
def stranger(folder: Path) -> Iterator[int]:
    """An HTTPS server on 127.0.0.1 whose certificate nobody has signed; gives its port."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = dt.datetime.now(dt.UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(now).not_valid_after(now + dt.timedelta(days=1))
    pem, secret = folder / "cert.pem", folder / "key.pem"
    pem.write_bytes(made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem, secret)
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with suppress(OSError):
            while True:
                sock, _ = listener.accept()
                with suppress(OSError):
                    context.wrap_socket(sock, server_side=True).recv(1)
                sock.close()

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield listener.getsockname()[1]
    finally:
        listener.close()


class Gathering:
    """One run of the playbook over hosts of every kind."""

    def __init__(self, folder: Path, lab: Lab, ran: subprocess.CompletedProcess[str]) -> None:
        self.store, self.lab, self.ran = Store(folder / "snapshot"), lab, ran

    def record(self, host: str) -> Gathered:
        found = self.store.record(host)
        assert found, self.ran.stdout[-3000:]
        return found

    def outcome(self, host: str) -> tuple[str, str, str]:
        record = self.record(host)
        assert "\n" not in record.reason + record.mend
        return record.status, record.reason, record.mend

    def received(self, host: str) -> list[tuple[str, str]]:
        lines = [json.loads(line) for line in self.lab.log.read_text("utf-8").splitlines()]
        return [(line["event"], line["line"]) for line in lines if line["host"] == host]


def run(folder: Path, inventory: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"ANSIBLE_CONFIG": str(ROOT / "ansible.cfg"), "ANSIBLE_NOCOLOR": "1"}
    return subprocess.run(
        [Path(sys.executable).with_name("ansible-playbook"), "-i", inventory, ROOT / "playbooks/gather.yml",
         "-e", f"dengbao_snapshot={folder / 'snapshot'}", *words],
        capture_output=True, text=True, encoding="utf-8", env=environment, check=False, timeout=120,
    )  # fmt: skip


@pytest.fixture(scope="module")
def gathered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gathering]:
    folder = tmp_path_factory.mktemp("windows")
    devices = [
        Device(host=host, platform="windows", address=f"127.89.0.{number}", folder=FOLDER, user=USER,
               password=PASSWORD, faults=faults)
        for number, (host, faults) in enumerate(DEVICES.items(), 1)
    ]  # fmt: skip
    with start(devices=devices) as lab, stranger(folder) as port:
        spare = devices[0].address
        hosts: dict[str, dict[str, Any]] = {}
        for device in devices:
            end = lab.hosts[device.host]
            where = {"ansible_host": end.address, "ansible_port": end.port}
            hosts[device.host] = where | VARIABLES.get(device.host, HTTP)
        https = {"ansible_psrp_protocol": "https", "ansible_winrm_scheme": "https"}
        for host, way in (("untrusted-psrp", HTTP), ("untrusted-winrm", WINRM)):
            hosts[host] = way | https | {"ansible_host": "127.0.0.1", "ansible_port": port}
        hosts["plain"] = HTTP | https | {"ansible_host": spare, "ansible_port": lab.hosts["psrp"].port}
        common = {
            "platform": "windows", "role": "server", "ansible_user": USER, "ansible_password": PASSWORD,
            "site": {"name": "示例", "level": 3, "fail_on": "never"},
        }  # fmt: skip
        inventory = folder / "hosts.yml"
        inventory.write_text(
            yaml.safe_dump({"all": {"hosts": hosts, "vars": common}}, allow_unicode=True), encoding="utf-8"
        )
        yield Gathering(folder, lab, run(folder, inventory, "-f", "20"))


@pytest.mark.parametrize("host", ["psrp", "winrm", "chunks"])
def test_the_whole_module_path_gives_the_whole_document(gathered: Gathering, host: str) -> None:
    record = gathered.record(host)
    assert (record.status, record.reason) == ("whole", "")
    stored = (gathered.store.root / host / "windows.json").read_text("utf-8")
    facts: Any = document(FOLDER / "windows.json")
    assert stored == text_of(facts)
    assert "𠮷" in stored
    assert [command.file for command in record.commands] == ["windows.json"]
    digest = hashlib.sha256(SCRIPT.read_bytes()).hexdigest()
    assert record.sent == [f"{SCRIPT.name} sha256:{digest}"]


@pytest.mark.parametrize("host", ["psrp", "winrm"])
def test_sends_the_collector_once_and_nothing_else(gathered: Gathering, host: str) -> None:
    digest = hashlib.sha256(SCRIPT.read_bytes()).hexdigest()
    events = gathered.received(host)
    assert [line for event, line in events if event != "login"] == [f"{SCRIPT.name} {digest}"]
    assert {line for event, line in events if event == "login"} == {USER}


@pytest.mark.parametrize(
    ("host", "status", "reason", "mend"),
    [
        ("wrong-psrp", "refused", "用户名或口令不对", "勿反复尝试"),
        ("wrong-winrm", "refused", "用户名或口令不对", "勿反复尝试"),
        ("off", "unreachable", "WinRM 没有启用", "docs/windows.md"),
        ("off-winrm", "unreachable", "WinRM 没有启用", "docs/windows.md"),
        ("silent", "unreachable", "一直没有应答", "是否停住"),
        ("early", "unreachable", "被对端关闭", "WinRM 服务"),
        ("cut-psrp", "cut_off", "采集中途断开", "重试"),
        ("cut-winrm", "cut_off", "采集中途断开", "重试"),
        ("untrusted-psrp", "host_key", "证书不可信", "ansible_psrp_ca_cert"),
        ("untrusted-winrm", "host_key", "证书不可信", "ansible_winrm_ca_trust_path"),
        ("plain", "unreachable", "没有正常的 HTTPS 应答", "5986 是 HTTPS"),
        ("encrypts", "failed", "基本认证不能加密内容", "改用 HTTPS"),
        ("chinese", "refused", "只能用西文字符", "ntlm"),
        ("ssh", "unsupported", "没有写这台主机的连接方式", "ansible_connection: psrp"),
    ],
)
def test_what_goes_wrong_is_one_clear_line(gathered: Gathering, host: str, status: str, reason: str, mend: str) -> None:
    found = gathered.outcome(host)
    assert found[0] == status, found
    assert reason in found[1]
    assert mend in found[2]
    assert not (gathered.store.root / host / "windows.json").exists()


def test_an_account_that_is_no_administrator_leaves_a_part_undone(gathered: Gathering) -> None:
    status, reason, mend = gathered.outcome("limited")
    assert status == "partial"
    assert "有 4 段没有采全" in reason
    assert "user_rights（用户权限分配）：无权读取" in reason
    assert "管理员" in mend
    assert (gathered.store.root / "limited/windows.json").exists()


def test_classified_hosts_are_never_touched(gathered: Gathering) -> None:
    assert gathered.outcome("secret")[0] == "excluded"
    assert gathered.received("secret") == []


def test_no_password_reaches_output_or_snapshot(gathered: Gathering) -> None:
    assert PASSWORD not in gathered.ran.stdout + gathered.ran.stderr
    stored = b"".join(path.read_bytes() for path in gathered.store.root.rglob("*") if path.is_file())
    assert PASSWORD.encode() not in stored


def test_says_before_it_connects_that_a_script_runs(gathered: Gathering) -> None:
    said = gathered.ran.stdout.partition("逐台只读采集")[0]
    assert "Windows：18 台，每台运行一次采集脚本" in said
    assert "读完即删" in said
