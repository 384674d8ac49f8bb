"""What is known of a model without opening it: setup, input, class names, formats."""
