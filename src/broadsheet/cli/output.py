"""What the command line writes: frames, as files or on the terminal."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pandas as pd

from broadsheet.cli.telling import tell
from broadsheet.show.table import Table, flat, harmless, safe_csv

TERMINAL_ROWS = 40

Writer: TypeAlias = Callable[[pd.DataFrame, Path], None]


def write(frame: pd.DataFrame, output: Path | None) -> None:
    """Write a frame to a file, in the format its ending names, or print it as wide as the terminal."""
    plain = frame.copy(deep=False)
    plain.attrs = {}  # what was skipped is reported, not stored
    if output:
        output.parent.mkdir(parents=True, exist_ok=True)
        writers = {**WRITERS, **EVENT_WRITERS}
        writers[output.suffix](plain, output)
        tell(f"{len(plain):,} rows written to {output}")
        return
    width = shutil.get_terminal_size((120, 24)).columns
    print(Table(in_days(plain), rows=TERMINAL_ROWS).text(width))
    if len(plain) > TERMINAL_ROWS:
        tell(
            f"The first {TERMINAL_ROWS} of {len(plain):,} rows; --output FILE writes all."
        )


def in_days(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with the days that a reader sees; in files `latest` is the moment after the last."""
    if not {"earliest", "latest"} <= set(frame):
        return frame
    from broadsheet.timeline import list_dates, list_events

    if "event" in frame:
        listed, name = list_events(frame), "when"
    else:
        listed, name = list_dates(frame), "days"
    listed.insert(list(listed).index("earliest"), name, listed.pop(name))
    return listed.drop(columns=["earliest", "latest", "precision"], errors="ignore")


def _write_csv(frame: pd.DataFrame, path: Path) -> None:
    path.write_text(safe_csv(frame), encoding="utf-8")


def _write_jsonl(frame: pd.DataFrame, path: Path) -> None:
    frame.to_json(
        path, orient="records", lines=True, force_ascii=False, date_format="iso"
    )


def _write_parquet(frame: pd.DataFrame, path: Path) -> None:
    flattened = {}
    for name in frame:
        if frame[name].dtype == object:
            flattened[name] = frame[name].map(flat)
    frame.assign(**flattened).to_parquet(path, index=False)


def _write_excel(frame: pd.DataFrame, path: Path) -> None:
    harmless(frame).to_excel(path, index=False)


WRITERS: dict[str, Writer] = {
    ".csv": _write_csv,
    ".jsonl": _write_jsonl,
    ".parquet": _write_parquet,
    ".xlsx": _write_excel,
}


def _write_icalendar(events: pd.DataFrame, path: Path) -> None:
    from broadsheet.timeline import to_icalendar

    path.write_bytes(to_icalendar(events, path.stem).encode())


def _write_timelinejs(events: pd.DataFrame, path: Path) -> None:
    from broadsheet.timeline import to_timelinejs

    text = json.dumps(to_timelinejs(events, path.stem), ensure_ascii=False, indent=1)
    path.write_text(text, encoding="utf-8")


# For other programs that draw events.
EVENT_WRITERS: dict[str, Writer] = {
    ".ics": _write_icalendar,
    ".json": _write_timelinejs,
}
