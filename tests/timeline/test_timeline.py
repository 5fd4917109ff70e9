"""Events: tied to their clauses, told once, ranked and drawn without overlap."""

import json

import numpy as np
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

import broadsheet as bs
from broadsheet.charts import timeline as charts
from broadsheet.charts.timeline.line import scale
from broadsheet.frames import FRAMES
from broadsheet.notebook import png
from broadsheet.timeline import (
    day_label,
    describe_events,
    find_mentions,
    list_disagreements,
    merge_mentions,
    to_timelinejs,
)
from broadsheet.timeline.events import Events
from broadsheet.timeline.grouping import outvoted_weekdays
from broadsheet.timeline.ranking import LEANING, own_features, sparseness
from broadsheet.timeline.scoring import sentence_shares

EVENT_TYPES = {
    name: str(FRAMES["events"].columns[name].dtype) for name in FRAMES["events"].made
}


def events_of(*texts: str, days="2021-10-20", outlets=None, **options) -> pd.DataFrame:
    articles = frame(*texts, days=days, outlets=outlets)
    tokens = bs.tokenize(articles)
    return bs.build_timeline(
        articles, tokens, bs.find_dates(articles, tokens), **options
    )


def frame(*texts: str, days="2021-10-20", outlets=None) -> pd.DataFrame:
    days = [days] * len(texts) if isinstance(days, str) else days
    return pd.DataFrame(
        {
            "outlet": pd.Categorical(
                outlets or [f"Paper {number}" for number in range(len(texts))]
            ),
            "published": pd.to_datetime(days),
            "title": pd.array(["A title"] * len(texts), dtype="str"),
            "text": pd.array(texts, dtype="str"),
        },
        index=[f"a{number}" for number in range(len(texts))],
    )


FLOOD = (
    "The dam above Riverton broke on Oct. 8, 2021 "
    "and killed 12 villagers, the Hydrology Board said."
)
SAME_FLOOD = (
    "Riverton mourned after the dam broke on 8 October 2021, "
    "when 12 villagers were killed in the valley."
)


def test_two_outlets_tell_one_event_once():
    events = events_of(FLOOD, SAME_FLOOD)
    assert len(events) == 1
    assert events.loc[0, "outlets"] == ["Paper 0", "Paper 1"]
    assert events.loc[0, "mentions"] == 2
    assert events.loc[0, "passages"] == [
        ("a0", 0, len(FLOOD)),
        ("a1", 0, len(SAME_FLOOD)),
    ]


def test_a_month_and_a_day_in_it_can_be_one_event():
    coarse = "In October 2021 the dam above Riverton broke and killed 12 villagers, the Hydrology Board said."
    events = events_of(FLOOD, coarse)
    assert events["earliest"].tolist() == [pd.Timestamp("2021-10-08")]
    assert events["precision"].tolist() == ["day"]


def test_two_events_of_one_day_are_two():
    events = events_of(
        FLOOD,
        "Parliament in Northport elected Jane Doe speaker on Oct. 8, 2021 by two votes.",
    )
    assert len(events) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Two boats sank off Skarsund on Friday night in a storm.",
        "Two boats sank off Skarsund in a storm at 11pm on Friday.",
        "Two boats sank off Skarsund in a storm on Friday afternoon.",
    ],
)
def test_a_part_of_a_day_is_of_the_day_on_which_it_begins(text):
    events = events_of(text)
    assert events["precision"].tolist() == ["day"]
    assert events["earliest"].tolist() == [pd.Timestamp(2021, 10, 15)]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("The mill burned down on Monday, three weeks before Halloween.", ["18"]),
        ("The mill burned down on 4 October, the eve of Columbus Day.", ["04"]),
        ("The mill burned down on Columbus Day, engineers found.", ["11"]),
        ("The mill burned down on the first day of Ramadan.", ["13"]),
        ("The mill burned down on Columbus Day at 3am, engineers found.", ["11"]),
        (
            "The mill burned down on Columbus Day, and engineers came on Monday.",
            ["11", "18"],
        ),
    ],
)
def test_a_feast_beside_a_day_does_not_date_what_is_told(text, days):
    articles = frame(text)
    tokens = bs.tokenize(articles)
    mentions = find_mentions(articles, tokens, bs.find_dates(articles, tokens))
    assert mentions["earliest"].dt.strftime("%d").tolist() == days


