"""People, works, clubs and places that are called after a day or a month."""

import pytest


def rest(text, find):
    """What is written in the dates that are found."""
    return find(text)["text"].tolist()


@pytest.mark.parametrize(
    "text",
    [
        "Governor Sunday Etim-Bello opened the mill.",
        "Among the winners is Monday Adu, a baker.",
        "The late August Adu was a tailor.",
        "Her sons, January and Silas, read aloud.",
        "The keeper Easter Wanga missed the ball.",
        "Trader Marcus Friday, of Kite Partners, sold the shop.",
        "May’s aides were cross. Mrs May was calm.",
        "Wednesday host Hull. Fans of Sheffield Wednesday sang.",
        "The channel has renewed Wednesday, its hit about a school.",
        "Anna stars in Second Sunday, a drama about a priest.",
        "They praised the cast of Wednesday in the paper.",
        "The band Friday On My Mind sang well in the rain.",
        "They saw the film “March 5, 1962” at the old cinema.",
        "The pub, known as The Ninth of May, is full.",
        "The stalls of Tuesday Market burned down.",
        "She reads The Sun on Sunday in bed.",
        "Mrs Patience Monday, a trader, sold yams.",
        "Hon. Sunday Adu sang. Saturday, Adu's younger son, runs the shop.",
        "Tuesday, the goat that lives behind the pub, has eaten the flags.",
        "Thursday the cat has had kittens.",
        "The march was led by Oke Saturday, whose uncle built the hall.",
        "Julius Tuesday, the village's last cooper, sold his tools. Tuesday can barely see.",
        "Survivor Abena Friday has sold the mill.",
        "Peace Sunday Adu, a nurse from Jos, was freed.",
        "“They took it all,” said Mama Monday Adu, 80.",
        "Striker Tom Winter limped off. Winter is out of the side.",
        "They buried Blessing Saturday, 24, by the mill.",
        "Her friend Mercy Friday, a hairdresser, wept.",
        "The award went to Solomon Monday, a farmer from Uyo.",
        "She said the boxer, Emeka Friday, was fit.",
        "“I am tired,” Monday Uche told her aunt.",
        "Her parrot, Saturday, can count to ten.",
        "A stray known as Monday was fed by clerks.",
        "They live at the 1 May Square in Kent.",
        "A bar named Tuesday Blues burned down.",
        "The band Tuesday's Heroes will play in the rain.",
        "Her boat, the Tenth of August, sank off Cork.",
        "The trawler Third of March was towed to port.",
        "She told THE SUNDAY HERALD that she would pay.",
        "He has run the Saturday Bar in Mdina.",
        "The win puts the Thursday Harbour Kings into the final.",
        "They sat at the June 4 Stand end of the ground.",
        "She runs Sunday Strings, a youth orchestra, in Leeds.",
        "She ate at Monday's Table, a restaurant in Cork.",
        "Anna, known as la Dimanche (Sunday), has run the mill alone.",
        "He rode Sunday Silence to victory.",
        "The mare is out of Midnight March, they said.",
        "The dog, called Friday, was found by the mill.",
        "Cde Tuesday Moyo and Rev. Monday Phiri spoke to the crowd.",
        "Monday, 27, is a cousin of the singer. The coach dropped Kito Monday.",
        "Friday, who has two sons, sells bread by the road.",
        "Ernest 'Ernie' Monday was a miner. Monday played the harp.",
        "“The sum is small,” said Acme's August Pell.",
        "They will meet at the May Day Hall in Ipoh.",
    ],
)
def test_what_is_called_after_a_day_is_no_date(text, find):
    assert rest(text, find) == []


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("In other raids on the port Monday, a shell hit a barge.", "Monday"),
        ("NATO said Monday that it had stopped.", "Monday"),
        ("Mrs May spoke in May.", "May"),
        ("Sheffield Wednesday play on Wednesday.", "Wednesday"),
        ("They met in late August in Cork.", "late August"),
        ("Released Friday, her album sold well.", "Friday"),
        ("On Sunday Market Street was shut.", "Sunday"),
        ("It is held on the Fifth of May.", "Fifth of May"),
        ("In Turin on Friday and Saturday, a film was shot.", "Saturday"),
        ("They met after the Friday Senate vote.", "Friday"),
        ("Mr Moe Friday signed the bill.", "Friday"),
        ("Saturday, the last day of the fair, has been sold out.", "Saturday"),
        ("Sunday, the busiest day of the year, draws crowds.", "Sunday"),
        ("Friday, the council, which meets twice, votes on the plan.", "Friday"),
        ("Thursday the council votes on the plan.", "Thursday"),
        ("In Denver Friday, a judge ruled that the law was void.", "Friday"),
        ("The team lost to Leeds Saturday, the club's third loss.", "Saturday"),
        ("Winter is here, and the roads are shut.", "Winter"),
        ("On the Saturday Murray won the cup.", "Saturday"),
        ("Saturday's Grand National, a race over four miles, drew crowds.", "Saturday"),
        ("The group Monday released a statement.", "Monday"),
        ("The match was moved to today (Friday) by the club.", "Friday"),
        ("The band Friday night played in Leeds.", "Friday night"),
        ("Friday, 13 people were hurt in the rain.", "Friday"),
        ("Monday, 15 November, is a holiday.", "Monday, 15 November"),
        ("She met Adu Friday, who agreed.", "Friday"),
        ("Fitters mended Acme's August boilers, she said.", "August"),
        ("The May Day rally was at the hall.", "May Day"),
    ],
)
def test_a_day_beside_a_name_is_a_date(text, written, find):
    assert any(written in found for found in rest(text, find))
