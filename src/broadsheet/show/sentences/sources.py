"""Sentences about sources: who gets to speak, of which gender and role, and how concentrated speech is."""

import pandas as pd

from broadsheet.show.sentences.english import (
    count_noun,
    list_names,
    number_word,
    of_no_articles,
    times,
)
from broadsheet.show.wording import wording

# A share above this is most of a whole.
MOST = 0.5

# A smaller share would be written as none.
LEAST_SHARE = 0.005

# The sources quoted most whose share is told.
TOP = 10

EVIDENCE = wording("evidence")
ONLY_ONE = wording("only_one")


def sources_finding(described: pd.DataFrame, articles: pd.DataFrame) -> str:
    """Say who gets to speak: how many sources, of what kind, and the share of women among named people.

    Args:
        described: What `describe_sources` returns.
        articles: The articles that are analysed.
    """
    if articles.empty:
        return "No article is in English, so nobody’s words were looked for."
    if described.empty:
        return f"Nobody is quoted {of_no_articles(len(articles))}."
    people = described[described["source_kind"].eq("person")]
    number = people["speaker"].nunique()
    quotations = count_noun(len(described), "quotation")
    if not number:
        return f"No person is named as the source of any of {quotations}."
    if number == 1:
        who = "One named person is"
    else:
        who = f"{number_word(number).capitalize()} named people are"
    share = len(people) / len(described)
    text = f"{who} the source of {len(people):,} of {quotations} ({share:.0%})"
    return f"{text}. {_genders(people)}"


def _genders(people: pd.DataFrame) -> str:
    """Say of how many people the gender is known, and how many of these are women."""
    each = people.drop_duplicates("speaker")["gender"].astype(str).value_counts()
    known = int(each.drop("unknown", errors="ignore").sum())
    unknown = int(each.get("unknown", 0))
    if not known and unknown == 1:
        return "The gender of this person is not known."
    if not known:
        return "The gender of none of them is known."
    text = f"Gender is known for {number_word(known)}, {_women(each, known)}"
    if unknown:
        text += f", and unknown for {number_word(unknown)}"
    return f"{text}."


def _women(each: pd.Series, known: int) -> str:
    """Say how many of those whose gender is known are women."""
    women = int(each.get("female", 0))
    if known == 1:
        genders = each.drop("unknown", errors="ignore")
        return ONLY_ONE[genders.index[0]]
    if not women:
        return "none of them a woman"
    if women == known:
        return "both of them women" if known == 2 else "all of them women"
    noun = "a woman" if women == 1 else "women"
    share = women / known
    return f"{number_word(women)} of them {noun} ({share:.0%})"


def evidence_sentence(sources: pd.DataFrame) -> str:
    """Say what tells the gender of the people, each with its share.

    Args:
        sources: What `list_sources` returns.
    """
    people = sources[sources["source_kind"].eq("person")]
    if people.empty:
        return "No person is named."
    counts = people["gender_evidence"].astype(str).value_counts()
    if len(people) == 1:
        evidence = EVIDENCE[counts.index[0]]
        return f"What tells the gender of the one person: {evidence}."
    parts = []
    for name, words in EVIDENCE.items():
        number = int(counts.get(name, 0))
        if number:
            share = number / len(people)
            parts.append(f"{words} for {number_word(number)} ({share:.0%})")
    return f"What tells the gender of {len(people):,} people: {list_names(parts)}."


def roles_sentence(sources: pd.DataFrame) -> str:
    """Say in which roles most of the named people speak.

    Args:
        sources: What `list_sources` returns.
    """
    people = sources[sources["source_kind"].eq("person")]
    if people.empty:
        return "No person is named."
    roles = people["role_group"].astype(str)
    counts = people.groupby(roles)["quotations"].sum()
    whole = int(counts.sum())
    known = counts.drop("unknown", errors="ignore")
    if known.empty:
        return "The articles describe none of the people by a role that the table has."
    most = known.max()
    top = known[known == most].index.tolist()
    text = _largest_role(top, most / whole)
    unknown = whole - int(known.sum())
    if unknown:
        share = unknown / whole
        written = f"{share:.0%}" if share >= LEAST_SHARE else "less than 1%"
        text += f"; {written} are of people whose role is unknown"
    return f"{text}."


