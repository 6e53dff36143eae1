from django.urls import include, path

urlpatterns = [
    path("", include("scr.pages.urls")),
    path("", include("scr.people.urls")),
    path("", include("scr.cases.urls")),
    path("", include("scr.documents.urls")),
    path("", include("scr.letters.urls")),
    path("", include("scr.meetings.urls")),
    path("", include("referrals.urls")),
    path("", include("chronology.urls")),
    path("", include("reviews.urls")),
    path("", include("actionplans.urls")),
]

handler400 = "scr.pages.errors.bad_request"
