"""How the starter packages are made: prepare, train, export, pack, evaluate. Not part of the program that is installed."""
