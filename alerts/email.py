"""Sends notifications as mail over SMTP, one thread a claim."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

import aiosmtplib

from alerts.clean import cut, one_line
from alerts.rendering import render_html, render_subject, render_text
from alerts.wording import HouseStyle
from monitor.model.alert import Alert, Notification, Receipt, Severity
from monitor.model.errors import ChannelError, ChannelRejected, ChannelUnavailable
from monitor.ports import Clock

#: A server answers each command within this, or the attempt is given up.
TIMEOUT = timedelta(seconds=30)

#: Longest answer of a server that is put on record, in characters.
_SHOWN_ANSWER = 300

#: Permanent refusals that are about how we log in and not about this mail; an operator puts
#: them right, and the alert must still be there then. Source: RFC 4954, 6; RFC 3207, 4.
_LOGIN_CODES = frozenset({530, 534, 535, 538})

_PERMANENT = range(500, 600)


class Security(StrEnum):
    """How the connection to the mail server is protected."""

    NONE = "none"
    STARTTLS = "starttls"
    TLS = "tls"


@dataclass(frozen=True, slots=True, kw_only=True)
class EmailSettings:
    """The mail server, and whom mail comes from."""

    host: str
    port: int
    #: "desk@example.org" or "Onrecord <desk@example.org>".
    sender: str
    security: Security = Security.STARTTLS
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    timeout: timedelta = TIMEOUT
    #: Where a reader writes to be taken off the list; None leaves the header out.
    unsubscribe: str | None = None
    #: Certificates trusted besides the system's own, for a mail server of the house.
    ca_file: Path | None = None


class EmailChannel:
    """A channel to mailboxes: plain text and page in one mail, threaded by claim."""

    def __init__(
        self,
        settings: EmailSettings,
        clock: Clock,
        *,
        name: str = "email",
        style: HouseStyle | None = None,
    ) -> None:
        self._settings, self._clock, self._name = settings, clock, name
        self._style = style or HouseStyle()
        self._sender = read_address(settings.sender)

    @property
    def name(self) -> str:
        """Name that routes and deliveries know the channel by."""
        return self._name

    async def send(self, notification: Notification) -> Receipt:
        """Hand one mail to the server.

        A refused login is worth another try: it is our configuration that is wrong, not
        the mail. So is all that goes wrong before the server has judged the mail itself.

        Raises:
            ChannelUnavailable: The server cannot be reached or cannot take the mail now.
            ChannelRejected: The server refuses this sender, recipient or mail for good.
        """
        recipient = notification.recipient.address
        with _named_errors(self._name, recipient):
            mail = self.compose(notification)
            answer = await self._hand_over(mail)
        return Receipt(at=self._clock.now(), detail=cut(one_line(answer), _SHOWN_ANSWER))

    def compose(self, notification: Notification) -> EmailMessage:
        """Write the mail; the same notification makes the same Message-ID every time.

        Raises:
            ValueError: The recipient's address is not one.
        """
        alert, domain = notification.alert, self._sender.domain
        root = f"<{_token('thread', _thread(alert))}@{domain}>"
        mail = EmailMessage(policy=SMTP)
        mail["From"] = self._sender
        mail["To"] = read_address(notification.recipient.address)
        mail["Subject"] = _header(render_subject(notification))
        mail["Date"] = format_datetime(self._clock.now())
        mail["Message-ID"] = f"<{_token('alert', notification.id)}@{domain}>"
        mail["In-Reply-To"] = mail["References"] = root
        mail["Auto-Submitted"] = "auto-generated"
        mail["List-Id"] = f"Onrecord alerts <onrecord.{domain}>"
        if self._settings.unsubscribe:
            address = read_address(self._settings.unsubscribe).addr_spec
            mail["List-Unsubscribe"] = f"<mailto:{address}?subject=unsubscribe>"
        if alert.severity is Severity.HIGH:
            mail["Importance"] = "high"
        mail["X-Onrecord-Kind"] = alert.kind.value
        mail["X-Onrecord-Claim"] = _header(alert.claim_id or "none")
        mail.set_content(render_text(notification, self._style))
        mail.add_alternative(render_html(notification, self._style), subtype="html")
        return mail

    async def _hand_over(self, mail: EmailMessage) -> str:
        settings = self._settings
        _, answer = await aiosmtplib.send(
            mail,
            hostname=settings.host,
            port=settings.port,
            username=settings.username,
            password=settings.password,
            timeout=settings.timeout.total_seconds(),
            use_tls=settings.security is Security.TLS,
            start_tls=settings.security is Security.STARTTLS,
            tls_context=ssl.create_default_context(cafile=settings.ca_file)
            if settings.ca_file
            else None,
        )
        return answer


def read_address(text: str) -> Address:
    """Read a mail address, with or without a name before it.

    Raises:
        ValueError: It is not one.
    """
    shown, (name, addr_spec) = one_line(text), parseaddr(text)
    try:
        address = Address(_header(name), addr_spec=addr_spec)
    except (MessageError, ValueError, IndexError) as error:
        raise ValueError(f"{shown!r} is not a mail address: write name@host.") from error
    if text != shown or not (address.username and address.domain):
        raise ValueError(f"{shown!r} is not a mail address: write name@host.")
    return address


def _header(text: str) -> str:
    """Make text fit for a header: what looks like an encoded word must stay what it looks like.

    The email package decodes one in whatever is assigned to a header (RFC 2047), line
    breaks included, and would write those out as new headers.
    """
    return one_line(text).replace("=?", "= ?")


@contextmanager
def _named_errors(channel: str, recipient: str) -> Iterator[None]:
    """Turn what the library raises into what the port names."""
    try:
        yield
    except aiosmtplib.SMTPRecipientsRefused as error:
        raise _answered(error.recipients[0], channel, recipient) from error
    except aiosmtplib.SMTPResponseException as error:
        raise _answered(error, channel, recipient) from error
    except (aiosmtplib.SMTPException, OSError) as error:
        message = f"The mail server cannot be used: {cut(one_line(str(error)), _SHOWN_ANSWER)}"
        raise ChannelUnavailable(message, channel=channel, recipient=recipient) from error
    except (ValueError, MessageError) as error:
        raise ChannelRejected(str(error), channel=channel, recipient=recipient) from error


def _answered(
    error: aiosmtplib.SMTPResponseException, channel: str, recipient: str
) -> ChannelError:
    """Sort an answer of the server into "not now" and "never"."""
    if isinstance(error, aiosmtplib.SMTPAuthenticationError) or error.code in _LOGIN_CODES:
        # The answer itself is left out: a careless server repeats what we logged in with.
        message = f"The mail server refused the login ({error.code}); check user and password."
        return ChannelUnavailable(message, channel=channel, recipient=recipient)
    message = (
        f"The mail server answered {error.code}: {cut(one_line(error.message), _SHOWN_ANSWER)}"
    )
    early = isinstance(error, aiosmtplib.SMTPConnectError | aiosmtplib.SMTPHeloError)
    if error.code in _PERMANENT and not early:
        return ChannelRejected(message, channel=channel, recipient=recipient)
    return ChannelUnavailable(message, channel=channel, recipient=recipient)


def _thread(alert: Alert) -> str:
    """Name the thread: the claim, else the feed, else the article."""
    return "\x1f".join(
        (alert.claim_id or "", "" if alert.claim_id else alert.feed_id or alert.article_id or "")
    )


def _token(kind: str, key: str) -> str:
    """Make an id part that is fit for any header out of any key."""
    return f"{kind}.{sha256(key.encode(errors='replace')).hexdigest()[:32]}"
