"""From which of the days named a story counts on: not from one named in passing."""

import pytest

from broadsheet.dates.passing import BOUND_REACH, NEARBY

PUBLISHED = "2021-10-08"  # a Friday
FILLER = "Its looms are famous among those who know the trade. "


def value_of(text, written, find):
    dates = find(text, PUBLISHED)
    of_text = dates.loc[dates["text"] == written, "value"]
    return of_text.tolist()[-1:]


@pytest.mark.parametrize(
    ("text", "written", "value"),
    [
        # an aside, and what was before the story
        (
            "The mill burned on Monday. Moe - sworn in on 2 September - wept. "
            "The following day she sang.",
            "The following day",
            "2021-10-05",
        ),
        (
            "The mill burned on Monday. Guards held a lane that they had shut on Friday. "
            "They left it the next day.",
            "the next day",
            "2021-10-05",
        ),
        # a wider time that was named since
        (
            "The mill burned on Monday. A guard was shot there in 1960. That night he fled.",
            "That night",
            "PAST_REF",
        ),
        (
            "The mill burned on Monday. It had been built in 1960. That night a guard fled.",
            "That night",
            "2021-10-04TNI",
        ),
        (
            "It was seen on 26 January. Two weeks later it bit a dog. The next morning a trap was set.",
            "The next morning",
            "PAST_REF",
        ),
        # what follows says which day
        (
            "The mill burned on Monday. Guards recall that day last May.",
            "that day",
            "PAST_REF",
        ),
        (
            "She fell on Monday. She was seen on the same day she met him.",
            "the same day",
            "PAST_REF",
        ),
        (
            "She fell on Monday. On the same day she met him.",
            "the same day",
            "2021-10-04",
        ),
        (
            "The mill burned on Monday. She sang the next day after the attacks.",
            "the next day",
            "PAST_REF",
        ),
        # of what is to come, from a day to come
        (
            "The vote is on 20 October. Moe said on Monday she was ill. She will sing the day before.",
            "the day before",
            "2021-10-19",
        ),
        # a day within the week named since
        (
            "He fell on Sunday, 6 June, the third race of that week. He had won the day before.",
            "the day before",
            "2021-06-05",
        ),
        # a part of the day before one that was named
        (
            "The lane was shut on Monday night. A car was seen the previous afternoon.",
            "the previous afternoon",
            "2021-10-04TAF",
        ),
        (
            "It was shut at 10.30pm on Monday. A car was seen the previous afternoon.",
            "the previous afternoon",
            "2021-10-04TAF",
        ),
        (
            "It was shut on Monday morning. A car was seen the previous afternoon.",
            "the previous afternoon",
            "2021-10-03TAF",
        ),
        # so long ago
        ("The mill burned six years ago. That year a loom fell.", "That year", "2015"),
        # from publication one counts with "ago"
        (
            "The mill burned. A guard fled three days earlier.",
            "three days earlier",
            "PAST_REF",
        ),
        ("The mill burned. A guard fled a day earlier.", "a day earlier", "2021-10-07"),
        # by what "that" stands for
        (
            "It was named on 4 October and fell two days after that.",
            "two days after",
            "2021-10-06",
        ),
        (
            "It was named in May 2001. The winter after that, it fell.",
            "The winter after that",
            "2001-WI",
        ),
        (
            "The rally on Friday was small. Many came the Sunday before.",
            "the Sunday before",
            "2021-10-03",
        ),
    ],
)
def test_a_story_counts_from_what_is_told(text, written, value, find):
    assert value_of(text, written, find) == [value]


@pytest.mark.parametrize(("length", "value"), [(NEARBY, "PAST_REF"), (0, "2021-09-07")])
def test_a_feast_is_soon_left_behind(length, value, find):
    between = (FILLER * 9)[:length].strip() + " "
    text = f"She spoke of Labor Day. {between}A guard fled the next day."
    assert find(text, PUBLISHED, "Boston Globe")["value"].tolist()[-1] == value


@pytest.mark.parametrize(
    ("length", "value"), [(BOUND_REACH, "PAST_REF"), (0, "2021-10-05")]
)
def test_a_day_that_bounds_is_left_behind_later(length, value, find):
    between = (FILLER * 9)[:length].strip() + " "
    text = f"It was dry before 4 October. {between}A guard fled the next day."
    assert value_of(text, "the next day", find) == [value]
