"""Text in, a grade out: a verdict for each key point, with the candidate's own words as evidence."""
