"""The application. Nothing is loaded here, so that a limited process (scr/confined) starts without Django."""
