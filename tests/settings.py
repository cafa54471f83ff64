"""Settings of the tests: nothing of the machine's own settings counts but the database to test on, and
everything that is written goes to a folder that is thrown away.
"""

import atexit
import os
import shutil
import tempfile

VAR = tempfile.mkdtemp(prefix="kinerja-test-")
atexit.register(shutil.rmtree, VAR, ignore_errors=True)
OUTSIDE = """ALLOWED_HOSTS AUDIT_KEY CACHE_URL DEBUG DEBUG_PAGES DEMO_PASSWORD EMAIL_URL HOST HTTPS_REDIRECT
MEDIA_ROOT PORT PUBLIC_URL SECRET_KEY SIGNING_BSRE_PASSWORD SIGNING_BSRE_URL SIGNING_BSRE_USER
SIGNING_P12 SIGNING_PKCS11_MODULE SIGNING_PKCS11_TOKEN SIGNING_TSA_URL TASKS TRUSTED_PROXIES"""
for name in OUTSIDE.split():
    os.environ.pop(name, None)
os.environ["VAR_DIR"] = VAR

from appraisal_site.settings import *

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as in production: threads and the live server see one write-ahead log, not one shared memory.
    DATABASES["default"]["TEST"] = {"NAME": f"{VAR}/test.sqlite3"}

STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # fast; Argon2 has its own test
LOGGING["root"]["level"] = "ERROR"
LOGGING["loggers"]["django_structlog"]["level"] = "ERROR"
