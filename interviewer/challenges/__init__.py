"""Live code challenges: running a submission and judging it."""
