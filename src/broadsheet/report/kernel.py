"""The Python in which notebooks run: started in an empty folder, so that nothing found by chance is run."""

import os
from pathlib import Path

from ipykernel.kernelspec import RESOURCES, get_kernel_dict
from jupyter_client import AsyncKernelManager
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager

MATPLOTLIB = Path(__file__).parents[1] / "charts" / "matplotlibrc"

QUIET = ["--IPKernelApp.log_level=ERROR", "--HistoryManager.enabled=False"]


class ThisPython(KernelSpecManager):
    """Finds the Python that runs now, whatever kernels are or are not installed."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """Return how this Python is started."""
        return KernelSpec(resource_dir=RESOURCES, **get_kernel_dict(QUIET))


def new_kernel() -> AsyncKernelManager:
    """Return a kernel that is not started yet."""
    return AsyncKernelManager(kernel_spec_manager=ThisPython())


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
