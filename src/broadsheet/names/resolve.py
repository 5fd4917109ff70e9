"""From sources as written to speakers: who said it, in what role, and whether they are named.

Articles are read from the top. Each source is cut into its noun phrase and what explains it; a name in
it decides, otherwise what the article has told so far: roles tied to names, the last one who spoke, the
unnamed and the groups already met.
"""

import tomllib
from dataclasses import replace
from functools import cache
from importlib.resources import files
from itertools import pairwise

import pandas as pd

from broadsheet.frames import category_type

from .descriptions import Descriptions, named
from .find import find_names
from .lexicon import fold_name
from .phrases import STOPS, VERBS, WITHIN, Mention, Phrases, Source
from .pronouns import Pronouns
from .roles import Roles
from .who import NOBODY, Spoken, Story, Who

KINDS = ["person", "organisation", "group", "unnamed"]
TRAILING = {"'s", "'", '"', "''"} | STOPS
REFLEXIVE = {"himself", "herself", "itself", "themselves"}
FAR = 8  # tokens from the beginning of a source in which "A, B and C" begins
WHO_REACH, WHICH_REACH = (
    12,
    2,
)  # tokens between a name and the "who" or "which" that means it


def resolve_speakers(
    articles: pd.DataFrame,
    tokens: pd.DataFrame,
    quotes: pd.DataFrame,
    names: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Fill speaker, kind, role, rule and score of each quotation from its source as written.

    Args:
        articles: The articles that `tokens` were made of.
        tokens: What `tokenize` returns.
        quotes: One row a quotation: `article`, `start`, `end`, `source_start`, `source_end`, `kind`.
        names: What `find_names(tokens, articles)` returns, where it is at hand.

    Returns:
        The quotations with `speaker` (the full name as the corpus gives it most often; for a group or
        someone unnamed the words of the source, the same for the same one within an article; missing where
        nothing tells), `speaker_kind` (person, organisation, group or unnamed), `role` (what the coverage
        says the person is), `gender` and `gender_evidence` (of a person, where a
        title, a pronoun of the coverage or the given name tells it), `speaker_rule` (why this speaker:
        "full name", "surname in article", "pronoun: only woman named", "role: the coach",
        "across articles: shared names", …) and `speaker_score` (the share of such speakers that
        were right, from 0 to 1; `training/speaker_scores.py` says on what).
    """
    found = find_names(tokens, articles) if names is None else names
    reader = _Reader(Phrases(articles, tokens, found))
    sources = reader.phrases.sources(quotes)
    speakers: list = [None] * len(sources)
    for i in sorted(
        range(len(sources)), key=lambda i: (sources[i].article, sources[i].low, i)
    ):
        speakers[i] = reader.resolve(sources[i])
    columns = ["speaker", "kind", "role", "rule", "score"]
    frame = pd.DataFrame(speakers, columns=columns, index=quotes.index)
    genders = _genders(frame, quotes["article"], found)
    return quotes.assign(
        speaker=_same_spelling(frame["speaker"].astype("str")),
        speaker_kind=pd.Categorical(frame["kind"], categories=KINDS),
        role=frame["role"].replace("", None).astype("str"),
        gender=genders["gender"],
        gender_evidence=genders["gender_evidence"],
        speaker_rule=frame["rule"].astype("str"),
        speaker_score=frame["score"].astype("float64"),
    )


def _genders(
    speakers: pd.DataFrame, articles: pd.Series, names: pd.DataFrame
) -> pd.DataFrame:
    """Return the gender of each named person and what tells it, as the names of the article have it."""
    known = names.loc[
        names["gender"].ne("") & names["kind"].eq("person"),
        ["article", "name", "gender", "gender_evidence"],
    ].astype("str")
    here = known.drop_duplicates(["article", "name"]).set_index(["article", "name"])
    is_person = speakers["kind"].eq("person")
    wanted = pd.MultiIndex.from_arrays(
        [articles.astype("str"), speakers["speaker"].where(is_person).astype("str")]
    )
    columns = {
        name: here[name].reindex(wanted).fillna("").to_numpy(object)
        for name in ("gender", "gender_evidence")
    }
    return pd.DataFrame(
        {
            name: pd.Categorical(values, dtype=category_type("quotes", name))
            for name, values in columns.items()
        },
        index=speakers.index,
    )


def _same_spelling(speaker: pd.Series) -> pd.Series:
    """Write everyone as the corpus mostly does: "U.S. officials" and "US officials" are the same."""
    key = speaker.str.replace(r"[^\w ]", "", regex=True).str.lower().rename("key")
    counts = (
        speaker.groupby([key, speaker], sort=False)
        .size()
        .sort_values(ascending=False, kind="stable")
    )
    commonest = {folded: written for folded, written in reversed(counts.index)}
    return key.map(commonest).astype("str")


@cache
def _scores() -> dict[str, float]:
    text = files(__package__).joinpath("speaker_scores.toml").read_text("utf-8")
    return tomllib.loads(text)["scores"]


def score_of(rule: str) -> float:
    """Return the share of speakers that were right where this rule named them.

    A rule that tells more ("role: the coach") has the score of its beginning ("role").
    """
    scores = _scores()
    general = rule.partition(":")[0]
    return scores.get(rule, scores.get(general, scores["other"]))


class _Reader:
    """Read the sources of one article after the other."""

    def __init__(self, phrases: Phrases):
        self.phrases = phrases
        self.lex = phrases.lex
        self.roles = Roles(phrases)
        self.pronouns = Pronouns(phrases)
        self.descriptions = Descriptions(self.roles, self.pronouns)
        self.story = Story(-1)

    def resolve(self, source: Source) -> tuple[str | None, str, str, str, float]:
        """Say who speaks, of what kind, in what role, by which rule, and how sure that is."""
        if source.article != self.story.article:
            self.story = Story(source.article)
        source = self._without_trailing(source)
        who = self._read(source) if len(source) > 0 else self._continued(source)
        row = min(source.low, len(self.phrases.norm) - 1)
        self.story.spoken.append(Spoken(who, row, source))
        role = (
            self.roles.of(who.speaker, source.article)
            if who.kind == "person" and who.speaker
            else ""
        )
        return who.speaker, who.kind, role, who.rule, score_of(who.rule)

    def _without_trailing(self, source: Source) -> Source:
        """Leave out stops, marks and "herself" at the end of a source."""
        norm = self.phrases.norm
        high = source.high
        while high > source.low and norm[high - 1] in TRAILING:
            high -= 1
        if high - source.low > 1 and norm[high - 1] in REFLEXIVE:
            high -= 1
        return source if high == source.high else replace(source, high=high)

    def _read(self, source: Source) -> Who:
        p = self.phrases
        if len(source) == 1:
            word = p.norm[source.low]
            if word in self.lex.sources["relative_pronouns"]:
                return self._antecedent(source)
            who = self.pronouns.resolve(source, word, self.story)
            if who:
                return who
        several = self._several(source)
        if several:
            return several
        end = p.end_of(source.low, source.high, source.names)
        for mention in source.names:
            if mention.last <= end <= p.after_letters(mention.last, source.high):
                return self._headed_by(mention, source, end)
        explained = (
            m
            for m in source.names
            if m.first > end and self._explains(m, end, source.high)
        )
        mention = next(explained, None)
        if mention:
            return self._named(mention)
        bearer = self._title_alone(source)
        if bearer:
            return bearer
        return self.descriptions.resolve(source, end, self.story)

    def _title_alone(self, source: Source) -> Who | None:
        """Take a title that is a family name too, where it speaks alone: "Sardar said"."""
        p = self.phrases
        word = p.word[source.low]
        is_name = p.tag[source.low].startswith("NNP") and word.istitle()
        if len(source) > 1 or not is_name:
            return None
        title = fold_name(word)
        is_borne = title in self.lex.family_names or self.lex.is_given(title)
        if title not in self.lex.surname_titles or not is_borne:
            return None
        if title in self.lex.office_of:
            return None
        return Who(word, "person", rule="name as written")

    def _headed_by(self, mention: Mention, source: Source, end: int) -> Who:
        """Read a phrase that ends with a name: "Ann Lee", but "Lee and others" is a group."""
        p = self.phrases
        joined = end + 1 < source.high and p.tag[end] == "CC"
        if joined or "other" in p.norm[end : source.high]:
            return Who(
                p.shown(source.low, source.high), "group", rule="group as written"
            )
        return self._named(mention)

    def _named(self, mention: Mention) -> Who:
        p = self.phrases
        if (
            mention.kind == "other"
            and mention.first
            and p.norm[mention.first - 1] == "the"
        ):
            return Who(mention.name, "organisation", rule="name of a body")
        return named(mention, p.word[mention.first])

    def _explains(self, mention: Mention, end: int, high: int) -> bool:
        """Say whether a name stands alone between commas, as in "a lawyer for the firm, Jo Smith,"."""
        p = self.phrases
        low = mention.first
        while low > end and p.tag[low - 1] in ("NNP", "JJ"):
            low -= 1
        last = p.after_letters(mention.last, high)
        closed = last >= high or p.norm[last] in STOPS
        return mention.kind == "person" and closed and p.norm[low - 1] in STOPS

    def _several(self, source: Source) -> Who | None:
        """Read "A, B and C", where each is a name."""
        people = [mention for mention in source.names if mention.kind == "person"]
        if len(people) == 1 or (
            source.names and source.names[0].first - source.low > FAR
        ):
            return None
        names: list[str] = []
        for one, other in pairwise(
            people or [m for m in source.names if m.kind != "other"]
        ):
            if not self._is_list(one, other):
                break
            names = names or [one.name]
            names.append(other.name)
            if "and" in self.phrases.norm[one.last : other.first]:
                return Who(
                    " and ".join(sorted(set(names))), "group", rule="several names"
                )
        return None

    def _is_list(self, one: Mention, other: Mention) -> bool:
        between = self.phrases.tag[one.last : other.first]
        return all(tag in WITHIN | {"CC", ",", "DT"} for tag in between)

    def _continued(self, source: Source) -> Who:
        """Give a quotation without a source to whoever spoke last, in this paragraph or the one before."""
        if not self.story.spoken or not source.direct:
            return NOBODY
        past = self.story.spoken[-1]
        paragraph = self.phrases.paragraph
        near = paragraph[source.begin] - paragraph[past.row] <= 1
        return past.who._replace(rule="continued: spoke last") if near else NOBODY

    def _antecedent(self, source: Source) -> Who:
        """Take "who" for the name, or else the noun phrase, that stands before it."""
        p = self.phrases
        reach = 0 if p.norm[source.low] == "who" else WHICH_REACH
        for _, mention in self.pronouns.names_before(source, 0):
            allowed = WHO_REACH if mention.kind == "person" else reach
            verbs = VERBS & set(p.tag[mention.last : source.low])
            if 0 <= source.low - mention.last < allowed and not verbs:
                return self._named(mention)
        comma = source.low > 0 and p.norm[source.low - 1] == ","
        high = source.low - comma
        low = p.start_of(high)
        if low == high:
            return NOBODY
        inner = [
            mention
            for _, mention in self.pronouns.names_before(source, 0)
            if mention.first >= low
        ]
        return self.descriptions.resolve(
            source.within(low, high, inner), high, self.story
        )
