"""Line wrapping as in the programs that write PO files: gettext and translate-toolkit."""
