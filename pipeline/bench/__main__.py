"""`make bench`: what onrecord costs on top of the parse, beside other libraries, all in one run.

Times are medians over rounds in which the things compared take turns, because machines are noisy.
"""

import argparse
from importlib import import_module
from pathlib import Path

from pipeline.bench.sample import samples

# Each is a module of this package with `measure(samples, rounds) -> Iterator[str]`, the lines of its tables.
SECTIONS = ("components", "other_pipeline", "libraries", "textacy_quotes", "growth", "throughput")


def main() -> None:
    """Read the command line, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=f"which of {', '.join(SECTIONS)} (default: all)")
    parser.add_argument("--raw", type=Path, default=Path("data/raw"), help="articles to time")
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder with corpora/, if there is one")
    parser.add_argument("--rounds", type=int, default=5, help="how often everything is timed")
    given = parser.parse_args()
    if unknown := sorted(set(given.sections) - set(SECTIONS)):
        parser.error(f"unknown section {unknown[0]!r}; known are: {', '.join(SECTIONS)}")
    timed = samples(given.raw, given.shared)
    for section in given.sections or SECTIONS:
        for line in import_module(f"pipeline.bench.{section}").measure(timed, given.rounds):
            print(line, flush=True)


if __name__ == "__main__":
    main()
