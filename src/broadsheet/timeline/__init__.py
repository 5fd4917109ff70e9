"""What happened when, according to whom: dates to events, told once though many articles tell them."""

from .build import build_timeline, to_timelinejs

__all__ = ["build_timeline", "to_timelinejs"]
