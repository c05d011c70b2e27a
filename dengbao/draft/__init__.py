"""A first inventory of a site that has none: what its configurations say of themselves, for a person to correct."""
