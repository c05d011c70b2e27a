"""Makes one archive that installs on a machine without any network: ``make bundle-offline``."""
