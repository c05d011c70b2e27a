"""One table of rules for each platform: `DIALECT` in the module of its name."""
