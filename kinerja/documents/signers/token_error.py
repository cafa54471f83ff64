"""What becomes of a token, in words; its library's own errors say nothing to people."""

from django.utils.translation import gettext as _
from pkcs11 import exceptions


def said(error: Exception, label: str) -> str:
    """What happened and what to do.

    Args:
        error: of the token's library.
        label: of the token, as the settings name it.
    """
    match error:
        case exceptions.PinIncorrect() | exceptions.PinLenRange() | exceptions.PinInvalid():
            return _("PIN token salah. Ketik ulang; token terkunci sesudah beberapa kali salah.")
        case exceptions.PinLocked():
            return _("PIN token terkunci; minta penerbit sertifikat membukanya.")
        case exceptions.NoSuchToken() | exceptions.TokenNotPresent():
            return _("Token “%s” tidak terpasang; pasang tokennya lalu ulangi.") % label
        case exceptions.MultipleTokensReturned():
            return _("Ada lebih dari satu token bernama “%s”; lepaskan yang lain.") % label
    words = {"label": label, "error": type(error).__name__}
    return _("Token “%(label)s” gagal menandatangani (%(error)s); ulangi, lalu periksa tokennya.") % words
