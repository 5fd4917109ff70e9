"""From a sample over a coder's sheet to what it says: drawn, written, filled in, read, measured, kept."""

import json
from dataclasses import replace

import pandas as pd
import pytest
from openpyxl import load_workbook

import broadsheet as bs
from broadsheet.errors import BroadsheetError
from broadsheet.show.sentences import (
    describe_validation,
    validation_sentence,
    validation_sentences,
    women_sentence,
)
from broadsheet.validation import (
    Material,
    draw_sample,
    kinds,
    measure_agreement,
    read_record,
    read_sheet,
    write_form,
    write_record,
    write_workbook,
)
from broadsheet.validation.answers import parse_days, same_name
from broadsheet.validation.judging import UNKNOWN
from broadsheet.validation.sample import share_out, state_of


@pytest.fixture(scope="module")
def corpus():
    return bs.open_corpus("data")


def material(corpus, kind):
    frame = kinds()[kind].frame
    rows = corpus.articles if frame == "articles" else getattr(corpus, frame)
    return Material(corpus.articles, corpus.passages, rows, "the talks")


def fill(path, coder, answers, paragraphs=None, target=None):
    """Enter answers as a coder would: by column and by number of the item."""
    book = load_workbook(path, rich_text=True)
    book["read me"]["B2"] = coder
    for name, given in (("rows", answers), ("paragraphs", paragraphs or {})):
        if not given:
            continue
        sheet = book[name]
        columns = {cell.value: cell.column for cell in sheet[1]}
        lines = {
            sheet.cell(line, 1).value: line for line in range(2, sheet.max_row + 1)
        }
        for number, values in given.items():
            for question, value in values.items():
                sheet.cell(lines[number], columns[question]).value = value
    target = target or path.with_name(f"{path.stem}-{coder}.xlsx")
    book.save(target)
    return target


def right_answers(sample, rows):
    """Answer every row of a sample of speakers as the frame has it."""
    places = {(row.article, row.start, row.end): row for row in rows.itertuples()}
    answers = {}
    for item in sample.of("row"):
        row = places[item.article, item.start, item.end]
        named = row.speaker_kind in ("person", "organisation")
        gender = {"female": "woman", "male": "man", "": "cannot tell"}[row.gender]
        answers[item.number] = {
            "speaker": row.speaker if named else "a group",
            "gender": gender if row.speaker_kind == "person" else "no single person",
        }
    return answers


def test_the_same_seed_draws_the_same_and_another_others(corpus):
    quotes = material(corpus, "quotes")
    first, again = (draw_sample("quotes", quotes, 8, seed=3) for _ in range(2))
    assert first == again
    assert first.items != draw_sample("quotes", quotes, 8, seed=4).items
    assert len(first.of("row")) == 8
    assert len(first.of("paragraph")) == 2
    assert len({(i.article, i.start) for i in first.of("row")}) == 8


def test_a_sample_is_never_larger_than_what_there_is(corpus):
    sample = draw_sample("quotes", material(corpus, "quotes"), 5000, paragraphs=5000)
    assert len(sample.of("row")) == len(corpus.quotes) == sample.design.size
    body = corpus.passages.query("part == 'body'")
    assert len(sample.of("paragraph")) == len(
        body[["article", "paragraph"]].drop_duplicates()
    )


@pytest.mark.parametrize(("size", "paragraphs"), [(7, 1), (8, 2)])
def test_one_paragraph_is_drawn_for_four_rows(corpus, size, paragraphs):
    sample = draw_sample("quotes", material(corpus, "quotes"), size)
    assert len(sample.of("paragraph")) == paragraphs


def test_strata_are_drawn_alike_and_small_ones_whole():
    assert share_out({"a": 100, "b": 3, "c": 50}, 23) == {"a": 10, "b": 3, "c": 10}
    assert sum(share_out({"a": 5, "b": 5}, 9).values()) == 9
    assert share_out({"a": 1, "b": 2}, 50) == {"a": 1, "b": 2}


def test_a_sample_by_outlet_has_both_outlets_and_knows_their_sizes(corpus):
    sample = draw_sample("dates", material(corpus, "dates"), 6, by="outlet")
    drawn = pd.Series([item.stratum for item in sample.of("row")]).value_counts()
    assert drawn.tolist() == [3, 3]
    assert sum(sample.design.strata.values()) == len(corpus.dates)


