"""What an evaluation is worth: no pass without evidence, no failure without findings.

The checks here are rewritten by pytest, as any check may be that somebody runs as a test.
"""

from __future__ import annotations

import pytest

from dengbao.check import Device, Findings, Found, NotApplicable, findings, lacking, need, offending
from dengbao.engine.evaluate import evaluate
from dengbao.model import Absent, Known, Lockout, Logging, Policies, Section, Unknown, Unsupported
from tests.engine.made import channels, made_check, reader, rule


def telnet_off(device: Device) -> None:
    problems = lacking(need(device.listening.telnet, lambda on: not on, key="service:telnet", expected="关闭"))
    assert not problems, problems


def no_any(device: Device) -> None:
    bad = offending(device.policies, lambda one: one.enabled and one.is_any_to_any)
    assert not bad, findings(bad, expected="限定", actual="任意")


def test_a_known_fact_that_complies_passes_and_is_the_evidence():
    outcome = evaluate(made_check(telnet_off), reader(channels=channels(telnet=False)))
    assert outcome.status == "pass"
    assert Known(value=False, lines=(7,)) in outcome.read


def test_a_violation_fails_with_its_line():
    outcome = evaluate(made_check(telnet_off), reader(channels=channels(telnet=True)))
    assert (outcome.status, outcome.found[0].lines) == ("fail", (7,))


def test_a_violation_stands_beside_unread_lines_and_lists_them():
    outcome = evaluate(made_check(telnet_off), reader(channels=channels(telnet=True, unread=[9])))
    assert (outcome.status, outcome.lines) == ("fail", (9,))


def test_unread_lines_of_the_topic_make_a_clean_answer_undecided():
    outcome = evaluate(made_check(telnet_off), reader(channels=channels(telnet=False, unread=[9])))
    assert (outcome.status, outcome.lines) == ("error", (9,))


def test_what_the_parser_never_read_is_undecided():
    outcome = evaluate(made_check(telnet_off), reader())
    assert (outcome.status, outcome.why) == ("error", "解析器没有读到这一部分")


def test_a_check_that_reads_nothing_is_undecided():
    def idle(device: Device) -> None:
        assert device

    assert evaluate(made_check(idle), reader()).why == "检查没有读到任何事实"


def test_reading_only_a_name_decides_nothing():
    def by_name(device: Device) -> None:
        assert device.name

    assert evaluate(made_check(by_name), reader()).status == "error"


def test_a_confirmed_default_decides():
    def on(device: Device) -> None:
        assert device.logging.enabled, Findings([Found(key="k", expected="e", actual="a")])

    assert evaluate(made_check(on), reader(logging=Logging(enabled=Absent(True, "缺省打开")))).status == "pass"


def test_an_unsupported_fact_does_not_apply():
    def locks(device: Device) -> None:
        problems = lacking(need(device.lockout.attempts, bool, key="k", expected="e"))
        assert not problems, problems

    outcome = evaluate(made_check(locks), reader(lockout=Lockout(attempts=Unsupported("此平台没有锁定"))))
    assert (outcome.status, outcome.why) == ("skip", "此平台没有锁定")


def test_an_assert_without_findings_is_a_mistake_not_a_failure():
    def broken(device: Device) -> None:
        assert device.name == "x"

    assert evaluate(made_check(broken), reader()).status == "error"


def test_a_librarys_assertion_is_a_mistake():
    def broken(_: Device) -> None:
        raise AssertionError("from a library")

    outcome = evaluate(made_check(broken), reader())
    assert outcome.status == "error"
    assert "from a library" in outcome.why


def test_empty_findings_cannot_fail():
    def broken(_: Device) -> None:
        raise AssertionError(Findings())

    assert evaluate(made_check(broken), reader()).status == "error"


def test_a_crash_names_its_place():
    def broken(device: Device) -> None:
        raise KeyError(device.name)

    why = evaluate(made_check(broken), reader()).why
    assert why.startswith("检查出错:KeyError")
    assert "test_evaluate.py" in why


def test_interrupting_is_not_an_outcome():
    def stop(_: Device) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        evaluate(made_check(stop), reader())


def test_an_empty_section_that_was_read_is_a_fact():
    assert evaluate(made_check(no_any), reader(policies=Policies(missing=""))).status == "pass"


def test_all_offenders_come_at_once():
    policies = Policies(items=[rule("a"), rule("bb")], missing="")
    assert [one.key for one in evaluate(made_check(no_any), reader(policies=policies)).found] == [
        "policy:a",
        "policy:bb",
    ]


def test_a_record_with_unread_lines_cannot_pass():
    policies = Policies(items=[rule("a", source_zones=("x",), enabled=False, unread=(4,))], missing="")
    outcome = evaluate(made_check(no_any), reader(policies=policies))
    assert (outcome.status, outcome.lines) == ("error", (4,))


def test_a_record_with_unread_lines_hides_no_other_offender():
    policies = Policies(items=[rule("a", unread=(4,)), rule("bb")], missing="")
    outcome = evaluate(made_check(no_any), reader(policies=policies))
    assert [one.key for one in outcome.found] == ["policy:bb"]


def test_one_unknown_fact_hides_no_violated_one():
    def both(device: Device) -> None:
        problems = lacking(
            need(device.lockout.minutes, bool, key="m", expected="e"),
            need(device.lockout.attempts, bool, key="a", expected="e"),
        )
        assert not problems, problems

    lockout = Lockout(minutes=Unknown("?"), attempts=Known(0, (3,)))
    assert [one.key for one in evaluate(made_check(both), reader(lockout=lockout)).found] == ["a"]
    lockout.attempts = Known(3, (3,))
    assert evaluate(made_check(both), reader(lockout=lockout)).why == "?"


def test_a_section_that_does_not_apply():
    def zones(device: Device) -> None:
        bad = offending(device.zones, lambda zone: not zone.name)
        assert not bad, findings(bad, expected="e", actual="a")

    assert evaluate(made_check(zones), reader(zones=Section(unsupported="交换机没有安全域"))).status == "skip"


def test_not_applicable_is_said_by_the_check():
    def never(_: Device) -> None:
        raise NotApplicable("没有策略")

    outcome = evaluate(made_check(never), reader())
    assert (outcome.status, outcome.why) == ("skip", "没有策略")


def test_what_was_not_understood_may_be_what_does_not_apply():
    def none(device: Device) -> None:
        if not len(device.zones):
            raise NotApplicable("没有安全域")

    unread = Section(missing="", unread=[7])
    outcome = evaluate(made_check(none), reader(zones=unread))
    assert (outcome.status, outcome.why, outcome.lines) == ("error", "所依据的配置中有 1 行没有读懂", (7,))
    unread.unsupported = "交换机没有安全域"
    assert evaluate(made_check(none), reader(zones=unread)).status == "skip"
