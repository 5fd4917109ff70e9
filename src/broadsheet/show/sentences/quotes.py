"""Sentences about quotations: who is quoted, how, and how surely."""

import pandas as pd

from broadsheet.quotes.coverage import NO_VERB
from broadsheet.show.sentences.english import (
    LONGEST_NAME,
    count_noun,
    count_word,
    list_names,
    number_word,
    of_articles,
    of_no_articles,
    times,
)
from broadsheet.show.values import cut
from broadsheet.show.wording import wording

HOW = wording("how")


def quotes_finding(
    quotes: pd.DataFrame, people: pd.DataFrame, articles: pd.DataFrame
) -> str:
    """Say how many quotations there are, how many have a name, and who is quoted most."""
    if articles.empty:
        return "No article is in English, so nobody's words were looked for."
    if quotes.empty:
        return f"Nobody is quoted {of_no_articles(len(articles))}."
    inside = of_articles(quotes["article"].nunique(), len(articles))
    named = int(quotes["speaker_kind"].isin(["person", "organisation"]).sum())
    text = f"{count_noun(len(quotes), 'quotation')} {inside}, {named_share(named, len(quotes))}"
    speakers = people[people["speaker_kind"].eq("person")]
    return f"{text}. {most_quoted(speakers)}".strip()


def named_share(named: int, whole: int) -> str:
    """Say how many quotations come from a named source."""
    if whole == 1:
        return "from a named source" if named else "without a name to it"
    if named == whole:
        return "all from named sources"
    if not named:
        return "none from a named source"
    return f"{number_word(named)} of them from named sources ({named / whole:.0%})"


def most_quoted(people: pd.DataFrame) -> str:
    """Say who is quoted most; several where they are level.

    >>> frame = pd.DataFrame({"speaker": ["Ann Lee", "Bo Li", "Cy"], "quotations": [4, 4, 1]})
    >>> most_quoted(frame)
    'Of named people, Ann Lee and Bo Li are quoted most, four times each.'
    >>> most_quoted(frame.tail(1)), most_quoted(frame.head(0))
    ('Cy is the only person quoted by name, once.', '')
    """
    if people.empty:
        return ""
    most = int(people["quotations"].max())
    is_top = people["quotations"] == most
    top = people.loc[is_top, "speaker"].astype("str").tolist()
    often = times(most)
    first = cut(top[0], LONGEST_NAME)
    if len(people) == 1:
        return f"{first} is the only person quoted by name, {often}."
    if most == 1:
        number = number_word(len(top)).capitalize()
        return f"{number} people are quoted by name, each of them once."
    if len(top) == 1:
        return f"Of named people, {first} is quoted most, {often}."
    return f"Of named people, {list_names(top, 4)} are quoted most, {often} each."


def voices_sentence(people: pd.DataFrame) -> str:
    """Say how many people are quoted, and how much of the words is whose."""
    speakers = people[people["speaker_kind"].eq("person")]
    if speakers.empty:
        return "No person is quoted by name."
    if len(speakers) == 1:
        share = speakers["share"].iloc[0]
        return f"One person is quoted by name, with {share:.0%} of all words quoted."
    top = speakers.nlargest(3, "share", keep="first")
    names = list_names(top["speaker"].astype("str").tolist())
    share = top["share"].sum()
    number = number_word(len(speakers)).capitalize()
    return (
        f"{number} people are quoted by name. Of all words quoted, "
        f"{share:.0%} are those of {names}."
    )


def directness_sentence(quotes: pd.DataFrame) -> str:
    """Say how many quotations are given word for word."""
    if quotes.empty:
        return "There are no quotations."
    counts = quotes["kind"].astype("str").value_counts()
    if len(quotes) == 1:
        return f"The one quotation is given {HOW[counts.index[0]]}."
    parts = []
    for kind, words in HOW.items():
        number = int(counts.get(kind, 0))
        if number == len(quotes):
            return f"All {number_word(number)} quotations are given {words}."
        if number:
            parts.append(f"{number_word(number)} {words}")
    whole = count_noun(len(quotes), "quotation")
    return f"Of {whole}, {list_names(parts)}."


def unnamed_sentence(quotes: pd.DataFrame) -> str:
    """Say how many quotations have no name to them."""
    hidden = quotes[quotes["speaker_kind"].isin(["group", "unnamed"])]
    if hidden.empty:
        return "No quotation comes from a group or an unnamed source."
    groups = int(hidden["speaker_kind"].eq("group").sum())
    sources = len(hidden) - groups
    kinds = []
    if groups:
        kinds.append(_count_from(groups, "a group", "groups"))
    if sources:
        kinds.append(_count_from(sources, "an unnamed source", "unnamed sources"))
    literal = int(hidden["kind"].eq("direct").sum())
    number = number_word(len(hidden)).capitalize()
    whole = count_noun(len(quotes), "quotation")
    verb = "has" if len(hidden) == 1 else "have"
    return (
        f"{number} of {whole} {verb} no name: "
        f"{list_names(kinds)}. Given word for word: {count_word(literal)}."
    )


def _count_from(number: int, source: str, sources: str) -> str:
    if number == 1:
        return f"one from {source}"
    return f"{number_word(number)} from {sources}"


def verbs_sentence(verbs: pd.DataFrame) -> str:
    """Name the commonest reporting verb."""
    counts = verbs.groupby("verb", observed=True)["quotations"].sum()
    counts = counts.drop(NO_VERB, errors="ignore")
    counts = counts.sort_values(ascending=False, kind="stable")
    if counts.empty:
        return "No reporting verb was found."
    first = counts.index[0]
    if len(counts) == 1:
        return f"Wherever a verb or a phrase reports, it is “{first}”."
    number = number_word(len(counts)).capitalize()
    text = f"{number} different verbs and phrases report"
    share = counts.iloc[0] / counts.sum()
    level = int((counts == counts.iloc[0]).sum())
    if level == len(counts):
        return f"{text}, all of them as often."
    if level > 1:
        return f"{text}; {number_word(level)} of them are the commonest, with {share:.0%} each."
    return f"{text}; “{first}” has {share:.0%} of all."


def shared_quotes_sentence(shared: pd.DataFrame) -> str:
    """Say how many quotations stand in more than one outlet."""
    number = shared["quotation"].nunique()
    if not number:
        return "No quotation was found in more than one outlet."
    verb = "quotation stands" if number == 1 else "quotations stand"
    text = f"{number_word(number).capitalize()} {verb} in more than one outlet"
    most = int(shared["outlets"].max())
    if most > 2:
        text += f", in {number_word(most)} at most"
    return f"{text}."


def model_sentence(model: str) -> str:
    """Say which model read the quotations.

    >>> model_sentence("fast")
    'The fast model read these articles.'
    """
    return f"The {model} model read these articles."


def doubtful_sentence(quotes: pd.DataFrame) -> str:
    """Say how many quotations the model is not sure of."""
    if quotes.empty:
        return ""
    doubtful = int((quotes["score"] < 0.5).sum())
    if not doubtful:
        return "The model is fairly sure of each of them."
    verb = "has" if doubtful == 1 else "have"
    number = number_word(doubtful).capitalize()
    whole = count_noun(len(quotes), "quotation")
    return f"{number} of {whole} {verb} a score below 0.5: likelier wrong than right."
