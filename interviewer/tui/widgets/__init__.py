"""Widgets that know nothing of screens: they post messages, screens decide."""
