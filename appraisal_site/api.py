"""The root of the REST interface, under /api/."""

from django.urls import include, path

urlpatterns = [path("", include("kinerja.api.urls"))]
