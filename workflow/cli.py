"""The command line (to be filled)."""


def main() -> None:
    """Run the command line."""