@pytest.mark.parametrize(
    ("kind", "by", "size", "part"),
    [
        ("dates", "score", 5, "cannot be drawn by score"),
        ("quotes", "outlet", 1, "too few"),
    ],
)
def test_what_cannot_be_drawn_is_refused(corpus, kind, by, size, part):
    with pytest.raises(BroadsheetError, match=part):
        draw_sample(kind, material(corpus, kind), size, by=by)


def test_a_sheet_shows_the_passage_in_its_context_and_hides_who_speaks(
    corpus, tmp_path
):
    sample = draw_sample("speakers", material(corpus, "speakers"), 5)
    write_workbook(sample, tmp_path / "sheet.xlsx")
    book = load_workbook(tmp_path / "sheet.xlsx")
    rows = book["rows"]
    assert [cell.value for cell in rows[1]] == [
        *("number", "article", "passage", "speaker", "gender", "comment")
    ]
    for line, item in enumerate(sample.of("row"), start=2):
        text = corpus.articles.loc[item.article, "text"]
        shown = rows.cell(line, 3).value
        marked = [piece.text for piece in item.context.pieces if piece.marked]
        for words in marked:
            assert words in text[item.start : item.end]
            assert f"⟦{words}⟧" in shown
        assert shown.count("⟦") == len(marked)
        assert shown.replace("⟦", "").replace("⟧", "") in text
        assert rows.cell(line, 4).value is None
    lists = [rule.formula1 for rule in rows.data_validations.dataValidation]
    assert len(lists) == 6  # one a row for names, one for all rows for gender
    assert book["lists"].sheet_state == book["broadsheet"].sheet_state == "hidden"
    data = " ".join(
        str(row[0]) for row in book["broadsheet"].iter_rows(values_only=True)
    )
    assert 'speaker"' not in data
    assert all(
        list(i.context.choices) == sorted(i.context.choices) for i in sample.of("row")
    )


def test_what_begins_as_a_formula_stays_a_text(tmp_path):
    text = "=HYPERLINK(1)\x07 said the mayor of the town on Monday."
    articles = pd.DataFrame({"text": [text], "outlet": ["=1+1"]}, index=["a"])
    articles["published"], articles["title"] = pd.NaT, None
    rows = pd.DataFrame(
        {"article": ["a"], "start": [0], "end": [13], "text": [text[:13]]}
    )
    passages = pd.DataFrame(
        {
            "article": ["a"],
            "part": ["body"],
            "paragraph": [0],
            "start": [0],
            "end": [len(text)],
        }
    )
    sample = draw_sample("dates", Material(articles, passages, rows), 1, paragraphs=1)
    write_workbook(sample, tmp_path / "sheet.xlsx")
    book = load_workbook(tmp_path / "sheet.xlsx")
    assert book["rows"]["B2"].data_type == "s"
    write_form(sample, tmp_path / "sheet.html")
    assert "\x07" not in (tmp_path / "sheet.html").read_text("utf-8")


def test_a_form_escapes_what_it_shows_and_needs_no_network(tmp_path, corpus):
    quotes = material(corpus, "quotes")
    articles = quotes.articles.assign(title="</script><b onload=alert(1)>")
    sample = draw_sample(
        "quotes", replace(quotes, articles=articles, label="</script>"), 3
    )
    write_form(sample, tmp_path / "sheet.html")
    page = (tmp_path / "sheet.html").read_text("utf-8")
    assert "<b onload" not in page
    assert page.count("</script>") == 2
    assert "http://" not in page
    assert "https://" not in page


def test_two_coders_who_answer_as_the_frame_has_it_find_everything_right(
    corpus, tmp_path
):
    sample = draw_sample("speakers", material(corpus, "speakers"), 12)
    write_workbook(sample, tmp_path / "sheet.xlsx")
    answers = right_answers(sample, corpus.quotes)
    paths = [fill(tmp_path / "sheet.xlsx", coder, answers) for coder in ("Ann", "Bo")]
    validation = measure_agreement(
        [read_sheet(p) for p in paths], material(corpus, "speakers")
    )
    assert validation.coders == ["Ann", "Bo"]
    speaker, gender = validation.questions
    assert speaker.right.share == 1.0
    assert speaker.right.items == 12
    assert speaker.right.low == pytest.approx(12 / (12 + 1.96**2), abs=0.001)
    assert speaker.alpha == 1.0
    assert gender.right.share == 1.0
    assert validation.women is not None


