"""What coded sheets say: precision and recall with intervals, confusion, and agreement between coders."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from broadsheet.errors import BroadsheetError
from broadsheet.validation.answers import (
    NO_DATE,
    NOT_NAMED,
    find_answer,
    name_words,
    parse_days,
    same_name,
    split_answer,
)
from broadsheet.validation.judging import (
    UNKNOWN,
    Judged,
    confusion_of,
    is_right,
    table_of,
    written_alike,
)
from broadsheet.validation.questions import Question, unclear
from broadsheet.validation.read import Coded
from broadsheet.validation.sample import Item, Material, rows_of, state_of, strata_of
from broadsheet.validation.sheet import ANSWER
from broadsheet.validation.statistics import (
    Class,
    Share,
    Stratum,
    clustered_share,
    corrected_share,
    krippendorff_alpha,
    mean_kappa,
    weighted_share,
)

NO_PERSON = "no single person"
WOMAN, MAN, OTHER = "woman", "man", "other"


@dataclass(frozen=True)
class Answered:
    """What was found of one question.

    Attributes:
        question: Its name.
        says: How a sentence about it begins.
        right: The share of rows that are right.
        unclear: Answers that say that the coder cannot tell.
        confusion: How often the tool says one thing and a coder another.
        kappa, alpha: The agreement of the coders; not a number with one coder.
        differing: The numbers of the rows of which coders say different things.
        exact: The share of rows that are right and have the best answer, where there is one.
        says_exactly: How a sentence about that begins.
    """

    question: str
    says: str
    right: Share
    unclear: int
    confusion: dict[str, dict[str, int]]
    kappa: float
    alpha: float
    differing: list[int] = field(default_factory=list)
    exact: Share | None = None
    says_exactly: str = ""


@dataclass(frozen=True)
class Validation:
    """What the sheets of one sample say.

    Attributes:
        kind: The kind of the sample.
        design: How it was drawn.
        coders: Who coded it.
        questions: What was found, by question.
        recall: The share of what stands in whole paragraphs that was found.
        women: The share of women among the named people quoted, as the tool has it and corrected.
        notes: What was left out, in sentences.
    """

    kind: str
    design: Any
    coders: list[str]
    questions: list[Answered]
    recall: Share
    women: tuple[float, Share] | None = None
    notes: list[str] = field(default_factory=list)


def measure_agreement(sheets: Sequence[Coded], material: Material) -> Validation:
    """Measure what the sheets of one sample say of the frame that it was drawn from.

    Where coders differ, each counts alike: a row that one of two calls right is half right.

    Args:
        sheets: What `read_sheet` returns, one a coder.
        material: What the sample was drawn from.

    Raises:
        BroadsheetError: The sheets are of different samples, or what was found has changed since.
    """
    check_sheets(sheets)
    first = sheets[0]
    rows = rows_of(first.kind, material)
    if state_of(rows) != first.design.state:
        raise BroadsheetError(
            f"{first.name} was drawn from other articles than {material.label}, or before they or "
            "broadsheet changed: draw a new sample with `broadsheet sample`."
        )
    compared = _Compared(sheets, rows, material)
    questions = []
    for question in first.kind.questions.values():
        if compared.is_answered(question):
            questions.append(compared.measure(question))
    return Validation(
        kind=first.design.kind,
        design=first.design,
        coders=[sheet.coder for sheet in sheets],
        questions=questions,
        recall=compared.recall(),
        women=compared.women() if first.design.kind == "speakers" else None,
        notes=compared.notes,
    )


def check_sheets(sheets: Sequence[Coded]) -> None:
    """Raise where sheets are not of one sample, or of one coder twice."""
    first = sheets[0]
    for sheet in sheets[1:]:
        if sheet.design.id != first.design.id or sheet.items != first.items:
            raise BroadsheetError(
                f"{first.name} and {sheet.name} hold different samples: give the sheets of one sample."
            )
    coders = Counter(sheet.coder.casefold() for sheet in sheets)
    coder, times = coders.most_common(1)[0]
    if times > 1:
        raise BroadsheetError(
            f"Two sheets are by {coder!r}: write another name into the second."
        )


class _Compared:
    """The answers of all coders beside what the tool found."""

    def __init__(self, sheets: Sequence[Coded], rows: pd.DataFrame, material: Material):
        self.sheets = sheets
        self.kind = sheets[0].kind
        self.rows = rows
        self.material = material
        self.notes: list[str] = []
        items = sheets[0].items.values()
        self.items = [item for item in items if item.task == "row"]
        self.paragraphs = [item for item in items if item.task == "paragraph"]
        articles = rows["article"].astype(str)
        places = zip(articles, rows["start"], rows["end"], strict=True)
        numbers = {place: number for number, place in reversed(list(enumerate(places)))}
        self.row_of = {
            item.number: rows.iloc[numbers[item.article, item.start, item.end]]
            for item in self.items
        }

    def is_answered(self, question: Question) -> bool:
        """Say whether any coder answered a question."""
        return any(
            question.name in answers
            for sheet in self.sheets
            for answers in sheet.answers.values()
        )

    def codes(self, question: Question) -> list[list[str | None]]:
        """Return for each coder the code of each row; None where there is none or the coder cannot tell."""
        codes: list[list[str | None]] = []
        for sheet in self.sheets:
            codes.append([self._code(sheet, item, question) for item in self.items])
        return codes

    def _code(self, sheet: Coded, item: Item, question: Question) -> str | None:
        answers = sheet.answers.get(item.number, {})
        answer = answers.get(question.name, "")
        if not question.is_asked(answers):
            return None
        if not answer:
            return None
        if answer.casefold() == unclear():
            return None
        folded = {code.casefold(): code for code in (*question.codes, *question.others)}
        if answer.casefold() in folded:
            code = folded[answer.casefold()]
            if code in question.others[:2]:
                return NOT_NAMED
            return code
        if question.name == "days":
            return self._days(sheet, item, answer)
        return " ".join(sorted(name_words(answer))) or None

    def _days(self, sheet: Coded, item: Item, answer: str) -> str:
        if answer.casefold() == NO_DATE:
            return NO_DATE
        days = parse_days(answer, f"{sheet.name}, item {item.number}")
        if days:
            return _written(*days)
        return _written(pd.NaT, pd.NaT)

    def _by_tool(self, item: Item, question: Question) -> str | None:
        """Return what the tool says of a row, in the codes of a question; None where it says nothing."""
        row = self.row_of[item.number]
        if question.name == "speaker":
            if row["speaker_kind"] in ("group", "unnamed"):
                return NOT_NAMED
            if pd.isna(row["speaker"]):
                return NOT_NAMED
            return " ".join(sorted(name_words(row["speaker"])))
        if question.name == "gender":
            if row["speaker_kind"] != "person":
                return NO_PERSON
            return question.values.get(str(row["gender"]))
        if question.name == "days":
            return _written(row["earliest"], row["latest"])
        return question.values.get(str(row[question.frame_column]))

    def measure(self, question: Question) -> Answered:
        """Measure one question."""
        ratings = self.codes(question)
        alike = written_alike(ratings, question)
        judged = list(self._judged(ratings, question))
        exact = None
        if question.exact:
            best = replace(question, right=question.exact)
            exact = self._share(judged, best)
        return Answered(
            question=question.name,
            says=question.says,
            right=self._share(judged, question),
            unclear=self._unclear(question),
            confusion=table_of(confusion_of(judged, question), question),
            kappa=mean_kappa(alike),
            alpha=krippendorff_alpha(alike),
            differing=self._differing(alike),
            exact=exact,
            says_exactly=question.says_exactly,
        )

    def _share(self, judged: Iterable[Judged], question: Question) -> Share:
        """Return the share of rows that are right, strata weighted back."""
        sizes = self.sheets[0].design.strata
        scores: dict[str, list[float]] = {stratum: [] for stratum in sizes}
        for item, tool, known in judged:
            if known and (tool or not question.frame_column):
                right = [is_right(code, tool, question) for code in known]
                scores[item.stratum].append(sum(right) / len(right))
        strata = [Stratum(size, scores[name]) for name, size in sizes.items()]
        return weighted_share(strata)

    def _differing(self, ratings: list[list[str | None]]) -> list[int]:
        """Return the numbers of the rows to which coders gave different codes."""
        differing = []
        for item, codes in zip(self.items, zip(*ratings, strict=True), strict=True):
            given = {code for code in codes if code is not None}
            if len(given) > 1:
                differing.append(item.number)
        return differing

    def _judged(
        self, ratings: list[list[str | None]], question: Question
    ) -> Iterator[Judged]:
        """Give each row, what the tool says of it, and the codes that coders gave it."""
        for place, item in enumerate(self.items):
            given = [codes[place] for codes in ratings]
            known = [code for code in given if code is not None]
            tool = self._by_tool(item, question) if question.frame_column else None
            yield item, tool, known

    def _unclear(self, question: Question) -> int:
        return sum(
            answers.get(question.name, "").casefold() == unclear()
            for sheet in self.sheets
            for answers in sheet.answers.values()
        )

    def recall(self) -> Share:
        """Return the share of what coders saw in whole paragraphs that the tool found."""
        clusters = []
        for item in self.paragraphs:
            given = []
            for sheet in self.sheets:
                if sheet.answers.get(item.number, {}).get(ANSWER):
                    given.append(sheet.answers[item.number][ANSWER])
            counts = [self._count_found(item, answer) for answer in given]
            if counts:
                found = sum(count for count, _ in counts) / len(counts)
                size = sum(size for _, size in counts) / len(counts)
                clusters.append((found, size))
        return clustered_share(clusters)

    def _count_found(self, item: Item, answer: str) -> tuple[int, int]:
        inside = self.rows[
            self.rows["article"].astype(str).eq(item.article)
            & self.rows["start"].lt(item.end)
            & self.rows["end"].gt(item.start)
        ]
        if answer.casefold() == unclear():
            return 0, 0
        parts = split_answer(answer)
        if self.kind.name == "speakers":
            speakers = inside["speaker"].dropna().unique()
            found = [any(same_name(part, name) for name in speakers) for part in parts]
            return sum(found), len(parts)
        text = self.material.articles.loc[item.article, "text"][item.start : item.end]
        spans = [span for row in inside.itertuples() for span in _pieces(row)]
        count = size = 0
        for part in parts:
            place = find_answer(part, text)
            if place is None:
                self.notes.append(
                    f"Item {item.number}: {part[:60]!r} does not stand in the paragraph and is left out."
                )
                continue
            size += 1
            low, high = place.start + item.start, place.end + item.start
            count += any(start < high and low < end for start, end in spans)
        return count, size

    def women(self) -> tuple[float, Share] | None:
        """Return the share of women among named people, as the tool has it and as coders correct it."""
        question = self.kind.questions["gender"]
        if not self.is_answered(question):
            return None
        ratings = self.codes(question)
        people = {WOMAN, MAN, OTHER}
        counted: dict[tuple[str, str], list[float]] = {}
        base: dict[tuple[str, str], list[float]] = {}
        for place, item in enumerate(self.items):
            known = [codes[place] for codes in ratings if codes[place] is not None]
            if known:
                key = (self._by_tool(item, question) or UNKNOWN, item.stratum)
                women = known.count(WOMAN) / len(known)
                persons = sum(code in people for code in known) / len(known)
                counted.setdefault(key, []).append(women)
                base.setdefault(key, []).append(persons)
        populations = self._populations(question)
        classes = [
            Class(populations[key], counted[key], base[key]) for key in sorted(counted)
        ]
        known_genders = {gender: 0 for gender in people}
        for (gender, _), number in populations.items():
            if gender in known_genders:
                known_genders[gender] += number
        whole = sum(known_genders.values())
        by_tool = known_genders[WOMAN] / whole if whole else float("nan")
        return by_tool, corrected_share(classes)

    def _populations(self, question: Question) -> Counter[tuple[str, str]]:
        """Count the rows of the whole frame by what the tool says and by stratum."""
        design = self.sheets[0].design
        strata = strata_of(
            self.kind, self.rows, self.material.articles, design.by or None
        )
        gender = self.rows["gender"].astype(str).map(question.values).fillna(UNKNOWN)
        genders = gender.where(self.rows["speaker_kind"].eq("person"), NO_PERSON)
        return Counter(zip(genders, strata, strict=True))


def _pieces(row: Any) -> list[tuple[int, int]]:
    pieces = getattr(row, "pieces", None)
    if pieces is None:
        return [(row.start, row.end)]
    return [(start, end) for start, end in pieces]


def _written(earliest: Any, latest: Any) -> str:
    """Write an interval of days; of a time of day the day."""
    if pd.isna(earliest):
        return "-"
    if pd.isna(latest):
        return "-"
    last = latest - pd.Timedelta(seconds=1)
    return f"{str(earliest)[:10]} to {str(last)[:10]}"
