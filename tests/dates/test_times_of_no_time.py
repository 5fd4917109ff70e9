"""What looks like a time and is none: last days, frames of so many dots, cleaning in spring."""

import pytest


@pytest.mark.parametrize(
    "text",
    [
        "Tomorrow's fair may be the clown's last day, he says of 9 October 2021.",
        "Her last day at the mill is 9 October 2021.",
    ],
)
def test_the_last_day_of_something_is_not_yesterday(text, find):
    assert "2021-10-07" not in find(text)["value"].tolist()


@pytest.mark.parametrize(
    "text",
    [
        "The screen has 1920 x 1080 dots.",
        "The bank began a spring clean of its halls.",
        "Shares rose to $ 1109/16 and fell.",
        "Call 1800 300 400 for help, or the 1890 lo-call number.",
        "The coin closed at 1510, against 1485 at the bank.",
        "The flight EK 2010 was late.",
        "Send it to 12 Kent Street, Sydney NSW 2000.",
        "The 1900-seat hall and the 2000-bed clinic shut.",
        "The bills were paid; 1987 of 2,400 staff had none.",
        "Each boat landed about 1900 sacks.",
        "The blade is 1845 mm long.",
        "The motion fell by 2016 votes to 1904.",
        "The firm will open its 1800 square-metre shed by the docks.",
        "They bought a 1950 square-foot flat, and then a 1900 hectare farm.",
        "A 1500 litre tank burst in the yard.",
        "The bus left the road at KM 1994 of the highway.",
        "She says the 2008 and 5008 share an engine.",
        "They ate at the 1912 Restaurant by the quay.",
    ],
)
def test_sizes_and_prices_are_no_years(text, find):
    assert find(text).empty


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("She said: “1999 will be a good year”.", "1999"),
        ("Nothing can be done until at least 2009.", "2009"),
        ("The only exception was 2002, which was wet.", "2002"),
        ("Sales rose by a tenth against 2019 levels.", "2019"),
        ("The 1990-built ship sank.", "1990"),
        ("They resurrected a clip from 2013 of the flood.", "2013"),
        ("The year was 1969.", "1969"),
        ("We stayed so till '96, he said.", "1996"),
        ("Since 2010 square-metre prices have doubled.", "2010"),
        ("The 2012 Bar Exam was hard.", "2012"),
        ("They sold 400 in 2008 and 3500 later.", "2008"),
    ],
)
def test_a_bare_year_is_one(text, year, find):
    assert find(text)["value"].tolist() == [year]


def test_a_name_before_a_year_leaves_it_one(find):
    assert find("They met at Stampex 2003 in Cork.")["value"].tolist() == ["2003"]


def test_both_in_the_same_year_are_in_any(find):
    general = find("Ann won in 2014. Few try to win both races in the same year.")
    named = find("In 2014 Ann won both races in the same year.")
    assert general["value"].tolist() == ["2014", "PAST_REF"]
    assert named["value"].tolist() == ["2014", "2014"]


def test_the_next_year_of_what_would_be_is_counted_from_what_was_named(find):
    told = find("They met in 1972. It would help her to join the next year.")
    ahead = find("They met in 1972. It will help her to join the next year.")
    assert told["value"].tolist()[-1] == "1973"
    assert ahead["value"].tolist()[-1] == "2022"


def test_what_was_done_a_year_ago_was_not_done_in_a_quarter(find):
    done = find("Profit fell in the second quarter. Its phone was launched a year ago.")
    compared = find("Profit fell in the second quarter from $5m a year ago.")
    assert done["value"].tolist()[-1] == "2020"
    assert compared["value"].tolist()[-1] == "2020-Q2"


def test_small_words_do_not_hide_in_longer_ones(find):
    night = find("“I said this last night,” she said.")
    soon = find("He might also soon be freed.")
    assert night["value"].tolist() == ["2021-10-07TNI"]
    assert soon["value"].tolist() == ["FUTURE_REF"]


