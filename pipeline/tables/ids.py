"""Ids made from content: the same in every run and on every machine."""

from collections import Counter
from collections.abc import Sequence
from hashlib import blake2b


def content_id(prefix: str, *parts: object) -> str:
    """Return `prefix_` and 16 hexadecimal digits that depend on nothing but `parts`.

    >>> content_id("q", "article-1", 10, 25)
    'q_02ea371488c91e33'
    """
    digest = blake2b(digest_size=8)
    for part in parts:
        encoded = str(part).encode("utf8", "surrogatepass")
        digest.update(len(encoded).to_bytes(8, "big"))  # so that ("ab", "c") and ("a", "bc") differ
        digest.update(encoded)
    return f"{prefix}_{digest.hexdigest()}"


def unique_ids(prefix: str, doc_id: str, keys: Sequence[tuple[object, ...]]) -> list[str]:
    """One id for each key, made from the document and the key; a key met again gets its count put in.

    >>> ids = unique_ids("f", "a", [(0, 2), (0, 2), (5, 6)])
    >>> len(set(ids)), ids[0] == content_id("f", "a", 0, 2)
    (3, True)
    """
    met: Counter[tuple[object, ...]] = Counter()
    ids = []
    for key in keys:
        ids.append(content_id(prefix, doc_id, *key, *((met[key],) if met[key] else ())))
        met[key] += 1
    return ids


def bytes_hash(data: bytes) -> str:
    """Return 32 hexadecimal digits for a file's content."""
    return blake2b(data, digest_size=16).hexdigest()
