"""Gathers from a Linux host: one login, one script over standard input, one document back; nothing is written there."""

from __future__ import annotations

import json
import shlex
import time
from typing import Any

import paramiko

from dengbao.gather.connecting import LEGACY, connect, shown_by, telling
from dengbao.gather.devices import Harvest
from dengbao.gather.guard import Refused
from dengbao.gather.linux_script import script
from dengbao.gather.outcome import Ended
from dengbao.gather.target import PORTS, Target
from dengbao.platforms import Command, Platform
from dengbao.snapshot.decode import decode
from dengbao.snapshot.records import CommandRecord

FILE = "linux.json"
_LONGEST_SECONDS = 900.0
_LARGEST_BYTES = 1 << 26
_PIECE = 1 << 16
_NOT_FOUND = 127
_DENIED = ("denied", "not permitted")
_MEND = "用 root 登录，或按 docs/linux.md 给账号授予只读的 sudo 权限（dengbao commands linux --sudoers）"


def gather_linux(target: Target, platform: Platform, harvest: Harvest) -> None:
    """Gather from one host.

    Args:
        target: whom.
        platform: what may be read.
        harvest: is filled: ``linux.json``, and a record for each read.
    """
    record = harvest.record
    if not target.user:
        record.status, record.reason, record.mend = "refused", "没有给出登录账号", "在清单里写 ansible_user"
        return
    wanted = [command for command in platform.commands if command.command not in target.skip]
    started = time.monotonic()
    try:
        raw = _run(target, script(wanted), harvest)
    except Ended as end:
        record.status, record.reason, record.mend = end.status, end.reason, end.mend
        return
    text = _decoded(raw)
    whole = CommandRecord(command="sh -s", file=FILE, encoding="utf-8", seconds=round(time.monotonic() - started, 3))
    record.commands.append(whole)
    harvest.texts[FILE] = text
    try:
        sections: dict[str, Any] = json.loads(text)["sections"]
        _judge(harvest, wanted, sections)
    except (ValueError, TypeError, KeyError):
        whole.status, whole.problem = "partial", f"{FILE} 不是完整的文档（最后是“{text.rstrip()[-60:]}”）"
        record.status, record.reason = "partial", whole.problem
        record.mend = "确认登录账号的 shell 是 POSIX shell，登录脚本不向标准输出打印；重试"
    skipped = [command for command in platform.commands if command.command in target.skip]
    for command in skipped:
        problem = f"{command.command}：按 dengbao_skip_commands 略过"
        record.commands.append(CommandRecord(command=command.command, status="missing", problem=problem))


def _run(target: Target, sent: str, harvest: Harvest) -> bytes:
    """Log in, run the script, and give what it printed.

    Raises:
        Ended: it could not be done, or ended early.
        Refused: the script holds something that a terminal could take for more than text.
    """
    if not sent.isascii() or "\0" in sent or "\r" in sent:
        raise Refused("采集脚本里有不可见字符或非 ASCII 字符")
    port = target.port or PORTS["ssh"]
    where = f"{target.address}:{port}"
    options: dict[str, Any] = {
        "hostname": target.address,
        "port": port,
        "username": target.user,
        "password": target.password or None,
        "key_filename": target.key_file or None,
        "allow_agent": False,
        "timeout": target.connect_timeout,
        "auth_timeout": target.connect_timeout,
        "banner_timeout": target.connect_timeout,
        "disabled_algorithms": None if target.legacy_ssh else LEGACY,
    }
    with paramiko.SSHClient() as client:
        with telling(where, target):
            connect(client, target, port, options)
            transport = client.get_transport()
            assert transport
            harvest.record.ssh = shown_by(transport, target)
            channel = transport.open_session(timeout=target.connect_timeout)
            channel.settimeout(target.silence_timeout)
            channel.exec_command("sh -s")
        harvest.record.sent = ["sh -s", *_reads(sent)]
        try:
            channel.sendall(sent.encode("ascii"))
            channel.shutdown_write()
            return _read(channel)
        except TimeoutError as error:
            reason = f"{target.silence_timeout:.0f} 秒没有输出"
            raise Ended("cut_off", reason, "检查主机负载；可调大 dengbao_silence_timeout") from error
        except (OSError, EOFError, paramiko.SSHException) as error:
            raise Ended("cut_off", "采集中途断开", "重试；仍断开时查看主机日志") from error


