"""Write and publish the torture publication.

``python -m tests.publishing.torture FOLDER LIST``: LIST is a file for the paths of pages to look at, below ``editions/html``. Exits with 1 if a
link leads nowhere, or no menu leads to a page.
"""

import sys
from pathlib import Path

from tests.publishing.torture import torture
from tests.publishing.torture.checking import dead_links, to_look_at, unreachable
from workflow.publishing import publish

made = torture(Path(sys.argv[1]))
report = publish(made.project)
wrong = [*map(str, report.problems), *dead_links(made.html, report), *unreachable(made.html, report)]
pages = len(list(made.html.rglob("*.html")))
print("\n".join([*wrong, f"{pages} pages in {len(report.editions)} languages, {len(wrong)} problems"]))
Path(sys.argv[2]).write_text("\n".join(to_look_at(report, "constructs.md")), encoding="utf-8")
sys.exit(bool(wrong))
