"""onrecord: who said what, how many, and when. News articles in, normalized tables out."""

__version__ = "0.1.0"
