"""The database refuses to change or delete what the audit trail says."""

from django.db import migrations

from officials.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("officials", "0002_no_overlap")]

    operations = [
        AppendOnly("AuditEntry", "audit_entry_stays"),
        AppendOnly("AuditHead", "audit_head_stays", events=("DELETE",)),
    ]
