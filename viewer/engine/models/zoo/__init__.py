"""Networks that CamScope offers: lists, downloads, checks."""
