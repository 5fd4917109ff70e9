"""The sentences that say what happened on a day, each with its days and how sure it is.

A date is tied to the clause it stands in ("… last October when US agents arrested …"),
since that clause, not the whole sentence, says whether what it dates has happened, is
planned, or is only said.
"""

import calendar

import numpy as np
import pandas as pd

from broadsheet.text import tokens_of
from broadsheet.timeline.clauses import Clauses
from broadsheet.timeline.content import Contents
from broadsheet.timeline.dated import YEAR, date_leads, date_sentences
from broadsheet.timeline.grouping import WEEK, WEEKDAY
from broadsheet.timeline.sentences import list_sentences
from broadsheet.timeline.standing import count
from broadsheet.timeline.wordlists import language

COLUMNS = [
    "article",
    "outlet",
    "start",
    "end",
    "what",
    "earliest",
    "latest",
    "precision",
    "certainty",
    "expression",
    "dated",
    "tells",
    "opening",
    "place",
    "length",
    "gap",
    "published",
    "at_head",
    "several",
    "of_other_day",
    "aside",
    "broken",
    "speech",
    "words",
    "strength",
    "figures",
]
DAY = np.timedelta64(1, "D")
# Days, from which on a feast without its year is more likely that of another year.
NEARLY_A_YEAR = 300
# Tokens, about four sentences, for which a year that was named may still be meant.
YEAR_REACH = 120
RECENT = 31  # days: one so near the article is seldom that of another year
MONTHS = "|".join(calendar.month_abbr[1:])
# A day of the calendar; with its weekday it has been found in the right year.
BARE_DAY = rf"^(?!.*day\b)(?=.*\d).*\b(?:{MONTHS})"
# Of a sentence's tokens; what is quoted more is speech and no telling.
MOST_QUOTED = 0.5


def find_mentions(
    articles: pd.DataFrame, tokens: pd.DataFrame, dates: pd.DataFrame
) -> pd.DataFrame:
    """Return sentences that tell something of a day, one row a sentence and interval.

    A row holds all that `merge_mentions` needs, so that mentions of separately read
    parts of a corpus can be written down and merged later. Questions, captions and
    sentences without a finite verb tell nothing.

    Args:
        articles: The articles, as `read_articles` returns them.
        tokens: Their tokens, as `tokenize` returns them.
        dates: Their dates, as `find_dates` returns them.

    Returns:
        `article`, `outlet`, `start`, `end` (of the sentence), `what` (its words),
        `earliest`, `latest` (datetime64[s], half-open), `precision`, `certainty`,
        `expression` (the date as the text has it, "" where only the article's own day
        dates the sentence), `dated` (whether there is one), `tells` (whether it may
        tell the event; if not, it only shows that the day mattered), `opening`
        ("pronoun", "connective" or "reference" (its day) where it leans on the
        sentence before, else ""),
        `place` (number of the sentence among those of the body), `length` (in tokens),
        `gap` (days from what is told to the telling, NaN where the article has no
        day), `published`, `at_head` (whether the date begins the sentence, which then
        is about that day), `several` (whether it names other days too), `of_other_day`
        (whether one of these begins it), `aside` (whether the date's clause only says in
        passing what was when), `broken` (whether it lacks an end or a head), `speech`
        (whether it quotes, or says that somebody said something),
        `words` (its content words, folded, without those of
        dates), `strength` (of each word: a name counts more, a word outside the date's
        clause less), `figures` ("12 villagers").

    >>> import broadsheet as bs
    >>> articles = bs.read_articles("data")
    >>> tokens = bs.tokenize(articles)
    >>> mentions = find_mentions(articles, tokens, bs.find_dates(articles, tokens))
    >>> mentions.loc[mentions["dated"], "expression"].tolist()[:3]
    ['Friday', '2007', 'last October']
    """
    tokens = tokens_of(articles, tokens)
    clauses = Clauses(tokens, dates)
    sentences = list_sentences(articles, tokens, dates, clauses)
    dated = date_sentences(clauses, dates, sentences)
    leads = date_leads(articles, clauses, sentences, dated)
    rows = pd.concat([dated, leads], ignore_index=True)
    order = ["article", "first", "earliest", "latest"]
    rows = rows.sort_values(order, ignore_index=True)
    telling = _with_content(rows, clauses)
    return _with_articles(telling, articles)


