"""A study's articles and the frames made of them: the one door for notebooks, commands and report."""

from broadsheet.corpus.corpus import FRAME_NAMES, Corpus
from broadsheet.corpus.open import open_corpus

__all__ = ["FRAME_NAMES", "Corpus", "open_corpus"]
