import pytest

from pipeline.reconcile.alignment import align
from pipeline.reconcile.differences import describe, material
from pipeline.reconcile.quote_words import split_words
from tests.reconcile_articles import Corpus, two_articles

LONG = "We waited two hours at the harbour gate, and nobody from the council came out to tell us why it was locked."


def reported(text, kind="direct", other_kind="direct", days=(0, 0)):
    corpus, a, b = two_articles("gate", "harbour", "council", days=days)
    return corpus, corpus.quote("a", LONG, a, kind), corpus.quote("b", text, b, other_kind)


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        (LONG.upper().replace(",", ""), "exact"),
        (LONG.replace("harbour", "harbor").replace("two", "2"), "variant"),
        ("nobody from the council came out to tell us", "fragment"),
        ("We waited two hours at the harbour gate … to tell us why it was locked.", "fragment"),
        (LONG.replace("nobody from the council", "nobody [from the town] council"), "variant"),
        (LONG.replace("nobody", "nobdy").replace("waited", "wait"), "variant"),
    ],
)
def test_one_utterance_in_two_papers_is_one_statement(text, relation):
    corpus, whole, other = reported(text)
    _, reports = corpus.statements()
    assert corpus.one_statement(whole, other)
    assert {reports[whole]["relation"], reports[other]["relation"]} == {"exact", relation}


@pytest.mark.parametrize(
    "text",
    [
        "We waited for the bus, and the driver from the depot came out to tell us that it was late.",
        "The council came out well in the survey, and nobody at the harbour was surprised.",
        "No comment.",
    ],
)
def test_words_in_common_do_not_make_one_statement(text):
    corpus, whole, other = reported(text)
    assert not corpus.one_statement(whole, other)


def test_no_comment_of_two_people_and_of_one_on_two_days_stays_apart():
    corpus = Corpus()
    quotes = [corpus.quote(d, "No comment.", corpus.speaker(d, n)) for d, n in (("a", "Ada Holm"), ("b", "Bo Beck"))]
    quotes.append(corpus.quote("c", "No comment.", corpus.speaker("c", "Ada Holm")))
    assert len(corpus.statements()[0]) == 3


def test_two_people_who_say_the_same_make_two_statements():
    corpus = Corpus()
    quotes = [corpus.quote(d, LONG, corpus.speaker(d, n)) for d, n in (("a", "Ada Holm"), ("b", "Bo Beck"))]
    assert not corpus.one_statement(*quotes)


def test_who_speaks_for_an_organisation_says_what_it_says():
    corpus = Corpus()
    org = corpus.speaker("a", "Harbour Users Forum", "org")
    corpus.speaker("b", "Harbour Users Forum", "org")
    head = corpus.speaker("b", "Ada Holm", role="chair", affiliation="Harbour Users' Forum")
    assert corpus.one_statement(corpus.quote("a", LONG, org), corpus.quote("b", LONG[:70], head))


def test_a_long_quote_of_nobody_named_joins_the_one_whose_speaker_is_known():
    corpus = Corpus()
    known = corpus.quote("a", LONG, corpus.speaker("a", "Ada Holm"))
    corpus.article("b")
    assert corpus.one_statement(known, corpus.quote("b", LONG, None))
    assert corpus.statements()[0][0]["entity_id"] is not None


def test_two_paragraphs_of_one_paper_are_parts_of_one_of_another():
    second = "They should open the records of that night, all of them, and do it this week."
    corpus, a, b = two_articles("gate", "harbour", "council")
    whole = corpus.quote("b", f"{LONG} {second}", b)
    assert corpus.one_statement(corpus.quote("a", LONG, a), corpus.quote("a", second, a), whole)


def test_a_report_in_other_words_joins_only_on_strong_evidence():
    near = "she had waited two hours at the harbour gate and nobody from the council came out to tell her why"
    far = "she waited hours at the gate and the council never came"
    for text, joined in ((near, True), (far, False)):
        corpus, whole, other = reported(text, other_kind="indirect")
        assert corpus.one_statement(whole, other) is joined


