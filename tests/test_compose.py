"""Production as docker-compose.yml describes it: nothing is secret by default, nobody works as owner."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
VARIABLE = re.compile(r"\$\{(\w+)(:?[-?+][^}]*)?\}")
SECRET = re.compile(r"PASSWORD|KEY|SECRET|_URL$")
MAY_HAVE_A_DEFAULT = {
    "AUDIT_HEADS_MAIL_TO",
    "DIGEST_HOUR",
    "EMERGENCY_HOURS",
    "EMERGENCY_TRIES",
    "IDLE_MINUTES",
    "INVITED_LINK_DAYS",
    "LOG_LEVEL",
    "SESSION_HOURS",
}


def texts(value: object) -> list[str]:
    """Every string inside a value of YAML."""
    if isinstance(value, dict):
        return [text for inner in value.values() for text in texts(inner)]
    if isinstance(value, list):
        return [text for inner in value for text in texts(inner)]
    return [str(value)]


def test_every_variable_is_required_by_name() -> None:
    used = [match for text in texts(COMPOSE) for match in VARIABLE.finditer(text)]
    assert len(used) > 10
    for match in used:
        name, rest = match.groups()
        assert name in MAY_HAVE_A_DEFAULT or (rest or "").startswith(f":?set {name} in .env"), match.group()


def test_no_secret_stands_in_the_file() -> None:
    for service in SERVICES.values():
        for name, value in service.get("environment", {}).items():
            if SECRET.search(name):
                assert VARIABLE.search(str(value)), f"{name}={value}"


@pytest.mark.parametrize("name", ["web", "worker", "beat"])
def test_the_application_works_as_its_own_role_without_demo_data(name: str) -> None:
    service = SERVICES[name]
    environment = service["environment"]
    assert environment["DATABASE_URL"].startswith("postgres://scr_app:")
    assert not {"DATABASE_OWNER_URL", "RUN_AS_OWNER"} & environment.keys()
    assert environment["EVALUATION"] == "0"
    assert "load_demo" not in " ".join(texts(service))


def test_only_the_pages_are_reachable_and_only_from_this_machine() -> None:
    ports = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}
    assert ports == {"web": ["127.0.0.1:8000:8000"]}


def test_the_example_names_every_variable_and_gives_no_secret() -> None:
    lines = (ROOT / ".env.example").read_text().splitlines()
    example = dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
    used = {match.group(1) for text in texts(COMPOSE) for match in VARIABLE.finditer(text)}
    assert example.keys() == used
    assert {name: value for name, value in example.items() if value} == {
        "DIGEST_HOUR": "8",
        "IDLE_MINUTES": "30",
        "INVITED_LINK_DAYS": "14",
        "SESSION_HOURS": "8",
        "EMERGENCY_HOURS": "4",
        "EMERGENCY_TRIES": "5",
        "LOG_LEVEL": "INFO",
    }


def test_the_image_runs_as_nobody_special_and_builds_the_driver() -> None:
    dockerfile = (ROOT / "Dockerfile").read_text()
    last_user = re.findall(r"^USER (\w+)$", dockerfile, re.MULTILINE)[-1]
    assert last_user not in {"root", "0"}
    assert "--no-binary psycopg2" in dockerfile
    assert "embedded" not in dockerfile


def test_both_roles_are_as_harmless_as_the_launcher_makes_them() -> None:
    script = (ROOT / "deploy" / "make-roles.sh").read_text()
    for role in ("scr_owner", "scr_app"):
        attributes = "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS"
        assert f"CREATE ROLE {role} {attributes} PASSWORD" in script
