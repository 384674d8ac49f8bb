"""What an export in shards leaves in its folder: plan, tables and maps, read without a model."""
