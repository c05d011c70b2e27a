"""数据备份恢复: the configuration can be restored."""
