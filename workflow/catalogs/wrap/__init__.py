"""Line wrapping as the programs do it that write PO files."""
