"""The admin as an app: Django's own, with our site."""

from django.contrib.admin.apps import AdminConfig


class RoleAdminConfig(AdminConfig):
    """Puts ``officials.site.RoleAdminSite`` where ``django.contrib.admin.site`` is asked for."""

    default_site = "officials.site.RoleAdminSite"
