"""One MIB a module: ``read(walk)`` gives what it says as facts of ``Power``.

A new vendor's MIB: a module here, and its line in ``ALL``. The standard one comes first; where several know a thing,
``parsers.ups.snmp`` lets the worse count.
"""

from __future__ import annotations

from parsers.ups.mibs import apc, cyberpower, delta, eaton, huawei, mge, phoenixtec, rfc1628, vertiv

ALL = (rfc1628, apc, eaton, mge, huawei, delta, phoenixtec, cyberpower, vertiv)
