"""The example of docs/scale.md, run as it stands there."""

import re
from pathlib import Path

import pyarrow as pa

from tests.tiny import tiny_model

PAGE = Path(__file__).parent.parent / "docs" / "scale.md"


def test_the_example_for_spark_takes_arrow_batches_and_gives_arrow_batches(tmp_path, monkeypatch):
    monkeypatch.setenv("ONRECORD_MODEL", str(tiny_model(tmp_path / "model")))
    (code,) = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf8"), re.DOTALL)
    names: dict[str, object] = {}
    exec(code, names)
    text = '"We lost the bridge and two boats," said Edda Holm, the mayor of Tarnbridge.'
    batches = [pa.RecordBatch.from_pydict({"id": [f"{i}"], "text": [text]}) for i in range(2)]
    found = list(names["quotes"](iter(batches)))
    assert all(isinstance(batch, pa.RecordBatch) for batch in found)
    rows = [row for batch in found for row in batch.to_pylist()]
    assert [(row["doc_id"], row["text"]) for row in rows] == [(str(i), text[1:33]) for i in range(2)]
    assert {column.type for batch in found for column in batch.schema} == {pa.string()}
