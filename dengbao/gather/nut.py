"""A NUT client that reads: the variables of one UPS, as ``upsc`` prints them.

Rests on Network UPS Tools, docs/net-protocol.txt (protocol 1.3, NUT 2.8): commands, quoting, error words. ``LOGIN`` is
never sent, as it counts as a load and delays a shutdown; reading needs no account, one is shown only where given.
"""

from __future__ import annotations

import contextlib
import re
import socket
import ssl
from typing import BinaryIO, Self

from dengbao.gather.devices import Harvest
from dengbao.gather.guard import HIDDEN, safe_user
from dengbao.gather.outcome import Ended, why_not
from dengbao.gather.target import PORTS, Target
from dengbao.snapshot.decode import decode
from dengbao.snapshot.records import CommandRecord, Status

_NAME = re.compile(r"[\w.-]{1,100}", re.ASCII)
_SECRET = re.compile(r"[\x21-\x7e]{1,128}")
_ROW = re.compile(r'(?:VAR|UPS) (?P<words>[^"]+) "(?P<value>(?:[^"\\]|\\.)*)"')
_LONGEST_LINE = 4096
_MOST_LINES = 10000

_ERRORS = {
    "DRIVER-NOT-CONNECTED": ("NUT 服务与 UPS 驱动断开", "在 NUT 主机上检查驱动（upsdrvctl）和通信线"),
    "DATA-STALE": ("UPS 数据已过期，驱动收不到新数据", "检查 UPS 通信线和驱动"),
    "UNKNOWN-UPS": ("NUT 服务上没有这个 UPS", "核对 ups_name（在 NUT 主机上用 upsc -l 查看）"),
    "ACCESS-DENIED": ("NUT 服务拒绝访问", "核对 NUT 的账号和访问限制"),
    "FEATURE-NOT-SUPPORTED": ("NUT 服务不支持加密连接", "为 upsd 配置证书，或去掉 ups_tls"),
    "FEATURE-NOT-CONFIGURED": ("NUT 服务没有配置证书", "为 upsd 配置证书，或去掉 ups_tls"),
}


def gather_ups(target: Target, harvest: Harvest) -> None:
    """Gather from one UPS.

    Args:
        target: whom; ``ups_name`` empty means the only UPS there.
        harvest: is filled: ``upsc.txt``, a ``name: value`` a line.
    """
    record = harvest.record
    client = _Client(target)
    try:
        with client:
            name = target.ups_name or client.only_ups()
            variables = client.variables(name)
        text = "".join(f"{key}: {value}\n" for key, value in variables)
        made = CommandRecord(command=f"LIST VAR {name}", file="upsc.txt", encoding=client.encoding)
        if not variables:
            made.status, made.problem = "partial", "UPS 没有给出任何变量"
            record.status, record.reason = "partial", made.problem
        record.commands.append(made)
        harvest.texts["upsc.txt"] = text
    except Ended as end:
        record.status, record.reason, record.mend = end.status, end.reason, end.mend
    record.sent = client.sent


