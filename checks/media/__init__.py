"""移动存储介质: what may be plugged in."""
