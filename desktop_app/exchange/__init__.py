"""Tables in and out."""

READER_ARGUMENT = "--read-workbook"
"""How a packaged program, which has no interpreter beside it, is asked to be the process that reads a workbook."""
