"""Run the command line with ``python -m onrecord``."""

from onrecord.cli.main import main

main()
