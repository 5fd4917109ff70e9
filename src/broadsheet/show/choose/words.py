"""Which words a page names first, and how they are written there."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from broadsheet.show.sentences.english import join_names
from broadsheet.study import Study
from broadsheet.text.norms import fold
from broadsheet.words import DictionaryMatches, find_dictionary, read_dictionary
from broadsheet.words.aliases import extend_aliases
from broadsheet.words.concordance import MOST_LINES

# A word of figures alone: a sum or a year says little of what a coverage is about.
NUMBER = r"[\d.,:/%-]*\d[\d.,:/%-]*"

# What is looked for where there is no word to follow.
ANY_WORD = "news"

# What of a dictionary was left out is said of so many lines.
MOST_NOTES = 3

# Of a study without words of its own so many of the commonest are followed.
FOLLOWED = 6


@cache
def _asides() -> dict[str, frozenset[str]]:
    path = Path(__file__).parents[1] / "asides.toml"
    entries = tomllib.loads(path.read_text("utf-8"))
    lists = {}
    for name, words in entries.items():
        lists[name] = frozenset(words.split())
    return lists


def is_aside(words: pd.Series) -> pd.Series:
    """Say of each word whether it is a form of address or a part of an export.

    >>> is_aside(pd.Series(["Mr.", "border", "abstract"])).tolist()
    [True, False, True]
    """
    lists = _asides()
    asides = lists["address"] | lists["export"]
    lower = words.astype("str").str.lower()
    return lower.isin(asides)


def telling_words(comparison: pd.DataFrame) -> pd.DataFrame:
    """Return the words that say what a coverage is about, in the order of the comparison.

    Function words, forms of address, parts of exports and bare numbers are left out.

    Args:
        comparison: What `compare_words` returns.

    >>> frame = pd.DataFrame({"word": ["49", "G7", "3,200"], "is_stop": False})
    >>> telling_words(frame)["word"].tolist()
    ['G7']
    """
    words = comparison["word"].astype("str")
    is_number = words.str.fullmatch(NUMBER)
    is_empty = comparison["is_stop"] | is_aside(words) | is_number
    return comparison[~is_empty]


def topic_words(counts: pd.DataFrame, most: int = 100) -> pd.DataFrame:
    """Return the commonest words that say what a coverage is about.

    Args:
        counts: What `count_words` returns for all articles together.
        most: How many words.
    """
    words = counts["word"].astype("str")
    is_reporting = words.isin(_asides()["reporting"])
    is_empty = counts["is_stop"] | is_aside(words) | is_reporting
    topics = counts[~is_empty]
    return topics.head(most)


def in_written_form(counts: pd.DataFrame) -> pd.DataFrame:
    """Return counts or a comparison whose words are as they are written most often.

    >>> frame = pd.DataFrame({"word": ["u.s.", "border"], "form": ["U.S.", "border"]})
    >>> in_written_form(frame)["word"].tolist()
    ['U.S.', 'border']
    """
    if "form" not in counts:
        return counts
    forms = counts["form"].astype("str")
    written = counts.assign(word=forms)
    return written.drop(columns="form")


def how_to_count(study: Study) -> dict[str, Any]:
    """Return how a study counts words, as arguments of `count_words`.

    >>> how_to_count(Study(phrase_length=2))["ngram"]
    2
    """
    return {
        "ngram": study.phrase_length or 1,
        "names": "whole",
        "aliases": study.word_aliases,
        "stop_words": study.stop_words,
    }


def words_to_follow(study: Study, common: pd.DataFrame) -> list[str]:
    """Return the words that a study follows, or else the commonest words.

    Args:
        study: The study.
        common: What `topic_words` returns.
    """
    if study.words:
        return list(dict.fromkeys(study.words))
    first = common["word"].head(FOLLOWED)
    words = first.astype("str").tolist()
    return words or [ANY_WORD]


def all_spellings(words: Sequence[str], study: Study) -> dict[str, str]:
    """Return for each word the query that finds it in every spelling that is counted as it.

    >>> all_spellings(["border", "New York"], Study(word_aliases={"New York": ["NYC"]}))
    {'border': 'border', 'New York': 'New York | NYC'}
    """
    aliases = extend_aliases(study.word_aliases)
    spellings = {fold(name): others for name, others in aliases.items()}
    queries: dict[str, str] = {}
    for word in dict.fromkeys(words):
        others = spellings.get(fold(word), [])
        queries[word] = " | ".join([word, *others])
    return queries


def name_queries(frame: pd.DataFrame, queries: Mapping[str, str]) -> pd.DataFrame:
    """Return what was found for queries with the word that each of them stands for.

    Args:
        frame: What `trend` or `places` returns.
        queries: What `all_spellings` returns.
    """
    names = {query: word for word, query in queries.items()}
    words = frame["word"]
    if isinstance(words.dtype, pd.CategoricalDtype):
        return frame.assign(word=words.cat.rename_categories(names))
    return frame.assign(word=words.map(names))


def categories_to_follow(
    study: Study, queries: Mapping[str, str]
) -> dict[str, list[str]]:
    """Return the words that are followed and the categories of the study's dictionaries, with their queries.

    Args:
        study: The study.
        queries: What `all_spellings` returns for the words that are followed; they are left out where the
            study has dictionaries and no words.
    """
    categories = {}
    if study.words or not study.dictionaries:
        for word, query in queries.items():
            categories[word] = [query]
    for path in study.dictionaries:
        dictionary = read_dictionary(path)
        for name, patterns in dictionary.categories.items():
            label = name
            if label in categories:
                label = f"{name} ({Path(path).stem})"
            categories[label] = patterns
    return categories


def find_followed(corpus: Any, categories: dict[str, list[str]]) -> DictionaryMatches:
    """Look once for what a study follows: it is counted by groups and by periods, and shown in its places.

    Of very many passages of one category they are chosen evenly.

    Args:
        corpus: What `open_corpus` returns.
        categories: What `categories_to_follow` returns.
    """
    near = corpus.study.near or None
    return find_dictionary(corpus.token_parts, categories, near=near, most=MOST_LINES)


def passages_followed(matches: DictionaryMatches) -> pd.DataFrame:
    """Return the passages of what a study follows, with the category as their `word`."""
    return matches.passages().rename(columns={"category": "word"})


def other_words(
    categories: dict[str, list[str]], *tables: pd.DataFrame, most: int = 12
) -> list[str]:
    """Return the first words of some tables, without those that are followed anyway."""
    listed: dict[str, None] = {}
    for table in tables:
        first = table["word"].head(most)
        listed |= dict.fromkeys(first)
    return [word for word in listed if word not in categories]


def write_collocates(company: pd.DataFrame, counts: pd.DataFrame) -> pd.DataFrame:
    """Return collocations whose collocates are as they are written most often.

    Args:
        company: What `collocations` returns.
        counts: What `count_words` returns, with `form`.
    """
    forms = dict(zip(counts["word"], counts["form"], strict=True))
    written = [forms.get(word, word) for word in company["collocate"]]
    collocates = pd.array(written, dtype="str")
    return company.assign(collocate=collocates)


def describe_counting(study: Study) -> str:
    """Say what of the counting the study has set.

    >>> describe_counting(Study(stop_words=["mr"], word_aliases={"New York": ["NYC"]}))
    'The study leaves “mr” out of these lists and counts “NYC” as “New York”.'
    """
    parts = []
    if study.stop_words:
        parts.append(f"leaves {_quoted(study.stop_words)} out of these lists")
    for name, others in study.word_aliases.items():
        spellings = [others] if isinstance(others, str) else list(others)
        if spellings:
            parts.append(f"counts {_quoted(spellings)} as “{name}”")
    length = study.phrase_length or 1
    if length > 1:
        parts.append(f"counts phrases of {length} words")
    if study.near:
        parts.append(f"counts the words it follows only near “{study.near}”")
    sentences = []
    if parts:
        sentences.append(f"The study {join_names(parts)}.")
    for path in study.dictionaries:
        sentences += _left_out(path)
    return " ".join(sentences)


def _left_out(path: str) -> list[str]:
    """Say what of a dictionary could not be read."""
    notes = read_dictionary(path).notes
    if not notes:
        return []
    shown = list(notes[:MOST_NOTES])
    more = len(notes) - MOST_NOTES
    if more > 0:
        shown.append(f"And {more:,} more.")
    name = Path(path).name
    return [f"Of the dictionary {name}: {' '.join(shown)}"]


def _quoted(words: Sequence[str]) -> str:
    return join_names([f"“{word}”" for word in words])
