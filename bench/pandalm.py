"""The agreement of PandaLM's three people, over all 999 rows and over what can be shown, from the original file.

    python bench/pandalm.py testset-v1.json

Expected over all rows: percent .9199, alpha nominal .864, its interval about .84 to .886; 61 rows hold no text.
"""

from __future__ import annotations

import sys
from pathlib import Path

from accord.formats import Refused, Row, open_rows
from accord.formats.opening import opened
from accord.formats.pandalm import labels
from accord.quality import Labels, krippendorff_alpha, percent_agreement


def main(path: Path) -> None:
    """Print both figures and the rows without text."""
    rows = list(open_rows(path, "pandalm"))
    refused = [row for row in rows if isinstance(row, Refused)]
    shown = {int(row.data["id"].removeprefix("pandalm-")) for row in rows if isinstance(row, Row)}
    with opened(path) as source:
        table = list(labels(source))
    print(f"{len(rows)} rows, {len(refused)} without text: {', '.join(str(one.id) for one in refused[:5])}, ...")
    for name, part in (("all rows", table), ("rows that can be shown", [one for one in table if one[0] in shown])):
        item, person, winner = zip(*part, strict=True)
        found = Labels.from_arrays(item, person, winner)
        alpha = krippendorff_alpha(found)
        print(
            f"{name}: percent {percent_agreement(found).estimate:.4f}, "
            f"alpha {alpha.estimate:.4f} [{alpha.low:.3f}, {alpha.high:.3f}], {found.n_items} items"
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