def test_a_difference_counts_half_and_lowers_agreement(corpus, tmp_path):
    sample = draw_sample("quotes", material(corpus, "quotes"), 10, paragraphs=0)
    write_workbook(sample, tmp_path / "sheet.xlsx")
    yes = {number: {"quotation": "Yes"} for number in range(1, 11)}
    other = {**yes, 4: {"quotation": "no"}, 5: {"quotation": "cannot tell"}}
    paths = [
        fill(tmp_path / "sheet.xlsx", "Ann", {**yes, 6: {"quotation": "no"}}),
        fill(tmp_path / "sheet.xlsx", "Bo", other),
    ]
    validation = measure_agreement(
        [read_sheet(p) for p in paths], material(corpus, "quotes")
    )
    (question,) = validation.questions
    assert question.right.share == pytest.approx(0.9)
    assert question.unclear == 1
    assert question.confusion == {"found": {"no": 2, "yes": 17}}
    assert question.differing == [4, 6]
    assert question.alpha < 0.1


def test_what_is_right_but_cut_wrongly_is_told_apart(corpus, tmp_path):
    sample = draw_sample("quotes", material(corpus, "quotes"), 10, paragraphs=0)
    write_workbook(sample, tmp_path / "sheet.xlsx")
    answers = {number: {"quotation": "yes"} for number in range(1, 11)}
    answers[3]["quotation"] = answers[7]["quotation"] = "yes, but cut wrongly"
    answers[9]["quotation"] = "no"
    path = fill(tmp_path / "sheet.xlsx", "Ann", answers)
    rows = material(corpus, "quotes")
    validation = measure_agreement([read_sheet(path)], rows)
    (question,) = validation.questions
    assert question.right.share == pytest.approx(0.9)
    assert question.exact.share == pytest.approx(0.7)
    write_record(tmp_path, validation)
    sentence = validation_sentence(read_record(tmp_path), "quotes")
    assert "quotation right in 90%, 60 to 98 (cut right as well in 70%, " in sentence
    lines = "\n".join(describe_validation(validation))
    assert "answers: no 1, yes 7, yes, but cut wrongly 2" in lines
    assert "coders differ" not in lines


def test_a_question_that_another_answer_makes_needless_is_not_counted(corpus, tmp_path):
    sample = draw_sample("quotes", material(corpus, "quotes"), 6, paragraphs=0)
    write_workbook(sample, tmp_path / "sheet.xlsx")
    answers = {n: {"quotation": "yes", "kind": "partly"} for n in range(1, 6)}
    answers[2]["quotation"] = answers[3]["quotation"] = "No"
    path = fill(tmp_path / "sheet.xlsx", "Ann", answers)
    quotation, kind = measure_agreement(
        [read_sheet(path)], material(corpus, "quotes")
    ).questions
    assert quotation.right.items == 5
    assert kind.right.items == 3
    assert "Leave it empty where quotation is no" in instructions(path)
    assert "in quotation marks for another reason" in instructions(path)


def instructions(path):
    """Return what the first page of a sheet says."""
    rows = load_workbook(path)["read me"].iter_rows(values_only=True)
    return "\n".join(f"{name}: {text}" for name, text in rows)


def test_recall_counts_what_coders_saw_in_whole_paragraphs(corpus, tmp_path):
    sample = draw_sample("quotes", material(corpus, "quotes"), 4, paragraphs=400)
    write_workbook(sample, tmp_path / "sheet.xlsx")
    seen = {}
    for item in sample.of("paragraph"):
        inside = corpus.quotes[
            corpus.quotes["article"].eq(item.article)
            & corpus.quotes["start"].ge(item.start)
            & corpus.quotes["end"].le(item.end)
        ]
        text = corpus.articles.loc[item.article, "text"]
        words = [text[pieces[0][0] : pieces[0][1]] for pieces in inside["pieces"]]
        seen[item.number] = {"answer": " | ".join(words) or "-"}
    free = next(i for i in sample.of("paragraph") if seen[i.number]["answer"] == "-")
    first_words = free.context.passage.split()[:4]
    seen[free.number] = {"answer": " ".join(first_words) + " | not in the paragraph"}
    path = fill(tmp_path / "sheet.xlsx", "Ann", {1: {"quotation": "yes"}}, seen)
    validation = measure_agreement([read_sheet(path)], material(corpus, "quotes"))
    found = validation.recall.items - 1
    assert validation.recall.share == pytest.approx(found / (found + 1))
    assert len(validation.notes) == 1
    assert "not in the paragraph" in validation.notes[0]


