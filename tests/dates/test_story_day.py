"""The day that a story stands at, and where it ends."""

import pytest

from broadsheet.dates.story_day import (
    HOUR_BEFORE,
    HOURS_OF_LIVE_REPORT,
    LONGEST_AGO,
    REACH,
)

PUBLISHED = "2021-10-08"  # a Friday
LEAD = "The mill burned on Wednesday evening.\n\n"
FILLER = "Its looms are famous among those who know the trade. "


def value_of(text, written, find):
    dates = find(text, PUBLISHED)
    of_text = dates.loc[dates["text"] == written, "value"]
    return of_text.tolist()[-1]


@pytest.mark.parametrize(
    ("text", "written", "value"),
    [
        ("Two guards fled at 9pm.", "9pm", "2021-10-06T21:00"),
        ("Later in the day the owner wept.", "Later in the day", "2021-10-06"),
        ("The roof fell in the evening.", "the evening", "2021-10-06TEV"),
        ("The owner set a meeting for 9pm.", "9pm", "2021-10-06T21:00"),
        ("A ruin was all there was at 4am.", "4am", "2021-10-07T04:00"),
    ],
)
def test_a_story_goes_on_over_paragraphs(text, written, value, find):
    lead = LEAD.replace("evening", "at 7pm") if written == "4am" else LEAD
    story = lead + FILLER * 20 + "\n\n" + text
    assert value_of(story, written, find) == value


@pytest.mark.parametrize(
    ("between", "value"),
    [
        ("On Thursday she sued.", "2021-10-07T21:00"),
        ("It will be rebuilt by Monday.", "2021-10-06T21:00"),
        ("It had not rained since Monday.", "2021-10-06T21:00"),
        ('"I cried on Thursday," she said.', "2021-10-06T21:00"),
    ],
)
def test_only_a_day_that_is_told_of_moves_a_story(between, value, find):
    story = LEAD + between + "\n\n" + FILLER * 12 + "\n\nTwo guards fled at 9pm."
    assert value_of(story, "9pm", find) == value


def test_what_is_to_come_or_quoted_is_not_of_the_day_told_of(find):
    ahead = LEAD + FILLER * 20 + "\n\nThe owner will speak at 9pm."
    quoted = LEAD + FILLER * 20 + '\n\n"We fled at 9pm," a guard said.'
    assert value_of(ahead, "9pm", find) == "2021-10-08T21:00"
    assert value_of(quoted, "9pm", find) == "XXXX-XX-XXT21:00"