@pytest.mark.parametrize(
    ("day", "dates"),
    [
        ("the first day of Ramadan", True),
        ("Columbus Day", True),
        ("a day in Ramadan", False),
        ("the fast of Ramadan", False),
    ],
)
def test_a_feast_of_weeks_dates_nothing(day, dates):
    articles = frame(f"The mill burned down on {day}.")
    tokens = bs.tokenize(articles)
    mentions = find_mentions(articles, tokens, bs.find_dates(articles, tokens))
    assert mentions["dated"].tolist() == [dates]


def test_news_of_the_hour_is_not_lent_to_the_day_before():
    named = "The talks on the Skarsund ferry opened on 18 October 2021 in Riverton."
    fresh = "The talks on the Skarsund ferry have just opened in Riverton."
    whole = "The talks on the Skarsund ferry have opened in Riverton."
    days = ["2021-10-18", "2021-10-19"]
    for lead, expected in ((fresh, {named}), (whole, {named, whole})):
        articles = frame(named, lead, days=days)
        tokens = bs.tokenize(articles)
        dates = bs.find_dates(articles, tokens)
        events = Events(find_mentions(articles, tokens, dates))
        pool = events.pools.pool(pd.Timestamp(2021, 10, 18))
        assert set(events.mentions["what"].iloc[pool.rows]) == expected


@pytest.mark.parametrize(
    "text",
    [
        "It was the worst flood in Riverton since 2005, engineers found.",
        "The deal ended the threat of the first strike since March 1998.",
        "Nobody had checked the sluice since 2015, the inquiry found.",
    ],
)
def test_a_year_that_is_only_compared_with_has_no_event(text):
    assert events_of(text).empty


def test_what_has_gone_on_since_a_year_is_of_that_year():
    events = events_of("Ana Ruiz has run the mill at Skarsund since 2014.")
    assert events["earliest"].tolist() == [pd.Timestamp(2014, 1, 1)]


def test_a_weekday_taken_for_that_of_another_week_is_the_same_day():
    """Before the day, "Monday's talks" may be read as the Monday before it."""
    said = (
        "The talks of Ruritania and Graustark in Northport {} are about herring quotas."
    )
    events = events_of(
        said.format("on Monday, Oct. 18, 2021,"),
        said.format("on Monday, Oct. 18, 2021,").replace("herring", "the herring"),
        said.format("last Monday").replace("are", "were"),
    )
    assert events["earliest"].tolist() == [pd.Timestamp("2021-10-18")]


def test_a_week_joins_the_day_it_tells_of_but_not_another():
    week = "Riverton mourns 12 villagers who were killed last week when the dam broke."
    lone = "Last week the price of tea in Southport rose by a tenth."
    events = events_of(FLOOD, week, lone, days="2021-10-12")
    assert events["mentions"].tolist() == [1, 2]
    assert events["precision"].tolist() == ["week", "day"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        # a sentence with two days tells each of them
        (
            FLOOD,
            "The dam above Riverton broke on Oct. 8, 2021 and killed 12 villagers by Oct. 9, 2021.",
        ),
        # "today" depends on when it was printed
        (FLOOD, FLOOD.replace("on Oct. 8, 2021", "today")),
        # other people are counted
        (
            FLOOD,
            "On Oct. 8, 2021 the Hydrology Board gave 14 villagers of Southport lemon cake and herring.",
        ),
    ],
)
def test_what_is_no_disagreement(first, second):
    assert list_disagreements(
        events_of(first, second, days=["2021-10-09", "2021-10-11"])
    ).empty


@pytest.mark.parametrize(
    "text",
    [
        "Updated: 9:20 AM, Oct. 15, 2021",
        "— Jane Q. Doe of Northport (@janedoe) Oct. 11, 2021",
    ],
)
def test_stamps_and_signatures_are_no_events(text):
    assert events_of(text).empty


def telling(text: str) -> list[bool]:
    """Whether each dated mention of one text may tell an event."""
    articles, tokens, dates = inputs(text)
    mentions = find_mentions(articles, tokens, dates)
    return mentions["tells"][mentions["dated"]].tolist()


