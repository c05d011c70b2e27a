"""The page that tells what became of the mutants, for people who are to trust the checks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from benchmarks.mutation.explain import Fate, Mutant

SHOWN = (
    Fate.TURNED,
    Fate.INAPPLICABLE,
    Fate.DEFAULT,
    Fate.OTHERS,
    Fate.FEWER,
    Fate.ELSEWHERE,
    Fate.HARMLESS,
    Fate.OPEN,
)
_HEAD = """# 改动一行,结论会不会变

由 `python -m benchmarks.mutation --write docs/mutation.md` 生成(约 {minutes} 分钟);
`python -m benchmarks.mutation --show 余 主机 …` 逐条列出。

检查说“符合”时,总要有配置行作依据。
这里把依据行一行一行地改坏,看结论会不会跟着变:本该留着的一行若能悄悄消失而仍是“符合”,检查就有漏洞。
取 {devices} 台合规设备({names})上的每一项“符合”,对它所依据的每一行各改三种,共 {mutants} 次:

- 删去:去掉这一行(打开一段的行连同整段);主机采集文档中的一个值置空,列表中的一项去掉。
- 取反:`undo`/`no`/`unset`/`inactive:`,或 enable/disable、permit/deny、yes/no、up/down 等互换,数值归零。
- 打乱:把行尾的值换成无意义的词。

改后再判一次,归为一类。“无妨”是人给的理由,“余”没有解释,其余各类由程序证明:

| 类 | 意思 | 怎样证明 |
|---|---|---|
| 变 | 结论不再是“符合” | 判为不符合,或无法判定 |
| 不适用 | 没有了要判断的对象(如删去整个 VPN) | 判为不适用 |
| 缺省 | 没有这一行,平台有据可查的缺省值同样合规 | 判断时改读了缺省值 |
| 无关 | 这一行只是同一条目中与该检查无关的内容 | 记下检查读到的每一个值,改前改后完全相同 |
| 冗余 | 另有别的行说着同一件事(如两台日志服务器) | 连同那些行一起去掉,结论就变 |
| 只反面 | 该检查禁止某样东西,少一个对象不会违规(如少一个账户) | 检查读到的值只少不多,全部去掉也不违规 |
| 另查 | 该检查看不出,另一项检查判为不符合或无法判定 | 同一处改动,另一项检查的结论变了 |
| 无妨 | 程序证明不了;人按检查和行的样式给出理由,没有逐条复核 | 见下文和 `benchmarks/mutation/reasons.yml` |
| 余 | 没有解释:应当修 | 应为 0 |

合计:{total}。

下表每格依次为 {columns}(“无关”不列)。

| 检查 | 依据行 | 删去 | 取反 | 打乱 | 余 |
|---|---|---|---|---|---|"""


def page(mutants: Iterable[Mutant], *, minutes: int) -> Iterator[str]:
    """Write the page.

    Args:
        mutants: of all devices.
        minutes: how long it took.

    Yields:
        Its lines, and after the table the reasons that people gave.
    """
    mutants = list(mutants)
    fates: defaultdict[str, defaultdict[str, Counter[Fate]]] = defaultdict(lambda: defaultdict(Counter))
    places = defaultdict(set)
    for one in mutants:
        fates[one.check][one.kind][one.fate] += 1
        places[one.check].add((one.host, one.place))
    hosts = sorted({one.host for one in mutants})
    sums = Counter(one.fate for one in mutants)
    yield _HEAD.format(
        minutes=minutes,
        devices=len(hosts),
        names="、".join(hosts),
        mutants=len(mutants),
        total=",".join(f"{fate} {sums[fate]}" for fate in Fate),
        columns="/".join(SHOWN[:-1]),
    )
    for check, kinds in sorted(fates.items()):
        cells = ("/".join(str(kinds[kind][fate]) for fate in SHOWN[:-1]) for kind in ("removed", "negated", "garbled"))
        left = sum(kind[Fate.OPEN] for kind in kinds.values())
        yield f"| {check} | {len(places[check])} | {' | '.join(cells)} | {left} |"
    yield "\n## 由人给出的理由\n\n| 改动数 | 理由 | 检查 |\n|---|---|---|"
    told: defaultdict[str, list[str]] = defaultdict(list)
    for one in mutants:
        if one.fate is Fate.HARMLESS:
            told[one.why].append(one.check)
    for why, checks in sorted(told.items(), key=lambda item: -len(item[1])):
        yield f"| {len(checks)} | {why} | {'、'.join(sorted(set(checks)))} |"
