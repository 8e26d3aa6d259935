"""What ``wpdiag diff`` prints: one file per format, each with ``render(difference)``."""
