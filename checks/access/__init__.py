"""访问控制: rights of accounts."""
