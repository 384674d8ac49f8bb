"""The bar above the panes: class, layer, scale and looks."""
