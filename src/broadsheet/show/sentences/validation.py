"""Sentences about what readers measured: how right the figures are, and how far coders agree."""

from collections.abc import Callable, Iterator
from math import isnan
from typing import Any

from broadsheet.show.sentences.english import count_noun, list_names, number_word
from broadsheet.validation.judging import FOUND
from broadsheet.validation.record import Measure, Record
from broadsheet.validation.statistics import Share

NOT_MEASURED = (
    "How often this is right for these articles has not been measured. To measure it, "
    "code a sample by hand: broadsheet sample {kind} ARTICLES."
)


def share_with_interval(share: Share) -> str:
    """Write a share with its interval.

    >>> share_with_interval(Share(0.912, 0.861, 0.944, 200))
    '91%, 86 to 94'
    """
    return f"{_percent(share.share)}%, {_percent(share.low)} to {_percent(share.high)}"


def _percent(share: float) -> str:
    return f"{100 * share:.0f}"


def _agreement(alpha: float | None, coders: int) -> str:
    """Write how many people coded and how far they agree."""
    who = count_noun(coders, "coder")
    if coders < 2:
        return who
    if alpha is None or isnan(alpha):
        return f"{who}, alpha not defined"
    return f"{who}, alpha {alpha:.2f}".replace("0.", ".", 1)


def measure_phrase(measure: Measure, noun: str = "passage") -> str:
    """Write one figure: "speaker right in 91%, 86 to 94, 200 passages, 2 coders, alpha .84".

    >>> right = Share(0.912, 0.861, 0.944, 200)
    >>> measure_phrase(Measure("speaker right in", right, 2, 0.84, 0.83, ""))
    'speaker right in 91%, 86 to 94, 200 passages, 2 coders, alpha .84'
    """
    share = share_with_interval(measure.share)
    if measure.exact is not None:
        exact = share_with_interval(measure.exact)
        share += f" ({measure.says_exactly} {exact})"
    items = count_noun(measure.share.items, noun)
    who = _agreement(measure.alpha, measure.coders)
    has_agreement = measure.alpha is not None or measure.kappa is not None
    if not has_agreement and not measure.says:
        who = count_noun(measure.coders, "coder")
    return f"{measure.says} {share}, {items}, {who}".strip()


def validation_sentences(
    record: Record,
    state: Callable[[str], str],
    questions: dict[str, tuple[str, ...]],
) -> str:
    """Say what validations of several kinds support; where there is none, say so once.

    Args:
        record: What was measured of the study.
        state: Gives the fingerprint of a kind's frame as it is.
        questions: For each kind of sample the questions to tell; all of them where none is named.
    """
    measured = [kind for kind in questions if kind in record.samples]
    kinds = measured or list(questions)[:1]
    sentences = []
    for kind in kinds:
        sentence = validation_sentence(record, kind, state(kind), questions[kind])
        sentences.append(sentence)
    return " ".join(sentences)


def validation_sentence(
    record: Record, kind: str, state: str = "", questions: tuple[str, ...] = ()
) -> str:
    """Say what a validation supports, or that none was made and how to make one.

    Args:
        record: What was measured of the study.
        kind: The kind of sample that the figures rest on.
        state: The fingerprint of the frame as it is; a different one is reported.
        questions: The questions to tell; without them all.

    >>> validation_sentence(Record({}), "speakers")[:66]
    'How often this is right for these articles has not been measured. '
    """
    sample = record.samples.get(kind)
    if sample is None:
        return NOT_MEASURED.format(kind=kind)
    phrases = []
    for name in questions or tuple(sample["questions"]):
        measure = record.measure(kind, name)
        if measure:
            phrases.append(measure_phrase(measure))
    recall = record.measure(kind, "recall")
    if recall and not questions:
        seen = count_noun(recall.share.items, "instance")
        found = share_with_interval(recall.share)
        phrases.append(f"found in whole paragraphs {found}, {seen}")
    if not phrases:
        return "A sample was coded, but it has no answers to these questions."
    text = f"Measured on a random sample of these articles (95% intervals): {'; '.join(phrases)}."
    return f"{text}{_note_on_state(sample, state)}"


