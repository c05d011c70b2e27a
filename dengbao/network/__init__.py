"""The whole network: what reaches what, over every device of the inventory, for every packet at once."""
