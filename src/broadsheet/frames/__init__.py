"""Every public frame, defined once, and the checks of what a user hands in.

`frames.toml` says of each frame what a row is, which function makes it, and the type, the categories and
the meaning of every column. The README's table, the Parquet schema, empty frames and the checks are derived
from it.

    >>> FRAMES["dates"].columns["type"].categories
    ('DATE', 'TIME', 'DURATION', 'SET')
    >>> list(empty("passages"))
    ['article', 'part', 'paragraph', 'start', 'end', 'words']
"""

from broadsheet.frames.arguments import checks_frames as checks_frames
from broadsheet.frames.arguments import (
    checks_frames_without_text as checks_frames_without_text,
)
from broadsheet.frames.checks import check_articles_frame as check_articles_frame
from broadsheet.frames.checks import check_tokens as check_tokens
from broadsheet.frames.definitions import FRAMES as FRAMES
from broadsheet.frames.definitions import LIST_TYPES as LIST_TYPES
from broadsheet.frames.definitions import Column as Column
from broadsheet.frames.definitions import Frame as Frame
from broadsheet.frames.definitions import category_type as category_type
from broadsheet.frames.definitions import conform as conform
from broadsheet.frames.definitions import empty as empty
from broadsheet.frames.definitions import markdown_tables as markdown_tables
