"""The sheets of ``report.xlsx``: their columns, and the rows that results make in them."""

from __future__ import annotations

from dengbao.catalogue import Case
from dengbao.report.ids import record_id
from dengbao.report.sentence import places, problem, record
from dengbao.report.source import Clause
from dengbao.report.words import LEVELS, PARSED, REASONS, RISKS, STATUSES
from dengbao.report.xlsx_book import ID, Column, Schema
from dengbao.results.record import Finding, Result
from dengbao.results.run import HostRun, Totals
from dengbao.results.verdict import SiteClause, Verdict
from dengbao.snapshot.records import WORDS as GATHERED

_CHECKER, _CHECKED = Column("核查人", 8), Column("核查时间", 11, date=True)
_NOTE = Column("备注", 14)

CLAUSES = Schema(
    "自查表",
    (
        Column(ID, 11),
        Column("等级", 5),
        Column("安全层面", 8),
        Column("控制点", 12),
        Column("测评单元", 12),
        Column("要求(摘要)", 36),
        Column("方式", 10),
        Column("结论", 9, word=True),
        *(Column(f"{verdict}对象数", 8) for verdict in Verdict),
        Column("待核查项数", 7),
        Column("已接受风险项数", 7),
        Column("疑似高风险判例", 22),
        Column("应出示的证明材料", 26),
    ),
    (Column("人工结论", 9, choices=tuple(Verdict)), Column("已有材料", 20), _CHECKER, _CHECKED, _NOTE),
    frozen=1,
)

RECORDS = Schema(
    "测评记录",
    (
        Column(ID, 17),
        Column("测评对象", 11),
        Column("安全层面", 8),
        Column("控制点", 9),
        Column("条款", 10),
        Column("测评单元", 12),
        Column("等级", 5),
        Column("测评项", 18),
        Column("检查", 16),
        Column("预期结果", 16),
        Column("结果记录", 62),
        Column("符合程度", 8, word=True),
        Column("风险", 5),
    ),
    (_CHECKER, _CHECKED, Column("备注", 12)),
)

MENDING = Schema(
    "整改清单",
    (
        Column(ID, 17),
        Column("涉及资产", 11),
        Column("问题描述", 34),
        Column("位置", 22),
        Column("控制点", 9),
        Column("条款", 10),
        Column("风险等级", 5, word=True),
        Column("疑似高风险判例", 16),
        Column("疑似重大风险隐患", 11),
        Column("整改建议(命令)", 40),
        Column("本次判定", 8, word=True),
        Column("风险接受", 14),
        Column("测评记录编号", 17),
    ),
    (
        Column("责任部门", 9),
        Column("责任人", 8),
        Column("计划完成时间", 11, date=True),
        Column("整改状态", 9, choices=("未整改", "整改中", "已整改", "不整改,接受风险")),
        Column("备注", 14),
    ),
)

ASSETS = Schema(
    "资产清单",
    (
        Column(ID, 16),
        Column("地址", 16),
        Column("平台", 16),
        Column("角色", 16),
        Column("所属部门", 14),
        Column("机房", 12),
        Column("等级", 6),
        Column("采集", 10),
        Column("解析", 12),
        Column("说明", 30),
        Column("配置行数", 9),
        Column("未读懂行数", 9),
        *(Column(word, 9) for word in ("符合", "不符合", "待核查", "已接受风险", "不适用", "待人工核查", "合计")),
    ),
    (Column("用途", 16), Column("责任人", 10), _NOTE),
    frozen=1,
)

TABLES = (CLAUSES, RECORDS, MENDING, ASSETS)
PEOPLE = tuple({column.title: column for table in TABLES for column in table.people}.values())

GONE = Schema(
    "已消失",
    (
        Column(ID, 21),
        Column("原工作表", 12),
        Column("去向", 30),
        Column("消失于", 12),
        Column("原内容", 70),
    ),
    PEOPLE,
)


def word(result: Result) -> str:
    """Say the verdict of one result."""
    return REASONS.get(result.reason or "", STATUSES[result.status])


def fails(result: Result) -> bool:
    """Say whether a result stands in 整改清单: an accepted risk does."""
    return result.status == "fail" or result.reason == "waived"


def record_row(result: Result, clause: Clause | None) -> list[str | int]:
    """Make a row of 测评记录, without its id."""
    return [
        result.host,
        clause.domain if clause else "",
        clause.title if clause else "",
        "\n".join(result.clauses),
        "\n".join(result.units),
        LEVELS.get(result.level, str(result.level)),
        result.title,
        result.check,
        result.expected,
        record(result),
        word(result),
        RISKS[result.risk],
    ]


def mending_row(result: Result, finding: Finding, clause: Clause | None, cases: list[Case]) -> list[str | int]:
    """Make a row of 整改清单, without its id."""
    majors = [case.major for case in cases if case.major]
    return [
        finding.device,
        problem(result, finding),
        "\n".join(places(finding.evidence)),
        clause.title if clause else "",
        "\n".join(result.clauses),
        RISKS[result.risk],
        _cases(cases),
        f"疑似({'、'.join(majors)}),由人判定" if majors else "",
        "\n".join(finding.remedy),
        word(result),
        result.waiver,
        record_id(result),
    ]


def clause_row(level: int, item: Clause, site: SiteClause, cases: list[Case], how: str) -> list[str | int]:
    """Make a row of 自查表, without its id."""
    return [
        LEVELS[level],
        item.domain,
        item.title,
        item.unit,
        item.summary,
        how,
        site.verdict,
        *(site.hosts[verdict] for verdict in Verdict),
        site.open,
        site.waived,
        _cases(cases),
        item.document,
    ]


def asset_row(host: HostRun, totals: Totals) -> list[str | int]:
    """Make a row of 资产清单, without its id, which is the name."""
    return [
        host.address,
        host.platform,
        host.role,
        host.department,
        host.room,
        LEVELS.get(host.level, str(host.level)),
        GATHERED[host.gather],
        PARSED[host.parse],
        host.reason,
        host.used + host.irrelevant + host.unread,
        host.unread,
        *counts(totals),
    ]


def counts(totals: Totals) -> list[int]:
    """Give 符合, 不符合, 待核查, 已接受风险, 不适用, 待人工核查, and their sum, which is all there is."""
    return [
        totals.passed,
        totals.failed,
        totals.undecided,
        totals.waived,
        totals.not_applicable,
        totals.manual,
        totals.total,
    ]


def _cases(cases: list[Case]) -> str:
    return "\n".join(f"{case.case} {case.title}" for case in cases)
