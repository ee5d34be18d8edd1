import pandas as pd
import pytest

import pipeline
from pipeline.views.database import QueryError
from tests.ask_tables import extracted, reconciled


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    return pipeline.load(str(reconciled(tmp_path_factory.mktemp("out"))))


def test_tables_and_views_are_frames_that_are_read_once(tables):
    assert list(tables.quotes["quote_id"]) == ["q1", "q2", "q3"]
    assert tables.quotes is tables.quotes
    assert set(tables.sayings["person"]) >= {"Anneke Hollander"}
    assert {"quotes", "sayings", "said", "sql"} <= set(dir(tables))
    with pytest.raises(AttributeError, match="no table or view 'qoutes'"):
        _ = tables.qoutes


def test_sql_takes_parameters(tables):
    found = tables.sql(
        "SELECT quote_id FROM sayings WHERE person = $who AND confidence > $least", who="Anneke Hollander", least=0.85
    )
    assert isinstance(found, pd.DataFrame) and list(found["quote_id"]) == ["q1"]
    with pytest.raises(QueryError, match="can only be read"):
        tables.sql("DROP VIEW sayings")


def test_ready_questions_are_methods(tables):
    assert list(tables.said(by="hollander", about="gale")["quote_id"]) == ["q2"]
    assert list(tables.disputes()["figure"]) == ["40", "50"]
    assert list(tables.variants()["quote_id"]) == ["q1", "q2"]
    assert list(tables.who(limit=1)["name"]) == ["Anneke Hollander"]
    assert list(tables.sql("FROM disputes")["claim_id"].unique()) == ["c1"]


def test_a_row_is_html_in_a_notebook_and_text_elsewhere(tables):
    shown = tables.show("q3")
    assert "&lt;b&gt;" in shown._repr_html_()
    assert "«<b>Rates & fees</b> will rise»" in repr(shown) and "\x1b" not in repr(shown)
    with pytest.raises(QueryError, match="no row has the id q99"):
        tables.show("q99")


def test_a_folder_without_reconcile_can_be_asked(tmp_path):
    tables = pipeline.load(extracted(tmp_path))
    assert len(tables.said()) == 3 and len(tables.disputes()) == 0 and len(tables.entities) == 0


def test_a_folder_that_holds_nothing_is_told_at_once(tmp_path):
    with pytest.raises(QueryError, match="name the folder that"):
        pipeline.load(tmp_path)
