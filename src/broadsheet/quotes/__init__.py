"""Who said what: attributions with their content, cue and source."""

from .coverage import people, reporting_verbs
from .find import find_quotes
from .shared import shared_quotes
from .unlike import unlike_quotes

__all__ = ["find_quotes", "people", "reporting_verbs", "shared_quotes", "unlike_quotes"]
