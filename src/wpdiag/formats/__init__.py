"""What a report looks like outside: one file per output format."""
