"""The database refuses two codes of one region, or two regions under one code, on one day."""

from django.db import migrations

from regions.overlap import NoOverlap


class Migration(migrations.Migration):
    dependencies = [("regions", "0001_initial")]

    operations = [
        NoOverlap("RegionCode", "regioncode_one_code_at_a_time", key="region_id"),
        NoOverlap("RegionCode", "regioncode_one_region_at_a_time", key="code"),
    ]
