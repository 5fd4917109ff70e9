"""The sentences that say what happened on a day, each with its days and how sure it is.

A date is tied to the clause it stands in ("… last October when US agents arrested …"), since that clause, not
the whole sentence, says whether what it dates has happened, is planned, or is only said.
"""

import numpy as np
import pandas as pd

from broadsheet.dates import precision
from broadsheet.text import sentence_starts, tokens_of
from broadsheet.timeline.clauses import NEAR, Clauses, language, stamps

COLUMNS = [
    *(
        "article",
        "outlet",
        "start",
        "end",
        "what",
        "earliest",
        "latest",
        "precision",
        "certainty",
    ),
    *("expression", "dated", "tells", "opening", "place", "length", "gap", "published"),
    *("words", "strength", "figures"),
]
DATED_COLUMNS = [
    "sentence",
    "earliest",
    "latest",
    "expression",
    "certainty",
    "tells",
    "at",
    "begin",
    "stop",
]
DAY = np.timedelta64(1, "D")
LONGEST = 366  # days; a longer interval tells of no event
MOST_DATES = 12  # a sentence with more is a list of days, and tells nothing of any
LEAST_WORDS = 2  # fewer, besides the date, tell no event ("Updated July 15, 2018")
BOILERPLATE_DAYS = (
    3  # on which an outlet prints a sentence, from which on it is boilerplate
)
UNKNOWN_OUTLETS = ("", "unknown", "nan", "<NA>")
HEAD_WORDS = 4  # in which the day of an entry of a chronology begins
HEAD = 60  # characters, in which a page's own stamp stands
LISTED_DATES = (
    4  # dates in a sentence, from which on few words between them make it a list
)
WORDS_A_DATE = 10
LEAD = 6  # sentences at the beginning of an article that its own day may date
# What a word tells of the day in another clause than the date, or so many words away (`NEAR`).
ASIDE = 0.5
ASIDE_OF_VAGUE = 0.25  # of a month or a year
MOST_QUOTED = (
    0.5  # of a sentence's tokens; what is quoted more is speech and no telling
)


def find_mentions(
    articles: pd.DataFrame, tokens: pd.DataFrame, dates: pd.DataFrame
) -> pd.DataFrame:
    """Return sentences of the body that tell something of a day, one row for each sentence and interval.

    A row holds all that `merge_mentions` needs, so that mentions of separately read parts of a corpus can be
    written down and merged later. Questions, captions and sentences without a finite verb tell nothing.

    Args:
        articles: The articles, as `read_articles` returns them.
        tokens: Their tokens, as `tokenize` returns them.
        dates: Their dates, as `find_dates` returns them.

    Returns:
        `article`, `outlet`, `start`, `end` (of the sentence), `what` (its words), `earliest`, `latest`
        (datetime64[s], half-open), `precision`, `certainty`, `expression` (the date as the text has it, ""
        where only the article's own day dates the sentence), `dated` (whether there is one), `tells` (whether
        it may tell the event; if not, it only shows that the day mattered), `opening` ("pronoun" or
        "connective" where it leans on the sentence before, else ""), `place` (number of the sentence among
        those of the body), `length` (in tokens), `gap` (days from what is told to the telling, NaN where the
        article has no day), `published`, `words` (its content words, folded, without those of dates),
        `strength` (of each word: a name counts more, a word outside the date's clause less), `figures` ("12
        villagers").

    >>> import broadsheet as bs
    >>> articles = bs.read_articles("data")
    >>> tokens = bs.tokenize(articles)
    >>> mentions = find_mentions(articles, tokens, bs.find_dates(articles, tokens))
    >>> mentions.loc[mentions["dated"], "expression"].tolist()[:3]
    ['Friday', '2007', 'last October']
    """
    tokens = tokens_of(articles, tokens)
    clauses = Clauses(tokens, dates)
    sentences = _telling_sentences(tokens, clauses)
    sentences = _without_stamps(sentences, articles)
    sentences["recurs"] = _recurs(sentences, clauses, articles)
    dated = _dated(clauses, dates, sentences)
    leads = _undated_leads(articles, clauses, sentences, dated)
    rows = pd.concat([dated, leads], ignore_index=True)
    rows = rows.sort_values(
        ["article", "first", "earliest", "latest"], ignore_index=True
    )
    return _with_articles(_with_content(rows, clauses), articles)


