"""What several formats need; nothing here is a format."""
