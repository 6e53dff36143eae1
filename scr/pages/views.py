from uuid import UUID

from django.http import HttpRequest, HttpResponse


def home(request: HttpRequest) -> HttpResponse:
    return HttpResponse("home")


def cases(request: HttpRequest) -> HttpResponse:
    return HttpResponse("cases")


def case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    return HttpResponse("case")


history = case
help_page = sent_mail = evaluation_sign_in = home