@pytest.mark.parametrize(
    "text",
    [
        "(4:10 p.m. Friday) The dam above Riverton broke and villagers fled to the hills.",
        "NORTHPORT, 10:29 p.m. local: The dam above Riverton broke on Oct. 8 and villagers fled.",
        "Page last updated at 10:12 GMT, Friday, 8 October 2021 and villagers fled to the hills.",
        "As it unfolded: Riverton flood 8 October 2021 Live reports on the villagers.",
        "Riverton drowned, wrote a reader. 8 October 2021 | Reply The villagers fled.",
        "This short article was amended on 8 October 2021 to correct the height.",
        "If the dam above Riverton broke on 8 October 2021, the villagers fled.",
        "I walked to the dam above Riverton on 8 October 2021 and saw villagers.",
        "Riverton flood: Your letters Friday 8 October 2021 The villagers fled to the hills.",
        "Mayor Jane Doe (front R) and John Doe are seen in Riverton on Oct. 8, 2021.",
        "John Doe, left, greets villagers in Riverton on Oct. 8, 2021.",
        "Jane Doe | 14:19 UK time, 8 October 2021 The villagers of Riverton fled.",
    ],
)
def test_stamps_before_a_sentence_are_no_events(text):
    assert telling(text) == []


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("At 4:10 p.m. on Oct. 8, 2021 the dam above Riverton broke.", True),
        ("A woman inspects the broken dam above Riverton on Oct. 8, 2021.", False),
        (
            "On Oct. 8, 2021 the board of Riverton opens an inquiry into the flood.",
            True,
        ),
        (
            "Since the dam above Riverton broke on Oct. 8, 2021, the board met twice.",
            False,
        ),
        (
            "The warning covered Riverton through Oct. 8, 2021 and named the board.",
            False,
        ),
        ("The board regretted Oct. 8, 2021's flood at the dam above Riverton.", False),
        ("The board raised 3 m dollars between May 1, 2021 and Oct. 8, 2021.", False),
        ("The dam above Riverton broke eight days ago and villagers fled.", False),
        ("The dam above Riverton broke two days ago and villagers fled.", True),
        ("The Riverton show is broadcast at 9.10pm in six villages.", False),
        ("A ship was standing by to sail to Riverton on Tuesday with food.", False),
        ("The board reached the villagers of Riverton on Tuesday.", True),
        ("The Christmas holidays of the Riverton board were cut short.", False),
        ("The Riverton board met villagers on Christmas Day.", True),
        ("Before Tuesday, the board of Riverton had promised little.", False),
        ("The board closed the dam ahead of Tuesday's vote in Riverton.", False),
        ("By Oct. 8, 2021 the dam above Riverton had cost 12 villagers.", False),
        ("Shortly before noon on Oct. 8, 2021 the dam above Riverton broke.", True),
        ("Tuesday is a holiday for villagers in Riverton.", False),
        ("The shops of Riverton were full in the run-up to Christmas 2020.", False),
        ("The fair of Riverton was like Christmas Day 2020 for villagers.", False),
        ("The countdown to Christmas Day emptied the shelves of Riverton.", False),
        ("The board of Riverton finished the dam in time for Oct. 8, 2021.", False),
        ("As of Oct. 8, 2021 the dam above Riverton had cost 12 villagers.", False),
        ("The board of Riverton trained its guards up to Oct. 8, 2021.", False),
        ("The team ran up to the dam of Riverton on Oct. 8, 2021.", True),
        ("The board of Riverton missed the 8 October 2021 deadline.", False),
        ("The board of Riverton set a deadline of 8 October 2021.", False),
        ("Smoke rises after a strike hit the port of Riverton on Oct. 8, 2021.", False),
        ("Villagers fled as a strike hit the port of Riverton on Oct. 8, 2021.", True),
        ("The mayor of Riverton speaks at a dinner in Northport on Oct. 8.", False),
        ("The mayor of Riverton speaks at a dinner in Northport on Oct. 28.", True),
        ("Letters show that the board of Riverton met on Oct. 8, 2021.", True),
    ],
)
def test_what_tells_an_event(text, tells):
    assert set(telling(text)) == {tells}


def test_a_range_of_days_is_told_on_its_first():
    text = "The board of Riverton met villagers on Oct. 4-8, 2021 in Northport."
    assert telling(text) == [True, False]


@pytest.mark.parametrize(("count", "tells"), [(2, True), (3, False)])
def test_what_an_outlet_prints_on_three_days_is_boilerplate(count, tells):
    days = [f"2021-10-{10 + number}" for number in range(count)]
    articles = frame(*[FLOOD] * count, days=days, outlets=["Paper"] * count)
    tokens = bs.tokenize(articles)
    mentions = find_mentions(articles, tokens, bs.find_dates(articles, tokens))
    assert set(mentions["tells"]) == {tells}


