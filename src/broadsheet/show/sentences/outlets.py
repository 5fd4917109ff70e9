"""Sentences about outlets: what became of shared copy; where none is shared, what each has alone."""

import pandas as pd

from broadsheet.charts.palette import outlet_names
from broadsheet.show.sentences.english import (
    LONGEST_NAME,
    ONE_WITH_WORDS,
    count_noun,
    list_names,
    number_word,
    of_articles,
)
from broadsheet.show.values import cut
from broadsheet.show.wording import wording

# Two articles of one outlet.
ONE = "one article"
OTHER = "another"

KINDS = wording("alone")


def copies_sentence(clusters: pd.DataFrame) -> str:
    """Say how many articles run copy that others run too."""
    count = len(clusters)
    shared = clusters.dropna(subset="cluster")
    if not count:
        return "No article is in English, so there is nothing to compare."
    if count == 1:
        return "There is one article, so there is nothing to compare it with."
    if shared.empty:
        return (
            f"Of {count:,} articles, none shares a fifth or more of its own text with another. That "
            "says nothing about who reported what: a version that was rewritten throughout is not found so."
        )
    stories = shared["cluster"].nunique()
    whole = of_articles(len(shared), count).removeprefix("in ")
    text = f"{whole[:1].upper()}{whole[1:]} are versions of "
    text += "one story" if stories == 1 else f"{number_word(stories)} stories"
    text += _agencies(shared)
    left = count - len(shared)
    if left:
        verb = "shares" if left == 1 else "share"
        text += f"; {number_word(left)} {verb} copy with no other"
    notes = clusters.attrs.get("notes", [])
    return " ".join([f"{text}.", *notes])


def _agencies(shared: pd.DataFrame) -> str:
    """Name in brackets the agencies whose copy is shared."""
    heads = shared.drop_duplicates("cluster")
    wires = sorted(heads["wire"].dropna().unique())
    if not wires:
        return ""
    noun = "agency" if len(wires) == 1 else "agencies"
    return f" ({noun} named: {list_names(wires)})"


def outlets_finding(
    shares: pd.DataFrame,
    articles: pd.DataFrame,
    coverage: pd.DataFrame,
    pair: tuple[str, str] | None,
) -> str:
    """Say what one outlet made of another's copy; where no copy is shared, what each of two has alone.

    Args:
        shares: What `editing_shares` returns for pairs of outlets that share copy.
        articles: The articles that are analysed.
        coverage: What `compare_coverage` returns for the pair.
        pair: The two outlets that are compared.
    """
    if len(shares):
        return editing_sentence(shares, articles)
    if pair is None:
        return no_pair_sentence(articles)
    return coverage_finding(coverage, *pair)


def no_pair_sentence(articles: pd.DataFrame) -> str:
    """Say why there are no two outlets to compare."""
    if articles.empty:
        return "No article is in English, so there are no outlets to compare."
    if len(articles) == 1:
        return "There is one article, so there are no two outlets to compare."
    outlets = articles["outlet"].nunique()
    if not outlets:
        return "No outlet is known, so there are no two to compare."
    if outlets > 1:
        return f"{ONE_WITH_WORDS}, so there are no two to compare."
    outlet = cut(articles["outlet"].dropna().iloc[0], LONGEST_NAME)
    return f"All articles with a known outlet are from {outlet}."


def editing_sentence(shares: pd.DataFrame, articles: pd.DataFrame) -> str:
    """Say what one article made of another's copy; of many pairs, what is usual and which kept most."""
    if len(shares) > 1:
        return many_pairs_sentence(shares, articles)
    pair = shares.iloc[0]
    a, b = names_of_pair(pair, articles)
    lacking = "the first" if a == ONE else a
    whose = a
    if a != ONE and outlet_names(articles).eq(a).sum() > 1:
        whose = f"an article in {a}"
    words = count_noun(pair["words_a"], "word")
    return (
        f"Of the {words} of {whose}, {b} kept {pair['kept']:.0%} in sentences as "
        f"they were, reworded {pair['reworded']:.0%} and left out {pair['dropped']:.0%}; of its own "
        f"{pair['words_b']:,}, {pair['added']:.0%} are in sentences that {lacking} does not have."
    )


