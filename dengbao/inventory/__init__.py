"""The inventory: an ordinary Ansible inventory, read to hosts and site, without secrets."""

from dengbao.inventory.host import Host
from dengbao.inventory.loading import Inventory, load
from dengbao.inventory.site import Site

__all__ = ["Host", "Inventory", "Site", "load"]