def test_days_that_a_coder_writes_are_compared_as_days(corpus, tmp_path):
    sample = draw_sample("dates", material(corpus, "dates"), 6, paragraphs=0)
    write_workbook(sample, tmp_path / "sheet.xlsx")
    places = {(r.article, r.start, r.end): r for r in corpus.dates.itertuples()}
    answers = {}
    for item in sample.of("row"):
        row = places[item.article, item.start, item.end]
        answer = "-"
        if not pd.isna(row.earliest):
            last = row.latest - pd.Timedelta(days=1)
            answer = f"{row.earliest:%Y-%m-%d} to {max(last, row.earliest):%Y-%m-%d}"
        answers[item.number] = {"days": answer}
    answers[1] = {"days": "no date"}
    path = fill(tmp_path / "sheet.xlsx", "Ann", answers)
    (days,) = measure_agreement([read_sheet(path)], material(corpus, "dates")).questions
    assert days.right.share == pytest.approx(5 / 6)
    assert days.alpha != days.alpha


@pytest.mark.parametrize(
    ("answer", "first", "last"),
    [
        ("2021-10-08", "2021-10-08", "2021-10-09"),
        ("2021-02", "2021-02-01", "2021-03-01"),
        ("2021", "2021-01-01", "2022-01-01"),
        ("2021-10-01 to 2021-10-05", "2021-10-01", "2021-10-06"),
        ("2021-12 – 2022-01", "2021-12-01", "2022-02-01"),
    ],
)
def test_days_as_coders_write_them(answer, first, last):
    assert parse_days(answer, "") == (pd.Timestamp(first), pd.Timestamp(last))


@pytest.mark.parametrize(
    "answer", ["next week", "2021-13", "2021-02-30", "1 to 2 to 3"]
)
def test_what_is_no_day_is_refused_with_its_place(answer):
    with pytest.raises(BroadsheetError, match=r"sheet\.xlsx, item 3"):
        parse_days(answer, "sheet.xlsx, item 3")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ms Ida Moe", "Ida Moe", True),
        ("Moe", "Ida Moe", True),
        ("Ida Moe", "Olav Moe", False),
        ("the Ministry of Health", "Ministry of Health", True),
        ("José Álvarez", "Jose Alvarez", True),
        ("Ministry of Health", "Ministry of Finance", False),
    ],
)
def test_names_of_one_person(one, other, same):
    assert same_name(one, other) is same


def test_sheets_of_different_samples_are_refused(corpus, tmp_path):
    yes = {1: {"quotation": "yes"}}
    paths = []
    for seed, coder in ((1, "Ann"), (2, "Bo")):
        write_workbook(
            draw_sample("quotes", material(corpus, "quotes"), 5, seed),
            tmp_path / "s.xlsx",
        )
        paths.append(fill(tmp_path / "s.xlsx", coder, yes))
    with pytest.raises(BroadsheetError, match="different samples"):
        measure_agreement([read_sheet(p) for p in paths], material(corpus, "quotes"))


def test_sheets_of_one_coder_are_refused(corpus, tmp_path):
    write_workbook(
        draw_sample("quotes", material(corpus, "quotes"), 5), tmp_path / "s.xlsx"
    )
    path = fill(tmp_path / "s.xlsx", "Ann", {1: {"quotation": "yes"}})
    with pytest.raises(BroadsheetError, match="Two sheets are by"):
        measure_agreement([read_sheet(path)] * 2, material(corpus, "quotes"))


def test_a_sheet_of_an_older_extraction_is_refused(corpus, tmp_path):
    quotes = material(corpus, "quotes")
    write_workbook(draw_sample("quotes", quotes, 5), tmp_path / "s.xlsx")
    path = fill(tmp_path / "s.xlsx", "Ann", {1: {"quotation": "yes"}})
    fewer = replace(quotes, rows=quotes.rows.iloc[1:])
    with pytest.raises(BroadsheetError, match="draw a new sample"):
        measure_agreement([read_sheet(path)], fewer)
    assert state_of(fewer.rows) != state_of(quotes.rows)
    shuffled = quotes.rows.sample(frac=1, random_state=2)
    assert state_of(shuffled) == state_of(quotes.rows)


