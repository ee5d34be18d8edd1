"""Learning the weights of pronouns: from cases to numbers."""

import gzip
from pathlib import Path

import numpy as np
import spacy

from pipeline.evaluate.gap import read_gap
from pipeline.evaluate.pronoun_cases import PronounCase, cases_of_gap
from pipeline.evaluate.pronoun_weights import accuracy, fit
from pipeline.factories import register_attributes
from pipeline.speakers.pronoun_features import FEATURES
from pipeline.speakers.pronouns import weights

TEXT = "Dana Brook met Carl Voss. She left."
TSV = (
    "ID\tText\tPronoun\tPronoun-offset\tA\tA-offset\tA-coref\tB\tB-offset\tB-coref\tURL\n"
    f"x-1\t{TEXT}\tShe\t26\tDana Brook\t0\tTRUE\tCarl Voss\t15\tFALSE\tu\n"
)


def test_a_passage_has_its_names_and_what_the_pronoun_means(tmp_path: Path) -> None:
    path = tmp_path / "gap.tsv.gz"
    path.write_bytes(gzip.compress(TSV.encode()))
    (passage,) = read_gap(path)
    assert TEXT[passage.pronoun :].startswith("She")
    assert passage.names == ((0, 10, True), (15, 24, False))


def test_a_pronoun_of_one_sex_only_is_no_case_to_learn_from(tmp_path: Path) -> None:
    path = tmp_path / "gap.tsv"
    path.write_text(TSV, encoding="utf8")
    register_attributes("quotes", "cast")
    nlp = spacy.blank("en")
    assert cases_of_gap([(passage, nlp(passage.text)) for passage in read_gap(path)]) == []


def test_the_weight_of_what_the_right_ones_have_grows() -> None:
    cases = [PronounCase([(1.0, 0.0), (0.0, 1.0)], [True, False]) for _ in range(20)]
    learnt = fit(cases, np.zeros(2), np.ones(2))
    assert learnt[0] > 0 > learnt[1]
    assert accuracy(cases, learnt) == 1.0


def test_a_firm_prior_holds_against_few_cases() -> None:
    cases = [PronounCase([(1.0, 0.0), (0.0, 1.0)], [True, False])]
    assert abs(fit(cases, np.array([-2.0, 0.0]), np.full(2, 1000.0))[0] + 2.0) < 0.01


def test_every_feature_has_its_weight() -> None:
    assert {len(table) for table in weights().values()} == {len(FEATURES) + 1}
