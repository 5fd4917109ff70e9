"""The guard: texts that may not be one article are said to be so, never passed on in silence."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import chain

WORD = re.compile(r"[^\W\d_]")
# The longest of 1,248 articles of 20 exports has 5,603 words; books and whole exports have more.
MOST_WORDS = 15_000
# Characters that so many words have at least: nothing shorter is counted.
FEWEST_CHARACTERS = MOST_WORDS * 2


@dataclass(frozen=True)
class Sign:
    """Something that a single article does not have."""

    reason: str
    find: tuple[re.Pattern[str], ...]
    times: int
    alone: bool

    def is_in(self, lines: str) -> bool:
        """Whether it occurs often enough in a text with a line end before it."""
        matches = chain.from_iterable(find.finditer(lines) for find in self.find)
        return all(next(matches, None) for _ in range(self.times))


@cache
def _signs() -> tuple[Sign, ...]:
    content = (
        resources.files(__package__).joinpath("suspicious.toml").read_text("utf-8")
    )
    entries = tomllib.loads(content)["sign"]
    return tuple(_read_sign(entry) for entry in entries)


def _read_sign(entry: dict) -> Sign:
    find = tuple(re.compile(pattern, re.M) for pattern in entry["find"])
    times = entry.get("times", 1)
    is_alone = entry.get("alone", False)
    return Sign(entry["reason"], find, times, is_alone)


def reasons_to_suspect(text: str, alone: bool = True) -> list[str]:
    """Return why a text may not be one article; nothing for an ordinary one.

    Args:
        text: The text of an article.
        alone: Whether it is the only one of its file.

    >>> reasons_to_suspect("The council voted.\\n\\n* * *\\n\\nIt will meet again in May.")
    []
    >>> reasons_to_suspect("The council voted.\\n\\n=====\\n\\nThe ferry was sold.")
    ['it may be several: lines that only divide stand between paragraphs']
    """
    reasons = []
    lines = "\n" + text
    for sign in _signs():
        if (alone or not sign.alone) and sign.is_in(lines):
            reasons.append(sign.reason)
    if not WORD.search(text):
        reasons.append("it has no words")
    if len(text) > FEWEST_CHARACTERS and len(text.split()) > MOST_WORDS:
        reasons.append(f"it has more than {MOST_WORDS:,} words")
    return reasons
