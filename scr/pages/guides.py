"""The guides by role, shown under Help; the same files that docs/guides holds."""

from functools import cache

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

GUIDES = {
    "administrator": "For the board's administrator",
    "chair": "For the Chair",
    "panel-member": "For panel members",
    "agency-reviewer": "For agencies' reviewers",
    "chief-officer": "For chief officers",
    "signer": "For those who sign or help inside an agency",
}
CLASSES = {
    "heading_open": {"h2": "govuk-heading-m", "h3": "govuk-heading-s"},
    "paragraph_open": {"p": "govuk-body"},
    "bullet_list_open": {"ul": "govuk-list govuk-list--bullet"},
    "ordered_list_open": {"ol": "govuk-list govuk-list--number"},
    "link_open": {"a": "govuk-link"},
    "table_open": {"table": "govuk-table"},
    "thead_open": {"thead": "govuk-table__head"},
    "tbody_open": {"tbody": "govuk-table__body"},
    "tr_open": {"tr": "govuk-table__row"},
    "th_open": {"th": "govuk-table__header"},
    "td_open": {"td": "govuk-table__cell"},
}


@cache
def html_of(guide: str) -> SafeString:
    """A guide as HTML."""
    return as_html((settings.BASE_DIR / "docs" / "guides" / f"{guide}.md").read_text())


def as_html(text: str) -> SafeString:
    """Markdown as HTML without its first heading, which the page has. Raw HTML in it is shown, not run."""
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = parser.parse(text)
    first = next((place for place, token in enumerate(tokens) if token.type == "heading_close"), -1)
    for token in tokens:
        classes = CLASSES.get(token.type, {}).get(token.tag)
        if classes:
            token.attrSet("class", classes)
        if token.type == "th_open":
            token.attrSet("scope", "col")
    return mark_safe(parser.renderer.render(tokens[first + 1 :], parser.options, {}))
