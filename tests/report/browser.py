"""Drives a real headless Chromium over its debugging pipe (two file descriptors, no port, no library)."""

from __future__ import annotations

import base64
import fcntl
import json
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

FLAGS = (
    "--headless",
    "--no-sandbox",  # tests may run as root; the page is our own file
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--remote-debugging-pipe",
)
PATIENCE = 60.0


class Browser:
    """One browser with one page. ``events`` are all that it told of, in order."""

    def __init__(self, profile: Path, width: int = 1280, height: int = 900) -> None:
        self.events: list[dict[str, Any]] = []
        self._number = 0
        self._rest = b""
        ours_in, theirs_out = os.pipe()
        theirs_in, ours_out = os.pipe()
        high = [fcntl.fcntl(end, fcntl.F_DUPFD, 20) for end in (theirs_in, theirs_out)]
        program = shutil.which("chromium") or "chromium"
        words = [program, *FLAGS, f"--user-data-dir={profile}", f"--window-size={width},{height}", "about:blank"]
        self.process = subprocess.Popen(
            ["bash", "-c", f'exec "$@" 3<&{high[0]} 4>&{high[1]}', "sh", *words],
            pass_fds=high,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        for end in (theirs_in, theirs_out, *high):
            os.close(end)
        self._in, self._out = ours_in, ours_out
        os.set_blocking(self._in, False)
        self._session: str | None = None
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log", "Performance"):
            self.call(f"{domain}.enable")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        os.close(self._in)
        os.close(self._out)

    def call(self, method: str, **params: object) -> dict[str, Any]:
        """Send one command and wait for its answer."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        while True:
            said = self._read()
            if said.get("id") == self._number:
                assert "error" not in said, said["error"]
                return dict(said["result"])

    def wait(self, event: str) -> None:
        """Wait until the browser tells of an event."""
        while not any(one["method"] == event for one in self.events):
            self._read()

    def _read(self) -> dict[str, Any]:
        until = time.monotonic() + PATIENCE
        while b"\0" not in self._rest:
            assert time.monotonic() < until, "the browser does not answer"
            try:
                part = os.read(self._in, 1 << 20)
                assert part, "the browser is gone"
                self._rest += part
            except BlockingIOError:
                time.sleep(0.002)
        raw, _, self._rest = self._rest.partition(b"\0")
        said: dict[str, Any] = json.loads(raw)
        if "method" in said:
            self.events.append(said)
        return said

    def open(self, path: Path, fragment: str = "") -> None:
        """Open a file, and wait until it is loaded."""
        self.events.clear()
        self.call("Page.navigate", url="about:blank")
        self.wait("Page.loadEventFired")
        self.events.clear()
        self.call("Page.navigate", url=path.as_uri() + fragment)
        self.wait("Page.loadEventFired")

    def run(self, script: str) -> Any:
        """Run script in the page as if a person had clicked; give its value."""
        said = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True, userGesture=True)
        assert "exceptionDetails" not in said, said["exceptionDetails"]
        return said["result"].get("value")

    def until(self, script: str) -> None:
        """Wait until an expression is true in the page."""
        deadline = time.monotonic() + PATIENCE
        while not self.run(f"Boolean({script})"):
            assert time.monotonic() < deadline, script
            time.sleep(0.02)

    def complaints(self) -> list[str]:
        """What the page threw, and what the browser's console holds against it."""
        self.run("1")  # events come before the answer
        thrown = [
            one["params"]["exceptionDetails"].get("exception", {}).get("description", "?")
            for one in self.events
            if one["method"] == "Runtime.exceptionThrown"
        ]
        logged = [one["params"]["entry"]["text"] for one in self.events if one["method"] == "Log.entryAdded"]
        return thrown + logged

    def requested(self) -> list[str]:
        """Every address that was asked for."""
        self.run("1")
        return [one["params"]["request"]["url"] for one in self.events if one["method"] == "Network.requestWillBeSent"]

    def pdf(self, path: Path) -> None:
        """Print to PDF, as the style sheet wants it."""
        said = self.call("Page.printToPDF", preferCSSPageSize=True, printBackground=True)
        path.write_bytes(base64.b64decode(said["data"]))

    def memory(self) -> float:
        """Give the largest resident memory of a process of the browser, in MB: that is the page's own."""
        sizes = [0]
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                if os.getsid(int(folder.name)) == self.process.pid:
                    pages = (folder / "statm").read_text(encoding="ascii").split()[1]
                    if "--type=renderer" in (folder / "cmdline").read_text(encoding="utf-8"):
                        sizes.append(int(pages))
            except (OSError, ProcessLookupError):
                continue
        return max(sizes) * os.sysconf("SC_PAGE_SIZE") / 1e6
