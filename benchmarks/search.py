"""Whether each query of the search language finds what a plain program counts in the same texts.

    python benchmarks/search.py ARTICLES [--all]

`ARTICLES` is whatever `open_corpus` opens. The plain program knows nothing of tokens: a regular expression
for each query, over the texts as they were read. Prints every query whose two counts differ, with the first
lines that only one of the two finds; with --all every query.
"""

import argparse
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pandas as pd
from common import finish

import broadsheet as bs

# A word begins and ends where no letter, figure, hyphen or slash of the same word stands beside it.
BEGIN = r"(?<![\w/-])(?<!\w[.'])(?<!\d,)"
END = r"(?!\w)(?![-/]\w)(?!'\w)(?![.,]\d)"
# A name with its possessive ending is the same name; "isn't" begins with "is".
WORD_END = r"(?!\w)(?![-/]\w)(?![.,]\d)(?!'(?!s\b)\w)"
# Between the words of a phrase: spaces or the break of a line, after a possessive ending perhaps.
GAP = r"(?:'s|(?<=s)')?(?:[ \t]+|[ \t]*\n[ \t]*)"

ONE_KIND = str.maketrans("’‘ʼ‐‑‒“”„", "'''---\"\"\"")
CONTEXT = 40


def word(pattern: str) -> str:
    """Return the expression of a word, or of words with single spaces between them."""
    return BEGIN + "(?:" + pattern.replace(" ", GAP) + ")" + WORD_END


@dataclass(frozen=True)
class Asked:
    """A query, the expression that finds the same in plain text, and how `concordance` is asked."""

    query: str | list[str]
    pattern: str
    how: dict = field(default_factory=dict)
    case: bool = False


QUERIES = [
    # Words, of any case and with any apostrophe
    Asked("president", word("president")),
    Asked("PRESIDENT", word("president")),
    Asked("President", word("President"), {"case": True}, case=True),
    Asked("economy", word("economy")),
    Asked("2016", word("2016")),
    Asked("it's", BEGIN + "it's" + END),
    Asked("it’s", BEGIN + "it's" + END),
    Asked("don't", BEGIN + "(?:don't|do not)" + END),
    Asked("can't", BEGIN + "(?:can't|cannot|can not)" + END),
    Asked("O'Malley", word("O'Malley")),
    Asked("Obama's", BEGIN + "Obama's" + END),
    # Signs
    Asked("Q&A", BEGIN + "Q&A" + END),
    Asked("AT&T", BEGIN + "AT&T" + END),
    Asked("#BlackLivesMatter", r"(?<!\w)#BlackLivesMatter" + END),
    Asked("@politico", r"(?<![\w.])@politico" + END),
    Asked("28%", BEGIN + "28 ?%"),
    Asked("%", "%"),
    Asked("U.S.", BEGIN + rf"(?:U\.S\.(?!\w)(?!-\w)|(?-i:USA?){WORD_END})"),
    # Phrases
    Asked("White House", word("White House")),
    Asked('"White House"', word("White House")),
    Asked("the White House", word("the White House")),
    Asked("at least", word("at least")),
    Asked("one of the", word("one of the")),
    Asked("black lives matter", word("black lives matter")),
    Asked("“New York”", word("New York")),
    Asked("Bernie Sanders", word("Bernie Sanders")),
    Asked("he said.", BEGIN + r"he said\.(?!\w)"),
    # Hyphens
    Asked("first-rate", word("first-rate")),
    Asked("anti-*", word(r"anti-\w[\w'-]*")),
    Asked("*-old", word(r"\w[\w-]*-old")),
    # Patterns
    Asked("immigra*", word(r"immigra[\w'-]*")),
    Asked("*ism", word(r"\w[\w'-]*ism")),
    Asked("wom?n", word(r"wom\wn")),
    Asked("vot* for", word(r"vot[\w-]* for")),
    Asked("*cast*", word(r"[\w-]*cast[\w-]*")),
    # Alternatives and lists
    Asked("Clinton|Sanders", word("(?:Clinton|Sanders)")),
    Asked("he|she said", word("(?:he|she) said")),
    Asked("Hillary Clinton | Ted Cruz", word("(?:Hillary Clinton|Ted Cruz)")),
    Asked(["jobs", "tax*"], word(r"(?:jobs|tax[\w-]*)")),
    # Base forms and parts of speech, of words whose forms no other word has
    Asked("lemma:woman", word("wom[ae]n")),
    Asked("lemma:child", word("child(?:ren)?")),
    Asked("lemma:go", word("(?:go|goes|going|went|gone|gonna)")),
    Asked("lemma:become", word("becom(?:e|es|ing)|became")),
    Asked(
        "lemma:write|choose",
        word("(?:wr[io]tes?|writing|written|choos(?:e|es|ing)|chose|chosen)"),
    ),
    Asked("[pos=MD & word=would]", word("would(?:n't)?")),
    Asked("the lemma:candidate", word("the candidates?")),
    # Regular expressions
    Asked("[A-Z]{3}", word("[A-Z]{3}"), {"regex": True, "case": True}, case=True),
    Asked("(?:19|20)[0-9]{2}", word("(?:19|20)[0-9]{2}"), {"regex": True}),
    # What nobody writes
    Asked("xylophonically", word("xylophonically")),
]


def plain_places(
    pattern: str, texts: list[str], case: bool
) -> Iterator[tuple[int, int]]:
    """Yield the number of the text and the offset of each match."""
    expression = re.compile(pattern, 0 if case else re.IGNORECASE)
    for number, text in enumerate(texts):
        for match in expression.finditer(text):
            yield number, match.start()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("articles")
    parser.add_argument(
        "--all", action="store_true", help="every query, not only those that differ"
    )
    arguments = parser.parse_args()
    corpus = bs.open_corpus(arguments.articles)
    ids = {name: number for number, name in enumerate(corpus.articles.index)}
    texts = [text.translate(ONE_KIND) for text in corpus.articles["text"]]
    parts = corpus.tokens["part"].cat.categories
    rows = []
    for asked in QUERIES:
        lines = bs.concordance(corpus.tokens, asked.query, parts=parts, **asked.how)
        articles = lines["article"].astype(str).map(ids)
        ours = set(zip(articles, lines["start"], strict=True))
        theirs = set(plain_places(asked.pattern, texts, asked.case))
        rows.append(
            {"query": str(asked.query), "plain": len(theirs), "found": len(ours)}
        )
        for place in sorted(theirs - ours)[:5]:
            print(f"{asked.query}: missed  {shown(texts, place)}")
        for place in sorted(ours - theirs)[:5]:
            print(f"{asked.query}: only ours  {shown(texts, place)}")
    table = pd.DataFrame(rows)
    differing = table[table["plain"] != table["found"]]
    chosen = table if arguments.all else differing
    figures = {"queries": len(table), "equal": len(table) - len(differing)}
    finish(chosen.to_dict("records"), figures, f"{len(texts):,} articles")


def shown(texts: list[str], place: tuple[int, int]) -> str:
    number, offset = place
    low = max(offset - CONTEXT, 0)
    return " ".join(texts[number][low : offset + CONTEXT].split())


if __name__ == "__main__":
    main()
