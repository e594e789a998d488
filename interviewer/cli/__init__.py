"""The headless front end, one module a command group."""
