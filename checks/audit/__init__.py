"""安全审计: logs and the clock that dates them."""
