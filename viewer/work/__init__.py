"""What runs beside the window: the engine's process and the picture loader. No widgets."""
