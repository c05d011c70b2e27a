"""Gathers from a network device: one login, every command of the allow-list, and a verdict on each output."""

from __future__ import annotations

from dataclasses import dataclass, field

from dengbao.gather.outcome import Ended
from dengbao.gather.privilege import prove
from dengbao.gather.session import Session
from dengbao.gather.target import Target
from dengbao.platforms import Command, Platform
from dengbao.snapshot.names import CONFIG, slug
from dengbao.snapshot.records import CommandRecord, Gathered
from dengbao.snapshot.wholeness import flaw


@dataclass
class Harvest:
    """A host's record and its texts by file name, not masked yet."""

    record: Gathered
    texts: dict[str, str] = field(default_factory=dict)


def gather_device(target: Target, platform: Platform, harvest: Harvest) -> None:
    """Gather from one device.

    Args:
        target: whom.
        platform: its way of talking.
        harvest: is filled. What came before an early end is kept, and the record says how it ended.
    """
    record = harvest.record
    if not target.user:
        record.status, record.reason, record.mend = "refused", "没有给出登录账号", "在清单里写 ansible_user"
        return
    session = Session(target, platform)
    outputs: dict[str, str] = {}
    try:
        with session:
            record.ssh = session.host_key()
            for command in _questions(platform):
                if command.command not in target.skip:
                    _ask(session, command, harvest, outputs)
    except Ended as end:
        record.status, record.reason, record.mend = end.status, end.reason, end.mend
    finally:
        record.sent = session.guard.sent
    _mark_missing(target, platform, record)
    if record.status == "whole":
        _judge(target, platform, harvest, outputs)


def _questions(platform: Platform) -> list[Command]:
    """List what is asked: the proof of privilege first, where it is a command of its own."""
    commands = list(platform.commands)
    proof = platform.privilege
    if proof and proof.command and all(proof.command != command.command for command in commands):
        commands.insert(0, Command(command=proof.command, why=proof.how, optional=True))
    return commands


def _ask(session: Session, command: Command, harvest: Harvest, outputs: dict[str, str]) -> None:
    """Ask one thing and record what became of it."""
    answer = session.run(command)
    text, encoding, odd = answer.decoded
    made = CommandRecord(command=command.command, encoding=encoding, seconds=round(answer.seconds, 3))
    harvest.record.commands.append(made)
    if answer.refusal:
        made.status = "rejected" if answer.refusal == "unknown" else "denied"
        reason = "设备不认这条命令" if answer.refusal == "unknown" else "账号无权执行"
        made.problem = f"{command.command}：{reason}（{text.strip().splitlines()[-1].strip()[:80]}）"
        return
    outputs[command.command] = text
    made.file = f"{command.file or slug(command.command)}.txt"
    harvest.texts[made.file] = text
    # An optional output may well be empty (no failover, no users); the configuration may not.
    wrong = flaw(text, command.whole) if text.strip() or not command.optional else ""
    made.note = odd
    if wrong:
        made.status, made.problem = "partial", f"{command.command}：{wrong}"


def _mark_missing(target: Target, platform: Platform, record: Gathered) -> None:
    """Record the commands that an early end, or the site's wish, left unasked."""
    asked = {made.command for made in record.commands}
    if record.status not in {"whole", "cut_off"}:
        return
    for command in _questions(platform):
        if command.command not in asked:
            why = "按 dengbao_skip_commands 略过" if command.command in target.skip else "未执行"
            problem = f"{command.command}：{why}"
            record.commands.append(CommandRecord(command=command.command, status="missing", problem=problem))


def _judge(target: Target, platform: Platform, harvest: Harvest, outputs: dict[str, str]) -> None:
    """Decide between whole and partial: every needed output whole, nothing denied, the privilege proven."""
    record = harvest.record
    optional = {command.command for command in _questions(platform) if command.optional}
    wrong = [
        made.problem
        for made in record.commands
        if made.status in {"partial", "denied"} or (made.status != "whole" and made.command not in optional)
    ]
    if platform.privilege and f"{CONFIG}.txt" in harvest.texts:
        config = harvest.texts[f"{CONFIG}.txt"]
        record.privilege_proven, record.privilege = prove(platform.privilege, target.user, outputs, config)
        if not record.privilege_proven and target.full_view:
            record.privilege_proven, record.privilege = True, f"由清单担保（dengbao_full_view）；{record.privilege}"
        elif not record.privilege_proven:
            wrong.append(record.privilege)
            record.mend = "按 docs/accounts.md 建只读账号；确认账号能看全配置时可设 dengbao_full_view: true 担保"
    if wrong:
        record.status, record.reason = "partial", "；".join(wrong)
