from django.urls import path

from scr.letters import issue_views, leaflet_views, text_views, views

app_name = "letters"
urlpatterns = [
    path("cases/<uuid:case_id>/letters/", views.letters, name="list"),
    path("cases/<uuid:case_id>/letters/<slug:code>/send/", issue_views.issue, name="issue"),
    path("letters/<uuid:letter_id>/", views.letter, name="letter"),
    path("letters/<uuid:letter_id>/acknowledge/", views.acknowledge, name="acknowledge"),
    path("letters/<uuid:letter_id>/receipt/", views.record_receipt, name="record_receipt"),
    path("leaflets/", leaflet_views.leaflets, name="leaflets"),
    path("leaflets/<slug:leaflet>/", leaflet_views.leaflet, name="leaflet"),
    path("leaflets/<slug:leaflet>/pdf/", leaflet_views.leaflet_pdf, name="leaflet_pdf"),
    path("letter-texts/", text_views.letter_texts, name="texts"),
    path("letter-texts/<slug:text_code>/", text_views.text, name="text"),
    path("letter-texts/<slug:text_code>/change/", text_views.edit_text, name="edit_text"),
    path("letter-texts/<slug:text_code>/compare/", text_views.compare_texts, name="compare_texts"),
    path("letter-texts/<slug:text_code>/<int:version>/", text_views.text_version, name="text_version"),
    path("letter-texts/<slug:text_code>/<int:version>/pdf/", text_views.text_pdf, name="text_pdf"),
    path(
        "letter-texts/<slug:text_code>/<int:version>/take-up/", text_views.take_up_text, name="take_up_text"
    ),
]
