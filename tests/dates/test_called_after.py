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
    ],
)
def test_a_day_beside_a_name_is_a_date(text, written, find):
    assert any(written in found for found in rest(text, find))
