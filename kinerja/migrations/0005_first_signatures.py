"""Documents issued before signatures had rows of their own bear one signature each.

Those of units count on in the Dirjen's numbers; whose letterhead an official's bore, no column tells.
"""

from django.db import migrations


def add(apps, schema_editor):
    rows = apps.get_model("kinerja", "SignedDocument").objects
    rows.filter(kind="unit_result", office="").update(office="dirjen")
    documents = rows.filter(signatures=None)
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
