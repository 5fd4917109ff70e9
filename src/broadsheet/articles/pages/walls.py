"""Whether a page holds an article at all: checks for robots, error pages, requests, front pages."""

import re
from functools import cache
from typing import NamedTuple
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from broadsheet.articles.pages.structured import Facts, is_article, page_rules
from broadsheet.errors import Unreadable

# Tuned on the 87 annotated pages of two collections: none of their articles is taken for something else.
LONGEST_WALL = 2500  # characters: a longer text is an article that mentions cookies or subscriptions
SHORTEST_ARTICLE = (
    600  # characters: less, on a page that is not free, is the beginning of an article
)
SHORTEST_STORY = 300  # characters: less, under the title of a wall, is no story
FEWEST_WORDS = 8  # of a sentence; shorter ones stand in menus
# Words of a story on cookies or robots that are in sentences on something else, and their share of the rest.
FEWEST_OTHERS = 25
ENOUGH_OTHERS = 0.6
SENTENCE = re.compile(r"[^.!?]+[.!?]+")
FEWEST_TEASERS = 12  # linked headlines on a front page
LONGEST_TEASER = 240  # characters: a longer paragraph is prose
FRONT_TYPES = frozenset(["collectionpage", "itemlist", "searchresultspage"])


class Wall(NamedTuple):
    """A kind of page that holds no article."""

    name: str
    remedy: str
    title: re.Pattern[str]
    texts: list[re.Pattern[str]]
    needed: int


@cache
def _walls() -> list[Wall]:
    walls: list[Wall] = []
    for rule in page_rules()["wall"]:
        walls.append(
            Wall(
                rule["name"],
                rule["remedy"],
                re.compile(rule["title"], re.I),
                [re.compile(pattern, re.I) for pattern in rule["text"]],
                rule["needed"],
            )
        )
    return walls


def check_walls(title: str, text: str) -> None:
    """Check that a page is no wall in front of an article.

    Args:
        title: the page's own title.
        text: all of its text, or what was found of its article.

    Raises:
        Unreadable: with what the page is instead, and what to do.
    """
    if len(text) > LONGEST_WALL:
        return
    for wall in _walls():
        evidence = sum(pattern.search(text) is not None for pattern in wall.texts)
        is_called_so = wall.title.search(title.strip()) is not None
        is_bare = is_called_so and len(text) < SHORTEST_STORY
        if is_bare or (evidence and is_called_so):
            raise Unreadable(f"is {wall.name}, not an article", wall.remedy)
        if evidence >= wall.needed and not _is_story(text, wall):
            raise Unreadable(f"is {wall.name}, not an article", wall.remedy)


def _is_story(text: str, wall: Wall) -> bool:
    """Whether a text speaks of other things than a wall does, as a story on cookies does."""
    about_wall = 0
    others = 0
    for sentence in SENTENCE.findall(text):
        words = len(sentence.split())
        if any(pattern.search(sentence) for pattern in wall.texts):
            about_wall += words
        elif words >= FEWEST_WORDS:
            others += words
    return others >= FEWEST_OTHERS and others >= ENOUGH_OTHERS * about_wall


def check_front(
    tree: HtmlElement, url: str | None, text: str, linked: Facts, kind: str
) -> None:
    """Check that a page is not the front of a site or a section, which lists articles.

    Raises:
        Unreadable: where it is one.
    """
    if any(is_article({"@type": each, "headline": ""}) for each in linked.kinds):
        return
    teasers = tree.xpath(
        "count(//*[self::h1 or self::h2 or self::h3 or self::h4][.//a or parent::a])"
    )
    is_listed = (
        bool(linked.kinds & FRONT_TYPES) or _is_front_address(url) or kind != "article"
    )
    paragraphs = [line for line in text.splitlines() if line.strip()]
    prose = sum(len(line) for line in paragraphs if len(line) > LONGEST_TEASER)
    if teasers >= FEWEST_TEASERS and is_listed and prose < len(text) / 3:
        reason = "is a front page or a list of articles, not one article"
        raise Unreadable(reason, "open its articles and save them one by one")


def _is_front_address(url: str | None) -> bool:
    """Whether an address has no more than a section's name: echo.example/world."""
    path = urlsplit(url or "/-1").path.strip("/")
    if re.search(r"[\d-]", path):
        return False
    return path.count("/") < 2


def is_beginning_only(text: str, linked: Facts) -> bool:
    """Whether a text is only the beginning that a paying reader's page shows to others."""
    if linked.is_free:
        return False
    return len(text) < SHORTEST_ARTICLE
