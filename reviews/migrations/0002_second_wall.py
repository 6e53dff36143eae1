from django.db import migrations

from scr.row_security import wall


class Migration(migrations.Migration):
    dependencies = [("cases", "0006_second_wall"), ("reviews", "0001_initial")]
    operations = [
        wall("reviews_agencyrecommendation"),
        wall("reviews_historicalagencyrecommendation"),
        wall("reviews_authorappointment"),
        wall("reviews_historicalauthorappointment"),
        wall("reviews_endorsement"),
        wall("reviews_historicalendorsement"),
        wall("reviews_overviewaddressee"),
        wall("reviews_historicaloverviewaddressee"),
        wall("reviews_overviewagreement"),
        wall("reviews_historicaloverviewagreement"),
        wall("reviews_overviewengagement"),
        wall("reviews_historicaloverviewengagement"),
        wall("reviews_overviewrecommendation"),
        wall("reviews_historicaloverviewrecommendation"),
        wall("reviews_overviewreport"),
        wall("reviews_historicaloverviewreport"),
        wall("reviews_recordssecured"),
        wall("reviews_historicalrecordssecured"),
        wall("reviews_reviewreturn"),
        wall("reviews_historicalreviewreturn"),
        wall("reviews_reviewwaiver"),
        wall("reviews_historicalreviewwaiver"),
        wall("reviews_submission"),
        wall("reviews_historicalsubmission"),
        wall("reviews_termsagency"),
        wall("reviews_historicaltermsagency"),
        wall("reviews_termsdraft"),
        wall("reviews_historicaltermsdraft"),
        wall("reviews_termsofreference"),
        wall("reviews_historicaltermsofreference"),
        wall("reviews_termsquestion"),
        wall("reviews_historicaltermsquestion"),
    ]
