"""What a reader sees: sentences, tables and articles as pages."""

from importlib import import_module
from typing import Any

__all__ = [
    "Article",
    "Concordance",
    "Explorer",
    "Finding",
    "Prose",
    "SideBySide",
    "Table",
    "Voices",
    "explore",
    "finding",
    "say",
    "show_article",
    "show_concordance",
    "show_side_by_side",
    "show_speakers",
    "show_table",
    "show_words",
    "stylesheet",
]

# Loaded when it is asked for: who reads or extracts articles needs the citations alone, and no templates.
_MODULES = {
    "article": ["Article", "show_article"],
    "concordance": ["Concordance", "show_concordance", "show_words"],
    "explorer": ["Explorer", "explore"],
    "prose": ["Finding", "Prose", "finding", "say", "stylesheet"],
    "sidebyside": ["SideBySide", "show_side_by_side"],
    "table": ["Table", "show_table"],
    "voices": ["Voices", "show_speakers"],
}
_HOME = {name: module for module, names in _MODULES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