class _Client:
    """One conversation with upsd."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._where = f"{target.address}:{target.port or PORTS['nut']}"
        self._socket: socket.socket | None = None
        self._file: BinaryIO | None = None
        self.sent: list[str] = []
        self.encoding = "utf-8"

    def __enter__(self) -> Self:
        target = self._target
        try:
            self._socket = socket.create_connection(
                (target.address, target.port or PORTS["nut"]), target.connect_timeout
            )
        except OSError as error:
            reason = f"{self._where} 连不上：{why_not(error)}"
            raise Ended("unreachable", reason, "检查地址、端口、upsd 的 LISTEN 和防火墙") from error
        try:
            self._socket.settimeout(target.silence_timeout)
            self._file = self._socket.makefile("rb")
            if target.ups_tls:
                self._encrypt()
            if target.ups_user and target.ups_password:
                self._introduce()
        except BaseException:
            self._close()
            raise
        return self

    def __exit__(self, *_error: object) -> None:
        with contextlib.suppress(Ended):  # it may have been quicker
            self._send("LOGOUT")
        self._close()

    def only_ups(self) -> str:
        """Name the only UPS of the server."""
        names = [row["words"] for row in self._list("LIST UPS")]
        if len(names) == 1 and _NAME.fullmatch(names[0]):
            return names[0]
        listed = "、".join(names) or "没有"
        raise Ended("partial", f"{self._where} 上的 UPS：{listed}", "在清单里用 ups_name 写明是哪一个")

    def variables(self, name: str) -> list[tuple[str, str]]:
        """Give the variables of a UPS, in the server's order."""
        if not _NAME.fullmatch(name):
            raise Ended("unsupported", f"ups_name“{name}”含特殊字符", "只用字母、数字、点、横线")
        rows = self._list(f"LIST VAR {name}")
        return [(row["words"].split()[-1], re.sub(r"\\(.)", r"\1", row["value"])) for row in rows]

    def _list(self, command: str) -> list[re.Match[str]]:
        """Ask for a list; one without its last line was cut off."""
        self._expect(command, f"BEGIN {command}")
        rows: list[re.Match[str]] = []
        for _ in range(_MOST_LINES):
            line = self._line(command)
            if line == f"END {command}":
                return rows
            if not (row := _ROW.fullmatch(line)):
                raise Ended("partial", f"{command}：看不懂的一行“{line[:60]}”")
            rows.append(row)
        raise Ended("partial", f"{command}：超过 {_MOST_LINES} 行仍未结束")

    def _encrypt(self) -> None:
        self._expect("STARTTLS", "OK STARTTLS")
        context = ssl.create_default_context(cafile=self._target.ups_ca or None)
        context.check_hostname = not self._target.ups_ca  # a site's own authority signs by device, not by address
        assert self._socket
        try:
            self._socket = context.wrap_socket(self._socket, server_hostname=self._target.address)
        except (ssl.SSLError, OSError) as error:
            raise Ended("host_key", f"{self._where} 证书不可信：{error}", "用 ups_ca 指明签发证书的 CA 文件") from error
        self._file = self._socket.makefile("rb")

    def _introduce(self) -> None:
        user, password = self._target.ups_user, self._target.ups_password
        if not (safe_user(user) and _SECRET.fullmatch(password) and '"' not in password):
            raise Ended("refused", "NUT 账号或口令含空格、引号等字符", "读取不需要账号，可去掉 ups_user")
        self._expect(f"USERNAME {user}", "OK")
        self._expect(f"PASSWORD {password}", "OK", shown=f"PASSWORD {HIDDEN}")

    def _expect(self, line: str, answer: str, shown: str = "") -> None:
        self._send(line, shown)
        got = self._line(shown or line)
        if got == answer or (answer == "OK" and got.startswith("OK")):
            return
        word = got.removeprefix("ERR ").split(" ")[0]
        reason, mend = _ERRORS.get(word, ("NUT 服务答复异常", ""))
        status: Status = "refused" if word == "ACCESS-DENIED" else "partial"
        raise Ended(status, f"{shown or line}：{reason}（{got[:80]}）", mend)

    def _send(self, line: str, shown: str = "") -> None:
        assert self._socket
        self.sent.append(shown or line)
        try:
            self._socket.sendall(line.encode("ascii") + b"\n")
        except OSError as error:
            raise Ended("cut_off", f"{shown or line}：连接中断") from error

    def _line(self, about: str) -> str:
        assert self._file
        try:
            raw = self._file.readline(_LONGEST_LINE)
        except TimeoutError as error:
            reason = f"{about}：{self._target.silence_timeout:.0f} 秒没有答复"
            raise Ended("cut_off", reason, "检查 upsd 是否停住") from error
        except OSError as error:
            raise Ended("cut_off", f"{about}：连接中断") from error
        if not raw.endswith(b"\n"):
            raise Ended("cut_off", f"{about}：答复没有结束，连接已断开", "重试")
        text, encoding, _ = decode(raw)
        self.encoding = encoding if encoding != "utf-8" else self.encoding
        return text.rstrip("\n")

    def _close(self) -> None:
        for part in (self._file, self._socket):
            if part:
                part.close()
