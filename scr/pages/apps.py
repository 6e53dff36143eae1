from django.apps import AppConfig

from scr.pages import checks

__all__ = ["checks"]  # imported so that the checks register themselves


class PagesConfig(AppConfig):
    name = "scr.pages"
