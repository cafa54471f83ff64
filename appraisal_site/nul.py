"""A NUL character in a form: no person types one, and PostgreSQL cannot store it."""

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

from appraisal_site.health import Response

NUL = "\0"


class NulMiddleware:
    """Answers 400 before any view reads the form: some words (a note, a number) pass through no field.

    The REST interface is let through: its parameters have fields, which name the fault (contract, REST).
    """

    def __init__(self, get_response: Response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: object) -> None:
        """Look through what was sent.

        Raises:
            BadRequest: it holds a NUL.
        """
        match = request.resolver_match
        if match is not None and "api" in match.app_names:
            return
        sent = (*request.GET.lists(), *request.POST.lists())
        if any(NUL in text for name, values in sent for text in (name, *values)):
            raise BadRequest("NUL")
