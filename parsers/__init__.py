"""Parsers: one folder per platform, device text in, the neutral model out."""
