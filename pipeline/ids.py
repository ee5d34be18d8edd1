"""Ids made from content: the same in every run and on every machine."""

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


def bytes_hash(data: bytes) -> str:
    """Return 32 hexadecimal digits for a file's content."""
    return blake2b(data, digest_size=16).hexdigest()
