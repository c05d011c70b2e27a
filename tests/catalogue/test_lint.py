"""The catalogue's lint: nothing missing, nothing unknown, nothing twice, in the standard's order."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

import dengbao.catalogue
from dengbao.catalogue import Clause, cases, level_of, load, majors, planned, thresholds
from dengbao.catalogue.ids import LEVELS, clause_id, sort_key
from dengbao.catalogue.source import read
from dengbao.check import load as load_checks

HOME = Path(dengbao.catalogue.__file__).parent

# GB/T 22239-2019's own totals: domain -> items at levels 1 to 4.
TOTALS = {
    "安全物理环境": (7, 15, 22, 24),
    "安全通信网络": (2, 4, 8, 11),
    "安全区域边界": (5, 11, 20, 21),
    "安全计算环境": (11, 23, 34, 36),
    "安全管理中心": (0, 4, 12, 13),
    "安全管理制度": (1, 6, 7, 7),
    "安全管理机构": (3, 9, 14, 15),
    "安全管理人员": (4, 7, 12, 14),
    "安全建设管理": (9, 25, 34, 35),
    "安全运维管理": (13, 31, 48, 52),
}
UNIT_CODES = dict(zip(TOTALS, ("PES", "CNS", "ABS", "CES", "SMC", "PSS", "ORS", "HRS", "CMS", "MMS"), strict=True))
# How the level-3 items of each domain are judged: automated, partial, attested.
AREAS = "identity|mgmt|access|audit|intrusion|malware|boundary|comm|power|central|backup|media|data|ledger"
JUDGED = {
    "安全物理环境": (1, 4, 17),
    "安全通信网络": (2, 6, 0),
    "安全区域边界": (10, 8, 2),
    "安全计算环境": (10, 18, 6),
    "安全管理中心": (2, 10, 0),
    "安全管理制度": (0, 0, 7),
    "安全管理机构": (0, 0, 14),
    "安全管理人员": (0, 2, 10),
    "安全建设管理": (0, 2, 32),
    "安全运维管理": (0, 19, 29),
}
EVERY = [item for level in LEVELS for item in load(level).items]
WRITTEN_CHECKS: dict[str, list[str]] = read("checks.yml")


@pytest.mark.parametrize("level", LEVELS)
def test_totals_per_domain(level: int) -> None:
    counted = Counter(item.domain for item in load(level).items)
    assert counted == Counter({domain: totals[level - 1] for domain, totals in TOTALS.items()})
    assert sum(counted.values()) == (55, 135, 211, 228)[level - 1]


def test_judgements_per_domain() -> None:
    counted = Counter((item.domain, item.judgement) for item in load(3).items)
    assert {
        domain: tuple(counted[domain, judgement] for judgement in ("automated", "partial", "attested"))
        for domain in TOTALS
    } == JUDGED


@pytest.mark.parametrize("level", LEVELS)
def test_ids_are_canonical_of_their_level_unique_and_in_order(level: int) -> None:
    ids = [item.id for item in load(level).items]
    assert ids == sorted(set(ids), key=sort_key)
    assert all(clause_id(id_) == id_ and level_of(id_) == level for id_ in ids)
    assert all(item.id.startswith(item.control) for item in load(level).items)


@pytest.mark.parametrize("level", LEVELS)
def test_units_are_unique_and_of_their_domain(level: int) -> None:
    units = [item.unit for item in load(level).items]
    assert len(set(units)) == len(units)
    for item in load(level).items:
        assert re.fullmatch(rf"L{level}-{UNIT_CODES[item.domain]}1-\d\d", item.unit), item


@pytest.mark.parametrize(
    "name", ["checks.yml", "planned.yml", "thresholds.yml", *(f"items/level{n}.yml" for n in LEVELS)]
)
def test_no_key_stands_twice(name: str) -> None:
    """YAML would keep the last and say nothing."""
    keys = re.findall(r"^((?: {4})?[\w.]+):", (HOME / name).read_text(encoding="utf-8"), re.MULTILINE)
    assert [key for key, times in Counter(keys).items() if times > 1] == []


def test_controls_agree_on_domain_and_title() -> None:
    for item in EVERY:
        assert item.title, item
        (where,) = {(other.domain, other.title) for other in load(item.level).under(item.control)}
        assert where == (item.domain, item.title)


@pytest.mark.parametrize("item", EVERY, ids=lambda item: item.id)
def test_an_item_is_whole(item: Clause) -> None:
    assert item.summary
    assert "\n" not in item.summary
    if item.judgement == "attested":
        assert item.document
        assert not item.checks
        assert not item.planned
    else:
        assert item.checks or item.planned
    if item.judgement == "partial" or item.planned:
        assert item.document, "what no check looks at is a person's to look at"
    elif item.judgement == "automated":
        assert not item.document, "a document that nobody needs keeps a clause open"


@pytest.mark.parametrize("level", [1, 2, 4])
def test_a_derived_item_says_how_it_differs(level: int) -> None:
    for controls in read(f"items/level{level}.yml").values():
        for items in controls.values():
            for id_, entry in items.items():
                same, like = entry.get("same_as"), entry.get("like")
                assert not (same and like), id_
                assert bool(like) == bool(entry.get("asks_less") or entry.get("asks_more")), id_
                if like:
                    assert entry["summary"] != load(3).clause(like).summary or entry.get("asks_more"), id_
                if level < 4:
                    assert same or like, id_
                    assert "asks_more" not in entry, id_


def test_level_3_says_everything_itself() -> None:
    for controls in read("items/level3.yml").values():
        for items in controls.values():
            for id_, entry in items.items():
                assert {"unit", "summary", "judgement"} <= entry.keys(), id_
                assert not {"same_as", "like", "checks"} & entry.keys(), id_


def test_every_check_has_clauses_that_exist_and_can_be_decided() -> None:
    for check, clauses in WRITTEN_CHECKS.items():
        assert re.fullmatch(rf"({AREAS})(_[a-z0-9]+)+", check)
        assert clauses, check
        assert len(set(clauses)) == len(clauses), check
        for id_ in clauses:
            assert load(3).clause(id_).judgement != "attested", (check, id_)


@pytest.mark.parametrize("level", LEVELS)
def test_mapping_and_items_say_the_same(level: int) -> None:
    catalogue = load(level)
    for check in catalogue.checks:
        clauses, units = catalogue.for_check(check)
        assert set(clauses) == {item.id for item in catalogue.items if check in item.checks}
        assert units == tuple(catalogue.clause(id_).unit for id_ in clauses)


def test_planned_names_are_known_and_needed() -> None:
    used = {name for item in EVERY for name in item.planned}
    assert used == set(planned())
    assert {name for case in cases() for name in case.planned} <= used


def test_high_risk_cases_are_whole() -> None:
    assert len(cases()) == 42
    assert len({case.case for case in cases()}) == 42
    for case in cases():
        levels = [level_of(id_) for id_ in case.clauses]
        assert levels == sorted(set(levels)), case.case
        for id_ in case.clauses:
            assert load(level_of(id_)).clause(id_)
        assert set(case.checks) | set(case.mitigated_by) <= set(WRITTEN_CHECKS), case.case
        assert not case.major or majors()[case.major].case == case.case


def test_a_case_that_a_contract_names_knows_the_check() -> None:
    for check in load_checks().values():
        for name in re.findall(r"\b6\.\d+\.\d+\.\d+\b", check.contract):
            (case,) = [case for case in cases() if case.case == name]
            assert check.id in case.checks + case.mitigated_by, (check.id, name)


def test_a_case_is_triggered_by_checks_of_its_clause() -> None:
    """A check that can bring a high risk about decides the clause that the risk is held against."""
    for case in cases():
        (clause,) = [id_ for id_ in case.clauses if level_of(id_) == 3] or [""]
        for check in case.checks:
            assert check in load(3).clause(clause).checks, (case.case, check)


def test_major_triggers_are_whole() -> None:
    assert list(majors()) == [f"A-{number:02}" for number in range(1, 33)]
    known = {case.case: case.major for case in cases()}
    for code, major in majors().items():
        assert not major.case or known[major.case] == code


THRESHOLD_NAMES = [
    "password_min_length",
    "password_min_classes",
    "password_max_age_days",
    "password_history",
    "lockout_max_attempts",
    "lockout_minutes",
    "idle_timeout_minutes",
    "windows_idle_timeout_minutes",
    "account_dormant_days",
    "cached_logons_max",
    "min_named_admins",
    "snmp_community_min_length",
    "certificate_min_days",
    "log_retention_days",
    "security_log_min_megabytes",
    "signature_max_days",
    "ips_signature_max_days",
    "patch_max_age_days",
    "zero_hit_days",
    "cpu_max_percent",
    "memory_max_percent",
    "interface_error_ppm",
    "ups_runtime_minutes",
    "ups_min_charge_percent",
    "ups_max_load_percent",
    "ups_battery_max_celsius",
    "ups_battery_max_years",
    "ups_selftest_max_days",
    "ups_voltage_tolerance_percent",
    "room_temperature_min_celsius",
    "room_temperature_max_celsius",
    "room_humidity_min_percent",
    "room_humidity_max_percent",
    "conclusion_compliant_percent",
    "conclusion_basic_percent",
]


@pytest.mark.parametrize("level", LEVELS)
def test_thresholds_are_complete_and_lawful(level: int) -> None:
    limits = thresholds(level)
    assert sorted(limits) == sorted(THRESHOLD_NAMES)
    for name, limit in limits.items():
        assert limit.name == name
        assert limit.unit
        assert limit.source
        assert not limit.breaks_law(limit.value)
        assert (limit.kind == "law") == (limit.legal is not None)
        if limit.grave is not None:
            stricter = limit.value >= limit.grave if limit.direction == "at_least" else limit.value <= limit.grave
            assert stricter, name
    assert limits["room_temperature_min_celsius"].value < limits["room_temperature_max_celsius"].value
    assert limits["room_humidity_min_percent"].value < limits["room_humidity_max_percent"].value


@pytest.mark.parametrize("name", THRESHOLD_NAMES)
def test_a_threshold_decides_something(name: str) -> None:
    """A limit that a site may set and nothing reads would be a promise not kept."""
    roots = (HOME.parents[1] / "checks", HOME.parent / "results")
    assert any(name in file.read_text(encoding="utf-8") for root in roots for file in root.rglob("*.py"))


@pytest.mark.parametrize("name", THRESHOLD_NAMES)
def test_a_higher_level_is_never_looser(name: str) -> None:
    values = [thresholds(level)[name].value for level in LEVELS]
    assert values == sorted(values, reverse=thresholds(3)[name].direction == "at_most")
