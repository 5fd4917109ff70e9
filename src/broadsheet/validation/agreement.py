"""What coded sheets say: precision and recall with intervals, confusion, and agreement between coders."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from math import nan
from typing import Any

import pandas as pd

from broadsheet.errors import BroadsheetError
from broadsheet.validation.answers import (
    NO_DATE,
    NOT_NAMED,
    find_answer,
    parse_days,
    same_name,
    split_answer,
)
from broadsheet.validation.judging import (
    UNCERTAIN_DAYS,
    UNKNOWN,
    Judged,
    confusion_of,
    days_code,
    is_right,
    name_code,
    speaker_code,
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
WOMAN = "woman"
GENDERS = (WOMAN, "man", "other")


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
        numbers = self._numbers_of_places()
        self.row_of: dict[int, pd.Series] = {}
        for item in self.items:
            place = (item.article, item.start, item.end)
            self.row_of[item.number] = rows.iloc[numbers[place]]

    def _numbers_of_places(self) -> dict[tuple[str, int, int], int]:
        """Return the number of the first row at each place."""
        articles = self.rows["article"].astype(str)
        places = zip(articles, self.rows["start"], self.rows["end"], strict=True)
        numbers: dict[tuple[str, int, int], int] = {}
        for number, place in enumerate(places):
            numbers.setdefault(place, number)
        return numbers

    def _answers(self, question: Question) -> list[str]:
        """Return all answers to a question, empty where a coder gave none."""
        answers = []
        for sheet in self.sheets:
            for of_item in sheet.answers.values():
                answer = of_item.get(question.name, "")
                answers.append(answer)
        return answers

    def is_answered(self, question: Question) -> bool:
        """Say whether any coder answered a question."""
        for sheet in self.sheets:
            for answers in sheet.answers.values():
                if question.name in answers:
                    return True
        return False

    def codes(self, question: Question) -> list[list[str | None]]:
        """Return for each coder the code of each row; None where there is none or the coder cannot tell."""
        codes: list[list[str | None]] = []
        for sheet in self.sheets:
            codes.append([self._code(sheet, item, question) for item in self.items])
        return codes

    def _code(self, sheet: Coded, item: Item, question: Question) -> str | None:
        answers = sheet.answers.get(item.number, {})
        answer = answers.get(question.name, "")
        folded = answer.casefold()
        if not question.is_asked(answers):
            return None
        if folded in ("", unclear()):
            return None
        listed = (*question.codes, *question.others)
        for code in listed:
            if code.casefold() != folded:
                continue
            if code in question.others[:2]:
                return NOT_NAMED
            return code
        if question.name == "days":
            return self._days(sheet, item, answer)
        return name_code(answer) or None

    def _days(self, sheet: Coded, item: Item, answer: str) -> str:
        """Return the code of an answer that gives days."""
        if answer.casefold() == NO_DATE:
            return NO_DATE
        where = f"{sheet.name}, item {item.number}"
        days = parse_days(answer, where)
        if days is None:
            return UNCERTAIN_DAYS
        return days_code(*days)

    def _by_tool(self, item: Item, question: Question) -> str | None:
        """Return what the tool says of a row, in the codes of a question; None where it says nothing."""
        row = self.row_of[item.number]
        if question.name == "speaker":
            return speaker_code(row)
        if question.name == "gender":
            if row["speaker_kind"] != "person":
                return NO_PERSON
            return question.values.get(str(row["gender"]))
        if question.name == "days":
            return days_code(row["earliest"], row["latest"])
        value = str(row[question.frame_column])
        return question.values.get(value)

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
        for item, tool, codes in judged:
            can_be_judged = bool(tool) or not question.frame_column
            if not codes:
                continue
            if not can_be_judged:
                continue
            right = [is_right(code, tool, question) for code in codes]
            score = sum(right) / len(right)
            scores[item.stratum].append(score)
        strata = [Stratum(size, scores[name]) for name, size in sizes.items()]
        return weighted_share(strata)

    def _differing(self, ratings: list[list[str | None]]) -> list[int]:
        """Return the numbers of the rows to which coders gave different codes."""
        differing = []
        by_item = zip(*ratings, strict=True)
        for item, codes in zip(self.items, by_item, strict=True):
            given = set(codes) - {None}
            if len(given) > 1:
                differing.append(item.number)
        return differing

    def _judged(
        self, ratings: list[list[str | None]], question: Question
    ) -> Iterator[Judged]:
        """Give each row, what the tool says of it, and the codes that coders gave it."""
        for place, item in enumerate(self.items):
            given = [codes[place] for codes in ratings]
            answers = [code for code in given if code is not None]
            tool = None
            if question.frame_column:
                tool = self._by_tool(item, question)
            yield item, tool, answers

    def _unclear(self, question: Question) -> int:
        """Count the answers that say that a coder cannot tell."""
        answers = [answer.casefold() for answer in self._answers(question)]
        return answers.count(unclear())

    def recall(self) -> Share:
        """Return the share of what coders saw in whole paragraphs that the tool found."""
        clusters = []
        for item in self.paragraphs:
            answers = self._answers_to_paragraph(item)
            if not answers:
                continue
            counts = [self._count_found(item, answer) for answer in answers]
            hits = sum(hit for hit, _ in counts)
            sizes = sum(size for _, size in counts)
            coders = len(counts)
            cluster = (hits / coders, sizes / coders)
            clusters.append(cluster)
        return clustered_share(clusters)

    def _answers_to_paragraph(self, item: Item) -> list[str]:
        """Return what the coders saw in a paragraph."""
        answers = []
        for sheet in self.sheets:
            of_item = sheet.answers.get(item.number, {})
            answer = of_item.get(ANSWER)
            if answer:
                answers.append(answer)
        return answers

    def _rows_within(self, item: Item) -> pd.DataFrame:
        """Return the rows of the frame that stand in a paragraph, or reach into it."""
        is_of_article = self.rows["article"].astype(str) == item.article
        begins_before = self.rows["start"] < item.end
        ends_behind = self.rows["end"] > item.start
        is_within = is_of_article & begins_before & ends_behind
        return self.rows[is_within]

    def _count_found(self, item: Item, answer: str) -> tuple[int, int]:
        if answer.casefold() == unclear():
            return 0, 0
        inside = self._rows_within(item)
        parts = split_answer(answer)
        if self.kind.name == "speakers":
            return _count_names(parts, inside), len(parts)
        spans = [span for row in inside.itertuples() for span in _pieces(row)]
        whole = self.material.articles.loc[item.article, "text"]
        text = whole[item.start : item.end]
        hits = 0
        size = 0
        for part in parts:
            place = find_answer(part, text)
            if place is None:
                self.notes.append(
                    f"Item {item.number}: {part[:60]!r} does not stand in the paragraph and is left out."
                )
                continue
            size += 1
            low = place.start + item.start
            high = place.end + item.start
            hits += _meets_any(low, high, spans)
        return hits, size

    def women(self) -> tuple[float, Share] | None:
        """Return the share of women among named people, as the tool has it and as coders correct it."""
        question = self.kind.questions["gender"]
        if not self.is_answered(question):
            return None
        ratings = self.codes(question)
        counted: dict[tuple[str, str], list[float]] = defaultdict(list)
        base: dict[tuple[str, str], list[float]] = defaultdict(list)
        for item, tool, codes in self._judged(ratings, question):
            if not codes:
                continue
            key = (tool or UNKNOWN, item.stratum)
            women = codes.count(WOMAN)
            persons = sum(code in GENDERS for code in codes)
            counted[key].append(women / len(codes))
            base[key].append(persons / len(codes))
        populations = self._populations(question)
        classes = []
        for key in sorted(counted):
            of_key = Class(populations[key], counted[key], base[key])
            classes.append(of_key)
        return _share_of_women(populations), corrected_share(classes)

    def _populations(self, question: Question) -> Counter[tuple[str, str]]:
        """Count the rows of the whole frame by what the tool says and by stratum."""
        design = self.sheets[0].design
        by = design.by or None
        strata = strata_of(self.kind, self.rows, self.material.articles, by)
        gender = self.rows["gender"].astype(str)
        genders = gender.map(question.values).fillna(UNKNOWN)
        is_person = self.rows["speaker_kind"] == "person"
        genders = genders.where(is_person, NO_PERSON)
        return Counter(zip(genders, strata, strict=True))


def _meets_any(low: int, high: int, spans: list[tuple[int, int]]) -> bool:
    """Say whether a stretch of text and one of these spans have letters in common."""
    return any(start < high and low < end for start, end in spans)


def _share_of_women(populations: Counter[tuple[str, str]]) -> float:
    """Return the share of women among the people whose gender the tool tells."""
    women = 0
    people = 0
    for (gender, _), number in populations.items():
        if gender == WOMAN:
            women += number
        if gender in GENDERS:
            people += number
    if people == 0:
        return nan
    return women / people


def _count_names(names: list[str], rows: pd.DataFrame) -> int:
    """Count the names that a coder gave and that speakers of these rows bear."""
    speakers = rows["speaker"].dropna().unique()
    count = 0
    for name in names:
        if any(same_name(name, speaker) for speaker in speakers):
            count += 1
    return count


def _pieces(row: Any) -> list[tuple[int, int]]:
    pieces = getattr(row, "pieces", None)
    if pieces is None:
        return [(row.start, row.end)]
    return [(start, end) for start, end in pieces]