@pytest.mark.parametrize(
    ("text", "opening", "at_head"),
    [
        ("On Oct. 8, 2021 the dam above Riverton broke.", "", True),
        ("The dam above Riverton broke on Oct. 8, 2021.", "", False),
        ("But on Oct. 8, 2021 the dam above Riverton broke.", "connective", False),
        ("But it broke above Riverton on Oct. 8, 2021.", "pronoun", False),
        ("By contrast the dam of Southport held on Oct. 8, 2021.", "connective", False),
        ("By boat the keeper left Southport on Oct. 8, 2021.", "", False),
        ("In Riverton on Oct. 8, 2021 it broke at noon.", "pronoun", False),
        ("On Oct. 8, 2021 it was said that the dam broke.", "", True),
        ("After he left Riverton on Oct. 8, 2021, Jane Doe fled.", "", False),
    ],
)
def test_which_sentences_stand_alone(text, opening, at_head):
    mentions = find_mentions(*inputs(text))
    assert mentions["opening"].tolist() == [opening]
    assert mentions["at_head"].tolist() == [at_head]


def test_a_day_that_only_the_text_before_names_leans_on_it():
    text = (
        "The dam above Riverton broke on Oct. 6, 2021. "
        "The next day the board of Riverton opened an inquiry."
    )
    mentions = find_mentions(*inputs(text))
    assert mentions["opening"].tolist() == ["", "reference"]


@pytest.mark.parametrize(
    "text",
    [
        "On Oct. 8, 2021 the dam above Riverton broke and the board said ...",
        'John Doe of the Riverton board wrote on Oct. 8, 2021: "',
        "In, which begins on Oct. 8, 2021, the board of Riverton meets villagers.",
        "of the dam above Riverton, villagers fled on Oct. 8, 2021.",
        "River News | The dam above Riverton broke on Oct. 8, 2021.",
        "By the River News Staff Dam breaks in Riverton Villagers fled on Oct. 8, 2021.",
        "Dam breaks in Riverton By the River News staff Villagers fled on Oct. 8, 2021.",
        'The keeper wrote on Oct. 8, 2021 of the dam, "it will hold.',
        "The keeper wrote of the dam on Oct. 8, 2021, “it will hold.",
    ],
)
def test_a_sentence_without_an_end_or_a_head_is_broken(text):
    dated = find_mentions(*inputs(text)).query("dated")
    assert dated["broken"].tolist() == [True]


def test_whole_sentences_are_not_broken():
    quoting = 'On Oct. 8, 2021 the keeper called the dam "quite safe" in Riverton.'
    for text in (FLOOD, quoting, quoting.replace(' "', " “").replace('" ', "” ")):
        assert find_mentions(*inputs(text))["broken"].eq(False).all()


@pytest.mark.parametrize(
    ("text", "is_aside"),
    [
        ("Jane Doe, who left Riverton on Oct. 8, 2021, opened the fair.", True),
        ("Jane Doe opened the hall that burned on Oct. 8, 2021.", True),
        ("Jane Doe opened the fair after the dam broke on Oct. 8, 2021.", True),
        ("Jane Doe said that the dam broke on Oct. 8, 2021.", False),
        ("Jane Doe, who knew the dam, left Riverton on Oct. 8, 2021.", False),
        ("On Oct. 8, 2021 Jane Doe opened the fair that she had planned.", False),
        ("Jane Doe, who knew that the dam leaked, left it on Oct. 8, 2021.", False),
        ("The dam broke while villagers slept, the mayor said on Oct. 8, 2021.", False),
        ("The hall that held the fair was sold on Oct. 8, 2021.", False),
        ("Villagers met the man who sold the hall that burned on Oct. 8, 2021.", True),
        ("Jane Doe was sworn in as mayor of Riverton on Oct. 8, 2021.", False),
        ("Jane Doe was sworn in as villagers fled on Oct. 8, 2021.", True),
    ],
)
def test_what_is_said_in_passing(text, is_aside):
    mentions = find_mentions(*inputs(text))
    assert mentions["aside"].tolist() == [is_aside]


def test_a_day_is_not_told_by_what_was_said_in_passing():
    passing = "Jane Doe visited Southport, where the mill closed on Oct. 8, 2021."
    plain = "The mill in Southport closed on Oct. 8, 2021 without warning."
    assert events_of(passing, plain).loc[0, "what"] == plain


@pytest.mark.parametrize(
    ("sentence", "is_speech"),
    [
        ("The mill burned down on 8 October.", False),
        ("The mill burned down on 8 October, the mayor said.", True),
        ("The mill, “a lovely thing”, burned down on 8 October.", True),
        ("The mayor told a crowd of the fire of 8 October.", False),
    ],
)
def test_which_sentences_hold_speech(sentence, is_speech):
    articles = frame(sentence)
    tokens = bs.tokenize(articles)
    mentions = find_mentions(articles, tokens, bs.find_dates(articles, tokens))
    assert mentions["speech"].tolist() == [is_speech]


