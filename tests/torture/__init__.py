"""What the runner has to stand: `make torture`; tests/test_torture.py holds a short form of each."""
