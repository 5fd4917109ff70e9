"""What of many rows a page shows first, and how words are written there."""

import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

# A group that no articles have: to compare with it gives no words.
NOBODY = "the others"

# A word of figures alone: a sum or a year says little of what a coverage is about.
NUMBER = r"[\d.,:/%-]*\d[\d.,:/%-]*"

# What is looked for where there is no word to follow.
ANY_WORD = "news"


@cache
def _asides() -> dict[str, frozenset[str]]:
    text = Path(__file__).with_name("asides.toml").read_text("utf-8")
    return {
        name: frozenset(words.split()) for name, words in tomllib.loads(text).items()
    }


def is_aside(words: pd.Series) -> pd.Series:
    """Say of each word whether it is a form of address or a part of an export.

    >>> is_aside(pd.Series(["Mr.", "border", "abstract"])).tolist()
    [True, False, True]
    """
    lists = _asides()
    return words.astype("str").str.lower().isin(lists["address"] | lists["export"])


def telling_words(comparison: pd.DataFrame) -> pd.DataFrame:
    """Return the words that say what a coverage is about, in the order of the comparison.

    Function words, forms of address, parts of exports and bare numbers are left out.

    Args:
        comparison: What `compare_words` returns.

    >>> frame = pd.DataFrame({"word": ["49", "G7", "3,200"], "is_stop": False})
    >>> telling_words(frame)["word"].tolist()
    ['G7']
    """
    is_number = comparison["word"].astype("str").str.fullmatch(NUMBER)
    return comparison[
        ~comparison["is_stop"] & ~is_aside(comparison["word"]) & ~is_number
    ]


def topic_words(counts: pd.DataFrame, most: int = 100) -> pd.DataFrame:
    """Return the commonest words that say what a coverage is about.

    Args:
        counts: What `count_words` returns for all articles together.
        most: How many words.
    """
    reporting = counts["word"].astype("str").isin(_asides()["reporting"])
    return counts[~counts["is_stop"] & ~is_aside(counts["word"]) & ~reporting].head(
        most
    )


def write_words(words: Iterable[object], forms: dict[str, str]) -> list[str]:
    """Write words, and names of several words, in their commonest form.

    >>> write_words(["lopez obrador", "border"], {"lopez": "Lopez", "obrador": "Obrador"})
    ['Lopez Obrador', 'border']
    """
    return [
        " ".join(forms.get(part, part) for part in str(word).split(" "))
        for word in words
    ]


def with_written_words(
    frame: pd.DataFrame, forms: dict[str, str], column: str = "word"
) -> pd.DataFrame:
    """Return a frame whose words are in their commonest written form."""
    return frame.assign(
        **{column: pd.array(write_words(frame[column], forms), dtype="str")}
    )


def choose_pair(sizes: pd.Series, wished: Sequence[str] = ()) -> tuple[str, str] | None:
    """Return the two groups that are compared, or None where there are not two.

    Args:
        sizes: The number of words or articles of each group.
        wished: The pair that the study names.

    >>> choose_pair(pd.Series({"Echo": 3, "Star": 9, "Sun": 5}))
    ('Star', 'Sun')
    """
    sizes = sizes[sizes > 0]
    order = sizes.sort_values(ascending=False, kind="stable").index.astype("str")
    pair = [name for name in wished if name in order]
    if len(pair) < 2:
        pair = list(order[:2])
    if len(pair) < 2:
        return None
    return pair[0], pair[1]


def most_marked(articles: pd.DataFrame, rows: pd.DataFrame, most: int = 2) -> list[str]:
    """Return the articles with most rows of a frame, in the order of the corpus."""
    counts = rows["article"].astype("str").value_counts()
    chosen = set(counts.head(most).index)
    return [name for name in articles.index if name in chosen]


def spread_over_articles(rows: pd.DataFrame, score: str | None = None) -> pd.DataFrame:
    """Return rows so that the first are from as many articles as there are, the most telling of each first.

    Args:
        rows: A frame with an `article`.
        score: A column by which the rows of an article are ordered, highest first; otherwise as they stand.
    """
    ordered = (
        rows
        if score is None
        else rows.sort_values(score, ascending=False, kind="stable")
    )
    turn = ordered.groupby("article", observed=True).cumcount().to_numpy()
    return ordered.iloc[np.argsort(turn, kind="stable")].reset_index(drop=True)


