"""What the window can do: one module a feature, each with its commands, panel and connections."""
