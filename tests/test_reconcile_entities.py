import pytest

from pipeline.reconcile.overrides import Override, OverridesError, read_overrides
from tests.reconcile_articles import Corpus


def corpus(*speakers):
    made = Corpus()
    for doc_id, name, kind, *mentions in speakers:
        made.speaker(doc_id, name, kind, *mentions)
    return made


def link(made, name, *overrides):
    found = made.entities(*overrides)
    (speaker,) = [s for s in made.speakers if s.name == name]
    (row,) = [row for row in found.links if row["speaker_id"] == speaker.speaker_id]
    return row


def test_accents_hyphens_titles_and_case_do_not_part_a_person():
    made = corpus(
        ("a", "Zoë Hart-Lowe", "person"), ("b", "Ms. ZOE HART LOWE", "person"), ("c", "Zoe Hart-Lowe", "person")
    )
    assert len(made.entities().rows) == 1


def test_a_misspelt_surname_joins_the_common_spelling_of_its_story():
    made = corpus(
        ("a", "Gerda Hollander", "person", "Hollander", "Hollander", "she"), ("b", "Gerda Hollandr", "person")
    )
    for doc_id in "ab":
        made.article(doc_id, "quarry", "blast", "permit")
    row = link(made, "Gerda Hollandr")
    assert row["rule"] == "misspelt_surname" and 0.9 < row["score"] < 1 and "story" in row["reason"]
    assert made.entities().rows[0]["name"] == "Gerda Hollander"


def test_a_misspelt_surname_joins_a_person_who_has_a_second_surname_elsewhere():
    made = Corpus()
    for doc_id, name in (("a", "Gerda Hollander"), ("b", "Gerda Hollander"), ("c", "Gerda Hollander Prats")):
        made.article(doc_id, "quarry", "blast", "permit")
        made.speaker(doc_id, name, "person", "Hollander", "she", role="mining commissioner")
    made.article("d", "quarry", "blast", "permit").speaker("d", "Gerda Hollandr", "person", role="mining commissioner")
    assert link(made, "Gerda Hollander Prats")["rule"] == "compound_surname"
    assert link(made, "Gerda Hollandr")["rule"] == "misspelt_surname"
    assert len(made.entities().rows) == 1


def test_a_misspelt_bare_surname_joins_by_role_and_story():
    made = Corpus().article("a", "quarry", "blast", "permit").article("b", "quarry", "blast", "permit")
    made.speaker("a", "Gerda Hollander", "person", "Hollander", "Hollander", role="mining commissioner")
    made.speaker("b", "Hollandr", "person", role="mining commissioner")
    assert link(made, "Hollandr")["rule"] == "misspelt_surname"


def test_one_letter_does_not_join_two_people_of_two_stories():
    made = corpus(("a", "Gerda Hollander", "person"), ("b", "Gerda Hollandr", "person"))
    made.article("a", "quarry", "blast").article("b", "opera", "premiere")
    assert len(made.entities().rows) == 2


def test_a_bare_surname_joins_the_one_full_name_of_its_story():
    made = corpus(("a", "Gerda Hollander", "person"), ("b", "Hollander", "person"))
    for doc_id in "ab":
        made.article(doc_id, "quarry", "blast", "permit")
    assert link(made, "Hollander")["rule"] == "surname"


def test_a_bare_surname_stays_apart_where_nothing_points_to_the_full_name_and_says_so():
    made = corpus(("a", "Gerda Hollander", "person"), ("b", "Hollander", "person"))
    row = link(made, "Hollander")
    assert row["rule"] == "apart" and "Gerda Hollander" in row["reason"]


def test_a_bare_surname_of_a_couple_stays_apart_until_a_title_tells():
    story = ("quarry", "blast", "permit")
    made = Corpus().article("a", *story).article("b", *story).article("c", *story)
    made.speaker("a", "Emil Vasseur", "person", "he", "he")
    made.speaker("a", "Colette Vasseur", "person", "she", "she")
    made.speaker("b", "Vasseur", "person")
    made.speaker("c", "Vasseur", "person", "Mrs Vasseur")
    assert made.together() == {
        frozenset({"Emil Vasseur/a"}),
        frozenset({"Vasseur/b"}),
        frozenset({"Colette Vasseur/a", "Vasseur/c"}),
    }
    by_speaker = {row["speaker_id"]: row for row in made.entities().links}
    assert by_speaker["s002"]["reason"] == "2 fit: Colette Vasseur, Emil Vasseur"


def test_a_surname_alone_means_whom_nearly_all_articles_mean():
    made = Corpus()
    for i in range(12):
        made.speaker(f"a{i}", "Gerda Hollander")
    made.speaker("x", "Piet Hollander")
    made.speaker("y", "Hollander")
    assert link(made, "Hollander")["rule"] == "prominent_surname"


def test_an_initial_does_not_chain_two_people_together():
    story = ("quarry", "blast", "permit")
    made = Corpus()
    for i, name in enumerate(["J. Tarrant", "J. Tarrant", "John Tarrant", "Jane Tarrant"]):
        made.article(f"d{i}", *story).speaker(f"d{i}", name)
    joined = next(group for group in made.together() if "John Tarrant/d2" in group)
    assert "Jane Tarrant/d3" not in joined


