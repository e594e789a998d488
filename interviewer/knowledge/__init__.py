"""What exists to be asked: the bank's format, its reader, its checks."""
