"""What the runner and the components have to stand: `make torture`.

tests/test_torture.py and tests/test_fuzz.py hold a short form of each part.
"""