def _telling_sentences(tokens: pd.DataFrame, clauses: Clauses) -> pd.DataFrame:
    """Return the sentences of the body that may tell something, one row each."""
    first = sentence_starts(tokens)
    last = np.append(first[1:], len(tokens))[: len(first)]
    body = np.zeros(0, dtype=bool)
    if len(first):
        body = (tokens["part"].to_numpy() == "body")[first]
    first, last = first[body], last[body]
    article = tokens["article"].cat.codes.to_numpy()[first].astype(np.int64)
    sentences = pd.DataFrame(
        {
            "article": article,
            "first": first,
            "last": last,
            "start": tokens["start"].to_numpy()[first],
            "end": tokens["end"].to_numpy()[last - 1],
            "place": np.arange(len(first)) - np.searchsorted(article, article),
            "opening": _openings(clauses, first, last),
            "scene": _is_scene(clauses, first, last),
        }
    )
    tells = _is_telling(clauses, first, last)
    return sentences[tells].reset_index(drop=True)


def _without_stamps(sentences: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return the sentences but those at whose head a page speaks of itself."""
    texts = articles["text"].tolist()
    pattern = stamps()
    places = zip(
        sentences["article"].tolist(), sentences["start"].tolist(), strict=True
    )
    is_stamp = [
        bool(pattern.search(texts[article][start : start + HEAD]))
        for article, start in places
    ]
    return sentences[~np.array(is_stamp, dtype=bool)].reset_index(drop=True)


def _recurs(
    sentences: pd.DataFrame, clauses: Clauses, articles: pd.DataFrame
) -> np.ndarray:
    """Say which sentences an outlet prints word for word on several days: boilerplate."""
    number = sentences["article"].to_numpy()
    outlets = articles["outlet"].astype("str").fillna("").to_numpy(dtype=object)
    days = articles["published"].dt.floor("D").to_numpy()
    spans = zip(sentences["first"].tolist(), sentences["last"].tolist(), strict=True)
    wording = [clauses.norm[first:last].tobytes() for first, last in spans]
    printed = pd.DataFrame(
        {"outlet": outlets[number], "wording": wording, "day": days[number]}
    )
    known = printed[~printed["outlet"].isin(UNKNOWN_OUTLETS)].dropna(subset="day")
    counts = known.groupby(["outlet", "wording"])["day"].transform("nunique")
    return (counts.reindex(printed.index).fillna(0) >= BOILERPLATE_DAYS).to_numpy()


def _openings(clauses: Clauses, first: np.ndarray, last: np.ndarray) -> np.ndarray:
    """Name what a sentence leans on the one before by: a pronoun, a connective, or nothing."""
    words = pd.Series(clauses.norms)
    kinds = np.full(len(words), "", dtype=object)
    kinds[words.isin(language()["connectives"])] = "connective"
    kinds[words.isin(language()["pronouns"])] = "pronoun"
    # An opening quotation mark is passed over.
    passed = np.array([not word[:1].isalnum() for word in clauses.norms], dtype=bool)
    head = first + (passed[clauses.norm[first]] & (first + 1 < last))
    return kinds[clauses.norm[head]]


def _is_telling(clauses: Clauses, first: np.ndarray, last: np.ndarray) -> np.ndarray:
    """Say which sentences are statements: not questions, captions or fragments without a finite verb."""
    words = pd.Series(clauses.norms)
    marks = _count(words.isin(["?"]).to_numpy()[clauses.norm], first, last)
    captions = _count(
        words.isin(language()["caption_words"]).to_numpy()[clauses.norm], first, last
    )
    verbs = _count(clauses.is_finite, first, last)
    return (marks == 0) & (captions == 0) & (verbs > 0)


def _is_scene(clauses: Clauses, first: np.ndarray, last: np.ndarray) -> np.ndarray:
    """Say which sentences describe a picture: "A woman attends a vigil", all in the present tense."""
    of_past = np.isin(clauses.tags, ["VBD", "MD"])[clauses.pos]
    of_state = np.isin(clauses.lemmas, ["be", "have"])[clauses.lemma]
    return _count(of_past | of_state, first, last) == 0


def _count(is_counted: np.ndarray, first: np.ndarray, last: np.ndarray) -> np.ndarray:
    before = np.append(0, np.cumsum(is_counted))
    return before[last] - before[first]


def _dated(
    clauses: Clauses, dates: pd.DataFrame, sentences: pd.DataFrame
) -> pd.DataFrame:
    """Return the sentences with a date in them, but for dates that date nothing."""
    dates = _usable(dates)
    begins, ends = clauses.rows(dates)
    firsts = sentences["first"].to_numpy()
    lasts = sentences["last"].to_numpy()
    homes = np.searchsorted(firsts, begins, side="right") - 1
    crowded = (
        np.bincount(np.maximum(homes, 0), minlength=len(sentences)) > 4 * MOST_DATES
    )
    earliest, latest = _days(dates)
    rows = []
    for number, (value, text) in enumerate(
        zip(dates["value"], dates["text"], strict=True)
    ):
        begin, end, home = int(begins[number]), int(ends[number]), int(homes[number])
        if home < 0 or begin >= lasts[home] or crowded[home]:
            continue
        first, last = int(firsts[home]), int(lasts[home])
        if clauses.only_names(begin, end, last, value) or clauses.is_stamp(
            begin, end, first, last
        ):
            continue
        opens, closes = clauses.clause(begin, first, last)
        certainty = clauses.certainty(opens, closes, first)
        if clauses.quoted[begin] and certainty == "happened":
            certainty = "said"
        is_total = (
            clauses.is_cumulative(begin, first)
            or clauses.word(opens) in language()["cumulative"]
        )
        tells = not (is_total or clauses.names_thing(end, last))
        near = (max(opens, begin - NEAR), min(closes, end + NEAR))
        rows.append(
            (
                home,
                earliest[number],
                latest[number],
                text,
                certainty,
                tells,
                begin,
                *near,
            )
        )
    return _joined(pd.DataFrame(rows, columns=DATED_COLUMNS), sentences)


def _usable(dates: pd.DataFrame) -> pd.DataFrame:
    """Return the dates that stand for days of the calendar, and not for too many."""
    is_calendar = dates["type"].isin(["DATE", "TIME"])
    is_known = dates["earliest"].notna() & dates["latest"].notna()
    dates = dates[is_calendar & is_known]
    length = (dates["latest"] - dates["earliest"]) / DAY
    return dates[(length <= LONGEST).to_numpy()]


def _days(dates: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Return whole days: an hour is its day; the start, middle and end of an interval are its thirds."""
    earliest = dates["earliest"].dt.floor("D").to_numpy().astype("datetime64[s]")
    latest = dates["latest"].dt.ceil("D").to_numpy().astype("datetime64[s]")
    third = ((latest - earliest) // 3).astype("timedelta64[D]")
    part = np.where(
        third > np.timedelta64(0, "D"), dates["mod"].astype("object").fillna(""), ""
    )
    begin = np.select(
        [part == "END", part == "MID"], [latest - third, earliest + third], earliest
    )
    end = np.select(
        [part == "START", part == "MID"], [earliest + third, latest - third], latest
    )
    return begin, end


def _joined(rows: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Return the dated rows with their sentences, each interval once."""
    rows = rows.astype(
        {"earliest": "datetime64[s]", "latest": "datetime64[s]", "tells": "bool"}
    )
    rows = rows.drop_duplicates(["sentence", "earliest", "latest"])
    few = rows.groupby("sentence")["sentence"].transform("size") <= MOST_DATES
    rows["tells"] &= ~_is_aside(rows, sentences)
    rows = _narrowest(rows[few])
    lengths = (rows["latest"] - rows["earliest"]) / DAY
    rows["precision"] = [precision(days) for days in lengths]
    rows["dated"] = True
    return rows.join(sentences, on="sentence").drop(columns="sentence")


def _is_aside(rows: pd.DataFrame, sentences: pd.DataFrame) -> np.ndarray:
    """Say which dates stand in boilerplate, in a list of dates, or below a picture.

    A picture is described in the present tense, with its day as figures somewhere behind; a chronology in the
    present tense begins with the day.
    """
    of_row = sentences.loc[rows["sentence"]]
    dates = rows.groupby("sentence")["sentence"].transform("size").to_numpy()
    words = (of_row["last"] - of_row["first"]).to_numpy()
    is_list = (dates >= LISTED_DATES) & (words < WORDS_A_DATE * dates)
    is_at_head = (rows["at"].to_numpy() - of_row["first"].to_numpy()) < HEAD_WORDS
    has_figures = rows["expression"].str.contains(r"\d").to_numpy(dtype=bool)
    is_picture = of_row["scene"].to_numpy() & has_figures & ~is_at_head
    return of_row["recurs"].to_numpy() | is_list | is_picture


def _narrowest(rows: pd.DataFrame) -> pd.DataFrame:
    """Return a sentence's intervals that hold none of its others ("on Friday … in October")."""
    pairs = rows.reset_index().merge(
        rows.reset_index(), on="sentence", suffixes=("", "_in")
    )
    holds = (
        (pairs["index"] != pairs["index_in"])
        & (pairs["earliest"] <= pairs["earliest_in"])
        & (pairs["latest"] >= pairs["latest_in"])
    )
    return rows.drop(index=pairs.loc[holds, "index"].unique())


def _undated_leads(
    articles: pd.DataFrame,
    clauses: Clauses,
    sentences: pd.DataFrame,
    dated: pd.DataFrame,
) -> pd.DataFrame:
    """Return first sentences without a date: the article's own day dates them.

    Only what is told in the past tense, in the outlet's own words, tells an event.
    """
    is_lead = (sentences["place"] < LEAD) & ~sentences["first"].isin(dated["first"])
    leads = sentences[is_lead]
    published = (
        articles["published"]
        .dt.floor("D")
        .to_numpy()
        .astype("datetime64[s]")[leads["article"]]
    )
    known = ~np.isnat(published)
    leads, published = leads[known], published[known]
    first, last = leads["first"].to_numpy(), leads["last"].to_numpy()
    in_past = _first_verb_is_past(clauses, first)
    unquoted = _count(clauses.quoted, first, last) == 0
    return leads.assign(
        earliest=published,
        latest=published + DAY,
        certainty="happened",
        precision="day",
        dated=False,
        tells=in_past & unquoted & ~leads["recurs"].to_numpy(),
        expression="",
        begin=first,
        stop=last,
    )


def _first_verb_is_past(clauses: Clauses, first: np.ndarray) -> np.ndarray:
    """Say which sentences, all with a finite verb, tell in the past or perfect tense."""
    finite = np.flatnonzero(clauses.is_finite)
    if len(finite) == 0:
        return np.zeros(len(first), dtype=bool)
    verb = finite[np.searchsorted(finite, first)]
    is_past = np.isin(clauses.tags, ["VBD"])[clauses.pos[verb]]
    return is_past | np.isin(clauses.lemmas, ["have"])[clauses.lemma[verb]]


def _with_content(rows: pd.DataFrame, clauses: Clauses) -> pd.DataFrame:
    """Return the rows that say something, with their words and figures.

    Of a sentence that names a month or a year little but the clause counts: the rest may tell of other days.
    """
    contents = []
    for row in rows.itertuples():
        aside = ASIDE if row.precision == "day" else ASIDE_OF_VAGUE
        span = (int(row.first), int(row.last), int(row.begin), int(row.stop))
        contents.append(clauses.content(*span, aside=aside))
    rows = rows.assign(
        words=pd.Series(
            [content.words for content in contents], rows.index, dtype=object
        ),
        strength=pd.Series(
            [content.strength for content in contents], rows.index, dtype=object
        ),
        figures=pd.Series(
            [content.figures for content in contents], rows.index, dtype=object
        ),
    )
    first, last = rows["first"].to_numpy(dtype=int), rows["last"].to_numpy(dtype=int)
    is_speech = _count(clauses.quoted, first, last) > MOST_QUOTED * (last - first)
    says = [
        content.tells and len(set(content.words)) >= LEAST_WORDS for content in contents
    ]
    rows["tells"] = rows["tells"].astype(bool) & ~is_speech
    return rows[np.array(says, dtype=bool)]


def _with_articles(rows: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with their article's id and outlet, the sentence, and the days from told to telling."""
    number = rows["article"].to_numpy(dtype=int)
    published = articles["published"].to_numpy().astype("datetime64[s]")[number]
    latest = rows["latest"].to_numpy().astype("datetime64[s]")
    is_later = rows["earliest"].to_numpy().astype("datetime64[s]") > published
    texts = articles["text"].tolist()
    outlets = articles["outlet"].astype("str").fillna("unknown").to_numpy(dtype=object)
    spans = zip(number.tolist(), rows["start"], rows["end"], strict=True)
    sentences = [
        " ".join(texts[article][start:end].split()) for article, start, end in spans
    ]
    certainty = rows["certainty"].mask(
        is_later & (rows["certainty"] == "happened"), "planned"
    )
    return rows.assign(
        article=pd.Categorical.from_codes(
            number, categories=articles.index.astype("str")
        ),
        outlet=pd.Categorical(outlets[number]),
        what=pd.array(sentences, dtype="str"),
        gap=(published + DAY - latest) / DAY,
        published=published.astype("datetime64[D]").astype("datetime64[s]"),
        certainty=certainty,
        length=rows["last"] - rows["first"],
    )[COLUMNS].reset_index(drop=True)