def many_pairs_sentence(shares: pd.DataFrame, articles: pd.DataFrame) -> str:
    """Say how much the versions of shared copy kept, and which of them kept most."""
    kept = shares["kept"].round(2)
    versions = f"Of {len(shares):,} versions of shared copy"
    if kept.eq(1).all():
        return f"{versions}, all kept the earlier one's words as they were."
    if shares["kept"].eq(0).all():
        return f"{versions}, none kept a sentence of the earlier one as it was."
    most = kept.max()
    if kept.eq(most).all():
        return (
            f"{versions}, each kept {most:.0%} of the earlier one's words as they were."
        )
    middle = shares["kept"].median()
    usual = f"{versions}, half kept {middle:.0%} or more of the earlier one's words as they were"
    number = int(kept.eq(most).sum())
    if most == 1:
        return f"{usual}; {number_word(number)} kept all of them."
    if number > 1:
        return f"{usual}; {number_word(number)} kept most, {most:.0%} each."
    pair = shares.loc[shares["kept"].idxmax()]
    a, b = names_of_pair(pair, articles)
    return f"{usual}; {b} kept most, {most:.0%} of the words of {a}."


def names_of_pair(pair: pd.Series, articles: pd.DataFrame) -> tuple[str, str]:
    """Return what the two articles of a pair are called: their outlets, where these are two."""
    outlets = outlet_names(articles)
    first = cut(outlets[pair["article_a"]], LONGEST_NAME)
    second = cut(outlets[pair["article_b"]], LONGEST_NAME)
    if first == second:
        return ONE, OTHER
    return first, second


def coverage_finding(coverage: pd.DataFrame, first: str, second: str) -> str:
    """Say what each of two outlets that share no copy has alone."""
    text = "No copy is shared, so coverage is compared:"
    if coverage.empty:
        a = cut(first, LONGEST_NAME)
        b = cut(second, LONGEST_NAME)
        return (
            f"{text} neither {a} nor {b} has a speaker, event or "
            "frequent word that the other lacks."
        )
    of_first = alone(coverage, first, second)
    of_second = alone(coverage, second, first)
    return f"{text} {of_first}; {of_second}."


def alone(coverage: pd.DataFrame, outlet: str, other: str) -> str:
    """Say what one outlet has and the other lacks."""
    name = cut(outlet, LONGEST_NAME)
    other_name = cut(other, LONGEST_NAME)
    rows = coverage[coverage["outlet"] == outlet]
    if rows.empty:
        return f"{name} has no speaker, event or frequent word that {other_name} lacks"
    parts = []
    for kind, plural in KINDS.items():
        number = int((rows["kind"] == kind).sum())
        if number:
            parts.append(count_noun(number, kind, plural))
    text = f"{name} has {list_names(parts)} that {other_name} lacks"
    speakers = rows.loc[rows["kind"] == "speaker", "name"].tolist()
    return text + _name_speakers(speakers)


def _name_speakers(speakers: list[str]) -> str:
    """Name in brackets one speaker or two, as examples where there are more."""
    if not speakers:
        return ""
    names = list_names(speakers[:2])
    if len(speakers) == 1:
        return f" (the speaker is {names})"
    if len(speakers) == 2:
        return f" (the speakers are {names})"
    return f" (among the speakers {names})"


def lone_sentence(rows: pd.DataFrame, noun: str) -> str:
    """Say how many quotations or dates one version has and the other lacks."""
    if rows.empty:
        return f"No {noun} is in one version and missing from the other."
    dropped = int(rows["fate"].eq("dropped").sum())
    added = len(rows) - dropped
    text = f"{count_noun(len(rows), noun)} in one version only"
    fate = "left out" if dropped else "added"
    if len(rows) == 1:
        return f"{text}, {fate}."
    if not dropped or not added:
        return f"{text}, all {fate}."
    return f"{text}: {number_word(dropped)} left out and {number_word(added)} added."


def changes_sentence(changes: pd.DataFrame) -> str:
    """Say how many changes of words there are within sentences."""
    if changes.empty:
        return "No words were changed within a sentence."
    verb = "was" if len(changes) == 1 else "were"
    number = count_noun(len(changes), "change")
    return f"{number} {verb} made within sentences."
