"""Who gets to speak: people and bodies, gender, role and concentration."""

from broadsheet.sources.count import (
    NAME_COLUMNS,
    Concentration,
    by_topic,
    concentration,
    concentration_by_outlet,
    count_sources,
    list_sources,
    never_quoted,
)
from broadsheet.sources.describe import QUOTE_COLUMNS, describe_sources
from broadsheet.sources.roles import is_outlet, role_group

__all__ = [
    "NAME_COLUMNS",
    "QUOTE_COLUMNS",
    "Concentration",
    "by_topic",
    "concentration",
    "concentration_by_outlet",
    "count_sources",
    "describe_sources",
    "is_outlet",
    "list_sources",
    "never_quoted",
    "role_group",
]
