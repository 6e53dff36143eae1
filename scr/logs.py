"""What is written to the log: what happened and where in the program, never to whom and with which words.

The text of an exception may hold a row (PostgreSQL: "Key (name)=(...) already exists"), a message what was
typed, an address a token. So every record is cut down when it is made, before any handler sees it, those of
Celery, gunicorn and other libraries included. What remains: words that stand in the source code, numbers,
moments, ids; of an exception its type and the lines of code that it came through.
"""

import linecache
import logging
import logging.config
import re
import sys
import traceback
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from http import HTTPStatus
from typing import Any
from uuid import UUID

import structlog
from django.http import HttpRequest
from structlog.typing import EventDict, WrappedLogger

HIDDEN = "[...]"
FRAMES = 40  # lines of code told of one exception, the last ones
OURS = ("event", "level", "logger", "timestamp")  # what structlog or a programmer wrote
PLAIN = (bool, int, float, date, timedelta, UUID, type(None))
AN_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
OUR_CODE = re.compile(r"(scr|referrals|chronology|reviews|actionplans)(\.\w+)+")


def configure(config: dict[str, Any]) -> None:
    """Django's LOGGING_CONFIG: the handlers of the settings, and the cutting down for all of them."""
    logging.config.dictConfig(config)
    logging.setLogRecordFactory(cut_down)
    structlog.configure(
        processors=[
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.processors.TimeStamper(fmt="iso"),
            _keep_what_may_be_told,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )


def json_lines() -> structlog.stdlib.ProcessorFormatter:
    """The formatter of the settings: a JSON object a line, also for an exception."""
    return structlog.stdlib.ProcessorFormatter(
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.JSONRenderer(default=str),
        ],
        foreign_pre_chain=[
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.processors.TimeStamper(fmt="iso"),
            _tell_failure_and_request,
        ],
    )


def cut_down(*args: Any, **kwargs: Any) -> logging.LogRecord:
    """A log record without what people typed or what stands in rows."""
    record = logging.LogRecord(*args, **kwargs)
    if not isinstance(record.msg, dict):  # that would be an event of structlog, cut down already
        _cut_words(record)
    if record.exc_info and record.exc_info[1]:
        record.exc_text = "\n".join(failure_lines(record.exc_info[1]))
        record.exc_info = None  # handlers write the text above instead of the exception's own
    return record


def _cut_words(record: logging.LogRecord) -> None:
    if not _stands_in_the_source(record):
        record.msg, record.args = f"{HIDDEN} ({record.filename}:{record.lineno})", ()
    elif isinstance(record.args, Mapping):
        record.args = {name: tellable(value) for name, value in record.args.items()}
    elif record.args:
        record.args = tuple(tellable(value) for value in record.args)


def _stands_in_the_source(record: logging.LogRecord) -> bool:
    """Whether a message was written by a programmer; one put together on the way may hold anything."""
    source = "".join(linecache.getlines(record.pathname))
    return isinstance(record.msg, str) and record.msg.strip() in source


def tellable(value: Any) -> Any:
    """A value as it may stand in a log; words that are not known to be harmless are hidden."""
    if isinstance(value, PLAIN):
        return value
    if isinstance(value, BaseException):
        return type(value).__qualname__
    if isinstance(value, type):
        return value.__qualname__
    if isinstance(value, str) and (AN_ID.fullmatch(value) or OUR_CODE.fullmatch(value)):
        return value
    return HIDDEN


def failure_lines(failure: BaseException) -> Iterator[str]:
    """An exception and what led to it: types, constraints and lines of code, no word of its message."""
    earlier = failure.__cause__ or (None if failure.__suppress_context__ else failure.__context__)
    if earlier is not None:
        yield from failure_lines(earlier)
    yield " ".join([f"{type(failure).__module__}.{type(failure).__qualname__}", *_constraint(failure)])
    for frame, line in list(traceback.walk_tb(failure.__traceback__))[-FRAMES:]:
        yield f"  {frame.f_code.co_filename}:{line} in {frame.f_code.co_name}"


def _constraint(failure: BaseException) -> list[str]:
    """Where the database refused a row: names of the schema, which are in the source code."""
    told = getattr(failure, "diag", None)
    names = [getattr(told, name, None) for name in ("sqlstate", "table_name", "constraint_name")]
    return [name for name in names if name]


def _keep_what_may_be_told(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    """Of an event of ours: its name, the values that may be told, and its exception by its lines."""
    failure = _failure_of(event)
    told = {name: value if name in OURS else tellable(value) for name, value in event.items()}
    return {**told, "exception": list(failure_lines(failure))} if failure else told


def _failure_of(event: EventDict) -> BaseException | None:
    given = event.pop("exc_info", None)
    if isinstance(given, BaseException):
        return given
    return sys.exc_info()[1] if given else None


def _tell_failure_and_request(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    """For a record of a library: the lines of its exception; of a request its view, not its address."""
    record = event["_record"]
    event.pop("exc_info", None)
    if record.exc_text:
        event["exception"] = record.exc_text.splitlines()
    request, status = getattr(record, "request", None), getattr(record, "status_code", None)
    if isinstance(request, HttpRequest) and status:
        match = request.resolver_match
        event.update(
            event=HTTPStatus(status).phrase,
            status=status,
            method=request.method,
            view=match.view_name if match else None,
        )
        if status < HTTPStatus.INTERNAL_SERVER_ERROR:
            event.pop("exception", None)  # a refusal is no fault of the program
    return event
