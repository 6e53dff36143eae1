#!/bin/sh
# Runs once, when the database container makes its data: the two roles and the database of the application.
# The owner migrates; the application's role owns nothing, makes nothing and passes no policy by.
set -eu

psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
  -v owner_password="$OWNER_PASSWORD" -v app_password="$APP_PASSWORD" <<'SQL'
CREATE ROLE scr_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD :'owner_password';
CREATE ROLE scr_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD :'app_password';
CREATE DATABASE scr OWNER scr_owner TEMPLATE template0 ENCODING 'UTF8'
  LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C';
REVOKE ALL ON DATABASE scr FROM PUBLIC;
GRANT CONNECT, TEMPORARY ON DATABASE scr TO scr_app;
ALTER DATABASE scr SET timezone = 'UTC';
SQL