@pytest.mark.parametrize(
    ("length", "value"), [(-200, "2021-10-06T21:00"), (200, "XXXX-XX-XXT21:00")]
)
def test_a_story_ends_far_behind_its_day(length, value, find):
    filler = FILLER * ((REACH + length) // len(FILLER))
    story = LEAD + filler + "\n\nTwo guards fled at 9pm."
    assert value_of(story, "9pm", find) == value


@pytest.mark.parametrize(
    ("days_ago", "value"),
    [(LONGEST_AGO, "2021-10-05T21:00"), (LONGEST_AGO + 1, "XXXX-XX-XXT21:00")],
)
def test_a_story_of_long_ago_has_its_day_beside_it(days_ago, value, find):
    lead = f"The mill burned on {8 - days_ago} October.\n\n"
    story = lead + FILLER * 20 + "\n\nTwo guards fled at 9pm."
    assert value_of(story, "9pm", find) == value


@pytest.mark.parametrize(
    ("hours", "value"),
    [
        (HOURS_OF_LIVE_REPORT - 1, "2021-10-06T21:00"),
        (HOURS_OF_LIVE_REPORT, "XXXX-XX-XXT21:00"),
    ],
)
def test_a_live_report_stands_at_no_day(hours, value, find):
    entries = "\n\n".join(f"4.{minute:02}pm: It rains." for minute in range(hours))
    story = LEAD + entries + "\n\n" + FILLER * 10 + "\n\nTwo guards fled at 9pm."
    assert value_of(story, "9pm", find) == value


@pytest.mark.parametrize(
    ("length", "value"), [(-60, "2021-10-08T13:10"), (60, "2021-10-06T13:10")]
)
def test_an_hour_goes_on_from_the_one_just_before(length, value, find):
    filler = FILLER * ((HOUR_BEFORE + length) // len(FILLER))
    story = (
        LEAD
        + "They are due to meet at 1pm. "
        + filler
        + "The boat hit a rock at 1.10pm."
    )
    assert value_of(story, "1.10pm", find) == value


def test_an_hour_is_of_the_part_of_a_day_behind_it(find):
    gone = find("They claimed, at 1am last Sunday, that she had won.")
    told = find("The play began on Monday. A guard left at 9pm that evening.")
    assert gone["value"].tolist()[0] == "2021-10-03T01:00"
    assert told["value"].tolist()[1] == "2021-10-04T21:00"


def test_an_hour_is_of_the_day_behind_it_that_is_counted_from_another(find):
    before = find("She won yesterday. They camped there from 4 pm of the previous day.")
    after = find("She won yesterday. He came at 4 am the next day.")
    unnamed = find("He left at 7 am that day.")
    assert before["value"].tolist()[1:] == ["2021-10-06T16:00", "2021-10-06"]
    assert after["value"].tolist()[1:] == ["2021-10-08T04:00", "2021-10-08"]
    assert unnamed["value"].tolist()[0] == "XXXX-XX-XXT07:00"


def test_days_earlier_are_counted_from_what_is_gone(find):
    dates = find(
        "She died on Tuesday. Her son, who will be 40 tomorrow, had left two days earlier."
    )
    assert dates["value"].tolist()[-1] == "2021-10-03"


def test_minutes_later_are_of_the_hour_before_or_of_no_day(find):
    general = find(
        "The fire spread on Tuesday. A spark could start another a minute later."
    )
    planned = find("She arrives at 10.51am today. The choir will sing 9 minutes later.")
    assert general["value"].tolist()[-1] == "FUTURE_REF"
    assert planned["value"].tolist()[-1] == "2021-10-08"


def test_the_moment_by_another_clock_gives_the_next_hour_no_day(find):
    dates = find(
        "The quake struck at 2am on Tuesday (8pm GMT Monday). Help came at 9am."
    )
    assert dates["value"].tolist()[-1] == "2021-10-05T09:00"


def test_the_night_before_is_the_one_just_named_if_the_day_after_it_is_told_of(find):
    dates = find(
        "On Thursday she defended her words in Wednesday night's debate. "
        "She noted, as her aides had the night before, that she led."
    )
    assert dates["value"].tolist()[-1] == "2021-10-06TNI"


def test_a_day_far_from_the_verb_that_tells_is_not_that_of_the_story(find):
    far = "A judge refused on Wednesday. He paved the way for the removal of the head {} this morning.\n\n"
    rest = FILLER * 12 + "\n\nThe ruling was read out at noon."
    near = find(far.format("yet") + rest)
    away = find(far.format("of the gang and lesser leaders") + rest)
    assert near["value"].tolist()[-1] == "2021-10-08T12:00"
    assert away["value"].tolist()[-1] == "2021-10-06T12:00"


@pytest.mark.parametrize(
    "text",
    [
        "She was turned from a clerk into a mayor overnight.",
        "Overnight the sleepy village became a resort.",
        "She took an overnight flight out of Oslo.",
    ],
)
def test_what_changes_overnight_changes_in_no_night(text, find):
    assert find(text).empty
    assert find("A storm hit the village overnight.")["value"].tolist() == [
        "2021-10-07TNI"
    ]


def test_a_season_with_a_capital_is_one_beside_last_or_next(find):
    assert find("He stayed last Autumn.")["value"].tolist() == ["2020-FA"]
    assert find("She sang in Last Summer Dreams.").empty


def test_hours_that_somebody_is_given_leave_for_are_of_no_day(find):
    dates = find("The judge gave her permission to go out between 7am and noon.")
    assert dates["value"].tolist() == ["XXXX-XX-XXT07:00", "XXXX-XX-XXT12:00"]


def test_an_hour_to_come_is_of_the_day_to_come_just_named(find):
    ahead = find("The fair opens on Monday. A guard of honour will march at 9am.")
    today = find("The fair opens on Monday. Clerks met today. They will sing at 9am.")
    gone = find("The fair opens on Monday. All lots were counted by 9am.")
    assert ahead["value"].tolist()[-1] == "2021-10-11T09:00"
    assert today["value"].tolist()[-1] == "2021-10-08T09:00"
    assert gone["value"].tolist()[-1] == "2021-10-08T09:00"


def test_the_day_of_a_birthday_is_not_that_of_the_story(find):
    text = "She was in Rome {} on Tuesday.\n\nGuards came to the mill at 8.31pm and met two men."
    feast = find(text.format("for her birthday"))
    story = find(text.format("with her sons"))
    assert feast["value"].tolist()[-1] != "2021-10-05T20:31"
    assert story["value"].tolist()[-1] == "2021-10-05T20:31"
