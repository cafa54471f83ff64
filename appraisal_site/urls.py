"""Which address leads where: each app names its own pages, the frame only joins them."""

from django.contrib import admin
from django.urls import include, path

handler400 = "appraisal_site.errors.bad_request"
handler403 = "appraisal_site.errors.permission_denied"
handler404 = "appraisal_site.errors.not_found"
handler500 = "appraisal_site.errors.server_error"

urlpatterns = [
    path("admin/", admin.site.urls),
    path("api/", include("appraisal_site.api")),
    path("", include("kinerja.urls")),
    path("", include("officials.urls")),
    path("", include("regions.urls")),
]
