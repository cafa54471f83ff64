"""Sign-in through allauth: by name or e-mail, no open registration, rate limits in the shared cache."""

from typing import Any

from appraisal_site.environment import load

AUTHENTICATION_BACKENDS = ["rules.permissions.ObjectPermissionBackend", "officials.backends.RoleBackend"]
LOGIN_URL = "/masuk/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/masuk/"

ACCOUNT_ADAPTER = "officials.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["email", "username*", "password1*", "password2*"]
ACCOUNT_FORMS = {"login": "officials.forms.SignInForm"}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nobody may have us write to an address that we do not know
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[Kinerja Dukcapil] "
ACCOUNT_LOGOUT_REDIRECT_URL = LOGOUT_REDIRECT_URL
ACCOUNT_PREVENT_ENUMERATION = True
# The cookie lasts as long as the browser, the session behind it eight idle hours: whoever comes back later
# still shows an old cookie, and is told that the session ended (appraisal_site.idle).
ACCOUNT_SESSION_REMEMBER = False
# An office shares one address: what is counted is the account and the address together, or the account that
# is signed in. The key of login_failed is that pair (officials.adapter), of reset_password the e-mail.
ACCOUNT_RATE_LIMITS: dict[str, Any] = {
    "login": None,
    "login_failed": "5/5m/key",
    "reset_password": "5/h/key",
    "reset_password_from_key": None,
}
ALLAUTH_TRUSTED_PROXY_COUNT = load().trusted_proxies

MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Kinerja Dukcapil"
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute off
SOCIALACCOUNT_AUTO_SIGNUP = False
