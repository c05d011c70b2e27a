"""Checks: one small function per policy; they see the neutral model and the site, never vendor text."""
