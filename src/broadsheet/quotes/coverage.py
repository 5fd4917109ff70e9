"""Who is quoted and how much, and with which verbs."""

import pandas as pd

from broadsheet.frames import category_type, checks_frames_without_text

WORD = r"\w+(?:[’'.,-]\w+)*"
KINDS = ("direct", "indirect", "mixed")


@checks_frames_without_text
def people(quotes: pd.DataFrame, articles: pd.DataFrame | None = None) -> pd.DataFrame:
    """Say of each speaker how much of the coverage is theirs; one row a speaker, the most quoted first.

    Someone unnamed is counted within an article, since "an official" elsewhere may be another. Quotations of
    nobody known are left out.

    Args:
        quotes: what `find_quotes` returns.
        articles: the articles they are from, for outlets and days.

    Returns:
        `speaker`, `speaker_kind` and `role`; `quotations` and, of these, `direct`, `indirect` and `mixed`;
        `words` quoted, and their `share` of all words quoted (0 to 1); the number of `articles`; and, where
        `articles` are given, of `outlets`, with the `first` and `last` day.

    >>> quotes = pd.DataFrame({"kind": ["direct", "indirect"], "content": ["We will.", "that she will"]})
    >>> quotes = quotes.assign(article="a", speaker="Ann Lee", speaker_kind="person", role="mayor")
    >>> people(quotes)[["speaker", "role", "quotations", "words", "share", "direct"]]
       speaker   role  quotations  words  share  direct
    0  Ann Lee  mayor           2      5    1.0       1
    """
    counted = _counted(quotes)
    rows = counted.join(about(quotes, articles))
    table = _by_speaker(rows)
    roles = table["speaker"].map(_commonest_role(rows))
    table.insert(2, "role", roles.astype("str"))
    all_words = max(rows["words"].sum(), 1)
    table.insert(5, "share", table["words"] / all_words)
    table = table.astype({"speaker_kind": category_type("people", "speaker_kind")})
    order = ["quotations", "words", "speaker"]
    table = table.sort_values(
        order, ascending=[False, False, True], kind="stable", ignore_index=True
    )
    if articles is None:
        return table.drop(columns=["outlets", "first", "last"])
    return table


def count_quoted_words(quotes: pd.DataFrame) -> pd.Series:
    """Count the words of each quotation's content.

    >>> quotes = pd.DataFrame({"content": ["It’s a well-known, 2.5-mile road."]})
    >>> count_quoted_words(quotes).tolist()
    [5]
    """
    return quotes["content"].astype("str").str.count(WORD).astype("int64")


def _counted(quotes: pd.DataFrame) -> pd.DataFrame:
    """The quotations with their words, a column for each kind, and where unnamed speakers are counted."""
    is_unnamed = quotes["speaker_kind"].eq("unnamed")
    rows = quotes.assign(
        words=count_quoted_words(quotes),
        speaker_kind=quotes["speaker_kind"].astype("str"),
        within=quotes["article"].astype("str").where(is_unnamed, ""),
    )
    for kind in KINDS:
        rows[kind] = quotes["kind"].eq(kind).astype("int64")
    return rows


def _by_speaker(rows: pd.DataFrame) -> pd.DataFrame:
    groups = rows.dropna(subset="speaker").groupby(
        ["speaker", "within"], sort=False, observed=True
    )
    table = groups.agg(
        speaker_kind=("speaker_kind", "first"),
        quotations=("words", "size"),
        words=("words", "sum"),
        direct=("direct", "sum"),
        indirect=("indirect", "sum"),
        mixed=("mixed", "sum"),
        articles=("article", "nunique"),
        outlets=("outlet", "nunique"),
        first=("published", "min"),
        last=("published", "max"),
    )
    return table.reset_index().drop(columns="within")


def _commonest_role(rows: pd.DataFrame) -> pd.Series:
    counts = rows.groupby(["speaker", "role"], sort=False).size()
    counts = counts.sort_values(ascending=False, kind="stable").reset_index()
    roles = counts.drop_duplicates("speaker").set_index("speaker")["role"]
    return roles.astype("str")


def about(quotes: pd.DataFrame, articles: pd.DataFrame | None) -> pd.DataFrame:
    """Look up each quotation's outlet and day; missing without articles."""
    if articles is None:
        nothing = {
            "outlet": pd.Series(pd.NA, quotes.index),
            "published": pd.Series(pd.NaT, quotes.index),
        }
        return pd.DataFrame(nothing)
    ids = quotes["article"].astype(articles.index.dtype)
    return articles[["outlet", "published"]].reindex(ids).set_axis(quotes.index)


# What stands for a verb where a colon or a dash introduces a quotation.
NO_VERB = "no verb"


@checks_frames_without_text
def reporting_verbs(quotes: pd.DataFrame) -> pd.DataFrame:
    """Count the words that report, by speaker.

    Args:
        quotes: what `find_quotes` returns.

    Returns:
        `speaker`, `verb`, `quotations`, the commonest first. `verb` is the cue's lemma ("say" for "said"), or
        the cue as written where its rule does not say; "no verb" where only a colon or a dash stands.
    """
    # Most are introduced as others are: what is looked at is each way once.
    ways = quotes.groupby(
        ["speaker", "rule", "cue"], dropna=False, observed=True, sort=False
    )
    rows = ways.size().reset_index(name="quotations")
    rule = rows["rule"].astype("str")
    cue = rows["cue"].astype("str")
    rows["verb"] = _verbs(rule, cue)
    rows = rows.dropna(subset="verb")
    by_verb = rows.groupby(["speaker", "verb"], dropna=False)["quotations"]
    return (
        by_verb.sum()
        .reset_index()
        .sort_values("quotations", ascending=False, kind="stable", ignore_index=True)
    )


def _verbs(rule: pd.Series, cue: pd.Series) -> pd.Series:
    """Return the verb that each rule and cue stand for."""
    lemma = rule.str.extract(r":(.+)-(?:left|right|both)$")[0]
    cue = cue.str.lower()
    is_according = cue.str.startswith("according")
    verb = lemma.fillna(cue).mask(is_according, "according to")
    is_mark = ~verb.str.contains(r"\w", na=True)
    return verb.mask(is_mark, NO_VERB)
