"""What IOS-like dialects (IOS, NX-OS, ASA, RGOS, ZXROS) share: numbers, ACL grammar, opaque texts. Not a platform."""