def events_by_weight(events: pd.DataFrame) -> pd.DataFrame:
    """Return the events that matter most to the coverage's own time first."""
    background = (
        events["background"]
        if "background" in events
        else pd.Series(False, events.index)
    )
    keys = events.assign(_background=background.astype(bool))
    keys = keys.sort_values(
        ["_background", "importance"], ascending=[True, False], kind="stable"
    )
    return keys.drop(columns="_background").reset_index(drop=True)


def add_notes(events: pd.DataFrame) -> pd.DataFrame:
    """Return events whose sentences end with their note, in brackets: the name behind a pronoun.

    >>> events = pd.DataFrame({"what": ["She left.", "It rained."], "what_note": ["Ann Lee", ""]})
    >>> add_notes(events)["what"].tolist()
    ['She left. [Ann Lee]', 'It rained.']
    """
    notes = events["what_note"].astype("str").fillna("")
    noted = events["what"] + " [" + notes + "]"
    return events.assign(what=events["what"].where(notes == "", noted))


def mark_background(events: pd.DataFrame) -> pd.DataFrame:
    """Return events with a word on those that lie before the coverage's own period."""
    marks = events["background"].astype(bool).map({True: "background", False: None})
    return events.assign(background=marks.astype("str"))


def group_sizes(counts: pd.DataFrame) -> pd.DataFrame:
    """Return the number of words and articles of each group that was counted, the largest first.

    Args:
        counts: What `count_words(by="outlet")` returns.
    """
    sizes = counts.groupby("outlet", observed=True)[["total", "of_articles"]].max()
    return sizes.sort_values("total", ascending=False, kind="stable")


def article_counts(
    sizes: pd.DataFrame, pair: tuple[str, str] | None
) -> tuple[int, int]:
    """Return how many articles each side of a pair has."""
    if pair is None:
        return 0, 0
    first, second = (int(sizes.loc[name, "of_articles"]) for name in pair)
    return first, second


def compare_pair(
    counts: pd.DataFrame,
    pair: tuple[str, str] | None,
    articles: tuple[int, int],
    least: int = 3,
) -> pd.DataFrame:
    """Return the words of two groups as `compare_words` compares them.

    With one article on a side nothing counts as beyond chance: a word once used comes again in the same
    article, and how often it does elsewhere cannot be known.

    Args:
        counts: What `count_words(by="outlet")` returns.
        pair: The two groups; None where there are not two.
        articles: How many articles each has.
        least: Words that both together use less often are left out.
    """
    from broadsheet.words import compare_words

    if pair is None:
        group = counts["outlet"].iloc[0] if len(counts) else NOBODY
        return compare_words(counts, group).head(0)
    comparison = compare_words(counts, *pair, min_count=least)
    if min(articles) < 2:
        comparison = comparison.assign(significant=False)
    return comparison


def own_words(
    counts: pd.DataFrame, sizes: pd.DataFrame, most: int = 40, words: int = 8
) -> pd.DataFrame:
    """Return for each of the largest groups the words that it uses more than all others, beyond chance.

    Args:
        counts: What `count_words(by="outlet")` returns.
        sizes: What `group_sizes` returns.
        most: How many groups.
        words: How many words of each.
    """
    from broadsheet.words import compare_words

    found = []
    for outlet in sizes.index[:most]:
        if sizes.loc[outlet, "of_articles"] < 2:
            found.append("one article cannot tell")
        elif len(sizes) < 2:
            found.append("there is no other to compare with")
        else:
            comparison = telling_words(compare_words(counts, outlet, min_count=5))
            more = comparison[comparison["significant"] & (comparison["log_ratio"] > 0)]
            found.append(", ".join(more["word"].head(words)) or "nothing beyond chance")
    return sizes.head(most).assign(words=pd.array(found, dtype="str"))


