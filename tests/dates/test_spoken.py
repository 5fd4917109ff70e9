"""On which day words quoted were spoken, as what stands around them tells."""

import pytest

from broadsheet.dates.stated_day import STATED_NEAR


def value_of(find, text, expression):
    dates = find(text)
    return dates.loc[dates["text"] == expression, "value"].tolist()[-1]


@pytest.mark.parametrize(
    ("text", "expression", "value"),
    [
        # the day is stated in the sentence before, by a weekday
        (
            'On Tuesday the harbour master urged owners to leave.\n\n"We lost two boats yesterday," he said.',
            "yesterday",
            "2021-10-04",
        ),
        (
            'In remarks on Wednesday, Ann Moe was blunt.\n\n"The frost came last night," Moe said.',
            "last night",
            "2021-10-05TNI",
        ),
        (
            'At a news conference in Cork yesterday, Moe was blunt.\n\n"It broke last night," Moe said.',
            "last night",
            "2021-10-06TNI",
        ),
        # another speaker, or one of two
        (
            'On Tuesday Ann Moe urged owners to leave.\n\n"We lost two boats yesterday," said Bo Ek.',
            "yesterday",
            "2021-10-07",
        ),
        (
            'Moe said he would go, his lawyer said on Tuesday.\n\n"I packed yesterday," he said.',
            "yesterday",
            "2021-10-07",
        ),
        # nothing was said on the day
        (
            'The ferry sank on Tuesday.\n\n"I heard of it yesterday," a porter said.',
            "yesterday",
            "2021-10-07",
        ),
        # the day leads to the words, whatever else its sentence tells
        (
            "At about 6pm on 14 May, on her way to the unit that deals with fraud, Moe said: "
            '"I will not be home tomorrow."',
            "tomorrow",
            "2021-05-15",
        ),
        # a time that is no day leads to them
        (
            'Earlier this week Ann Moe, a warden, spoke to a class.\n\n"I see few of you today," she said.',
            "today",
            "XXXX-XX-XX",
        ),
        (
            'Ek told a radio station over the weekend: "We wrote it last night."',
            "last night",
            "XXXX-XX-XXTNI",
        ),
        # nobody spoke on one day
        (
            'Every autumn the warden stands on a chair and jokes: "There is a new tree today."',
            "today",
            "XXXX-XX-XX",
        ),
        (
            'You might be told: "You shall row tonight!"',
            "tonight",
            "XXXX-XX-XXTNI",
        ),
        ('He was asked: "Do you want to row tonight?"', "tonight", "2021-10-08TNI"),
        (
            'They sang: "Yesterday the mill, today the weir, tomorrow the town."',
            "tomorrow",
            "FUTURE_REF",
        ),
        (
            '"I rowed here yesterday and I will be back tomorrow," she said.',
            "tomorrow",
            "2021-10-09",
        ),
        (
            "She was called a nominee from yesterday with the wares of yesterday.",
            "yesterday",
            "PAST_REF",
        ),
        ("The flood of yesterday filled the weir.", "yesterday", "2021-10-07"),
        ("Only today's coalition government can do it.", "today", "PRESENT_REF"),
        ("They spoke of today's government defeat.", "today", "2021-10-08"),
        (
            'A jury heard from witnesses for the prosecution. Moe wrote to her: "You were out last night."',
            "last night",
            "XXXX-XX-XXTNI",
        ),
        # what took place years ago
        (
            'Few knew her when she rowed in the race of 1993.\n\n"I was slow today," she said.',
            "today",
            "XXXX-XX-XX",
        ),
        (
            'Moe, who rowed in the final of 1993, is the coach. "I was slow today," she said.',
            "today",
            "2021-10-08",
        ),
        (
            'They met on Thursday. She rowed in the final of 1993. "I was slow today," she said.',
            "today",
            "2021-10-07",
        ),
    ],
)
def test_day_of_words_quoted(find, text, expression, value):
    assert value_of(find, text, expression) == value


@pytest.mark.parametrize(("more", "value"), [(0, "2021-10-04"), (1, "2021-10-07")])
def test_how_near_the_day_is_stated(find, more, value):
    """Either side of the distance within which a day is looked for."""
    lead = "She urged them on "
    begin = "Tuesday to leave. "
    end = '\n\n"We lost two boats '
    filler = "a" * (STATED_NEAR - len(begin) - len(end) - 2 + more) + ".\n"
    text = lead + begin + filler + end + 'yesterday," she said.'
    assert value_of(find, text, "yesterday") == value