def test_a_day_is_counted_where_articles_begin_with_it_and_where_they_look_back():
    naming = "The mill burned down on 8 October 2021, engineers found."
    other = "The town of Riverton bought a new sluice."
    below = " ".join([other, other, other, naming])
    articles = frame(
        naming, below, naming, days=["2021-10-09", "2021-10-11", "2021-10-12"]
    )
    tokens = bs.tokenize(articles)
    mentions = find_mentions(articles, tokens, bs.find_dates(articles, tokens))
    dated = mentions[mentions["dated"]].assign(relevance=1.0)
    features = own_features(dated, "earliest").iloc[0]
    in_news = np.expm1(features["in_news"])
    after_days = np.expm1(features["after_days"])
    assert round(in_news) == 2
    assert round(after_days) == 1  # four days, not three


def test_copies_of_one_sentence_are_one_voice():
    pool = {
        "topicality": np.array([1, 1, 0.5]),
        "wording": np.array([7, 7, 8]),
        "aside": np.array([False, False, False]),
    }
    assert sentence_shares(pool).tolist() == [0.5, 0.5, 0.5]


def test_what_is_said_in_passing_counts_three_times():
    pool = {
        "topicality": np.array([1, 0.5]),
        "wording": np.array([7, 8]),
        "aside": np.array([False, True]),
    }
    assert sentence_shares(pool).tolist() == [1, 1.5]


def test_what_a_day_is_known_for_tells_it():
    """Of two sentences that name a day the one is shown that a third recalls in passing."""
    collapse = "The old bridge in Southport collapsed on Oct. 8, 2021."
    market = "The new market in Southport opened on Oct. 8, 2021."
    for event, noun in ((collapse, "bridge collapsed"), (market, "market opened")):
        recalling = f"Jane Doe left the town after the {noun} on Oct. 8, 2021."
        events = events_of(collapse, market, recalling)
        assert event in events["what"].tolist()
        told = events.loc[events["importance"].idxmax(), "what"]
        assert told == event


@pytest.mark.parametrize(("tellers", "days"), [(9, 1), (3, 2)])
def test_tomorrow_is_the_day_that_most_others_name(tellers, days):
    """What is put on a page after midnight still has its event "tomorrow"."""
    said = "The talks of Ruritania and Graustark in Northport about herring {}"
    on_day = [said.format(f"began on Oct. 18, 2021, {n} said.") for n in range(tellers)]
    late = "Ruritania and Graustark are to begin herring talks tomorrow, as cod keepers had asked."
    published = ["2021-10-18"] * (tellers + 1)
    events = events_of(*on_day, late, days=published)
    assert events["earliest"].nunique() == days


@pytest.mark.parametrize(
    ("elsewhere", "tells"),
    [("2019. It broke again on 8 October 2017", False), ("2019", True), ("2021", True)],
)
def test_a_day_without_its_year_is_doubtful_where_the_article_names_it_in_others(
    elsewhere, tells
):
    text = (
        f"The dam above Riverton broke on 8 October {elsewhere}. "
        "Villagers fled Riverton on 8 October."
    )
    assert telling(text)[-1] == tells


@pytest.mark.parametrize(
    ("before", "day", "tells"),
    [
        ("The board opened the dam in the summer of 2016.", "8 June", False),
        # None was named, one that is to come, one of the month before the article.
        ("The board opened the dam in the summer.", "8 June", True),
        ("The board will open the dam in the summer of 2025.", "8 June", True),
        ("The board opened the dam in the summer of 2016.", "8 October", True),
        # Of one so far back nothing is meant any more.
        (
            "The board opened the dam in the summer of 2016."
            + 20 * " Villagers came to look at it.",
            "8 June",
            True,
        ),
    ],
)
def test_a_day_without_its_year_is_doubtful_in_an_account_of_an_older_year(
    before, day, tells
):
    text = f"Herring were dear.\n\n{before} Keepers left Riverton on {day}."
    assert telling(text)[-1] == tells


def test_a_day_off_the_topic_matters_less():
    topic = "The dam above Riverton broke on Oct. {}, 2021 and villagers fled."
    texts = [topic.format(day) for day in (4, 5, 6, 7)]
    other = "Singers gathered in Southport for the finals on Oct. 13, 2021."
    buried = "\n\n".join([FLOOD, SAME_FLOOD, texts[0], other])
    events = events_of(*texts, FLOOD, buried).set_index("earliest")["importance"]
    assert events.idxmin() == pd.Timestamp("2021-10-13")


