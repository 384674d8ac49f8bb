"""How the desktop learns of CamScope: file types, menu entries and icons."""
