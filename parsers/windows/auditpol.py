"""``auditpol.csv``: the audit policy by subcategory, in the forms that auditpol writes, in any language.

``/backup`` and group policy's ``audit.csv`` have seven columns; the last, Setting Value, is a number (0 none, 1
success, 2 failure, 3 both: [MS-GPAC] 2.2.1.2). ``/get /category:* /r`` has six and says it only in the system's
language: the words of English and Chinese Windows are known (auditpolmsg.dll.mui), others leave the subcategory
undecided. Rows go by GUID.
"""

from __future__ import annotations

import csv
import re

from parsers.grammar import IRRELEVANT, USED
from parsers.text import clean_lines

FILE = "auditpol.csv"
_GUID = re.compile(r"\{[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}\}", re.IGNORECASE)
_GUID_AT, _WORDS_AT, _VALUE_AT = 3, 4, 6
_COLUMNS = {6, 7}
_MOST = 3
_END = "RegistryGlobalSacl"  # the last row of a backup
_LAST, _FEWEST = "{0CCE923F-69AE-11D9-BED3-505054503030}", 52
"""``/get /r`` ends with Account Logon, whose Credential Validation every release has; Vista has 52 subcategories."""

_WORDS = {
    "no auditing": 0,
    "success": 1,
    "failure": 2,
    "success and failure": 3,
    "无审核": 0,
    "成功": 1,
    "失败": 2,
    "成功和失败": 3,
    "沒有稽核": 0,
    "失敗": 2,
    "成功與失敗": 3,
}


class AuditExport:
    """The export: settings by GUID (upper case, in braces) with their lines, None where a setting was not understood.

    ``given``: there is one. ``options`` are the machine's options, such as ``CrashOnAuditFail``. ``trouble`` says why
    it tells nothing, if so.
    """

    file = FILE

    def __init__(self, text: str | None) -> None:
        """Read a text; None where there is none."""
        self.settings: dict[str, tuple[int | None, int]] = {}
        self.options: dict[str, tuple[str, int]] = {}
        self._ended, self.given = False, text is not None
        lines = clean_lines(text or "")
        self.status = bytearray(len(lines))
        for number, line in enumerate(lines, 1):
            if not line:
                self.status[number - 1] = IRRELEVANT
            else:
                self._row(next(csv.reader([line]), []), number)
        self.trouble = self._trouble(text)

    def _trouble(self, text: str | None) -> str:
        if text is None:
            return f"没有 {FILE}"
        if not self.settings:
            return f"{FILE} 中没有审核子类别,不是 auditpol 的 CSV 输出"
        if not (self._ended or (_LAST in self.settings and len(self.settings) >= _FEWEST)):
            return f"{FILE} 只有 {len(self.settings)} 个子类别,不完整(或是组策略模板):请用 auditpol /backup 导出"
        return ""

    def _row(self, cells: list[str], number: int) -> None:
        if len(cells) not in _COLUMNS:
            return
        guid, option = cells[_GUID_AT].strip(), cells[2].strip()
        if _GUID.fullmatch(guid):
            setting = self._setting(cells)
            self.settings[guid.upper()] = (setting, number)
            self.status[number - 1] = USED if setting is not None else 0
        elif option.startswith("Option:"):
            self.options[option.removeprefix("Option:")] = (cells[-1].strip(), number)
            self.status[number - 1] = USED
        elif option == _END:
            self._ended = True
            self.status[number - 1] = IRRELEVANT
        elif not guid or number == 1 or not self.settings:
            self.status[number - 1] = IRRELEVANT  # the head, and the two rows of global access lists

    @staticmethod
    def _setting(cells: list[str]) -> int | None:
        if len(cells) > _VALUE_AT:
            value = cells[_VALUE_AT].strip()
            return int(value) if value.isdecimal() and int(value) <= _MOST else None
        return _WORDS.get(cells[_WORDS_AT].strip().casefold())
