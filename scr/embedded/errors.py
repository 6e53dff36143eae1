class CannotGoOn(Exception):
    """Carries one sentence that tells the person at the terminal what to do; never shown as a traceback."""
