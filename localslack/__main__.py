"""`python -m localslack`."""

import sys

from localslack.command_line import main

if __name__ == "__main__":
    sys.exit(main())
