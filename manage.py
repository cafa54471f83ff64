#!/usr/bin/env python3
"""The command line: `manage.py <command>`."""

import sys

from appraisal_site.entry import manage

if __name__ == "__main__":
    manage(sys.argv)
