"""The Python in which notebooks run: started in an empty folder, so that nothing found by chance is run."""

from typing import Any

from ipykernel.kernelspec import RESOURCES, get_kernel_dict
from jupyter_client import AsyncKernelManager
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.provisioning import LocalProvisioner

from broadsheet.report.copies import Copy, FirstKernel

QUIET = ["--IPKernelApp.log_level=ERROR", "--HistoryManager.enabled=False"]


class ThisPython(KernelSpecManager):
    """Finds the Python that runs now, whatever kernels are or are not installed."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """Return how this Python is started."""
        return KernelSpec(resource_dir=RESOURCES, **get_kernel_dict(QUIET))


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

    async def kill(self, restart: bool = False) -> None:
        """End the kernel and wait for its end, for which Jupyter would look only ten times a second."""
        await super().kill(restart)
        if isinstance(self.process, Copy):
            self.process.wait()


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
