"""身份鉴别: who logs in, and how passwords are kept."""
