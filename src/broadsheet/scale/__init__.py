"""Articles by the million: the same functions over partitions, on this machine's cores or on a cluster."""

from broadsheet.scale.extract import extract
from broadsheet.scale.verify import verify

__all__ = ["extract", "verify"]
