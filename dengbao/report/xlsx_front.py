"""汇总: the first sheet, which says what was looked at, what came of it, and what became of an earlier workbook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from dengbao.report.conclusion import Conclusion, conclusions, rule
from dengbao.report.source import Source
from dengbao.report.suspects import Suspects
from dengbao.report.words import LEVELS
from dengbao.report.xlsx_book import HEAD, Book, safe
from dengbao.report.xlsx_sheets import counts
from dengbao.results.summary import Summary
from dengbao.results.verdict import Verdict
from dengbao.snapshot.records import WORDS as GATHERED

NAME = "汇总"
DECLARATION = "本工作簿为自查结果,不替代具有资质的测评机构出具的等级测评报告和等级测评结论。"
HELP = (
    "底色为黄的列由人填写。重新生成时按“编号”并入,填写的内容不会丢失;问题已不在的行移到“已消失”;"
    "加在右边的列、没有编号的行照原样保留。请不要改动编号列和工作表名称。"
)
_WIDTH, _LONG = 7, 60  # columns, and characters that one line of them takes
_WORDS = ("符合", "不符合", "待核查", "已接受风险", "不适用", "待人工核查", "合计")

Line = Sequence[str | int]


class Front:
    """The sheet; it is added first and filled last."""

    def __init__(self, book: Book) -> None:
        """Add it."""
        self._book, self._sheet, self._at = book, book.sheet(NAME), 0
        self._sheet.set_column(0, 0, 22)
        self._sheet.set_column(1, _WIDTH, 13)
        self._plain = book.format(border=1, text_wrap=True)
        self._head = book.format(font_name=HEAD, bold=True, border=1, bg_color="#D9E1F2")

    def fill(self, source: Source, summary: Summary, suspects: Suspects, mending: Counter[str], notice: str) -> None:
        """Write it.

        Args:
            source: the run.
            summary: of all results.
            suspects: of all results.
            mending: rows of 整改清单 by verdict and by risk.
            notice: what became of an earlier workbook, "" for nothing to say.
        """
        self._sheet.write_string(
            0,
            0,
            safe(f"{source.run.site} 网络安全等级保护自查"),
            self._book.format(font_name=HEAD, font_size=16, bold=True),
        )
        self._at = 1
        for text in (DECLARATION, HELP, notice):
            if text:
                self._long(text)
        reached = conclusions(source, summary, suspects)
        self._table("结论", [("等级", "自查估计")], [*_concluded(reached), ("口径", rule(source.run))])
        self._table("范围", [("项目", "内容")], _scope(source, summary))
        self._table("检查结果(一台设备的一个检查为一项)", [_WORDS], [counts(summary.totals)])
        high = [mending[risk] for risk in ("高", "中", "低")]
        self._table(
            "整改清单",
            [("不符合(处)", "已接受风险(处)", "高风险", "中风险", "低风险")],
            [(mending["不符合"], mending["已接受风险"], *high)],
        )
        for one in reached:
            self._table(f"{LEVELS[one.level]}条款结论", [("安全层面", "条款数", *Verdict)], _domains(one))

    def _long(self, text: str) -> None:
        self._at += 1
        wrapped = self._book.format(text_wrap=True)
        self._sheet.set_row(self._at, 30)
        self._sheet.merge_range(self._at, 0, self._at, _WIDTH, safe(text), wrapped)

    def _table(self, title: str, heads: Sequence[Line], lines: Iterator[Line] | Sequence[Line]) -> None:
        self._at += 2
        self._sheet.write_string(self._at, 0, safe(title), self._book.format(font_name=HEAD, font_size=12, bold=True))
        for style, rows in ((self._head, heads), (self._plain, lines)):
            for row in rows:
                self._at += 1
                self._line(row, style)

    def _line(self, row: Line, style: object) -> None:
        for number, value in enumerate(row):
            if isinstance(value, int):
                self._sheet.write_number(self._at, number, value, style)
            elif len(row) == 2 and number:  # noqa: PLR2004 - a name and its text, which takes the rest of the width
                self._sheet.merge_range(self._at, number, self._at, _WIDTH, safe(value), style)
                if len(value) > _LONG:
                    self._sheet.set_row(self._at, 30)
            else:
                self._sheet.write_string(self._at, number, safe(value), style)


def _scope(source: Source, summary: Summary) -> Iterator[Line]:
    run = source.run
    gathered = Counter(GATHERED[host.gather] for host in run.hosts)
    unread = sum(host.unread for host in run.hosts)
    yield "单位", run.site
    yield "等级", "、".join(LEVELS[level] for level in run.levels)
    yield "资产", f"{len(run.hosts)} 台:" + "、".join(f"{word} {count} 台" for word, count in gathered.items())
    missing = [host.host for host in run.hosts if host.gather != "whole"]
    yield "未完整采集", "、".join(missing) or "无"
    yield "方法", f"只读采集配置后离线核查,未读懂的配置 {unread} 行,凡可能影响结论的都列为待核查"
    yield "判定日期", str(run.as_of)
    yield "生成时间", f"{run.finished:%Y-%m-%d %H:%M:%S %z}"
    yield "快照", run.snapshot
    yield "工具与规则库", f"dengbao {run.tool};{run.catalogue}"
    short = run.expected - summary.totals.total
    yield "完整性", f"应有 {run.expected} 项结果," + (f"差 {short} 项" if short else "一项不少")


def _concluded(reached: list[Conclusion]) -> Iterator[Line]:
    for one in reached:
        for said in filter(None, (one.word, one.shares, one.suspected)):
            yield LEVELS[one.level], said


def _domains(reached: Conclusion) -> Iterator[Line]:
    for domain, clauses in [*reached.domains.items(), ("合计", reached.clauses)]:
        verdicts = Counter(clause.verdict for clause in clauses)
        yield domain, len(clauses), *(verdicts[verdict] for verdict in Verdict)
