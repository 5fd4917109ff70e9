"""The study that a command is about: its file, with the settings of the command line before its own."""

import argparse
from pathlib import Path

from broadsheet.study import Study, find_study, make_study, read_study

Arguments = argparse.Namespace

SETTINGS = (
    "columns",
    "day_first",
    "names",
    "limits",
    "outlets",
    "start",
    "end",
    "mentioning",
)
TIMELINE_SETTINGS = (
    "timeline_days",
    "timeline_start",
    "timeline_end",
    "timeline_topic",
    "timeline_name",
)


def study_of(arguments: Arguments) -> Study:
    """Return the study: the file, with the settings of the command line before its own."""
    path: Path | None
    if arguments.study:
        path = Path(arguments.study)
    else:
        path = find_study(Path(arguments.articles))
    study = read_study(path) if path else Study()
    settings = {
        name: getattr(arguments, name, None) for name in (*SETTINGS, *TIMELINE_SETTINGS)
    }
    given = {name: value for name, value in settings.items() if value is not None}
    if getattr(arguments, "title", None):
        given["title"] = arguments.title
    if getattr(arguments, "accurate", False):
        given["model"] = "accurate"
    return make_study({**study.changed(), **given})
