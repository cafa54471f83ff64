"""Documents issued before signatures had rows of their own bear one signature each."""

from django.db import migrations


def add(apps, schema_editor):
    documents = apps.get_model("kinerja", "SignedDocument").objects.filter(signatures=None)
    signatures = apps.get_model("kinerja", "DocumentSignature").objects
    copied = ("signer_name", "certificate", "size", "sha256")
    for row in documents.defer("snapshot").iterator():
        signatures.create(
            document=row,
            place=1,
            part="TandaTangan",
            level="B-B",
            signed_at=row.issued_at,
            signed_by_id=row.issued_by_id,
            **{name: getattr(row, name) for name in copied},
        )


class Migration(migrations.Migration):
    dependencies = [("kinerja", "0004_documents")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
