"""From articles to tokens: the one place where text is split (parts, paragraphs, sentences, words)."""

from .asides import PARTS
from .boilerplate import find_recurring, merge_recurring
from .norms import written_form
from .passages import split_passages
from .tokens import sentence_starts, spelled, tokenize, tokens_of

__all__ = [
    "PARTS",
    "find_recurring",
    "merge_recurring",
    "sentence_starts",
    "spelled",
    "split_passages",
    "tokenize",
    "tokens_of",
    "written_form",
]
