#!/usr/bin/env python3
"""The command line: `manage.py <command>`."""

import sys

from appraisal_site.entry import prepare

if __name__ == "__main__":
    prepare()
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
