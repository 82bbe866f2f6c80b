"""Mails (.eml) and pages saved whole (.mht): the text or the page that they hold, and what is attached."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from email.utils import parsedate_to_datetime
from typing import cast

from kczx.acquire.inputs import Found, Input, digest
from kczx.acquire.kinds import Kind, kind_of, media_types
from kczx.acquire.published import day
from kczx.acquire.redecode import decoded
from kczx.errors import UnreadableFile
from kczx.flow import Source

ENOUGH = 40
"""Characters that make a text more than a hint to look at the HTML part."""


def read_mail(source: Input, kind: Kind) -> Iterator[Found | Input]:
    """A mail's body (its plain text, or its page where that is all) under the mail's path, then its attachments.

    Spans count the body's decoded text.  Raises UnreadableFile where there is neither.
    """
    data = source.take()
    message = message_from_bytes(data, policy=policy.default)
    bodies, attached = _parts(message)
    plain = next((part for part in bodies if part.get_content_type() == "text/plain"), None)
    page = next((part for part in bodies if part.get_content_type() in ("text/html", "application/xhtml+xml")), None)
    subject, sent = _header(message, "subject"), _sent(message)
    shown = any(_bytes(part).strip() for part in (plain, page) if part is not None)
    if not shown and not attached:
        raise UnreadableFile("the mail holds neither a text nor a page")
    if plain is not None and (page is None or len(_bytes(plain).strip()) >= ENOUGH):
        text, encoding, remarks = decoded(_bytes(plain), plain.get_content_charset())
        if text.strip():
            yield Source(
                source.path,
                text,
                digest(data),
                encoding,
                kind.media_type,
                title=subject,
                published=sent,
                remarks=remarks,
            )
    elif page is not None:
        from kczx.acquire.html import read_html

        stream = io.BufferedReader(io.BytesIO(_bytes(page)))
        inner = replace(source, stream=stream, charset=page.get_content_charset(), media_type="text/html")
        for found in read_html(inner, kind):
            if isinstance(found, Source):
                yield replace(found, title=found.title or subject, published=found.published or sent)
            else:
                yield found
    for number, part in enumerate(attached, 1):
        name = part.get_filename() or f"part{number}"
        media_type = part.get_content_type()
        if source.asked(name) and _is_document(name, media_type):
            yield source.member(name, io.BytesIO(_bytes(part)), charset=part.get_content_charset(), published=sent)


def _is_document(name: str, media_type: str) -> bool:
    """Whether what is attached is to be read, or told of where it cannot be: by its type, or by its name, since many programs
    tell no type.  Pictures, signatures and the like are passed over."""
    kind = kind_of(name)
    if kind.reader == "refused":
        return "; " in kind.media_type  # a document, with advice on how it can be read
    return media_type in media_types() or kind.reader != "text" or name.lower().endswith((".txt", ".text"))


def _parts(message: EmailMessage) -> tuple[list[EmailMessage], list[EmailMessage]]:
    """The parts that may be the body, and those that are attached; of a page saved whole only the page counts."""
    bodies: list[EmailMessage] = []
    attached: list[EmailMessage] = []
    waiting: list[EmailMessage] = [message]
    while waiting:
        part = waiting.pop()
        if part.get_content_type() == "message/rfc822" and part is not message:
            attached.append(part)
        elif part.is_multipart():
            waiting += reversed(cast(list[EmailMessage], part.get_payload()))
        elif part.get_content_maintype() == "multipart":
            continue  # said to have parts, and has none: cut off
        elif part.get_content_disposition() == "attachment" or part.get_filename():
            attached.append(part)
        elif part.get_content_maintype() == "text":
            bodies.append(part)
    return bodies, attached


def _bytes(part: EmailMessage) -> bytes:
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        return inner[0].as_bytes() if isinstance(inner, list) and inner and isinstance(inner[0], Message) else b""
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _header(message: EmailMessage, name: str) -> str | None:
    try:
        return str(message[name]).strip() or None if message[name] is not None else None
    except (ValueError, LookupError, TypeError, AttributeError, IndexError):  # the library, over damaged headers
        return None


def _sent(message: EmailMessage) -> str | None:
    """The day on which it was sent, in the sender's time zone."""
    try:
        return day(parsedate_to_datetime(str(message["date"])).date().isoformat())
    except (ValueError, LookupError, TypeError, AttributeError):
        return None
