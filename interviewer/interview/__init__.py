"""A session from the first question to the debrief: values that move through time, and the dialogue's rules."""
