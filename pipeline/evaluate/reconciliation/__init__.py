"""How well reconcile works: altered copies of real quotes, names and figures, pairs to judge, growth."""