def test_a_fragment_does_not_bring_two_statements_together():
    corpus, a, b = two_articles("gate", "harbour", "council")
    shared = "nobody from the council came out to tell us"
    one = corpus.quote("a", f"In March we stood at the ferry in the snow and {shared}.", a)
    two = corpus.quote("a", f"On the day of the regatta the pier was shut, the cafe too, and {shared}.", a)
    corpus.quote("b", shared, b)
    assert not corpus.one_statement(one, two)


def test_another_number_is_another_utterance_on_another_occasion_and_a_misquote_on_the_same():
    text = LONG.replace("two hours", "three hours")
    same, later = reported(text), reported(text, days=(0, 60))
    assert same[0].one_statement(*same[1:]) and not later[0].one_statement(*later[1:])
    assert any(report["differs_materially"] for report in same[0].statements()[1].values())


@pytest.mark.parametrize(
    ("ours", "theirs", "matters"),
    [
        ("we did not see it coming", "we did see it coming", True),
        ("we didn't see it coming", "we did not see it coming", False),
        ("we lost 40 boats in the storm", "we lost 50 boats in the storm", True),
        ("we lost two boats in the storm", "we lost 2 boats in the storm", False),
        ("they must close the old pier", "they should close the old pier", True),
        ("they will close the old pier", "they would close the old pier", False),
        ("it was Holm who closed the pier", "it was Beck who closed the pier", True),
        ("it was he who closed the pier", "it was [Beck] who closed the pier", False),
        ("an honourable way to close the pier", "an honorable way to close the pier", False),
        ("a quick and honest answer about the pier", "an honest answer about the pier", False),
    ],
)
def test_numbers_negations_names_and_modals_matter(ours, theirs, matters):
    found = align(split_words(ours), split_words(theirs))
    assert material(found) is matters
    assert bool(describe(found)) is (ours != theirs)


def test_a_slip_of_the_pen_does_not_end_a_row_of_words():
    found = align(split_words("wait in the harbuor office"), split_words("We had to wait in the harbour office."))
    assert found.longest_run == 5 and found.similarity == 1


def test_a_gap_ends_a_row_of_words():
    found = align(split_words("wait in the dusty harbour office"), split_words("wait in the harbour office"))
    assert found.longest_run == 3


def test_what_stands_in_brackets_is_not_held_against_a_quote():
    found = align(split_words("[the town council] locked the gate"), split_words("They locked the gate."))
    assert found.similarity == 1


def test_a_capital_in_brackets_is_a_letter_of_its_word():
    assert [word.key for word in split_words("[W]e waited [in vain]")] == ["we", "waited", "in", "vain"]


def test_the_changes_can_be_read():
    found = align(
        split_words("making slow and costly repairs to the harbour wall"),
        split_words("They are making costly repairs to the harbor wall."),
    )
    assert describe(found) == "slow and costly → costly; harbour → harbor"


def test_a_statement_counts_papers_and_tells_the_first_day():
    corpus, a, b = two_articles("gate", "harbour", "council", days=(3, 1))
    corpus.quote("a", LONG, a)
    corpus.quote("b", LONG[:60], b)
    (row,) = corpus.statements()[0]
    assert (row["text"], row["n_quotes"], row["n_documents"], row["n_outlets"]) == (LONG, 2, 2, 2)
    assert row["first_published"].isoformat() == "2021-03-02"


def test_another_article_leaves_the_ids_of_other_statements():
    corpus, *_ = reported(LONG[:60])
    ids = {row["statement_id"] for row in corpus.statements()[0]}
    corpus.quote("c", "The lamps on the pier were out again, all eleven of them.", corpus.speaker("c", "Piet Holm"))
    assert ids < {row["statement_id"] for row in corpus.statements()[0]}