def _with_content(rows: pd.DataFrame, clauses: Clauses) -> pd.DataFrame:
    """Return the rows that say something, with their words and figures."""
    content = Contents(clauses).of(rows)
    rows = rows.join(content[["words", "strength", "figures"]])
    is_mostly_quoted = _is_mostly_quoted(rows, clauses)
    rows["tells"] &= ~is_mostly_quoted
    rows["speech"] = _holds_speech(rows, clauses)
    return rows[content["says"]]


def _holds_speech(rows: pd.DataFrame, clauses: Clauses) -> np.ndarray:
    """Say which sentences quote something, or say that somebody said something."""
    says = clauses.has_lemma(language()["saying"])
    is_of_speech = clauses.quoted | says
    first = rows["first"].to_numpy()
    last = rows["last"].to_numpy()
    return count(is_of_speech, first, last) > 0


def _is_mostly_quoted(rows: pd.DataFrame, clauses: Clauses) -> np.ndarray:
    """Say which sentences are quoted for the most part."""
    first = rows["first"].to_numpy()
    last = rows["last"].to_numpy()
    length = last - first
    quoted = count(clauses.quoted, first, last)
    most = MOST_QUOTED * length
    return quoted > most


def _with_articles(rows: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with their article, its outlet, the sentence and the gap."""
    number = rows["article"].to_numpy()
    published = _seconds(articles["published"])[number]
    earliest = _seconds(rows["earliest"])
    latest = _seconds(rows["latest"])
    day_after = published + DAY
    rows["gap"] = (day_after - latest) / DAY
    is_unsure = _is_doubtful(rows) | _is_old_scene(rows)
    rows["tells"] &= ~is_unsure
    has_happened = rows["certainty"] == "happened"
    is_ahead = has_happened & (earliest > published)
    ids = articles.index.astype("str")
    names = articles["outlet"].astype("str").fillna("unknown")
    outlets = names.to_numpy(dtype=object)
    days = published.astype("datetime64[D]")
    rows = rows.assign(
        article=pd.Categorical.from_codes(number, categories=ids),
        outlet=pd.Categorical(outlets[number]),
        what=_written(rows, articles["text"].tolist()),
        published=days.astype("datetime64[s]"),
        certainty=rows["certainty"].mask(is_ahead, "planned"),
        length=rows["last"] - rows["first"],
    )
    return rows[COLUMNS].reset_index(drop=True)


def _seconds(times: pd.Series) -> np.ndarray:
    moments = times.to_numpy()
    return moments.astype("datetime64[s]")


def _is_old_scene(rows: pd.DataFrame) -> pd.Series:
    """Say which sentences tell of a day gone by in the present tense, as below pictures."""
    is_present = rows["scene"] & rows["present"]
    is_scene = is_present & ~rows["at_head"]
    has_figures = rows["expression"].str.contains(r"\d")
    is_past = rows["gap"] > 0
    return is_scene & has_figures & is_past


def _is_doubtful(rows: pd.DataFrame) -> pd.Series:
    """Say which days may be those of another week or year than they were taken for."""
    has_other_year = _has_other_year(rows)
    is_of_other_year = has_other_year | _follows_other_year(rows)
    is_of_other_week = _is_of_other_week(rows)
    is_of_far_year = _is_of_far_year(rows)
    return is_of_other_week | is_of_far_year | is_of_other_year


def _is_of_other_week(rows: pd.DataFrame) -> pd.Series:
    """Say which bare weekdays may be those of another week.

    "They hope to arrive by Friday" means none before the day of publication, "he said
    on Friday" none after it, and on a Friday "on Friday" is not a week ahead.
    """
    is_weekday = rows["expression"].str.fullmatch(WEEKDAY, case=False)
    is_planned = rows["certainty"] == "planned"
    is_past = rows["past"] & ~is_planned
    is_before = rows["gap"] > 0
    is_after = rows["gap"] < 0
    is_week_ahead = rows["gap"] == -WEEK
    is_late_plan = is_planned & is_before
    is_early_past = is_past & is_after
    is_unlikely = is_late_plan | is_early_past | is_week_ahead
    return is_weekday & is_unlikely


def _is_of_far_year(rows: pd.DataFrame) -> pd.Series:
    """Say which feasts may be those of another year.

    In December "at Christmas" is seldom the one of the year before.
    """
    has_year = rows["expression"].str.contains(r"\d|last|^$", case=False)
    is_day = rows["precision"] == "day"
    distance = rows["gap"].abs()
    is_far = distance > NEARLY_A_YEAR
    return is_day & is_far & ~has_year


def _follows_other_year(rows: pd.DataFrame) -> pd.Series:
    """Say before which days without a year an article has just named an older year.

    After "in the summer of 2016" by "June 8th" an article of 2018 may well mean that of
    2016, unless it is of the month before the article, or still to come.
    """
    has_year = rows["expression"].str.contains(YEAR)
    is_of_calendar = rows["expression"].str.contains(BARE_DAY, case=False)
    last_named = _last_named_year(rows, has_year)
    own_year = rows["earliest"].dt.year
    is_older = last_named["year"] < own_year
    distance = rows["first"] - last_named["first"]
    is_behind = distance > 0
    is_near = is_behind & (distance < YEAR_REACH)
    is_bare = is_of_calendar & ~has_year
    is_recent = rows["gap"].between(0, RECENT)
    is_planned = rows["certainty"] == "planned"
    is_current = is_recent | is_planned
    may_be_of_other = is_bare & ~is_current
    return may_be_of_other & is_older & is_near


def _last_named_year(rows: pd.DataFrame, has_year: pd.Series) -> pd.DataFrame:
    """Return for each row the year that its article has named last, and its sentence's first token."""
    years = rows["earliest"].dt.year
    named = pd.DataFrame(
        {
            "year": years.where(has_year),
            "first": rows["first"].where(has_year),
        }
    )
    articles = rows["article"].to_numpy()
    return named.groupby(articles).ffill()


def _has_other_year(rows: pd.DataFrame) -> pd.Series:
    """Say which days without a year their article has with another year elsewhere.

    By "27 July" an article of 2018 means that of 2016, if it has named "27 July 2016".
    """
    has_year = rows["expression"].str.contains(YEAR)
    days = rows["earliest"].dt
    of_calendar = pd.DataFrame(
        {
            "row": np.arange(len(rows)),
            "article": rows["article"].to_numpy(),
            "month": days.month.to_numpy(),
            "day": days.day.to_numpy(),
            "year": days.year.to_numpy(),
        }
    )
    is_exact = rows["precision"] == "day"
    is_day = is_exact.to_numpy()
    is_named = has_year.to_numpy(dtype=bool)
    named = of_calendar[is_day & is_named]
    bare = of_calendar[is_day & ~is_named]
    pairs = bare.merge(named, on=["article", "month", "day"])
    is_other = pairs["year_x"] != pairs["year_y"]
    doubtful = pairs.loc[is_other, "row_x"]
    is_doubtful = of_calendar["row"].isin(doubtful)
    return is_doubtful.set_axis(rows.index)


def _written(rows: pd.DataFrame, texts: list[str]) -> pd.api.extensions.ExtensionArray:
    """Return the sentences, each on one line."""
    spans = rows[["article", "start", "end"]]
    lines = []
    for number, start, end in spans.itertuples(index=False):
        passage = texts[number][start:end]
        words = passage.split()
        line = " ".join(words)
        lines.append(line)
    return pd.array(lines, dtype="str")
