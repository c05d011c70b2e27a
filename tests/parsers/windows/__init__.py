"""Windows: the collector's document, native exports, and what is made of them."""
