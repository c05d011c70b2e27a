"""数据: what is left behind on hosts."""
