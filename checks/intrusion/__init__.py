"""入侵防范: services, ports and attacks."""
