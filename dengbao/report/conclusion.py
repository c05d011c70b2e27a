"""The conclusion in words, the same in every form: an estimate, with both rates that it rests on."""

from __future__ import annotations

from dataclasses import dataclass

from dengbao.report.source import Source
from dengbao.report.suspects import Suspects
from dengbao.results.conclusion import Estimate
from dengbao.results.run import Run
from dengbao.results.summary import Summary
from dengbao.results.verdict import Rates, SiteClause, rates

DISCLAIMER = "本结果为自查,不替代具有资质的测评机构出具的等级测评报告和等级测评结论。"


@dataclass(frozen=True)
class Conclusion:
    """What one level comes to.

    ``domains`` holds the clauses by domain in the standard's order. ``surely`` counts all that is 待核查 as failed,
    ``decided`` looks at what was decided alone; ``majors`` are the codes of suspected 重大风险隐患.
    """

    level: int
    clauses: list[SiteClause]
    domains: dict[str, list[SiteClause]]
    rates: Rates
    surely: Estimate
    decided: Estimate
    majors: tuple[str, ...]

    @property
    def word(self) -> str:
        """The estimate in a word; the careful one first where the two differ."""
        if self.surely is self.decided:
            return f"自查估计:{self.surely}"
        return f"自查估计:{self.surely}(仅按已判定的条款则为{self.decided})"

    @property
    def shares(self) -> str:
        """Both rates, in one sentence without a full stop."""
        share = self.rates
        return (
            f"已判定的 {share.decided} 条中符合 {share.compliant} 条,符合率 {percent(share.of_decided)};"
            f"待核查的 {share.applicable - share.decided} 条都按不符合计,符合率至少 {percent(share.lower_bound)}"
        )

    @property
    def suspected(self) -> str:
        """How many 重大风险隐患 are suspected; "" for none."""
        if not self.majors:
            return ""
        return f"疑似重大风险隐患 {len(self.majors)} 类({'、'.join(self.majors)}),是否成立由人判定"


def conclusions(source: Source, summary: Summary, suspects: Suspects) -> list[Conclusion]:
    """Conclude on each level, over all of its clauses: what nobody looked at is 待核查."""
    return [
        _concluded(source, summary, suspects, level) for level in sorted({*source.run.levels, *summary.clauses.levels})
    ]


def _concluded(source: Source, summary: Summary, suspects: Suspects, level: int) -> Conclusion:
    named = {item.id: item.domain for item in source.catalogue(level).items}
    clauses = summary.clauses.site(level, named)
    domains: dict[str, list[SiteClause]] = {}
    for clause in clauses:
        domains.setdefault(named.get(clause.clause, "其他"), []).append(clause)
    share, bounds = rates(clauses), source.run.bounds
    majors = tuple(sorted({case.major for case in suspects.at(level) if case.major}))
    return Conclusion(
        level=level,
        clauses=clauses,
        domains=domains,
        rates=share,
        surely=bounds.estimate(share.compliant, share.applicable, major=bool(majors)),
        decided=bounds.estimate(share.compliant, share.decided, major=bool(majors)),
        majors=majors,
    )


def rule(run: Run) -> str:
    """Say how the words are chosen."""
    low, high = f"{run.bounds.basic:g}%", f"{run.bounds.compliant:g}%"
    return f"估计口径:符合率达到 {high} 且没有疑似重大风险隐患为符合,达到 {low} 为基本符合,不足 {low} 为不符合"


def percent(share: float | None) -> str:
    """Write a share; a dash where there is none."""
    return "—" if share is None else f"{share:.1%}"
