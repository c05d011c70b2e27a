"""三、网络安全主要工作情况: area by area, what was asked, and how many of how many comply."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from dengbao.report.conclusion import Conclusion
from dengbao.report.docx_paper import Paper
from dengbao.report.docx_words import numeral
from dengbao.report.source import Source
from dengbao.report.tally import Asked, Tally
from dengbao.report.words import LEVELS
from dengbao.results.verdict import Verdict
from dengbao.results.visible import clip, one_line

_WORDS = {"pass": "符合", "fail": "不符合", "error": "待核查", "waived": "已接受风险", "not_applicable": "不适用"}
_ATTESTED = 60


def write_areas(paper: Paper, source: Source, tally: Tally, reached: list[Conclusion]) -> None:
    """Write the part.

    Args:
        paper: where.
        source: the run.
        tally: of all its results.
        reached: the conclusion on each level.
    """
    paper.line("三、网络安全主要工作情况", "一级")
    totals = tally.summary.totals
    paper.line(
        f"全部 {totals.total} 项结果中，符合 {totals.passed} 项，不符合 {totals.failed} 项，"
        f"待核查 {totals.undecided} 项，"
        f"已接受风险 {totals.waived} 项，不适用 {totals.not_applicable} 项，待人工核查 {totals.manual} 项。"
        "按条款归并如下。"
    )
    for one in reached:
        _sums(paper, one)
    number = 0
    for one in reached:
        level = f"（{LEVELS[one.level]}）" if len(reached) > 1 else ""
        for domain in one.domains:
            number += 1
            paper.line(f"（{numeral(number)}）{domain}{level}", "二级")
            _area(paper, tally, one, domain)
    paper.line(f"（{numeral(number + 1)}）人工核查的证明材料", "二级")
    _vouched(paper, source)


def _sums(paper: Paper, one: Conclusion) -> None:
    rows: list[Sequence[str | int]] = []
    for domain, clauses in [*one.domains.items(), ("合计", one.clauses)]:
        counts = Counter(clause.verdict for clause in clauses)
        rows.append((domain, len(clauses), *(counts[verdict] for verdict in Verdict)))
    heads = ("安全层面", "条款数", *map(str, Verdict))
    paper.table(heads, rows, (4, 2, 2, 2, 2, 2, 2), f"{LEVELS[one.level]}条款自查情况")


def _area(paper: Paper, tally: Tally, one: Conclusion, domain: str) -> None:
    clauses = one.domains[domain]
    counts = Counter(clause.verdict for clause in clauses)
    said = "，".join(f"{verdict} {counts[verdict]} 条" for verdict in Verdict if counts[verdict])
    asked = [own for (level, _), own in tally.asked.items() if level == one.level and own.domain == domain]
    whole = sum((own.words for own in asked), Counter[str]())
    paper.line(
        f"要求 {len(clauses)} 条：{said}。"
        + (
            f"由配置自动核查 {len(asked)} 项内容、{whole.total()} 项次，符合 {whole['pass']} 项次，"
            f"不符合 {whole['fail']} 项次，待核查 {whole['error']} 项次。"
            if asked
            else "本层面由人核查。"
        )
        + f"【待填：{domain}方面开展的工作】"
    )
    if asked:
        heads = ("核查内容", *_WORDS.values())
        paper.table(heads, map(_row, asked), (9, 2, 2, 2, 3, 2))


def _row(own: Asked) -> tuple[str | int, ...]:
    return one_line(own.title), *(own.words[word] for word in _WORDS)


def _vouched(paper: Paper, source: Source) -> None:
    attestations = source.run.ledger.attestations
    if not attestations:
        paper.line("清单中没有登记证明材料。【待填：管理制度、机构、人员、建设和运维方面的材料】")
        return
    lapsed = sum(one.valid_until < source.run.as_of for one in attestations)
    paper.line(f"已登记证明材料 {len(attestations)} 份，其中 {lapsed} 份已过期。")
    paper.table(
        ("条款", "说明", "证明材料", "证明人", "有效期至"),
        (
            (
                one.clause,
                clip(one_line(one.statement), 80),
                clip(one_line(one.document), 60),
                one_line(one.by),
                f"{one.valid_until}{'（已过期）' if one.valid_until < source.run.as_of else ''}",
            )
            for one in attestations[:_ATTESTED]
        ),
        (3, 7, 5, 2, 3),
    )
    if len(attestations) > _ATTESTED:
        paper.line(f"另有 {len(attestations) - _ATTESTED} 份，见清单。")
