"""What CamScope itself keeps on the disk, and finds again."""
