"""What comes after the finders: corrections, one list of them, each with its name and its worth."""
