"""The Python in which notebooks run: started in an empty folder, so that nothing found by chance is run."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any

from ipykernel.kernelspec import RESOURCES, get_kernel_dict
from jupyter_client import AsyncKernelManager
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.provisioning import LocalProvisioner

from broadsheet.show.explorer import REPORTING

MATPLOTLIB = Path(__file__).parents[1] / "charts" / "matplotlibrc"

QUIET = ["--IPKernelApp.log_level=ERROR", "--HistoryManager.enabled=False"]


class ThisPython(KernelSpecManager):
    """Finds the Python that runs now, whatever kernels are or are not installed."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """Return how this Python is started."""
        return KernelSpec(resource_dir=RESOURCES, **get_kernel_dict(QUIET))


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


@contextmanager
def first_kernel() -> Iterator[FirstKernel | None]:
    """Start the process of which kernels are copies; elsewhere than on Linux each starts by itself."""
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
        try:
            yield FirstKernel(process)
        finally:
            process.kill()
            process.communicate()


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
        """Return the status of a process that has ended: nobody is told another."""
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


class CopyProvisioner(LocalProvisioner):
    """Starts a kernel as a copy of the first one; by itself, where that has ended."""

    first: FirstKernel
    process: Any = None

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """Start a kernel."""
        request = {
            "arguments": cmd[cmd.index("ipykernel_launcher") + 1 :],
            "folder": str(kwargs["cwd"]),
            "environment": kwargs["env"],
        }
        try:
            pid = self.first.copy(request)
        except (OSError, ValueError):
            return await super().launch_kernel(cmd, **kwargs)
        self.process = Copy(pid)
        self.pid = pid
        self.pgid = pid  # the copy is the first of a group of its own
        self.cwd = kwargs["cwd"]
        return self.connection_info


def new_kernel(first: FirstKernel | None = None) -> AsyncKernelManager:
    """Return a kernel that is not started yet.

    Args:
        first: The process that it will be a copy of.
    """
    manager = AsyncKernelManager(kernel_spec_manager=ThisPython())
    if first is not None:
        spec = manager.kernel_spec
        manager.provisioner = CopyProvisioner(
            kernel_id=manager.kernel_id, kernel_spec=spec, parent=manager
        )
        manager.provisioner.first = first
    return manager


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
