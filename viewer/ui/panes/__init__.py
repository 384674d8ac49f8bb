"""The panes: one picture beside itself, panning and zooming as one."""
