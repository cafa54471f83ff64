"""The addresses under /api/."""

from django.urls import URLPattern, URLResolver, path

from kinerja.api.docs import DocsView, SchemaView
from kinerja.api.document import DocumentContent, DocumentDetail
from kinerja.api.score import ScoreList

app_name = "api"
urlpatterns: list[URLPattern | URLResolver] = [
    path("schema/", SchemaView.as_view(), name="schema"),
    path("docs/", DocsView.as_view(), name="docs"),
    path("v1/scores/", ScoreList.as_view(), name="scores"),
    path("v1/documents/<uuid:pk>/", DocumentDetail.as_view(), name="document"),
    path("v1/documents/<uuid:pk>/content", DocumentContent.as_view(), name="document_content"),
]
