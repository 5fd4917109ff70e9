"""What is of use no more in the folder of an extraction, and is removed when a run ends."""

import re

from broadsheet.scale import analyse, join, read
from broadsheet.store.folder import Folder
from broadsheet.store.manifest import Manifest

# What an extraction writes, and removes when it is of use no more; whatever else lies there stays.
FOLDERS = (
    "articles",
    "skipped",
    "read",
    "done",
    *analyse.FRAMES,
    *analyse.COUNTS,
    *analyse.INDEX,
    *analyse.HALVES,
    *join.FOLDERS,
)
WRITTEN = re.compile(
    r"(part-\w+\.parquet|part-\d+\.json|[0-9a-f]{20}\.json|\.[0-9a-f]{32})"
)
OF_OLD_VERSIONS = ("manifest.jsonl", "joined")


def remove_unused(output: Folder, manifest: Manifest) -> None:
    """Remove what an extraction wrote and this manifest does not name."""
    for name in OF_OLD_VERSIONS:
        output.remove(name)
    for folder in FOLDERS:
        for name in output.names(folder):
            if _is_unused(name, manifest):
                output.remove(name)


def _is_unused(name: str, manifest: Manifest) -> bool:
    file = name.rpartition("/")[2]
    if not WRITTEN.fullmatch(file):
        return False
    return name not in manifest.files and not _is_record(name, manifest)


def _is_record(name: str, manifest: Manifest) -> bool:
    """Say whether this is the record of a unit or a partition that is still there."""
    folder, _, file = name.partition("/")
    key = file.removesuffix(".json")
    if folder == "done":
        return key in manifest.partitions
    if folder == "read":
        return read.skipped_name(key) in manifest.files
    return False