def _largest_role(roles: list[str], share: float) -> str:
    """Say which roles have the largest share of the quotations, and whether that is most of them."""
    if share == 1:
        return f"All quotations of named people are in the role of {roles[0]}"
    if len(roles) > 1:
        return (
            "The largest shares of the quotations of named people are in the roles of "
            f"{list_names(roles)} ({share:.0%} each)"
        )
    start = "The largest share of the quotations of named people is"
    if share > MOST:
        start = "Most of the quotations of named people are"
    return f"{start} in the role of {roles[0]} ({share:.0%})"


def places_of_speech(sources: pd.DataFrame, articles: int) -> str:
    """Say who is quoted first most often, and who last.

    Args:
        sources: What `list_sources` returns.
        articles: How many articles quote somebody.
    """
    named = sources[sources["source_kind"].isin(["person", "organisation"])]
    parts = []
    for column, which in (("opens", "first"), ("closes", "last")):
        part = _who_most_often(named, column, which)
        if part:
            parts.append(part)
    if not parts:
        return (
            "No named source has the first or the last word in more than one article."
        )
    return f"Of {count_noun(articles, 'article')} with quotations, {'; '.join(parts)}."


def _who_most_often(named: pd.DataFrame, column: str, which: str) -> str:
    """Say who has the first or the last word most often; nothing where nobody has it twice."""
    if named.empty:
        return ""
    most = int(named[column].max())
    if most < 2:
        return ""
    is_top = named[column].eq(most)
    top = named.loc[is_top, "speaker"].astype(str).tolist()
    who = list_names(top, 3)
    if len(top) == 1:
        return f"{who} has the {which} word {times(most)}"
    return f"{who} have the {which} word {times(most)} each"


def concentration_sentence(named: pd.Series, found: object) -> str:
    """Say how concentrated speech is over named sources.

    Args:
        named: How many quotations each named source has.
        found: What `concentration` returns for them.
    """
    sources = int(getattr(found, "sources", 0))
    if not sources:
        return "No quotation has a named source."
    if sources == 1:
        return "There is one named source, so all is from one."
    top = getattr(found, "top_share", 0.0)
    gini = getattr(found, "gini", 0.0)
    effective = getattr(found, "effective", 0.0)
    few = ""
    if sources > TOP:
        few = f"The ten named sources quoted most have {top:.0%} of the quotations of all {sources:,}. "
    return (
        f"{few}The {sources:,} named sources are as diverse as {effective:.1f} would be that are all quoted "
        f"alike; Gini’s coefficient is {gini:.2f}."
    )


def silent_sentence(silent: pd.DataFrame) -> str:
    """Say who is mentioned most and never quoted.

    Args:
        silent: What `never_quoted` returns.
    """
    if silent.empty:
        return "Everybody who is named in full is also quoted."
    known = silent[silent["gender"] != "unknown"]
    likely = known if len(known) else silent
    most = int(likely["mentions"].max())
    is_top = likely["mentions"].eq(most)
    top = likely.loc[is_top, "name"].tolist()
    names = list_names(top, 3)
    often = times(most)
    if len(silent) == 1:
        return f"One person is named in full and never quoted: {names}, {often}."
    number = number_word(len(silent)).capitalize()
    text = f"{number} people are named in full and never quoted"
    if len(top) > 1:
        often += " each"
    if len(top) == len(silent):
        return f"{text}: {names}, {often}."
    return f"{text}; most often {names}, {often}."


def topics_sentence(words: list[str], topics: pd.DataFrame) -> str:
    """Say what the table by words shows, or that the study names none.

    Args:
        words: The words of the study.
        topics: What `by_topic` returns.
    """
    if not words:
        return 'The study names no words to follow; add `words = ["…"]` to its file for a table by subject.'
    number = count_noun(len(topics), "word")
    each = "each with " if len(topics) > 1 else "with "
    text = f"{number} of the study, {each}who speaks in the articles that mention it."
    is_missing = topics["articles"].eq(0)
    missing = topics.loc[is_missing, "word"].astype(str).tolist()
    if missing:
        return f"{text} No article mentions {list_names(missing)}."
    return text
