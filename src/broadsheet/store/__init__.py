"""Frames on disk: one Arrow file a frame, and a cache of what was analysed."""

from broadsheet.store.arrow import read_arrow, write_arrow
from broadsheet.store.cache import (
    CACHE_VARIABLE,
    Cache,
    cache_folder,
    clear_cache,
    describe_cache,
    keep_frames,
)
from broadsheet.store.fingerprint import (
    fingerprint_files,
    fingerprint_frame,
    fingerprint_package,
)

__all__ = [
    "CACHE_VARIABLE",
    "Cache",
    "cache_folder",
    "clear_cache",
    "describe_cache",
    "fingerprint_files",
    "fingerprint_frame",
    "fingerprint_package",
    "keep_frames",
    "read_arrow",
    "write_arrow",
]
