"""Settings: what is fixed lives in these files, what the outside decides in `appraisal_site.environment`."""

from appraisal_site.settings.api import *
from appraisal_site.settings.base import *
from appraisal_site.settings.logs import *
from appraisal_site.settings.security import *
from appraisal_site.settings.sign_in import *
