"""Reads ``site``: every error at once, one line each, with file, line and key; then what should be known besides."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from dengbao.errors import UserError, raise_all
from dengbao.inventory.document import Key, dotted
from dengbao.inventory.limit import matches
from dengbao.inventory.site import Site
from dengbao.inventory.variables import Origin

_COMPUTED = ("warnings", "unused_waivers")
_TYPES = {
    "missing": ("缺少 {key}", "请补上"),
    "string_type": ("{value} 应是文本", "请加引号"),
    "int_type": ("{value} 应是整数", "去掉引号和小数"),
    "int_from_float": ("{value} 应是整数", "去掉小数"),
    "float_type": ("{value} 应是数字", "去掉引号和单位"),
    "list_type": ("应是列表", "写成 [甲, 乙], 或每行以“- ”开头"),
    "dict_type": ("应是“键: 值”", "请检查缩进"),
    "model_type": ("应是“键: 值”", "请检查缩进"),
    "model_attributes_type": ("应是“键: 值”", "请检查缩进"),
    "too_short": ("不能为空", "至少写一项"),
    "literal_error": ("{value} 不认识", "可选:{expected}"),
    "greater_than_equal": ("{value} 太小", "最小 {ge}"),
    "less_than_equal": ("{value} 太大", "最大 {le}"),
    "date_type": ("{value} 不是日期", "例如 2026-12-31"),
    "date_parsing": ("{value} 不是日期", "例如 2026-12-31"),
    "date_from_datetime_parsing": ("{value} 不是日期", "例如 2026-12-31"),
    "date_from_datetime_inexact": ("{value} 不是日期", "例如 2026-12-31"),
}


def read_site(value: object, origin: Origin, groups: Mapping[str, tuple[str, ...]]) -> Site:
    """Check the site's facts.

    Args:
        value: what stands under ``site``.
        origin: where.
        groups: every host of the inventory with its groups.

    Raises:
        UserError: all that is wrong, one line each.
    """
    if not isinstance(value, dict):
        raise origin.error("site 应是“键: 值”", "请参照 inventories/example/group_vars/all/site.yml")
    given = {key: content for key, content in value.items() if key not in _COMPUTED}
    errors = [_error(("thresholds", name), text, mend, origin) for name, text, mend in _unknown_thresholds(given)]
    errors += [_error((name,), f"不认识的键 {name}", "这一项由程序算出", origin) for name in _COMPUTED if name in value]
    try:
        site = Site.model_validate(given)
    except ValidationError as error:
        errors += _translated(error, origin)
        raise_all(_in_file_order(errors))
        raise
    errors += [_error(path, text, mend, origin) for path, text, mend in _cross_references(site, groups)]
    raise_all(_in_file_order(errors))
    unused = tuple(
        at for at, waiver in enumerate(site.waivers) if waiver.hosts and not _means_any(waiver.hosts, groups)
    )
    warnings = (*_overlaps(site), *_looser_than_law(site), *_unused(site, unused))
    return site.model_copy(update={"warnings": warnings, "unused_waivers": unused})


def _error(path: tuple[Key, ...], text: str, mend: str, origin: Origin) -> UserError:
    return origin.error(text, mend, path)


def _in_file_order(errors: list[UserError]) -> list[UserError]:
    return sorted(errors, key=lambda error: error.line or 0)


def _translated(error: ValidationError, origin: Origin) -> list[UserError]:
    found: dict[tuple[tuple[Key, ...], str], UserError] = {}
    for details in error.errors(include_url=False):
        path = _path(details, origin)
        text, mend = _words(details)
        found.setdefault((path, text), _error(path, text, mend, origin))
    return list(found.values())


def _path(details: ErrorDetails, origin: Origin) -> tuple[Key, ...]:
    """The error's place without what pydantic adds (names of union members), as far as the file has it."""
    path: tuple[Key, ...] = ()
    data: Any = origin.document.data
    for key in origin.path:
        data = data[key]
    for key in details["loc"]:
        inside = (isinstance(data, dict) and key in data) or (isinstance(data, list) and isinstance(key, int))
        if inside:
            path, data = (*path, key), data[key]
        elif details["type"] in {"missing", "extra_forbidden"} and key == details["loc"][-1]:
            path = (*path, key)
    return path


def _words(details: ErrorDetails) -> tuple[str, str]:
    kind, key = details["type"], str(details["loc"][-1])
    if kind == "value_error":
        text, _, mend = details["msg"].removeprefix("Value error, ").partition(", ")
        return text, mend
    if kind == "extra_forbidden":
        return f"不认识的键 {key}", _did_you_mean(key, details["loc"])
    text, mend = _TYPES.get(kind, ("{value} 不对", "请参照 inventories/example"))
    known = {
        **details.get("ctx", {}),
        "key": key,
        "value": details["input"],
    }
    known["expected"] = str(known.get("expected", "")).replace("'", "").replace(" or ", "、").replace(", ", "、")
    return text.format(**known), mend.format(**known)


