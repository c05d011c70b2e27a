"""The UPS client against the lab's server, and against servers that misbehave."""

from __future__ import annotations

import datetime as dt
import shutil
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from dengbao.gather import gather_host, target_of
from dengbao.lab import Device, start
from dengbao.snapshot.records import Gathered
from dengbao.snapshot.store import Store


@contextmanager
def server(*answers: str) -> Iterator[int]:
    """Answer each line of one client with the next of the answers; then close."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        client, _ = listener.accept()
        with client, client.makefile("rb") as lines:
            for answer in answers:
                if not lines.readline():
                    return
                client.sendall(answer.encode())

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        thread.join(5)
        listener.close()


Ask = Callable[..., Gathered]


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    store = Store(tmp_path / "snapshot")
    store.open(["ups"], {})

    def gather(port: int, **variables: object) -> Gathered:
        shutil.rmtree(store.root / "ups", ignore_errors=True)
        known = {"platform": "ups", "ansible_host": "127.0.0.1", "ansible_port": port, "ups_name": "u1"}
        return gather_host(target_of("ups", known | {"dengbao_silence_timeout": 1} | variables, {}), store)

    return gather


@pytest.mark.parametrize("nut", ["own", pytest.param("real", marks=pytest.mark.system("nut-server"))])
@pytest.mark.parametrize("named", [True, False])
def test_reads_a_ups_of_the_lab(ask: Ask, tmp_path: Path, nut: str, named: bool) -> None:  # noqa: FBT001
    # NUT's own dummy driver drops what is not ASCII.
    name = "山特 C6K" if nut == "own" else "C6K"
    (tmp_path / "upsc.txt").write_text(f"ups.status: OL\nups.id: {name}\nbattery.runtime: 1800\n", encoding="utf-8")
    device = Device(host="ups-x", platform="ups", address="127.88.7.1", folder=tmp_path)
    with start(devices=[device], nut=nut) as lab:  # type: ignore[arg-type]
        end = lab.hosts["ups-x"]
        record = ask(end.port, ansible_host=end.address, ups_name="ups-x" if named else "")
    assert (record.status, record.reason) == ("whole", "")
    text = (tmp_path / "snapshot/ups/upsc.txt").read_text(encoding="utf-8")
    assert "battery.runtime: 1800\n" in text
    assert f"ups.id: {name}\n" in text
    assert record.sent == [*([] if named else ["LIST UPS"]), "LIST VAR ups-x", "LOGOUT"]


def test_unquotes_and_keeps_order(ask: Ask, tmp_path: Path) -> None:
    rows = 'VAR u1 b.two "a \\"b\\" \\\\c"\nVAR u1 a.one ""\n'
    with server(f"BEGIN LIST VAR u1\n{rows}END LIST VAR u1\n", "OK Goodbye\n") as port:
        assert ask(port).status == "whole"
    assert (tmp_path / "snapshot/ups/upsc.txt").read_text() == 'b.two: a "b" \\c\na.one: \n'


@pytest.mark.parametrize(
    ("answer", "status", "reason"),
    [
        ("ERR DRIVER-NOT-CONNECTED\n", "partial", "驱动断开"),
        ("ERR DATA-STALE\n", "partial", "数据已过期"),
        ("ERR UNKNOWN-UPS\n", "partial", "没有这个 UPS"),
        ("ERR ACCESS-DENIED\n", "refused", "拒绝访问"),
        ("SSH-2.0-x\n", "partial", "答复异常"),
        ('BEGIN LIST VAR u1\nVAR u1 a "1"\n', "cut_off", "连接已断开"),
        ("BEGIN LIST VAR u1\nrubbish\n", "partial", "看不懂的一行"),
        ("BEGIN LIST VAR u1\nEND LIST VAR u1\n", "partial", "没有给出任何变量"),
        ("", "cut_off", "连接已断开"),
    ],
)
def test_tells_errors_apart(ask: Ask, answer: str, status: str, reason: str) -> None:
    with server(answer) as port:
        record = ask(port)
    assert record.status == status
    assert reason in record.reason


def test_several_upses_ask_for_a_name(ask: Ask) -> None:
    with server('BEGIN LIST UPS\nUPS u1 "x"\nUPS u2 "y"\nEND LIST UPS\n', "OK Goodbye\n") as port:
        record = ask(port, ups_name="")
    assert (record.status, "u1、u2" in record.reason, "ups_name" in record.mend) == ("partial", True, True)


def test_an_account_is_shown_only_where_given_and_never_logged_in(ask: Ask, tmp_path: Path) -> None:
    rows = 'BEGIN LIST VAR u1\nVAR u1 a "1"\nEND LIST VAR u1\n'
    with server(rows, "OK Goodbye\n") as port:  # the network devices' account is nobody's business here
        assert ask(port, ansible_user="audit", ansible_password="Net-Pass#1").sent == ["LIST VAR u1", "LOGOUT"]
    with server("OK\n", "OK\n", rows, "OK Goodbye\n") as port:
        record = ask(port, ups_user="look", ups_password="Ups-Pass#1")
    assert record.sent == ["USERNAME look", "PASSWORD ***", "LIST VAR u1", "LOGOUT"]
    assert "Ups-Pass#1" not in (tmp_path / "snapshot/ups/gathered.json").read_text()


def test_tls_where_the_server_has_none_is_said(ask: Ask) -> None:
    with server("ERR FEATURE-NOT-CONFIGURED\n") as port:
        record = ask(port, ups_tls=True)
    assert record.status == "partial"
    assert "没有配置证书" in record.reason


def test_nobody_there(ask: Ask) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    assert ask(port).status == "unreachable"


@pytest.mark.parametrize("name", ["u1 u2", "u1\nSET VAR", '"'])
def test_a_name_that_could_carry_a_command_is_not_sent(ask: Ask, name: str) -> None:
    with server() as port:
        record = ask(port, ups_name=name)
    assert record.status == "unsupported"
    assert not any("VAR" in line for line in record.sent)


def certificate(folder: Path) -> Path:
    """Make a certificate that signs itself, with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "ups")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + dt.timedelta(1))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    form = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    path = folder / "ups.pem"
    path.write_bytes(
        made.public_bytes(serialization.Encoding.PEM) + key.private_bytes(serialization.Encoding.PEM, *form)
    )
    return path


@pytest.mark.parametrize("trusted", [True, False])
def test_tls_before_anything_is_said_and_only_with_a_trusted_certificate(
    ask: Ask,
    tmp_path: Path,
    trusted: bool,  # noqa: FBT001
) -> None:
    pem = certificate(tmp_path)
    listener = socket.create_server(("127.0.0.1", 0))
    heard: list[bytes] = []

    def serve() -> None:
        plain, _ = listener.accept()
        heard.append(plain.recv(100))
        plain.sendall(b"OK STARTTLS\n")
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(pem)
        try:
            with context.wrap_socket(plain, server_side=True) as client:
                heard.append(client.recv(100))
                client.sendall(b'BEGIN LIST VAR u1\nVAR u1 a "1"\nEND LIST VAR u1\n')
                client.recv(100)
        except ssl.SSLError:
            plain.close()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    record = ask(listener.getsockname()[1], ups_tls=True, ups_ca=str(pem) if trusted else "")
    thread.join(5)
    listener.close()
    assert record.status == ("whole" if trusted else "host_key")
    assert heard == [b"STARTTLS\n", *([b"LIST VAR u1\n"] if trusted else [])]
