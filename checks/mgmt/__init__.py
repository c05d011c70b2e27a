"""Management channels: encrypted, limited in source, closed to the outside."""
