"""`python -m sertidesk`: the same door as the command `sertidesk`."""

import sys

from sertidesk.cli import main

if __name__ == "__main__":
    sys.exit(main())
