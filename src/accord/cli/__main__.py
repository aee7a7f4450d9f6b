"""`python -m accord.cli`: the command where the `accord` script is not on the path."""

import sys

from accord.cli import main

sys.exit(main())
