"""From diagnostics to issues and the report; and two reports into one."""
