"""The admin as an app: Django's own, with our site."""

from django.contrib.admin.apps import AdminConfig


class SiteConfig(AdminConfig):
    """Puts ``appraisal_site.admin_site.ExportingSite`` where ``django.contrib.admin.site`` is asked for."""

    default_site = "appraisal_site.admin_site.ExportingSite"