def test_running_totals_of_one_interval_are_one_event():
    total = (
        "Since 3 May 2021 the flood of Riverton has cost {} villagers, its board said."
    )
    events = events_of(total.format(12), total.format(30), total.format(55))
    assert events["mentions"].tolist() == [3]


def test_sentences_that_lean_on_others_make_a_day_matter_less():
    alone = "The dam above Riverton broke on Oct. 8, 2021 and villagers fled."
    leaning = "They mended the dam above Riverton with villagers on Oct. 12, 2021."
    events = events_of(alone, leaning).set_index("earliest")["importance"]
    whole = events_of(alone, leaning.replace("They", "Masons"))
    whole = whole.set_index("earliest")["importance"]
    day = pd.Timestamp("2021-10-12")
    assert events[day] == pytest.approx(LEANING * whole[day], rel=0.1)


def test_a_sentence_that_begins_with_another_day_is_of_that_day():
    text = (
        "On Oct. 8, 2021 Jane Doe left Riverton, on a trip that began on Oct. 5, 2021."
    )
    mentions = find_mentions(*inputs(text))
    assert mentions["of_other_day"].tolist() == [True, False]


@pytest.mark.parametrize(
    ("lead", "days"),
    [
        ("A judge in Northport has sentenced the keeper of the dam.", 2),
        ("A judge in Northport may yet sentence the keeper of the dam.", 1),
    ],
)
def test_a_day_that_no_sentence_names_is_told_by_its_own_report(lead, days):
    articles = frame(FLOOD, lead, days=["2021-10-09", "2021-11-30"])
    tokens = bs.tokenize(articles)
    dates = bs.find_dates(articles, tokens)
    chosen = bs.build_timeline(articles, tokens, dates, days=2)
    expected = pd.to_datetime(["2021-10-08", "2021-11-30"])
    assert chosen["earliest"].tolist() == expected[:days].tolist()


def test_a_report_without_days_does_not_stop_a_timeline():
    """A day that has news, of which a sentence further on stands best alone."""
    report = (
        "It has sentenced him. He fled to Southport. They wept in Northport. "
        "A judge in Northport jailed the keeper of the dam for two years."
    )
    events = events_of(FLOOD, report, days=["2021-10-09", "2021-11-30"])
    assert events["earliest"].tolist() == [pd.Timestamp("2021-10-08")]


@pytest.mark.parametrize(("few", "expected"), [(1, True), (2, False)])
def test_a_weekday_is_outvoted_by_more_than_nine_tenths(few, expected):
    monday, next_monday = pd.Timestamp("2021-10-11"), pd.Timestamp("2021-10-18")
    mentions = pd.DataFrame(
        {
            "expression": "Monday",
            "published": pd.Timestamp("2021-10-17"),
            "earliest": [monday] * few + [next_monday] * (19 - 2 * (few - 1)),
        }
    )
    assert outvoted_weekdays(mentions)[0] == expected
    assert not outvoted_weekdays(mentions)[few:].any()


@pytest.mark.parametrize(
    ("articles_a_day", "expected"), [(0.0, 0.0), (1 / 30, 0.97), (10, 0.1)]
)
def test_sparseness(articles_a_day, expected):
    mentions = coverage(articles_a_day)
    assert sparseness(mentions) == pytest.approx(expected, abs=0.03)


def coverage(articles_a_day: float) -> pd.DataFrame:
    """Articles that come out evenly over 300 days; none where the rate is 0."""
    days = np.arange(0, 300, 1 / articles_a_day) if articles_a_day else [np.nan] * 3
    published = pd.Timestamp("2021-01-01") + pd.to_timedelta(np.floor(days), unit="D")
    return pd.DataFrame({"article": range(len(days)), "published": published})


def test_what_happened_goes_before_what_was_planned():
    plan = "The board of Riverton will open the dam above Riverton on Oct. 8, 2021, its chair said."
    deed = "The board of Riverton opened the dam above Riverton on Oct. 8, 2021, its chair said."
    events = events_of(plan, deed, days=["2021-10-07", "2021-10-09"])
    assert events["what"].tolist() == [deed]


def test_equally_told_events_are_in_order_of_the_coverage():
    lone = "A bridge in Southport was painted on Oct. 3, 2021 by its keeper, who likes green."
    events = events_of(FLOOD, SAME_FLOOD.replace("8 October", "20 September"), lone)
    assert events["what"][events["importance"].idxmin()] == lone


