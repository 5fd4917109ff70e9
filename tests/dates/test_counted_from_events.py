"""Days counted from an event of which the article tells the day."""

import pytest

from broadsheet.dates.event_words import event_words


def value_of(text, written, find):
    dates = find(text)
    of_text = dates.loc[dates["text"] == written, "value"]
    return of_text.tolist()[-1:]


@pytest.mark.parametrize(
    ("text", "written", "value"),
    [
        # the day that the expression only explains
        ("They met on Monday, a day after the flood.", "a day", "2021-10-04"),
        (
            "They met on 4 October, just two days after it rained.",
            "two days",
            "2021-10-04",
        ),
        (
            "On Wednesday (the day before the fair) she fell.",
            "the day before",
            "2021-10-06",
        ),
        ("They met on Monday, a week after the flood.", "a week", "2021-10-04"),
        ("They met on Monday, a month after the flood.", "a month", "P1M"),
        # the day that the event's own words name
        ("She left three days after the 2 October fair.", "Three days", None),
        ("She left three days after the 2 October fair.", "three days", "2021-10-05"),
        (
            "He fled the night before she was buried on Thursday.",
            "the night before",
            "2021-10-06TNI",
        ),
        ("He fled a day after the spring fair began.", "a day", "P1D"),
        # the day on which the article tells of it
        (
            "Ana Moe resigned on Monday.\n\nTwo days after her resignation he rang.",
            "Two days",
            "2021-10-06",
        ),
        (
            "Monday's blast tore down a kiln.\n\nIt rained the day after the explosion.",
            "the day after",
            "2021-10-05",
        ),
        (
            "The trial opens on Tuesday.\n\nA rally will be held on the eve of the trial.",
            "the eve",
            "2021-10-11",
        ),
        (
            "The mill burned on Wednesday.\n\nOn the morning of the fire she slept.",
            "the morning",
            "2021-10-06TMO",
        ),
        ("A bridge fell on Monday.\n\nA week after the fire he rang.", "A week", "P1W"),
        # not the day of another: names and what belongs to them tell the two apart
        (
            "The Ohio poll was held on Monday.\n\nIt rained two days after the Texas poll.",
            "two days",
            "P2D",
        ),
        (
            "The Ohio poll was held on Monday.\n\nIt rained two days after the Ohio poll.",
            "two days",
            "2021-10-06",
        ),
        (
            "A guard was killed on Monday.\n\nHe fled two days after the killing of a cook.",
            "two days",
            "P2D",
        ),
        # one of several days
        (
            "A guard was killed on Monday, a cook on Tuesday.\n\nHe fled a day after the killing.",
            "a day",
            "P1D",
        ),
        # what is past does not lie after publication
        (
            "She was shot on Thursday.\n\nHe fled three days after the shooting.",
            "three days",
            "P3D",
        ),
        # how long, not when
        (
            "Ana Moe was arrested on Monday.\n\nThey had spent two days before her arrest.",
            "two days",
            "P2D",
        ),
        (
            "Ana Moe was arrested on Monday.\n\nHe fled within two days after her arrest.",
            "two days",
            "P2D",
        ),
        (
            "Ana Moe was arrested on Monday.\n\nHe sang late into the night before her arrest.",
            "the night before",
            None,
        ),
        (
            "Ana Moe was arrested on Monday.\n\nShares fell two trading days after her arrest.",
            "two trading days",
            "P2D",
        ),
        # no event follows
        ("A man who a day before had fled was held on Monday.", "a day", "P1D"),
    ],
)
def test_days_are_counted_from_events_that_the_article_dates(
    text, written, value, find
):
    assert value_of(text, written, find) == ([value] if value else [])


def test_an_expression_may_end_its_article(find):
    assert find("It rained on Monday. It was two days after")["value"].tolist()[0]
    assert find("It rained on Monday, on the eve of")["value"].tolist() == [
        "2021-10-04"
    ]


def test_no_word_is_of_two_events():
    words = event_words()
    assert words.same["explosion"] == words.same["bombing"] == "attack"
    assert not words.general & set(words.same)
