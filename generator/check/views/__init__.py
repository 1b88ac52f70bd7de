"""The report as people see it: terminal, page, annotations, and the command's body."""