def test_mentions_of_parts_are_merged_as_of_the_whole():
    texts = [
        FLOOD,
        SAME_FLOOD,
        "Parliament in Northport elected Jane Doe speaker on Oct. 3, 2021.",
    ]
    articles, tokens, dates = inputs(*texts)
    parts = [
        find_mentions(
            articles.loc[[name]],
            tokens[tokens["article"] == name],
            dates[dates["article"] == name],
        )
        for name in articles.index
    ]
    together = pd.concat(
        [part.astype({"article": "str", "outlet": "str"}) for part in parts]
    )
    together = together.astype({"article": "category", "outlet": "category"})
    whole = bs.build_timeline(articles, tokens, dates)
    pd.testing.assert_frame_equal(
        merge_mentions(together), whole, check_categorical=False
    )


def test_outlets_that_differ_on_a_figure_are_told_apart():
    events = events_of(FLOOD, FLOOD.replace("12 villagers", "14 villagers"))
    assert events.loc[0, "disagreements"] == [
        "Paper 0: 12 villagers; Paper 1: 14 villagers."
    ]
    assert len(list_disagreements(events)) == 1
    texts = pd.DataFrame({"text": FLOOD, "outlet": "Paper"}, index=["a0", "a1"])
    asked = []

    def read(ids):
        asked.extend(ids)
        return texts

    read_as_needed = list_disagreements(events, read)
    pd.testing.assert_frame_equal(read_as_needed, list_disagreements(events, texts))
    assert set(asked) == {"a0", "a1"}


def test_outlets_that_differ_on_the_day_are_told_apart():
    events = events_of(FLOOD, FLOOD, FLOOD.replace("Oct. 8", "Oct. 9"))
    assert len(events) == 1
    assert events.loc[0, "earliest"] == pd.Timestamp("2021-10-08")
    assert events.loc[0, "disagreements"] == [
        "Paper 2 has 9 October 2021, not 8 October 2021."
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The treaty is 13 years old and was twice revised.",
        "He works daily and rests for months.",
        "The 2016 election loser spoke to the crowd.",
        "Nothing of note is told here.",
    ],
)
def test_what_dates_nothing_is_no_event(text):
    assert events_of(text, days="2021-10-20").empty


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("The ministers met on Oct. 8, 2021 in Northport.", "happened"),
        ("The ministers will meet on Oct. 28, 2021 in Northport.", "planned"),
        ("The ministers may have met on Oct. 8, 2021 in Northport.", "said"),
        (
            "They will sign the accord that the ministers drafted when they met on Oct. 8, 2021.",
            "happened",
        ),
    ],
)
def test_certainty_is_that_of_the_clause(text, certainty):
    assert events_of(text)["certainty"].tolist() == [certainty]


def test_the_days_told_most_widely_are_kept():
    lone = "A bridge in Southport was painted on Oct. 3, 2021 by its keeper, who likes green."
    events = events_of(
        FLOOD, SAME_FLOOD, lone, days=["2021-10-09", "2021-10-12", "2021-10-04"]
    )
    assert len(events) == 2
    top = bs.build_timeline(*inputs(FLOOD, SAME_FLOOD, lone), days=1)
    assert top["earliest"].tolist() == [pd.Timestamp("2021-10-08")]


def inputs(*texts: str):
    articles = frame(*texts)
    tokens = bs.tokenize(articles)
    return articles, tokens, bs.find_dates(articles, tokens)


def test_per_day_gives_different_sentences():
    articles, tokens, dates = inputs(
        FLOOD,
        SAME_FLOOD,
        "Parliament in Northport elected Jane Doe speaker on Oct. 8, 2021 by two votes.",
    )
    events = bs.build_timeline(articles, tokens, dates, days=1, per_day=2)
    assert len(events) == 2
    assert events["what"].is_unique


def test_frame_has_its_columns_and_what_is_in_the_text():
    articles, tokens, dates = inputs(FLOOD, SAME_FLOOD)
    for frame_ in (
        bs.build_timeline(articles, tokens, dates),
        bs.build_timeline(articles, tokens, dates.head(0)),
    ):
        assert {name: str(dtype) for name, dtype in frame_.dtypes.items()} == {
            name: str(FRAMES["events"].columns[name].dtype)
            for name in FRAMES["events"].made
        }
    for row in bs.build_timeline(articles, tokens, dates).itertuples():
        assert articles["text"][row.article][row.start : row.end] == row.what


