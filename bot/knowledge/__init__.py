"""The editors' YAML files, read into one checked knowledge base, or into every problem found in them."""