def rates_by_group(
    counts: pd.DataFrame, words: pd.Series, groups: Sequence[str]
) -> pd.DataFrame:
    """Return how often each word is used in each group, per thousand words."""
    rows = counts.astype({"word": "str", "outlet": "str"})
    table = rows.pivot_table(
        "per_thousand", "word", "outlet", aggfunc="sum", fill_value=0
    )
    chosen = list(dict.fromkeys(words.astype("str")))
    table = table.reindex(
        index=chosen, columns=[str(name) for name in groups], fill_value=0
    )
    return table.rename_axis(index="word", columns=None).reset_index()


def words_to_follow(
    own: Sequence[str], common: pd.DataFrame, most: int = 6
) -> list[str]:
    """Return the words that a study follows, or else the commonest words.

    Args:
        own: Words that the study names.
        common: What `topic_words` returns.
        most: How many of the commonest.
    """
    if own:
        return list(own)
    return common["word"].astype("str").head(most).tolist() or [ANY_WORD]


# A coverage longer than so many days is laid out in weeks, or in months.
WEEKS_FROM = 60
MONTHS_FROM = 200


def choose_period(articles: pd.DataFrame) -> str:
    """Return the stretch of time by which a coverage is best laid out: day, week or month."""
    days = articles["published"].dropna()
    span = (days.max() - days.min()).days if len(days) else 0
    if span > MONTHS_FROM:
        return "month"
    if span > WEEKS_FROM:
        return "week"
    return "day"


def of_one_copy(overlaps: pd.DataFrame, clusters: pd.DataFrame) -> pd.DataFrame:
    """Return the comparisons of articles that are versions of one copy.

    Args:
        overlaps: What `compare_outlets` returns: where nothing is shared, of the two nearest articles.
        clusters: What `copy_clusters` returns.
    """
    cluster = clusters.dropna(subset="cluster").set_index("article")["cluster"]
    cluster.index = cluster.index.astype(object)
    first = overlaps["article_a"].astype(object).map(cluster)
    second = overlaps["article_b"].astype(object).map(cluster)
    return overlaps[first.notna() & (first == second)]


def coverage_of_pair(corpus: Any, pair: tuple[str, str] | None) -> pd.DataFrame:
    """Return what each of two outlets covers and the other does not; nothing where there are not two."""
    from broadsheet.outlets.coverage import COLUMNS, compare_coverage
    from broadsheet.text import written_form
    from broadsheet.words import count_words

    if pair is None:
        return pd.DataFrame(columns=COLUMNS)
    articles = corpus.catalogue
    counts = count_words(corpus.tokens, by="outlet", articles=articles, names="whole")
    counts = counts[~is_aside(counts["word"])]
    coverage = compare_coverage(*pair, articles, corpus.quotes, corpus.events, counts)
    is_word = coverage["kind"] == "word"
    written = write_words(coverage["name"], written_form(corpus.tokens).to_dict())
    return coverage.assign(
        name=coverage["name"].where(~is_word, pd.Series(written, coverage.index))
    )


def norm_of(word: str, forms: dict[str, str]) -> str:
    """Return a written word as it is counted.

    >>> norm_of("US", {"u.s.": "US", "border": "border"})
    'u.s.'
    """
    norms = {form: norm for norm, form in reversed(forms.items())}
    return " ".join(norms.get(part, part) for part in word.split(" "))


def is_parted(articles: pd.DataFrame, catalogue: pd.DataFrame) -> bool:
    """Say whether `subcorpora` parted the articles of one outlet into earlier and later ones."""
    return articles["outlet"].nunique() > catalogue["outlet"].nunique()


def outlet_sizes(corpus: Any) -> pd.Series:
    """Return how many words of its articles each outlet has."""
    passages = corpus.passages
    words = (
        passages.loc[passages["part"] == "body"]
        .groupby("article", observed=True)["words"]
        .sum()
    )
    words.index = words.index.astype(object)
    articles = corpus.catalogue
    words = words.reindex(articles.index, fill_value=0)
    return words.groupby(articles["outlet"].astype(object)).sum()
