"""The engine in a process of its own: reading questions, doing one, sending answers."""
