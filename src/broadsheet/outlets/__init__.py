"""What did each outlet keep, reword, drop or add, and who runs whose copy?"""

from broadsheet.outlets.clusters import copy_clusters
from broadsheet.outlets.compare import Change, compare_outlets
from broadsheet.outlets.copies import find_copies
from broadsheet.outlets.coverage import compare_coverage
from broadsheet.outlets.editing import (
    describe_copies,
    describe_editing,
    editing_shares,
    list_changes,
    what_became_of,
)
from broadsheet.outlets.pairs import related_pairs
from broadsheet.outlets.sentences import read_sentences

__all__ = [
    "Change",
    "compare_coverage",
    "compare_outlets",
    "copy_clusters",
    "describe_copies",
    "describe_editing",
    "editing_shares",
    "find_copies",
    "list_changes",
    "read_sentences",
    "related_pairs",
    "what_became_of",
]
