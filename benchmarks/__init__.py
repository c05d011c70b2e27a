"""What the project promises about speed, measured: CPU time and memory, each file a command of its own."""
