"""What the tests of extractions share: small articles, and runs in this process."""

import json
from pathlib import Path

import pandas as pd

from broadsheet.scale import extract
from broadsheet.scale.schedulers import Here

SOURCES = [
    "Ann Lee, the mayor,",
    "A spokesman for the port",
    "Jo Smith of the union",
    "The minister",
]
CONTENTS = [
    "the {} will open in May",
    "“we cannot keep the {} any longer”",
    "nothing was decided on the {} on Friday",
]
KINDS = ["red", "old", "northern", "wooden", "quiet"]
THINGS = ["harbour", "garden", "factory", "library", "station", "orchard", "market"]
OUTLETS = ("The Herald", "The Star", "The Watch")


def make_articles(count=24):
    """Rows with ids of their own, days, and quotations by a few people."""
    rows = []
    for number in range(count):
        word = f"{KINDS[number % 5]} {THINGS[number // 5 % 7]}"
        # No paragraph is printed twice: those are set aside, and which are depends on the partition.
        quoted = f"{SOURCES[number % 4]} said {CONTENTS[number % 3].format(word)}."
        told = f"The {word} workers met on 3 March 2021, she said."
        rows.append(
            {
                "id": f"a{number:02}",
                "outlet": OUTLETS[number % 3],
                "published": f"2021-03-{number % 27 + 1:02}",
                "text": f"{quoted}\n\n{told}",
                "views": number % 2,
            }
        )
    return rows


def write_lines(path, rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def run(source, frames, **options):
    """Extract in this process; return what was skipped, with the lines that were told."""
    lines = []
    options = {"scheduler": Here(), "partition_size": 5, "tell": lines.append} | options
    skipped = extract(source, frames, **options)
    skipped.attrs["told"] = "\n".join(lines)
    return skipped


def frame_of(frames, name):
    parts = map(pd.read_parquet, sorted(Path(frames, name).glob("*.parquet")))
    return pd.concat(parts, ignore_index=True)


def contents(frames):
    """All that was written, but for what says when inputs were looked at."""
    paths = [
        path
        for path in Path(frames).rglob("*")
        if path.is_file() and path.name != "manifest.json"
    ]
    return {path.relative_to(frames).as_posix(): path.read_bytes() for path in paths}
