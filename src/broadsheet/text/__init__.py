"""From articles to tokens: the one place where text is split (parts, paragraphs, sentences, words)."""

from .passages import PARTS, split_passages
from .tokens import sentence_starts, spelled, tokenize, tokens_of

__all__ = ["PARTS", "sentence_starts", "spelled", "split_passages", "tokenize", "tokens_of"]
