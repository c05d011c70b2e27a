"""A lab of made-up devices on loopback: what the job gathers from when no real network is at hand.

The whole of its use::

    from dengbao.lab import start

    with start("inventories/lab", owner_pid=os.getpid()) as lab:
        lab.hosts["fw-border"].address, lab.hosts["fw-border"].port
        lab.known_hosts          # for strict host key checks

The lab runs as a process of its own and ends by itself when its owner ends, when it is told to (``Lab.stop``, SIGTERM)
or when its time is up; it leaves nothing behind. It binds to 127.0.0.0/8 only and never connects anywhere.
Importing this package is cheap: asyncssh is loaded by the lab's own process alone.
"""

from __future__ import annotations

from dengbao.lab.device import Device, Faults, synthetic
from dengbao.lab.inventory import read_devices
from dengbao.lab.launch import Endpoint, Lab, start

__all__ = ["Device", "Endpoint", "Faults", "Lab", "read_devices", "start", "synthetic"]
