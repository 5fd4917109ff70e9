"""What the names of files may end with that the command line writes."""

import argparse
from pathlib import Path

FRAME_ENDINGS = (".csv", ".jsonl", ".parquet", ".xlsx")
# For other programs that draw events: calendars, and TimelineJS.
EVENT_ENDINGS = (".ics", ".json")


def file_name(text: str) -> Path:
    """Return the name of a file for a frame."""
    if Path(text).suffix not in FRAME_ENDINGS:
        raise argparse.ArgumentTypeError(
            f"{text} must end with one of {', '.join(FRAME_ENDINGS)}"
        )
    return Path(text)


def events_file_name(text: str) -> Path:
    """Return the name of a file for events."""
    path = Path(text)
    if path.suffix in EVENT_ENDINGS:
        return path
    return file_name(text)
