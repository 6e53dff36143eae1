# Production image. PostgreSQL and Redis run beside it: see docker-compose.yml and docs/operations.md.

FROM node:22-slim AS pages
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY static/src static/src
RUN npm run build

FROM python:3.13-slim AS packages
# psycopg2 is built against the system's libpq, as its authors advise for production.
RUN apt-get update \
    && apt-get install -y --no-install-recommends gcc libc6-dev libpq-dev \
    && rm -rf /var/lib/apt/lists/*
COPY requirements-production.lock .
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --require-hashes --only-binary :all: --no-binary psycopg2 \
       -r requirements-production.lock

FROM python:3.13-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpq5 libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
       fonts-liberation fonts-dejavu-core \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /nonexistent --shell /usr/sbin/nologin lantern \
    && install -d -o lantern -g lantern -m 0700 /data/files /data/audit-heads
COPY --from=packages /venv /venv
WORKDIR /app
COPY . .
COPY --from=pages /build/static/build static/build
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 DJANGO_SETTINGS_MODULE=scr.settings
# Gathering files reads the settings but connects to nothing; these values stay in this one step.
RUN SECRET_KEY=build FILE_KEYS=build FILES_ROOT=/data/files PUBLIC_URL=https://build.invalid \
    AUDIT_SIGNING_KEY=build AUDIT_HEADS_ROOT=/data/audit-heads DATABASE_URL=postgres://build@/build REDIS_URL=redis://build \
    python manage.py collectstatic --noinput
USER lantern
EXPOSE 8000
CMD ["gunicorn", "scr.wsgi", "--bind", "0.0.0.0:8000", "--workers", "3", "--threads", "4", \
     "--no-control-socket", "--worker-tmp-dir", "/dev/shm"]
