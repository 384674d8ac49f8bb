"""Reports: one document made of explanations, which each format writes in its own way."""