def _read(channel: paramiko.Channel) -> bytes:
    """Read to the end.

    Raises:
        Ended: the channel was closed before the script ended, or it printed beyond all measure.
    """
    got = bytearray()
    deadline = time.monotonic() + _LONGEST_SECONDS
    while piece := channel.recv(_PIECE):
        got += piece
        if len(got) > _LARGEST_BYTES or time.monotonic() > deadline:
            raise Ended("cut_off", f"采集没有结束（已收到 {len(got)} 字节）", "重试；仍如此时在主机上手工运行采集脚本")
    if not channel.exit_status_ready() and channel.closed:
        raise Ended("cut_off", f"采集中途断开（已收到 {len(got)} 字节）", "重试；仍断开时查看主机日志")
    status = channel.recv_exit_status()
    if status < 0:
        raise Ended("cut_off", f"采集中途断开（已收到 {len(got)} 字节）", "重试；仍断开时查看主机日志")
    if not got:
        said = decode(channel.recv_stderr(_PIECE)).text.strip()[:80]
        raise Ended("partial", f"sh -s 没有输出（退出码 {status}，{said}）", "确认账号可以执行命令（不是受限 shell）")
    return bytes(got)


def _decoded(raw: bytes) -> str:
    """Decode line by line where it must be: files of one host can be in several encodings."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return "\n".join(decode(line).text for line in raw.split(b"\n"))


def _reads(sent: str) -> list[str]:
    """List the commands in a script, for the record."""
    return [shlex.split(line)[4] for line in sent.split("\n") if line.startswith("take ")]


def _judge(harvest: Harvest, wanted: list[Command], sections: dict[str, Any]) -> None:
    """Record what became of each read; denied ones, and needed ones that failed, make the host partly gathered."""
    record = harvest.record
    wrong = []
    for command in wanted:
        made = _record(command, sections.get(command.file))
        record.commands.append(made)
        if made.status in {"denied", "missing"} or (made.status != "whole" and not command.optional):
            wrong.append(made)
    record.privilege_proven = not any(made.status == "denied" for made in wrong)
    record.privilege = "各项读取均未被拒绝" if record.privilege_proven else "部分读取被拒绝"
    if wrong:
        record.status, record.mend = "partial", "" if record.privilege_proven else _MEND
        more = f"等 {len(wrong)} 项" if len(wrong) > 4 else ""  # noqa: PLR2004 - as many as one line takes
        record.reason = "；".join(made.problem for made in wrong[:4]) + more


def _record(command: Command, section: dict[str, Any] | None) -> CommandRecord:
    """Say of one read what became of it."""
    made = CommandRecord(command=command.command)
    if section is None:
        made.status, made.problem = "missing", f"{command.command}：没有执行"
        return made
    errors, lines, status = section["errors"], section["lines"], section["status"]
    denied = next((error for error in errors if any(word in error for word in _DENIED)), "")
    without_root = command.root and section["as"] != "root" and status not in {0, _NOT_FOUND, None} and not lines
    if denied or without_root:
        denied = denied or errors[-1]
        made.status, made.problem = "denied", f"{command.command[:60]}：无权读取（{denied[:80]}）"
    elif status == _NOT_FOUND:
        made.status, made.note = "rejected", "主机上没有这个命令"
    elif status is None:
        made.note = "所需的内核模块没有加载，未执行"
    elif status and not lines:
        made.status, made.note = "rejected", f"退出码 {status}（{(errors or ['没有输出'])[-1][:80]}）"
    if made.status == "rejected" and not command.optional:
        made.problem = f"{command.command[:60]}：{made.note}"
    return made
