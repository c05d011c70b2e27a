"""``python -m dengbao``: the command line."""

import sys

from dengbao.cli import main

sys.exit(main())
