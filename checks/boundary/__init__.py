"""边界防护 and 边界访问控制: what may pass, and what may connect."""
