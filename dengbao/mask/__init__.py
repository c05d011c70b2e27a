"""Secrets stay in: everything that enters is masked before it is stored or parsed."""

from dengbao.mask.masker import mask
from dengbao.mask.residue import residue
from dengbao.mask.site_key import key_of, site_key
from dengbao.mask.token import read_secret
from dengbao.model.secret import Secret

__all__ = ["Secret", "key_of", "mask", "read_secret", "residue", "site_key"]
