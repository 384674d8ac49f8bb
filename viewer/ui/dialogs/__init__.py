"""Windows beside the main window: keyboard, log, about."""
