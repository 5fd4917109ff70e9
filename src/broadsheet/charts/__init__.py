"""Figures: each function takes a frame and returns a matplotlib figure that carries its alt text.

    from broadsheet import charts
    charts.words.keyness(frame)

The modules are `articles`, `words`, `quotes`, `timeline`, `outlets` and `sources`, one for each notebook;
`palette` and `style` hold what they share. They are loaded when first used, since matplotlib is slow to
import.
"""

from importlib import import_module

_MODULES = (
    "articles",
    "outlets",
    "palette",
    "quotes",
    "sources",
    "style",
    "timeline",
    "words",
)


def __getattr__(name: str):
    if name in _MODULES:
        return import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return list(_MODULES)
