"""Ledgers: what people declare beside the inventory, with dates."""
