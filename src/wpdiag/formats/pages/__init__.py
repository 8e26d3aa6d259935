"""What is printed of one thing: an issue explained, a letter to its author, a rule."""
