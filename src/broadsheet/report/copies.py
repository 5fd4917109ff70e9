"""The process of which the kernels of a report are copies, and its copies.

Nothing is imported here that takes time: that process is started before all else that a report needs.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any

from broadsheet.processes import REPORTING

MATPLOTLIB = Path(__file__).parents[1] / "charts" / "matplotlibrc"
LOOK_SECONDS = 0.01  # between two looks whether a process has ended


class FirstKernel:
    """The process of which kernels are copies: see `broadsheet.report.first_kernel`."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process
        self._lock = Lock()

    def start(self, request: dict[str, Any]) -> "Copy | None":
        """Start a copy that does what is asked, in this folder; None where the first process has ended.

        Args:
            request: What `first_kernel.become` takes.
        """
        here = {"folder": os.getcwd(), "environment": dict(os.environ)}
        try:
            return Copy(self.copy({**here, **request}))
        except (OSError, ValueError):
            return None

    def read(self, source: Any, settings: dict[str, Any]) -> None:
        """Read the frames that are in the cache, so that those copied from now on have them.

        Args:
            source: What is opened.
            settings: The settings of the study.
        """
        environment = dict(os.environ)
        with suppress(OSError, ValueError):
            self.copy(
                {"read": source, "settings": settings, "environment": environment}
            )

    def copy(self, request: dict[str, Any]) -> int:
        """Start a kernel and return the number of its process.

        Raises:
            OSError: the first process has ended.
            ValueError: it gave no number, since it has ended.
        """
        questions, answers = self.process.stdin, self.process.stdout
        assert questions is not None
        assert answers is not None
        with self._lock:
            questions.write(json.dumps(request) + "\n")
            questions.flush()
            return int(answers.readline())

    def end(self) -> None:
        """End the process: its copies end with it."""
        self.process.kill()
        self.process.communicate()


@contextmanager
def first_kernel(ahead: FirstKernel | None = None) -> Iterator[FirstKernel | None]:
    """Start the process of which kernels are copies; elsewhere than on Linux each starts by itself.

    Args:
        ahead: One that was started ahead, and that whoever started it ends.
    """
    if ahead is not None:
        yield ahead
        return
    if sys.platform != "linux":  # the libraries of other systems cannot be copied
        yield None
        return
    command = [sys.executable, "-m", "broadsheet.report.first_kernel"]
    with TemporaryDirectory(prefix="broadsheet-", ignore_cleanup_errors=True) as folder:
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=folder,
            env=kernel_environment(Path(folder)),
        )
        first = FirstKernel(process)
        try:
            yield first
        finally:
            first.end()


class Copy:
    """The process of a kernel that is a copy, as Jupyter's client sees a process."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int) -> None:
        self.pid = pid

    def poll(self) -> int | None:
        """Return None while the process runs; one that has ended may be listed until somebody asks for it."""
        try:
            about = Path(f"/proc/{self.pid}/stat").read_text()
        except (FileNotFoundError, ProcessLookupError):
            return 0
        _, _, behind_name = about.rpartition(")")
        has_ended = behind_name.split()[0] == "Z"
        return 0 if has_ended else None

    def wait(self) -> int:
        """Wait for the end of the process, and return a status: nobody is told another."""
        while self.poll() is None:
            time.sleep(LOOK_SECONDS)
        return 0

    def send_signal(self, number: int) -> None:
        """Send a signal."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, number)

    def kill(self) -> None:
        """End the process at once."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask the process to end."""
        self.send_signal(signal.SIGTERM)


def kernel_environment(folder: Path) -> dict[str, str]:
    """Return the environment of a kernel that takes no code and no settings from where we stand.

    `PYTHONPATH` is kept, since whoever set it meant it, with its folders made absolute: an empty entry stands
    for the current folder and is left out. Figures look as in the package's own settings, and IPython keeps
    its files, and looks for scripts to run at its start, in `folder`.

    Args:
        folder: An empty folder that is removed in the end.
    """
    environment = dict(os.environ)
    paths = environment.pop("PYTHONPATH", "").split(os.pathsep)
    kept = [os.path.abspath(path) for path in paths if path]
    if kept:
        environment["PYTHONPATH"] = os.pathsep.join(kept)
    settings = folder / "settings"
    settings.mkdir(exist_ok=True)
    environment |= {
        "PYTHONSAFEPATH": "1",
        "PYTHONHASHSEED": "0",
        REPORTING: "1",
        "MATPLOTLIBRC": str(MATPLOTLIB),
        "IPYTHONDIR": str(settings),
        "JUPYTER_CONFIG_DIR": str(settings),
        "JUPYTER_NO_CONFIG": "1",
    }
    for name in ("PYTHONSTARTUP", "PYTHONINSPECT", "MPLBACKEND"):
        environment.pop(name, None)
    if cache := environment.get("MPLCONFIGDIR"):
        environment["MPLCONFIGDIR"] = os.path.abspath(cache)
    return environment
