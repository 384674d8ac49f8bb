"""How the desktop learns of CamScope: file types, menu entries, icons. No Qt until icons are drawn."""
