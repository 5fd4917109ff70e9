"""`broadsheet correct`."""

import sys
from typing import Any

from broadsheet.cli.corpora import open_articles
from broadsheet.cli.settings import Arguments
from broadsheet.corrections import (
    merge_corrections,
    no_longer_fit,
    write_corrections,
)
from broadsheet.errors import BroadsheetError, one_line
from broadsheet.export import read_corrected


def merge_corrected(arguments: Arguments) -> None:
    """Put corrections into the study's file, and say what is new, what both have and where they differ."""
    corpus = open_articles(arguments)
    path = corpus.corrections_path
    if path is None:
        raise BroadsheetError("The articles have no folder to keep corrections in.")
    theirs = corpus.pinned(read_corrected(arguments.corrected, arguments.by))
    corpus.study_corrections.file.refuse_bad_rows()
    ours = corpus.pinned(corpus.study_corrections.by_row.values())
    merged, replaced = _merge(ours, theirs, arguments.theirs)
    write_corrections(path, merged.corrections)
    print(f"{path}: {_describe_merged(merged, replaced)}.")
    for conflict in merged.conflicts:
        print(one_line(f"Conflict: {conflict}."), file=sys.stderr)
    corpus.forget_corrected()
    for row in no_longer_fit(corpus.corrections).itertuples():
        line = f"{path.name}, row {row.row}: {row.kind} {row.status}: {row.reason}."
        print(one_line(line), file=sys.stderr)
    if merged.conflicts and not arguments.theirs:
        print("With --theirs the others are taken instead.", file=sys.stderr)
        raise SystemExit(1)


def _merge(ours: Any, theirs: Any, prefer_theirs: bool) -> tuple[Any, int]:
    """Merge corrections; also return how many of ours gave way to theirs."""
    merged = merge_corrections(ours, theirs)
    if not prefer_theirs:
        return merged, 0
    replaced = len(merged.conflicts)
    merged = merge_corrections(theirs, ours)
    merged.added = len(theirs) - merged.shared - replaced
    return merged, replaced


def _describe_merged(merged: Any, replaced: int) -> str:
    parts = [f"{merged.added:,} new"]
    if merged.shared:
        parts.append(f"{merged.shared:,} that stood there already")
    if replaced:
        parts.append(f"{replaced:,} in the place of others")
    return ", ".join(parts)
