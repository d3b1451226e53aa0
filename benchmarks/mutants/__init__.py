"""Mutation testing of the linter: one-edit mutants of working models, judged by the real framework."""
