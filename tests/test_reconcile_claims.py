import pytest

from pipeline.reconcile.claims import find_claims
from tests.reconcile_articles import Corpus

STORY = ("storm", "ferry", "harbour", "lowgate")


def claims(corpus):
    rows, links = find_claims(corpus.figures, corpus.documents, corpus.entities())
    by_id = {row["claim_id"]: row for row in rows}
    return {link["figure_id"]: by_id[link["claim_id"]] for link in links}, {link["figure_id"]: link for link in links}


def disputed(*sentences, **what):
    """One figure for each article of one story, each from the mouth of another."""
    corpus = Corpus()
    ids = []
    for i, sentence in enumerate(sentences):
        corpus.article(f"d{i}", *STORY)
        speaker = corpus.speaker(f"d{i}", ("Ada Holm", "Bo Beck", "Piet Quist")[i])
        ids.append(corpus.figure(f"d{i}", sentence, speaker_id=speaker, **what))
    found, _ = claims(corpus)
    return [found[figure_id] for figure_id in ids]


def told(*sentences, days=(0, 0, 0, 0), counted="forged permits", head="permit", **more):
    """One figure for each article of one story."""
    corpus = Corpus()
    ids = []
    for i, sentence in enumerate(sentences):
        corpus.article(f"d{i}", *STORY, day=days[i])
        ids.append(corpus.figure(f"d{i}", sentence, counted=counted, counted_head=head, **more))
    found, _ = claims(corpus)
    return [found[figure_id] for figure_id in ids]


def one(rows):
    return len({row["claim_id"] for row in rows}) == 1


def test_the_same_number_agrees():
    rows = told("Police found <312|312|312> forged permits.", "There were <312|312|312> forged permits.")
    assert one(rows) and rows[0]["status"] == "agree" and rows[0]["n_sources"] == 2


@pytest.mark.parametrize(
    "other",
    [
        "<about 300|285|315> forged permits were found.",
        "<almost 320||320> forged permits were found.",
        "<more than 300|300|> forged permits were found.",
        "<300 or so|285|315> forged permits were found.",
    ],
)
def test_a_rounded_number_agrees_with_the_exact_one(other):
    rows = told("Police found <312|312|312> forged permits.", other)
    assert one(rows) and rows[0]["status"] == "agree_rounded"


def test_a_round_number_without_a_word_of_doubt_is_still_a_round_number():
    rows = told("Police found <2,471|2471|2471> forged permits.", "There were <2,500|2500|2500> forged permits.")
    assert rows[0]["status"] == "agree_rounded"


def test_numbers_that_cannot_both_be_true_are_in_conflict_and_nothing_is_averaged():
    what = {"counted": "forged permits", "counted_head": "permit"}
    rows = disputed("We found <312|312|312> forged permits.", "<30-40,000|30000|40000> forged permits.", **what)
    assert one(rows) and (rows[0]["status"], rows[0]["low"], rows[0]["high"]) == ("conflict", 312, 40000)


@pytest.mark.parametrize(("counted", "head"), [("fake passes", "pass"), ("counterfeit tickets", "ticket")])
def test_synonyms_count_the_same(counted, head):
    corpus = Corpus().article("a", *STORY).article("b", *STORY)
    first = corpus.figure("a", "<312|312|312> forged tickets", counted="forged tickets", counted_head="ticket")
    second = corpus.figure("b", "<312|312|312> others", counted=counted, counted_head=head)
    found, _ = claims(corpus)
    assert found[first]["claim_id"] == found[second]["claim_id"] and found[first]["status"] == "agree"


def test_an_order_of_magnitude_neither_confirms_nor_contradicts():
    rows = told("<Thousands of|1000|10000> forged permits", "<2,471|2471|2471> forged permits")
    assert {row["status"] for row in rows} == {"single"}


def test_numbers_of_other_people_are_no_conflict():
    rows = told(
        "On Monday <40|40|40> delegates stood by Holm in Lowgate",
        "On Monday <90|90|90> delegates stood by Beck in Lowgate",
        counted="delegates",
        head="delegate",
    )
    assert not one(rows)


def test_a_count_of_another_day_is_no_conflict_unless_it_is_one_that_is_counted_on():
    def counted(days):
        return told(
            "Members of the old quarry union won <40|40|40> seats on the harbour board",
            "Members of the old quarry union won <90|90|90> seats on the harbour board",
            days=days,
            counted="seats",
            head="seat",
        )

    assert one(counted((0, 1))) and not one(counted((0, 9)))


def test_a_bound_does_not_make_two_numbers_one():
    what = {"counted": "seats", "head": "seat"}
    first = "The quarry union has <at least 860|860|> seats"
    assert not one(told(first, "It takes <1,237|1237|1237> seats to run the quarry board", **what))
    assert one(told(first, "In the end the quarry union has <860|860|860> seats", **what))
    assert one(
        told("They hold <about 860|817|903> seats on the quarry board", "A quarry has <860|860|860> seats", **what)
    )


def test_a_number_fits_all_that_its_own_article_counts():
    corpus = Corpus().article("a", *STORY)
    what = {"counted": "forged permits", "counted_head": "permit"}
    ids = [
        corpus.figure("a", "<213|213|213> forged permits were in the ferry office.", **what),
        corpus.figure("a", "<at least 200|200|300> forged permits were in the ferry office.", **what),
        corpus.figure("a", "<260|260|260> forged permits were in the ferry office.", **what),
    ]
    found, _ = claims(corpus)
    assert found[ids[0]]["claim_id"] == found[ids[1]]["claim_id"] != found[ids[2]]["claim_id"]


