from django.http import HttpResponse
from django.urls import path

app_name = "referrals"
urlpatterns = [
    path(
        "cases/<uuid:case_id>/referral/", lambda request, **kwargs: HttpResponse("referral"), name="referral"
    ),
    path("cases/<uuid:case_id>/consult/", lambda request, **kwargs: HttpResponse("consult"), name="consult"),
    path("cases/<uuid:case_id>/view/", lambda request, **kwargs: HttpResponse("give_view"), name="give_view"),
    path(
        "cases/<uuid:case_id>/recommend/",
        lambda request, **kwargs: HttpResponse("recommend"),
        name="recommend",
    ),
    path("cases/<uuid:case_id>/decide/", lambda request, **kwargs: HttpResponse("decide"), name="decide"),
    path("refer/", lambda request, **kwargs: HttpResponse("refer"), name="refer"),
]