def _note_on_state(sample: dict[str, Any], state: str) -> str:
    if not state or sample["design"]["state"] == state:
        return ""
    return (
        " The articles, or what was found in them, have changed since it was drawn on "
        f"broadsheet {sample['broadsheet']}: it no longer stands for all of them."
    )


def describe_validation(validation: Any) -> list[str]:
    """Return what was measured as lines for the terminal."""
    coders = list_names(validation.coders)
    design = validation.design
    rows = count_noun(design.size, "row")
    if design.by:
        rows += f", by {design.by}"
    lines = [f"{validation.kind}: {rows}, seed {design.seed}, coded by {coders}"]
    for answered in validation.questions:
        lines += _describe_question(answered, len(validation.coders))
    if validation.recall.items:
        recall = share_with_interval(validation.recall)
        seen = count_noun(validation.recall.items, "instance")
        lines.append(f"  recall {recall} ({seen} in whole paragraphs)")
    lines += _describe_women(validation.women)
    return [*lines, *validation.notes]


def _describe_women(women: Any) -> list[str]:
    """Give the share of women, as counted and as corrected, as a line for the terminal."""
    if women is None:
        return []
    counted, corrected = women
    if not corrected.items:
        return []
    share = "unknown"
    if not isnan(counted):
        share = f"{_percent(counted)}%"
    interval = share_with_interval(corrected)
    return [f"  women among named people quoted: {share}; corrected {interval}"]


def _describe_question(answered: Any, coders: int) -> Iterator[str]:
    """Give what was found of one question as lines for the terminal."""
    right = answered.right
    if right.items:
        rows = count_noun(right.items, "row")
        yield f"  {answered.says} {share_with_interval(right)} ({rows})"
    if answered.exact is not None and answered.exact.items:
        yield f"  {answered.says_exactly} {share_with_interval(answered.exact)}"
    if coders > 1:
        yield _describe_agreement(answered)
    if answered.differing:
        items = ", ".join(map(str, answered.differing))
        yield f"    coders differ on {items}"
    if answered.unclear:
        yield f"    cannot tell: {answered.unclear}"
    for tool, codes in answered.confusion.items():
        cells = ", ".join(f"{code} {number}" for code, number in codes.items())
        beginning = "answers" if tool == FOUND else f"found as {tool}, coded as"
        yield f"    {beginning}: {cells}"


def _describe_agreement(answered: Any) -> str:
    alpha = _number(answered.alpha)
    kappa = _number(answered.kappa)
    text = f"    agreement: alpha {alpha}, kappa {kappa}"
    if isnan(answered.alpha):
        text += ": all answers are alike, or no row has two"
    return text


def _number(value: float) -> str:
    if isnan(value):
        return "not defined"
    return f"{value:.2f}"


def women_sentence(record: Record, women: int, with_gender: int, unknown: int) -> str:
    """Say the share of women among quotations of named people, and the share corrected for measured error.

    Args:
        record: What was measured of the study.
        women: Quotations of women.
        with_gender: Quotations of people whose gender is known.
        unknown: Quotations of people whose gender is not.

    >>> women_sentence(Record({}), 1, 4, 0)
    'Of four quotations of people whose gender is known, one is by a woman (25%).'
    >>> women_sentence(Record({}), 0, 0, 2)
    'No named person who is quoted has a known gender.'
    """
    if not with_gender:
        return "No named person who is quoted has a known gender."
    text = _share_of_women(women, with_gender)
    if unknown:
        text += f"; of {number_word(unknown)} more it is not"
    corrected = record.measure("speakers", "women")
    if corrected is None:
        return f"{text}."
    share = share_with_interval(corrected.share)
    items = count_noun(corrected.share.items, "passage")
    return f"{text}. Corrected for the error measured on {items}: {share}."


def _share_of_women(women: int, whole: int) -> str:
    """Write how many of some quotations of people whose gender is known are by women."""
    if whole == 1:
        who = "is by a woman" if women else "is not by a woman"
        return f"The one quotation of a person whose gender is known {who}"
    who = "none is by a woman"
    if women == 1:
        who = "one is by a woman"
    elif women:
        who = f"{number_word(women)} are by women"
    share = women / whole
    number = number_word(whole)
    return (
        f"Of {number} quotations of people whose gender is known, {who} ({share:.0%})"
    )