def _did_you_mean(key: str, path: tuple[Key, ...]) -> str:
    model: Any = Site
    for part in path[:-1]:
        fields = getattr(model, "model_fields", {})
        if part in fields:
            model = next((arg for arg in _arguments(fields[part].annotation) if hasattr(arg, "model_fields")), model)
    names = [str(field.alias or name) for name, field in model.model_fields.items() if name not in _COMPUTED]
    near = difflib.get_close_matches(key, names, n=1)
    return f"是不是 {near[0]}" if near else f"可选:{'、'.join(names)}"


def _arguments(annotation: object) -> Iterator[object]:
    yield annotation
    for argument in getattr(annotation, "__args__", ()):
        yield from _arguments(argument)


def _unknown_thresholds(value: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    given = value.get("thresholds")
    if not given or not isinstance(given, dict):
        return
    from dengbao.catalogue import thresholds  # noqa: PLC0415 - only who overrides limits pays for it

    known = thresholds(3)
    for name in given:
        if name not in known:
            near = difflib.get_close_matches(str(name), known, n=1)
            yield str(name), f"没有阈值 {name}", f"是不是 {near[0]}" if near else f"可选:{'、'.join(known)}"


def _cross_references(site: Site, groups: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[tuple[Key, ...], str, str]]:
    zones = "、".join(site.zones) or "无"
    named: list[tuple[tuple[Key, ...], str]] = []
    for at, flow in enumerate(site.flows):
        named += [(("flows", at, "from"), flow.from_), (("flows", at, "to"), flow.to)]
    for key, pairs in (("isolated", site.isolated), ("critical", site.critical)):
        named += [((key, at, side), pair[side]) for at, pair in enumerate(pairs) for side in (0, 1)]
    for path, name in named:
        if name not in site.zones:
            yield path, f"没有区域 {name}", f"zones 里有:{zones}"
    open_zones = [name for name, zone in site.zones.items() if "any" in zone.networks]
    if len(open_zones) > 1:
        yield ("zones", open_zones[1], "networks"), f"{'、'.join(open_zones)} 都写了 any", "只能有一个区域写 any"
    yield from _unknown_hosts(site, groups)


def _unknown_hosts(site: Site, groups: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[tuple[Key, ...], str, str]]:
    for at, link in enumerate(site.external_links):
        if link.device not in groups:
            yield ("external_links", at, "device"), f"没有主机 {link.device}", "请核对清单里的名称"
    names = [system.name for system in site.systems]
    for at, system in enumerate(site.systems):
        if system.name in names[:at]:
            yield ("systems", at, "name"), f"系统 {system.name} 写了两次", "请合并或改名"
        for place, name in enumerate(system.hosts):
            if not _means_any([name], groups):
                yield ("systems", at, "hosts", place), f"没有主机 {name}", "请核对清单里的名称"


def _means_any(patterns: list[str], groups: Mapping[str, tuple[str, ...]]) -> bool:
    known = {**groups, "site": ()}
    return any(matches(pattern, host, names) for pattern in patterns for host, names in known.items())


def _overlaps(site: Site) -> Iterator[str]:
    for (one, first), (other, second) in combinations(site.zones.items(), 2):
        for left in first.networks:
            for right in second.networks:
                if left != "any" and right != "any" and left.version == right.version and left.overlaps(right):
                    yield f"区域 {one} 与 {other} 的网段重叠:{left} 与 {right}"


def _looser_than_law(site: Site) -> Iterator[str]:
    if not site.thresholds:
        return
    from dengbao.catalogue import thresholds  # noqa: PLC0415 - only who overrides limits pays for it

    known = thresholds(site.level)
    for name, value in site.thresholds.items():
        limit = known[name]
        if limit.legal is None:
            continue
        if value < limit.legal if limit.direction == "at_least" else value > limit.legal:
            yield f"阈值 {name} 写成 {value} {limit.unit}, 比法定的 {limit.legal} {limit.unit}宽松({limit.source})"


def _unused(site: Site, unused: tuple[int, ...]) -> Iterator[str]:
    for at in unused:
        waiver = site.waivers[at]
        what = waiver.check or waiver.clause
        yield f"{dotted(('site', 'waivers', at))}({what})的主机 {'、'.join(waiver.hosts)} 不在清单里, 这条豁免没有用上"