def test_misspellings_do_not_chain():
    story = ("quarry", "blast", "permit")
    made = Corpus()
    names = ["Ada Brennerman"] * 3 + ["Ada Brenneman"] + ["Ada Breneman"]  # each at one edit from the next
    for i, name in enumerate(names):
        made.article(f"d{i}", *story).speaker(f"d{i}", name)
    groups = made.together()
    assert not any({"Ada Brennerman/d0", "Ada Breneman/d4"} <= group for group in groups)


def test_an_organisation_is_known_by_an_acronym_that_an_article_explains():
    made = corpus(
        ("a", "Lowgate Allotment Growers Society", "org", "LAGS"),
        ("b", "Allotment Growers Society", "org", "LAGS"),
        ("c", "LAGS", "org"),
    )
    assert len(made.entities().rows) == 1
    assert link(made, "Allotment Growers Society")["rule"] == "acronym_of_longer_name"


def test_two_organisations_with_one_acronym_stay_two_and_the_acronym_apart():
    made = corpus(
        ("a", "Lowgate Boat Club", "org", "LBC"), ("b", "Lister Building Company", "org", "LBC"), ("c", "LBC", "org")
    )
    assert len(made.entities().rows) == 3


def test_a_given_name_alone_is_no_surname():
    story = ("quarry", "blast", "permit")
    made = Corpus()
    for i, name in enumerate(["Greta Hollander"] * 4 + ["Shop Greta", "Greta"]):
        made.article(f"d{i}", *story).speaker(f"d{i}", name)
    assert link(made, "Greta")["rule"] == "only_name"


def test_a_part_of_an_organisation_is_not_the_organisation():
    made = corpus(("a", "Lowgate Council", "org"), ("b", "Lowgate Council Audit Office", "org"))
    assert len(made.entities().rows) == 2


def test_committees_without_a_place_are_no_entity_of_many_articles():
    made = corpus(("a", "Health Committee", "org"), ("b", "Health Committee", "org"))
    made.article("a", "ward", "nurses").article("b", "ferry", "strike")
    assert len(made.entities().rows) == 2


def test_nobody_named_is_never_one():
    made = corpus(("a", "two officials", "group"), ("b", "two officials", "group"))
    assert {row["rule"] for row in made.entities().links} == {"unnamed"} and len(made.entities().rows) == 2


def test_roles_are_collected_with_their_days():
    made = Corpus().article("a", day=0).article("b", day=30).article("c", day=40)
    for doc_id, role in (("a", "mayor"), ("b", "mayor"), ("c", "former mayor")):
        made.speaker(doc_id, "Gerda Hollander", role=role)
    assert made.entities().rows[0]["roles"] == ["mayor (2021-03-01 to 2021-03-31)", "former mayor (2021-04-10)"]


def test_another_article_leaves_the_ids_of_all_others():
    made = corpus(("a", "Zoë Hart-Lowe", "person"), ("a", "Lowgate Council", "org"), ("b", "Zoe Hart Lowe", "person"))
    before = made.entities().by_speaker
    made.speaker("0", "Zoe Hart-Lowe")
    made.speaker("0", "Piet Holm")
    after = made.entities().by_speaker
    assert {s: after[s] for s in before} == before


# Overrides


def test_a_merge_brings_two_names_together_and_says_so():
    made = corpus(("a", "Gerda Hollander", "person"), ("b", "Gerda Quist", "person"))
    decided = Override("merge", "Gerda Quist", "Gerda Hollander")
    assert made.together(decided) == {frozenset({"Gerda Hollander/a", "Gerda Quist/b"})}
    assert link(made, "Gerda Quist", decided)["rule"] == "override"


def test_a_split_takes_one_article_out():
    made = corpus(("a", "Gerda Quist", "person"), ("b", "Gerda Quist", "person"))
    found = made.entities(Override("split", "Gerda Quist", "Gerda Quist (painter)", "b"))
    assert {row["name"] for row in found.rows} == {"Gerda Quist", "Gerda Quist (painter)"}
    assert len(set(found.by_speaker.values())) == 2


def test_a_rename_shows_another_name_under_the_same_id():
    made = corpus(("a", "Gerda Quist", "person"))
    (before,), (after,) = made.entities().rows, made.entities(Override("rename", "Gerda Quist", "Lady Quist")).rows
    assert after == before | {"name": "Lady Quist"}


def test_an_override_for_nobody_is_reported():
    made = corpus(("a", "Gerda Quist", "person"))
    assert made.entities(Override("merge", "Nobody Here", "Gerda Quist")).unused_overrides


def test_the_file_of_overrides_may_hold_comments(tmp_path):
    path = tmp_path / "overrides.csv"
    path.write_text("# why\naction,name,to,doc_id,note\n# and\nsplit,Gerda Quist,,b,not her\n", encoding="utf8")
    assert read_overrides(path) == [Override("split", "Gerda Quist", "", "b")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("action,name\nmerge,A\n", "no column to, doc_id"),
        ("action,name,to,doc_id,note\njoin,A,B,,\n", "line 2: action is 'join'"),
        ("action,name,to,doc_id,note\n# x\nmerge,A,,,\n", "line 3: merge needs to"),
    ],
)
def test_a_row_that_cannot_be_understood_is_named(tmp_path, text, words):
    path = tmp_path / "overrides.csv"
    path.write_text(text, encoding="utf8")
    with pytest.raises(OverridesError, match=words):
        read_overrides(path)
