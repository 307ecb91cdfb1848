"""``workflow serve``: a preview in the browser that follows the sources, on this computer only.

The process that publishes has one thread, so that it can use several processors and Ctrl-C ends it as it ends other commands. A second
process answers the browser (``web_server``); it ends with the first, however that ends.
"""

from workflow.serving.preview_server import Build, Preview, serve

__all__ = ["Build", "Preview", "serve"]
