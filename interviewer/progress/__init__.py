"""What has happened, kept for good."""