def test_an_article_without_a_day_still_tells_its_dates():
    articles, tokens, dates = (
        inputs(FLOOD)[0].assign(published=pd.NaT),
        *inputs(FLOOD)[1:],
    )
    assert len(bs.build_timeline(articles, tokens, dates)) == 1


def test_no_articles_no_events():
    events = events_of()
    assert events.empty
    assert (
        describe_events(events, frame()) == "The articles tell no event with its day."
    )


@pytest.mark.parametrize(
    ("earliest", "latest", "precision", "label"),
    [
        ("2021-10-08", "2021-10-09", "day", "8 Oct 2021"),
        ("2021-10-04", "2021-10-11", "week", "4–10 Oct 2021"),
        ("2021-10-01", "2021-11-01", "month", "Oct 2021"),
        ("2021-01-01", "2021-05-02", "half", "Jan–May 2021"),
        ("2007-01-01", "2008-01-01", "year", "2007"),
    ],
)
def test_intervals_in_words(earliest, latest, precision, label):
    assert day_label(pd.Timestamp(earliest), pd.Timestamp(latest), precision) == label


def test_export_for_timelinejs_is_json_with_days():
    data = json.loads(json.dumps(to_timelinejs(events_of(FLOOD), "The flood")))
    assert data["events"][0]["start_date"] == {"year": 2021, "month": 10, "day": 8}
    assert data["title"]["text"]["headline"] == "The flood"


def many_events(count: int, outlets: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    rng = np.random.default_rng(1)
    names = [f"The Daily Paper of Place {number}" for number in range(outlets)]
    starts = pd.to_datetime("2021-10-08") - pd.to_timedelta(
        np.sort(rng.integers(0, 9000, count))[::-1], unit="D"
    )
    spans = rng.choice([1, 31, 365], count)
    events = pd.DataFrame(
        {
            "event": range(count),
            "earliest": starts,
            "latest": starts + pd.to_timedelta(spans, unit="D"),
            "precision": [
                "day" if span == 1 else "month" if span == 31 else "year"
                for span in spans
            ],
            "what": [
                "A sentence with $5 million that is somewhat longer than a line " * 3
            ]
            * count,
            "outlets": [
                list(rng.choice(names, min(2, outlets), replace=False))
                for _ in range(count)
            ],
            "certainty": rng.choice(["happened", "planned", "said"], count),
            "importance": rng.random(count),
            "mentions": range(1, count + 1),
        }
    )
    return events, pd.DataFrame(
        {"outlet": pd.Categorical(names), "published": pd.Timestamp("2021-10-10")}
    )


@pytest.mark.parametrize(("count", "outlets"), [(1, 1), (5, 2), (30, 7), (60, 40)])
def test_labels_neither_overlap_nor_leave_the_figure(count, outlets):
    fig = charts.timeline(*many_events(count, outlets), most=60)
    for layout in (fig, fig.narrow()):
        canvas = FigureCanvasAgg(layout)
        canvas.draw()
        renderer = canvas.get_renderer()
        boxes = [
            text.get_window_extent(renderer)
            for text in layout.axes[0].texts
            if text.get_text()
        ]
        page = layout.bbox
        assert all(
            box.x0 >= page.x0
            and box.x1 <= page.x1
            and box.y0 >= page.y0
            and box.y1 <= page.y1
            for box in boxes
        )
        overlaps = [
            (one, other)
            for number, one in enumerate(boxes)
            for other in boxes[:number]
            if min(one.x1, other.x1) - max(one.x0, other.x0) > 1
            and min(one.y1, other.y1) - max(one.y0, other.y0) > 1
        ]
        assert not overlaps
    assert fig.alt.startswith("A timeline of")


def test_days_are_in_order_on_the_line_of_time():
    events, articles = many_events(30, 3)
    now = articles["published"].max()
    for near in (None, 1.0, 64.0):
        assert (np.diff(scale(events["earliest"], now, near)) >= 0).all()
    linear = scale(events["earliest"], now, None)
    assert linear.tolist() == [(day - now).days for day in events["earliest"]]


def test_the_report_has_the_narrow_figure_too():
    about = png(charts.timeline(*many_events(5, 2)))[1]
    assert (about["width"], about["narrow"]["width"]) == (680, 330)
    assert about["narrow"]["alt"] == about["alt"]


def test_empty_figures_say_so():
    articles = frame()
    assert "No sentence" in charts.timeline(events_of(), articles).alt
    assert "days" in charts.coverage(articles, inputs()[2]).alt
