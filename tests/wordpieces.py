"""A word-piece reader of a few pieces, for tests that need no trained one."""

from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

from pipeline.annotate.pieces import WordPieces

_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789.,!?\"'"


def small_reader() -> WordPieces:
    """Every word of small Latin letters has a piece a letter."""
    names = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *_LETTERS, *(f"##{letter}" for letter in _LETTERS)]
    tokenizer = Tokenizer(WordPiece({name: i for i, name in enumerate(names)}, unk_token="[UNK]"))
    tokenizer.normalizer = BertNormalizer()
    tokenizer.pre_tokenizer = BertPreTokenizer()
    return WordPieces.of(tokenizer.to_str())
