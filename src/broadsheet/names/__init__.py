"""Who is meant: mentions of people, bodies and places, and the speakers of quotations."""

from .find import find_names
from .resolve import resolve_speakers

__all__ = ["find_names", "resolve_speakers"]
