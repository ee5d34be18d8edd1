import pandas as pd
import pyarrow as pa
import pytest

import pipeline
from pipeline import api
from pipeline.article import Article
from pipeline.extraction.extractor import Extractor
from pipeline.settings import Settings
from pipeline.tables.schemas import EXTRACT_TABLES
from tests.tiny import tiny_model, tiny_pipeline


@pytest.fixture(autouse=True)
def plain(monkeypatch):
    """An extractor whose pipeline holds none of our components: the way in and out is what is tested here."""
    metadata = {"onrecord_version": "0", "model": "m", "config_sha256": "c"}
    nlp = tiny_pipeline()
    monkeypatch.setattr(api, "_extractor", lambda settings: Extractor(nlp, Settings(keyterms=0), metadata))


def test_texts_mappings_and_articles_give_tables():
    texts = ["It rained.", {"id": "b", "text": "It snowed.", "published": "2024-06-10"}, Article("c", "c.txt", "Sun.")]
    tables = pipeline.extract(texts)
    assert list(tables) == [table.name for table in EXTRACT_TABLES]
    documents = tables["documents"]
    assert isinstance(documents, pd.DataFrame) and sorted(documents["text"]) == ["It rained.", "It snowed.", "Sun."]
    assert {"b", "c"} < set(documents["doc_id"])


def test_one_text_alone_is_taken_as_one():
    assert pipeline.extract("It rained.")["documents"]["text"].tolist() == ["It rained."]
    assert pipeline.extract({"text": "It rained."})["documents"]["text"].tolist() == ["It rained."]


def test_what_cannot_be_used_is_an_error_and_the_rest_stays():
    tables = pipeline.extract([{"id": "a", "text": "It rained."}, {"text": None}, "", {"id": "a", "text": "Again."}])
    assert tables["documents"]["text"].tolist() == ["It rained."]
    assert dict(zip(tables["errors"]["source"], tables["errors"]["error"], strict=True)) == {
        "input:2": "missing_text",
        "input:3": "empty",
        "input:4": "duplicate_id",
    }


def test_an_arrow_batch_gives_arrow_tables():
    batch = pa.RecordBatch.from_pydict({"id": ["a", "b"], "text": ["It rained.", "It snowed."], "more": [1, 2]})
    tables = pipeline.extract_batch(batch)
    assert tables["documents"].column("doc_id").to_pylist() == ["a", "b"]
    assert all(isinstance(table, pa.Table) for table in tables.values())


def test_a_name_that_the_package_does_not_have_is_refused():
    with pytest.raises(AttributeError, match="jokes"):
        _ = pipeline.jokes


def test_the_model_is_loaded_once(monkeypatch, tmp_path):
    monkeypatch.undo()
    model = str(tiny_model(tmp_path / "m"))
    settings = Settings(model=model, components=())
    assert api._extractor(settings) is api._extractor(Settings(model=model, components=()))


def test_the_rows_of_a_data_frame_are_articles_and_its_dates_their_days():
    frame = pd.DataFrame(
        {"text": ["It rained.", None], "published": pd.to_datetime(["2022-07-13", None]), "id": ["a", "b"]}
    )
    tables = pipeline.extract(frame)
    (document,) = tables["documents"].to_dict("records")
    assert (document["doc_id"], document["text"], str(document["published"])) == ("a", "It rained.", "2022-07-13")
    assert tables["errors"][["source", "error"]].values.tolist() == [["input:2", "missing_text"]]


def test_what_extract_cannot_take_is_refused_before_any_work(tmp_path, monkeypatch):
    monkeypatch.setattr(api, "_extractor", lambda settings: pytest.fail("work was begun"))
    with pytest.raises(TypeError, match=r"read_text"):
        pipeline.extract(["It rained.", tmp_path])
    with pytest.raises(TypeError, match="model is the name or path of a spaCy pipeline, not int"):
        pipeline.extract("It rained.", model=3)
    with pytest.raises(TypeError, match="extract_batch takes a pyarrow RecordBatch, not list"):
        pipeline.extract_batch(["It rained."])
