"""Machine-translation engines and their packages."""
