"""Who is meant: mentions of people, bodies and places, and the speakers of quotations."""

from .linking import find_names
from .speakers import resolve_speakers

__all__ = ["find_names", "resolve_speakers"]
