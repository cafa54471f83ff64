"""``GET /api/v1/scores/``: the scores that a token may see (contract, REST)."""

from django.http import HttpResponseBase
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from kinerja.api.pagination import link, page_of, read_cursor
from kinerja.api.query import ScoreQuery, read_query
from kinerja.api.responses import ETAG, UNCHANGED, json_answer, problems
from kinerja.api.serializers import ScorePage
from kinerja.selectors.scores import score_rows, visible_scores


class ScoreList(APIView):
    """Units' scores, page by page, in the order in which they were opened."""

    required_scope = "scores:read"

    @extend_schema(
        operation_id="scores_list",
        summary="Nilai unit kerja",
        tags=["Nilai"],
        parameters=[ScoreQuery, ETAG],
        responses={200: ScorePage, **UNCHANGED, **problems(400)},
    )
    def get(self, request: Request) -> HttpResponseBase:
        """Nilai setiap unit kerja dan indikatornya; desimal ditulis sebagai teks."""
        asked = read_query(request, ScoreQuery)
        cursor, size = read_cursor(asked.pop("cursor")), asked.pop("page_size")
        page = page_of(visible_scores(request.user, **asked), cursor, size)
        body = {
            "next": link(request, page.next),
            "previous": link(request, page.previous),
            "results": score_rows(page.rows),
        }
        return json_answer(request, body)
