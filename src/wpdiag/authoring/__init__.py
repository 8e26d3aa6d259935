"""Tools for those who write rules: run examples, check, measure, draft, print the reference."""
