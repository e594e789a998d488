"""The headless front end: one module a group of commands.

Everything but typer is imported inside the commands, so that ``--help`` and completion answer at once.
"""
