"""``python -m workflow``: the same as the ``workflow`` command."""

from workflow.cli import main

if __name__ == "__main__":
    main()
