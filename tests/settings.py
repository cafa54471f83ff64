"""Settings of the tests: everything written goes to a folder that is thrown away."""

import os
import tempfile

_folder = tempfile.mkdtemp(prefix="kinerja-test-")
os.environ["VAR_DIR"] = _folder
os.environ.pop("MEDIA_ROOT", None)

from appraisal_site.settings import *
