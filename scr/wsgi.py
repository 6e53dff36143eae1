import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "scr.settings")

application = get_wsgi_application()

from scr.people.identity import refuse_wrong_role  # noqa: E402  after Django is set up

refuse_wrong_role()