def test_that_both_count_a_part_of_the_same_noun_is_no_part_in_common():
    rows = told(
        "She won <66|66|66> of the town's permits.",
        "He got <40|40|40> of the town's permits.",
        counted="town's permits",
        head="permit",
    )
    assert not one(rows)


def test_both_sides_of_a_conflict_in_one_article_are_named():
    corpus = Corpus().article("a", *STORY)
    minister = corpus.speaker("a", "Ada Holm", role="minister")
    what = {"counted": "forged permits", "counted_head": "permit"}
    first = corpus.figure(
        "a", "The boat federation had counted <312|312|312> forged permits", concept="boat federation", **what
    )
    second = corpus.figure("a", "<30-40,000|30000|40000> forged permits", speaker_id=minister, **what)
    found, links = claims(corpus)
    assert found[first]["claim_id"] == found[second]["claim_id"] and found[first]["status"] == "conflict"
    assert (links[first]["claimant"], links[second]["claimant"]) == ("boat federation", "Ada Holm")


@pytest.mark.parametrize(
    "part",
    [
        "Police found forged permits, <118|118|118> of them in the northern harbour.",
        "Forged permits were seen, including <118|118|118> forged permits at the northern pier.",
        "<another 118|118|118> forged permits turned up.",
    ],
)
def test_a_part_is_no_conflict_with_the_whole(part):
    rows = told("Police found <312|312|312> forged permits.", part)
    assert not one(rows) and {row["status"] for row in rows} == {"single"} and rows[1]["scope"]


def test_parts_of_the_same_place_are_compared():
    of_them = "of them in the northern harbour"
    rows = told(f"<118|118|118> {of_them}", f"<181|181|181> {of_them}")
    assert one(rows) and rows[0]["status"] == "conflict"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("<12|12|12> forged permits in Lowgate", "<40|40|40> forged permits in Garth"),
        ("<12|12|12> forged permits in 2019", "<40|40|40> forged permits in 2020"),
    ],
)
def test_other_places_and_years_are_other_quantities(first, second):
    assert not one(told(first, second))


def test_other_stories_are_other_quantities():
    corpus = Corpus().article("a", "storm", "ferry", "harbour").article("b", "opera", "premiere", "tenor")
    what = {"counted": "forged permits", "counted_head": "permit"}
    ids = [corpus.figure(d, "<12|12|12> forged permits", **what) for d in "ab"]
    found, _ = claims(corpus)
    assert found[ids[0]]["claim_id"] != found[ids[1]]["claim_id"]


def test_other_modifiers_and_units_are_other_quantities():
    corpus = Corpus().article("a", *STORY).article("b", *STORY).article("c", *STORY)
    figures = [
        corpus.figure("a", "<12|12|12> forged permits", counted="forged permits", counted_head="permit"),
        corpus.figure("b", "<40|40|40> yearly permits", counted="yearly permits", counted_head="permit"),
        corpus.figure(
            "c", "<40|40|40> percent of permits", counted="forged permits", counted_head="permit", unit="percent"
        ),
    ]
    found, _ = claims(corpus)
    assert len({found[f]["claim_id"] for f in figures}) == 3


def test_people_are_compared_only_where_the_words_around_them_agree():
    rows = told(
        "The ferry capsized off the pier and <12|12|12> people drowned in the storm",
        "When the ferry capsized off the pier, <15|15|15> people drowned in the storm",
        "<40|40|40> people signed a letter about the lamps",
        counted="people",
        head="people",
    )
    assert one(rows[:2]) and not one(rows) and rows[0]["status"] == "conflict"


def test_a_toll_that_grows_is_updated_and_one_that_shrinks_is_in_conflict():
    sentences = [f"The storm killed <{n}|{n}|{n}> ferry passengers" for n in (12, 19, 23)]
    what = {"counted": "ferry passengers", "head": "passenger", "days": (0, 1, 2)}
    assert told(*sentences, **what)[0]["status"] == "updated"
    assert told(*sentences[::-1], **what)[0]["status"] == "conflict"


def test_a_copied_report_is_one_source():
    copied = "Police found <312|312|312> forged permits in the ferry office."
    rows = told(copied, copied, "There were <312|312|312> forged permits.")
    assert one(rows) and (rows[0]["n_documents"], rows[0]["n_sources"]) == (3, 2)


def test_scores_ordinals_ages_and_a_plain_one_are_no_quantities():
    corpus = Corpus()
    corpus.figure("a", "<2-1|2|1>", kind="score")
    corpus.figure("a", "<third|3|3> walkout", kind="ordinal", counted_head="walkout")
    corpus.figure("a", "<one|1|1> walkout", counted_head="walkout")
    assert find_claims(corpus.figures, corpus.documents, corpus.entities()) == ([], [])


def test_another_article_leaves_the_ids_of_other_claims():
    corpus = Corpus().article("a", *STORY)
    corpus.figure("a", "<12|12|12> forged permits", counted="forged permits", counted_head="permit")
    before, _ = claims(corpus)
    corpus.figure("0", "<90|90|90> lamps", counted="lamps", counted_head="lamp")
    after, _ = claims(corpus)
    assert before.items() <= after.items()
