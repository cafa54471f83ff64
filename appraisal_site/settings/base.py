"""Apps, database, templates, language, static files, uploads."""

from typing import Any
from urllib.parse import urlsplit

from appraisal_site.environment import BASE_DIR, load

ENVIRONMENT = load()

# Django's technical pages only on request (DEBUG_PAGES=1): a demonstration (DEBUG=1) shows people the same
# Indonesian error pages as production does.
DEBUG = ENVIRONMENT.debug_pages
PRODUCTION = not ENVIRONMENT.debug
SECRET_KEY = ENVIRONMENT.secret_key
AUDIT_KEY = ENVIRONMENT.audit_key
ALLOWED_HOSTS = ENVIRONMENT.allowed_hosts
PUBLIC_URL = ENVIRONMENT.public_url
VAR_DIR = ENVIRONMENT.var_dir
DEMO_PASSWORD = ENVIRONMENT.demo_password
VAR_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)

ROOT_URLCONF = "appraisal_site.urls"
WSGI_APPLICATION = "appraisal_site.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "regions",
    "officials",
    "kinerja",
    "appraisal_site.admin_app.SiteConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "rest_framework",
    "knox",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "drf_standardized_errors",
    "django_filters",
    "django_htmx",
    "widget_tweaks",
    "rules",
    "csp",
    "bootstrap",
    "django_structlog",
    # Always, whatever TASKS says: the worker's table is there before anybody asks for it, so switching is a
    # restart and no migration, and `makemigrations --check` sees the same apps either way.
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "appraisal_site.health.HealthMiddleware",  # before everything: a probe has no host name and no HTTPS
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "appraisal_site.uploads.BodyLimitMiddleware",  # before anything reads the body
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "appraisal_site.request_log.RequestLogMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "appraisal_site.partial.PartialSignInMiddleware",
    "appraisal_site.idle.IdleSessionMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "appraisal_site.nul.NulMiddleware",
    "appraisal_site.readonly.ReadOnlyMiddleware",  # nearest to the view: only the view's own statements
]

# Pages that may write although they are asked for by GET: the name of the address, and why.
READONLY_EXEMPT = {
    "openid_connect_callback": "the identity provider answers a sign-in by redirect",
    "mfa_view_recovery_codes": "allauth notes that the owner has seen the codes",
    "mfa_download_recovery_codes": "allauth notes that the owner has seen the codes",
}

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

SQLITE_OPTIONS = {
    "timeout": 20,
    "transaction_mode": "IMMEDIATE",  # a transaction that will write waits at its start, never fails half-way
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
}


def _database(config: dict[str, Any]) -> dict[str, Any]:
    """The connection, with what its kind needs."""
    if config["ENGINE"].endswith("sqlite3"):
        return config | {"OPTIONS": SQLITE_OPTIONS | config.get("OPTIONS", {})}
    return config | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}


DATABASES = {"default": _database(ENVIRONMENT.database)}
CACHES = {"default": ENVIRONMENT.cache}
TASK_BACKENDS = {
    "immediate": "django_tasks.backends.immediate.ImmediateBackend",
    "database": "django_tasks_db.DatabaseBackend",
}
TASKS = {"default": {"BACKEND": TASK_BACKENDS[ENVIRONMENT.tasks]}}

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Jakarta"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = ENVIRONMENT.media_root
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
# Nobody visits a source map: compressing those of Bootstrap took most of the time of collecting.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["map", "png", "jpg", "gif", "webp", "woff", "woff2", "gz", "br", "zip"]
FILE_UPLOAD_PERMISSIONS = 0o640

# An evidence file may have 10 MiB; a request a little more, for the form around it. What is larger is refused
# before it is stored (appraisal_site.uploads).
EVIDENCE_MAX_BYTES = 10 * 1024 * 1024
REQUEST_MAX_BYTES = 12 * 1024 * 1024

EMAIL_CONFIG = ENVIRONMENT.email
EMAIL_BACKEND = EMAIL_CONFIG.get("EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend")
EMAIL_HOST = EMAIL_CONFIG.get("EMAIL_HOST") or "localhost"
EMAIL_PORT = EMAIL_CONFIG.get("EMAIL_PORT") or 25
EMAIL_HOST_USER = EMAIL_CONFIG.get("EMAIL_HOST_USER") or ""
EMAIL_HOST_PASSWORD = EMAIL_CONFIG.get("EMAIL_HOST_PASSWORD") or ""
EMAIL_USE_TLS = EMAIL_CONFIG.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = EMAIL_CONFIG.get("EMAIL_USE_SSL", False)
# Mails come from the host of PUBLIC_URL: no other name of ours is known here.
DEFAULT_FROM_EMAIL = f"Kinerja Dukcapil <noreply@{urlsplit(PUBLIC_URL).hostname}>"
SERVER_EMAIL = DEFAULT_FROM_EMAIL

SIGNING_P12 = ENVIRONMENT.signing.p12
SIGNING_PKCS11_MODULE = ENVIRONMENT.signing.pkcs11_module
SIGNING_PKCS11_TOKEN = ENVIRONMENT.signing.pkcs11_token
SIGNING_BSRE_URL = ENVIRONMENT.signing.bsre_url
SIGNING_BSRE_USER = ENVIRONMENT.signing.bsre_user
SIGNING_BSRE_PASSWORD = ENVIRONMENT.signing.bsre_password
SIGNING_TSA_URL = ENVIRONMENT.signing.tsa_url
SIGNING_CA_DIR = VAR_DIR / "ca"
