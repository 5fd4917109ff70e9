"""Numbers, lists and sentences in English."""

import re
from collections.abc import Sequence

from broadsheet.show.values import cut

NUMBERS = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
)

# Letters of a name within a sentence.
LONGEST_NAME = 60

# Names in a list; more are counted.
MOST_NAMES = 5

# Several outlets, of which two cannot be compared.
ONE_WITH_WORDS = (
    "Fewer than two outlets have articles with words beside their headlines"
)


# A name such as "mill.csv", which keeps its small letters.
FILE_NAME = re.compile(r"[^\s.]+\.\w+\b")

# A straight mark that opens what follows.
OPENING_MARK = re.compile(r'(^|[\s(\[—–])"')
SINGLE_MARKS = str.maketrans({"“": "‘", "”": "’", '"': "’"})


def in_marks(words: str) -> str:
    """Put words between double quotation marks; their own become single ones.

    >>> print(in_marks('"We wait," he said.'))
    “‘We wait,’ he said.”
    """
    opened = OPENING_MARK.sub(r"\1‘", words)
    inner = opened.translate(SINGLE_MARKS)
    return f"“{inner}”"


def count_noun(number: int, noun: str, plural: str | None = None) -> str:
    """Write a number with its noun.

    >>> count_noun(1, "article"), count_noun(2, "story", "stories"), count_noun(1200, "word")
    ('1 article', '2 stories', '1,200 words')
    """
    if number == 1:
        return f"1 {noun}"
    return f"{number:,} {plural or noun + 's'}"


def number_word(number: int) -> str:
    """Write a number up to ten as a word.

    >>> number_word(0), number_word(1), number_word(12)
    ('no', 'one', '12')
    """
    if 0 <= number < len(NUMBERS):
        return NUMBERS[number]
    return f"{number:,}"


def count_word(number: int) -> str:
    """Write a number that stands alone, as in "none of them".

    >>> count_word(0), count_word(3)
    ('none', 'three')
    """
    return number_word(number) if number else "none"


def times(number: int) -> str:
    """Write how often.

    >>> times(1), times(2), times(4), times(1200)
    ('once', 'twice', 'four times', '1,200 times')
    """
    if number == 1:
        return "once"
    if number == 2:
        return "twice"
    return f"{number_word(number)} times"


def list_names(names: Sequence[object], most: int = MOST_NAMES) -> str:
    """Write names in a row, the last after "and"; of many the first, and how many more there are.

    >>> list_names(["A"]), list_names(["A", "B"]), list_names(["A", "B", "C"]), list_names("ABCDEFG")
    ('A', 'A and B', 'A, B and C', 'A, B, C, D, E and 2 more')
    """
    shown = [cut(name, LONGEST_NAME) for name in names[:most]]
    left = len(names) - len(shown)
    if left:
        shown.append(f"{left:,} more")
    return join_names(shown)


def join_names(names: Sequence[str]) -> str:
    """Write all names in a row, the last after "and".

    >>> join_names(["A", "B", "C"])
    'A, B and C'
    """
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def of_articles(number: int, whole: int) -> str:
    """Write in how many of the articles something is.

    >>> of_articles(1, 1), of_articles(2, 2), of_articles(5, 5)
    ('in the one article', 'in both articles', 'in all 5 articles')
    >>> of_articles(0, 5), of_articles(1, 5), of_articles(3, 5)
    ('in none of 5 articles', 'in one of 5 articles', 'in 3 of 5 articles')
    """
    if number == whole == 1:
        return "in the one article"
    if number == whole == 2:
        return "in both articles"
    if number == whole:
        return f"in all {whole:,} articles"
    count = "one" if number == 1 else f"{number:,}"
    if not number:
        count = "none"
    return f"in {count} of {whole:,} articles"


def of_no_articles(whole: int) -> str:
    """Write that something is in none of the articles, after a negation.

    >>> of_no_articles(1), of_no_articles(2), of_no_articles(5)
    ('in the one article', 'in either article', 'in any of the 5 articles')
    """
    if whole == 1:
        return "in the one article"
    if whole == 2:
        return "in either article"
    return f"in any of the {whole:,} articles"


def whole_sentence(text: str) -> str:
    """Begin with a capital letter, unless with the name of a file, and end with one full stop.

    >>> whole_sentence("read twice"), whole_sentence("mill.csv: read twice")
    ('Read twice.', 'mill.csv: read twice.')
    """
    text = text.strip()
    if not text.endswith((".", "!", "?", "…", ".”", "…”", "?”")):
        text += "."
    if FILE_NAME.match(text):
        return text
    return text[:1].upper() + text[1:]
