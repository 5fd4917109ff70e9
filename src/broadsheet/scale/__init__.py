"""Articles by the million: the same functions over partitions, on this machine's cores or on a cluster."""

from importlib import import_module

# Where each function lives. It is imported when it is first asked for, so that a process which only reads
# articles does not wait for what analyses them.
_HOME = {"extract": "extraction", "verify": "verification"}

__all__ = ["extract", "verify"]


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"broadsheet.scale has no {name!r}")
    module = import_module(f"broadsheet.scale.{_HOME[name]}")
    return getattr(module, name)
