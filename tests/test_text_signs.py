from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.signs import plain


@given(st.text(st.sampled_from(["a", "‘", "`", "ß", "’", "'", "-", "‐", "‑"]), max_size=20))
def test_one_kind_of_sign_stands_for_all_in_their_places(text: str) -> None:
    even = plain(text)
    assert len(even) == len(text)
    assert all(was == now or now in "'-" for was, now in zip(text, even, strict=True))
    assert plain(even) == even and not set(even) & set("’‘`‐‑")
