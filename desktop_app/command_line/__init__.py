"""The command line: what can be said (`arguments`) and what is done then (`commands`)."""
