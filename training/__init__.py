"""Make the starter packages: prepare, train, export, pack, evaluate. Not part of the installed program."""