def test_a_paper_known_by_its_letters_is_not_now(find):
    assert find("She wrote for the NoW of London.").empty


@pytest.mark.parametrize(
    "text",
    [
        "He dressed as a weekend sailor.",
        "Few dared the lake but weekend gardeners.",
        "They slept in freezing overnight temperatures.",
        "They slept in sub-zero overnight temperatures.",
        "She spoke at a feast that took place on the Afghan weekend.",
        "The prank was a late piece of April foolery.",
    ],
)
def test_what_is_only_of_a_kind_is_of_no_weekend_or_night(text, find):
    assert find(text).empty


def test_what_took_place_is_of_a_weekend_or_a_night(find):
    weekend = find("They rowed over the weekend.")
    night = find("Overnight temperatures fell to minus ten.")
    assert weekend["value"].tolist() == ["2021-W39-WE"]
    assert night["value"].tolist() == ["2021-10-07TNI"]


def test_that_year_is_not_the_one_that_is_remembered(find):
    told = find(
        "In 2009 he came for the 65th anniversary of the D-Day landings. Earlier that year he was ill."
    )
    alone = find(
        "He laid a wreath for the 65th anniversary of the D-Day landings; earlier that year he was ill."
    )
    held = find(
        "They kept the anniversary of the club in 2009. Later that year it shut."
    )
    assert told["value"].tolist()[-1] == "2009"
    assert alone["value"].tolist()[-1] == "PAST_REF"
    assert held["value"].tolist()[-1] == "2009"


@pytest.mark.parametrize(
    "text",
    [
        "The yard kept 1940 staff.",
        "She climbed 1990 stairs.",
        "Only 1950 came back.",
        "Attendance: 1984.",
        "Sales fell to 1980 crates.",
        "Of them, 1620 came back.",
        "She was 40th of 2010 runners.",
        "The 1915 ran half an hour late.",
        "Use is down to 1900 a week.",
        "It drew crowds of under 2000.",
        "The file, ref 2009/51, is lost.",
        "He has 1960 league runs.",
        "She needs six for 2000.",
        "They crossed the 2000 mark.",
        "Turn left at the 1945 marker.",
        "They found a further 1950.",
        "Shares closed at 1985.",
        "It is far below a full level of 1870.",
        "The stall charges 1950 for tea.",
    ],
)
def test_what_is_counted_is_no_year(text, find):
    assert "year" not in find(text)["rule"].tolist()


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("They recalled the 2019 elections.", "2019"),
        ("He won 2018 elections in Kent.", "2018"),
        ("Of those 2018 exports, half were coal.", "2018"),
        ("In 2019 walkers came back.", "2019"),
        ("The fund reported 2020 results.", "2020"),
        ("He ran in vain: only 2019 was worse.", "2019"),
        ("Six per cent of 2019 voters stayed at home.", "2019"),
        ("The race fell to 2016 lows.", "2016"),
        ("She broke the champion's 1999 mark.", "1999"),
        ("It was the low of 2009.", "2009"),
        ("In 2019 a week before the vote it rained.", "2019"),
    ],
)
def test_a_year_before_what_it_is_the_year_of_is_one(text, year, find):
    assert year in find(text)["value"].tolist()


@pytest.mark.parametrize(
    ("text", "published", "value"),
    [
        ("The mill closed over a century ago.", "2007-03-02", "PAST_REF"),
        ("The mill closed less than a century ago.", "1996-03-02", "PAST_REF"),
        ("The mill closed over a century ago.", "1996-03-02", "18"),
        ("The mill closed less than a century ago.", "2007-03-02", "19"),
        ("The mill closed a century ago.", "2007-03-02", "19"),
    ],
)
def test_over_a_century_ago_is_no_century_that_lies_mostly_after_it(
    text, published, value, find
):
    assert find(text, published)["value"].tolist() == [value]
