"""The development authority's keys and certificates, made in memory.

RSA-2048 throughout: what ``pdfsig``, Acrobat and OpenSSL all accept. The names say what they are, so that no
reader of a signature can take one for a production signature.
"""

from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier

MARK = "tidak sah untuk produksi"
Key = rsa.RSAPrivateKey
#: What X.520 allows a common name.
_COMMON_NAME = 64
DOCUMENT_SIGNING = ObjectIdentifier("1.3.6.1.5.5.7.3.36")  # RFC 9336
_VALID = timedelta(days=3650)


def development_authority() -> dict[str, bytes]:
    """A root and a signing certificate under it, with their keys.

    Returns:
        PEM content by file name: ``root.pem``, ``root.key``, ``signer.pem``, ``signer.key``.
    """
    root_key, signer_key = _key(), _key()
    root_name = _name(f"CA Pengembangan Kinerja Dukcapil ({MARK})")
    root = _root(root_name, root_key)
    signer = personal(f"Penanda Tangan Pengembangan ({MARK})", signer_key.public_key(), root, root_key)
    return {
        "root.pem": root.public_bytes(serialization.Encoding.PEM),
        "root.key": _pem(root_key),
        "signer.pem": signer.public_bytes(serialization.Encoding.PEM),
        "signer.key": _pem(signer_key),
    }


def personal(name: str, key: rsa.RSAPublicKey, root: x509.Certificate, root_key: Key) -> x509.Certificate:
    """A signing certificate in a person's name, valid as long as its root.

    Args:
        name: of the person; cut to what a certificate holds.
        key: whose private half signs.
        root: the development root.
        root_key: its key.
    """
    builder = _builder(_name(name[:_COMMON_NAME].strip() or "-"), root.subject, key)
    # The root's own span, also for whoever tests a day in the past.
    builder = builder.not_valid_before(root.not_valid_before_utc)
    return _signer(builder.not_valid_after(root.not_valid_after_utc), root, root_key)


def _key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _pem(key: rsa.RSAPrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _name(common_name: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "ID"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, f"Pengembangan, {MARK}"),
            x509.NameAttribute(NameOID.COMMON_NAME, common_name),
        ]
    )


def _builder(subject: x509.Name, issuer: x509.Name, key: rsa.RSAPublicKey) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def _root(name: x509.Name, key: rsa.RSAPrivateKey) -> x509.Certificate:
    start = datetime.now(UTC) - timedelta(minutes=5)
    builder = _builder(name, name, key.public_key()).not_valid_before(start).not_valid_after(start + _VALID)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    builder = builder.add_extension(_usage("key_cert_sign", "crl_sign"), critical=True)
    return builder.sign(key, hashes.SHA256())


def _signer(
    builder: x509.CertificateBuilder, root: x509.Certificate, root_key: rsa.RSAPrivateKey
) -> x509.Certificate:
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    builder = builder.add_extension(_usage("digital_signature", "content_commitment"), critical=True)
    purposes = [DOCUMENT_SIGNING, ExtendedKeyUsageOID.EMAIL_PROTECTION]
    builder = builder.add_extension(x509.ExtendedKeyUsage(purposes), critical=False)
    issuer_key = root.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    builder = builder.add_extension(
        x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(issuer_key), critical=False
    )
    return builder.sign(root_key, hashes.SHA256())


def _usage(*allowed: str) -> x509.KeyUsage:
    names = (
        "digital_signature",
        "content_commitment",
        "key_encipherment",
        "data_encipherment",
        "key_agreement",
        "key_cert_sign",
        "crl_sign",
        "encipher_only",
        "decipher_only",
    )
    return x509.KeyUsage(**{name: name in allowed for name in names})