def test_a_hidden_sheet_that_was_changed_is_refused(corpus, tmp_path):
    write_workbook(
        draw_sample("quotes", material(corpus, "quotes"), 5), tmp_path / "s.xlsx"
    )
    book = load_workbook(tmp_path / "s.xlsx")
    book["broadsheet"]["A1"] = book["broadsheet"]["A1"].value.replace(
        '"seed": 1', '"seed": 2'
    )
    book.save(tmp_path / "s.xlsx")
    with pytest.raises(BroadsheetError, match="hidden sheet was changed"):
        read_sheet(tmp_path / "s.xlsx")


@pytest.mark.parametrize(
    ("answers", "part"),
    [({1: {"quotation": "maybe"}}, "none of yes"), ({}, "has no answers")],
)
def test_answers_that_are_none_are_refused(corpus, tmp_path, answers, part):
    write_workbook(
        draw_sample("quotes", material(corpus, "quotes"), 5), tmp_path / "s.xlsx"
    )
    path = fill(tmp_path / "s.xlsx", "Ann", answers)
    with pytest.raises(BroadsheetError, match=part):
        read_sheet(path)


@pytest.mark.parametrize(
    "name", ["nothing.xlsx", "notes.txt", "broken.xlsx", "other.json"]
)
def test_files_that_are_no_sheets_are_refused_in_one_sentence(tmp_path, name):
    if name != "nothing.xlsx":
        (tmp_path / name).write_text("{}")
    with pytest.raises(BroadsheetError) as error:
        read_sheet(tmp_path / name)
    assert name in str(error.value)


def test_what_was_measured_is_kept_and_said(corpus, tmp_path):
    rows = material(corpus, "speakers")
    sample = draw_sample("speakers", rows, 12)
    write_workbook(sample, tmp_path / "s.xlsx")
    path = fill(tmp_path / "s.xlsx", "Ann", right_answers(sample, corpus.quotes))
    write_record(tmp_path, measure_agreement([read_sheet(path)], rows))
    record = read_record(tmp_path)
    state = state_of(rows.rows)
    sentence = validation_sentence(record, "speakers", state)
    assert "speaker right in 100%, 76 to 100, 12 passages, 1 coder" in sentence
    assert "have changed" not in sentence
    assert "have changed" in validation_sentence(record, "speakers", "another")
    assert "has not been measured" in validation_sentence(record, "dates")
    both = {"quotes": (), "speakers": ("speaker",)}
    told = validation_sentences(record, lambda kind: state, both)
    assert told.startswith("Measured on")
    assert "has not been measured" not in told
    neither = {"dates": (), "events": ()}
    told = validation_sentences(record, lambda kind: state, neither)
    assert told.count("has not been measured") == 1
    assert "sample dates" in told
    assert "Corrected for the error" in women_sentence(record, 1, 4, 0)
    json.loads((tmp_path / "validation.json").read_text("utf-8"))


def test_a_record_that_cannot_be_read_says_what_to_do(tmp_path):
    assert read_record(None).samples == read_record(tmp_path).samples == {}
    (tmp_path / "validation.json").write_text("{")
    with pytest.raises(BroadsheetError, match="run `broadsheet agreement` again"):
        read_record(tmp_path)


def test_the_tool_may_not_know_a_gender_that_coders_know(corpus, tmp_path):
    quotes = corpus.quotes.assign(gender=pd.Categorical([""] * len(corpus.quotes)))
    rows = replace(material(corpus, "speakers"), rows=quotes)
    sample = draw_sample("speakers", rows, 12)
    write_workbook(sample, tmp_path / "s.xlsx")
    answers = right_answers(sample, corpus.quotes)
    path = fill(tmp_path / "s.xlsx", "Ann", answers)
    validation = measure_agreement([read_sheet(path)], rows)
    gender = next(each for each in validation.questions if each.question == "gender")
    women = sum(given["gender"] == "woman" for given in answers.values())
    assert gender.confusion.get(UNKNOWN, {}).get("woman", 0) == women
    by_tool, corrected = validation.women
    assert by_tool != by_tool
    people = sum(given["gender"] in ("woman", "man") for given in answers.values())
    if people:
        assert corrected.share == pytest.approx(women / people)
