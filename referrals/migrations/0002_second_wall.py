from django.db import migrations

from scr.row_security import wall


class Migration(migrations.Migration):
    dependencies = [("cases", "0006_second_wall"), ("referrals", "0001_initial")]
    operations = [
        wall("referrals_aidanswer"),
        wall("referrals_historicalaidanswer"),
        wall("referrals_criterionanswer"),
        wall("referrals_historicalcriterionanswer"),
        wall("referrals_decision"),
        wall("referrals_historicaldecision"),
        wall("referrals_knownagency"),
        wall("referrals_historicalknownagency"),
        wall("referrals_panelview"),
        wall("referrals_historicalpanelview"),
        wall("referrals_recommendation"),
        wall("referrals_historicalrecommendation"),
        wall("referrals_referral"),
        wall("referrals_historicalreferral"),
        # What somebody has begun to write about a child, before there is a case.
        wall("referrals_referraldraft", "user_id = (SELECT my_user()) AND (SELECT my_onlooker()) IS NULL"),
    ]
