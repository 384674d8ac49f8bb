"""The results of all shards as one file or folder that other programs read."""
