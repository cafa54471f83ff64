"""The database refuses two delegations of one post that overlap (R9)."""

from django.db import migrations

from regions.overlap import NoOverlap


class Migration(migrations.Migration):
    dependencies = [("officials", "0004_appraisals")]

    operations = [NoOverlap("Delegation", "delegation_one_at_a_time", key="position_id")]
