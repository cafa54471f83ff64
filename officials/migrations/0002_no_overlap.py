"""The database refuses two tenures of one post that overlap (R9)."""

from django.db import migrations

from regions.overlap import NoOverlap


class Migration(migrations.Migration):
    dependencies = [("officials", "0001_initial")]

    operations = [NoOverlap("Appointment", "appointment_one_holder_at_a_time", key="position_id")]
