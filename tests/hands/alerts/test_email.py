"""Mail to a real server on loopback."""

from __future__ import annotations

import asyncio
import socket
import ssl
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from hypothesis import given
from hypothesis import strategies as st

from alerts.email import EmailChannel, EmailSettings, Security, read_address
from monitor.model.alert import Notification, Receipt
from monitor.model.errors import ChannelError, ChannelRejected, ChannelUnavailable
from tests.hands.alerts.conftest import MailSink, StillClock
from tests.hands.alerts.examples import (
    CONTRADICTS,
    REVISED,
    SOURCE_BACK,
    SOURCE_DOWN,
    SUPPORTS,
    a_notification,
)
from tests.mailhost import MailHost

PASSWORD = "correct horse battery staple"


def a_channel(port: int, clock: StillClock, **settings: object) -> EmailChannel:
    """Build a channel to a server on loopback, in the clear unless told otherwise."""
    fields: dict[str, Any] = {
        "host": "127.0.0.1",
        "port": port,
        "sender": "Onrecord <desk@news.example>",
        "security": Security.NONE,
        "timeout": timedelta(seconds=5),
    }
    return EmailChannel(EmailSettings(**{**fields, **settings}), clock)


def send(channel: EmailChannel, notification: Notification | None = None) -> Receipt:
    """Send one notification, and let the connection close (TLS says goodbye in two steps)."""

    async def run() -> Receipt:
        try:
            return await channel.send(notification or a_notification())
        finally:
            await asyncio.sleep(0.05)

    return asyncio.run(run())


def part(mail: EmailMessage, subtype: str) -> str:
    """Read one of the two parts."""
    body = mail.get_body((subtype,))
    assert body is not None
    content: str = body.get_content()
    return content


def test_a_mail_arrives_with_both_parts_and_proper_headers(
    smtp: MailSink, clock: StillClock
) -> None:
    """Plain text and page say the same, and the headers say what sort of mail it is."""
    channel = a_channel(smtp.port, clock, unsubscribe="desk-off@news.example")
    receipt = send(channel)
    [mail] = smtp.mails
    [envelope] = smtp.envelopes
    assert (channel.name, receipt.at, receipt.detail) == ("email", clock.at, "OK: queued as 42")
    assert envelope.mail_from == "desk@news.example"
    assert envelope.rcpt_tos == ["desk@news.example"]
    assert mail.get_content_type() == "multipart/alternative"
    assert [p.get_content_type() for p in mail.iter_parts()] == ["text/plain", "text/html"]
    for body in (part(mail, "plain"), part(mail, "html")):
        assert "there is no such fact" in " ".join(body.replace("\n  |", "").split())
        assert "Minoru Kihara" in body
        assert "wsj.example" in body
    assert mail["From"] == "Onrecord <desk@news.example>"
    assert mail["Subject"].startswith("Minoru Kihara contradicts the claim: Donald Trump")
    assert mail["Date"].datetime == clock.at
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Importance"] == "high"
    assert mail["List-Id"] == "Onrecord alerts <onrecord.news.example>"
    assert mail["List-Unsubscribe"] == "<mailto:desk-off@news.example?subject=unsubscribe>"
    assert mail["X-Onrecord-Kind"] == "contradicts"
    assert mail["X-Onrecord-Claim"] == "urged-restraint"


def test_one_claim_is_one_thread(smtp: MailSink, clock: StillClock) -> None:
    """Mails on one claim point to one root; a feed has a thread of its own."""
    channel = a_channel(smtp.port, clock)
    for number, alert in enumerate((CONTRADICTS, SUPPORTS, REVISED, SOURCE_DOWN, SOURCE_BACK)):
        send(channel, a_notification(alert, id=f"msg_{number}"))
    mails = smtp.mails
    roots = [mail["References"] for mail in mails]
    assert [mail["In-Reply-To"] for mail in mails] == roots
    assert len(set(roots[:3])) == len(set(roots[3:])) == 1
    assert len(set(roots)) == 2
    assert len({mail["Message-ID"] for mail in mails}) == 5


def test_a_repeat_has_the_same_message_id(clock: StillClock) -> None:
    """A mail sent twice after a crash is known as one by its reader's mail program."""
    channel = a_channel(25, clock)
    first = channel.compose(a_notification())
    clock.at += timedelta(hours=1)
    again = channel.compose(a_notification())
    assert first["Message-ID"] == again["Message-ID"]
    assert first["Date"] != again["Date"]


@pytest.mark.parametrize(
    "hostile",
    [
        "News\r\nBcc: everybody@example.org",
        "News\n\nbody",
        "News\x00\x1b[31m\u2028\u2029Bcc: x",
        "=?utf-8?q?N=0D=0ABcc=3A_x=40example=2Eorg?=",
        "\u202eelbisrever",
        "ニュース速報" * 60,
        "x" * 5000,
        "a\ud800b",
        "=" * 60 + "?utf-8?b?TgpCY2M6IHg=?=",
    ],
)
def test_no_text_of_an_article_can_add_a_header(
    smtp: MailSink, clock: StillClock, hostile: str
) -> None:
    """Line breaks, encoded words, controls and long text stay within their header."""
    alert = replace(CONTRADICTS, summary=hostile, claim_id=hostile, claim_text=hostile)
    name = hostile if hostile.startswith("=?") else "Ä" * 80
    send(a_channel(smtp.port, clock), a_notification(alert, to=f'"{name}" <desk@news.example>'))
    [mail] = smtp.mails
    [envelope] = smtp.envelopes
    plain = a_channel(25, clock).compose(a_notification())
    assert {*mail.keys()} - {"X-Peer", "X-MailFrom", "X-RcptTo"} == {*plain.keys()}
    assert envelope.rcpt_tos == ["desk@news.example"]
    assert "\n" not in mail["Subject"]
    assert isinstance(envelope.content, bytes)
    head = envelope.content.split(b"\r\n\r\n", 1)[0]
    assert all(len(line) < 998 for line in head.split(b"\r\n"))


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_headline_makes_a_mail_of_the_same_headers(headline: str, claim: str) -> None:
    """Composing never fails and never gains a header, whatever the words are."""
    channel = a_channel(25, StillClock())
    alert = replace(CONTRADICTS, summary=headline, claim_text=claim, claim_id=claim)
    mail = channel.compose(a_notification(alert))
    assert mail.keys() == channel.compose(a_notification()).keys()
    assert b"\r\n\r\n" in bytes(mail)


@pytest.mark.parametrize(
    ("verb", "answer", "error"),
    [
        ("RCPT", "550 5.1.1 No such user here", ChannelRejected),
        ("RCPT", "452 4.2.2 Mailbox full", ChannelUnavailable),
        ("MAIL", "553 5.1.8 Sender not allowed", ChannelRejected),
        ("MAIL", "451 4.7.1 Greylisted, try again", ChannelUnavailable),
        ("MAIL", "530 5.7.0 Authentication required", ChannelUnavailable),
        ("DATA", "554 5.7.1 Looks like spam", ChannelRejected),
        ("DATA", "421 4.3.2 Going down", ChannelUnavailable),
    ],
)
def test_permanent_answers_reject_and_passing_ones_wait(
    smtp: MailSink, clock: StillClock, verb: str, answer: str, error: type[ChannelError]
) -> None:
    """5xx on the mail is never retried; 4xx, and 5xx on our login, are."""
    smtp.answers[verb] = answer
    with pytest.raises(error, match=answer[:3]) as caught:
        send(a_channel(smtp.port, clock))
    assert (caught.value.channel, caught.value.recipient) == ("email", "desk@news.example")
    assert caught.value.retryable is (error is ChannelUnavailable)


def test_a_server_that_is_down_can_be_tried_again(clock: StillClock) -> None:
    """A refused connection is ChannelUnavailable."""
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    with pytest.raises(ChannelUnavailable, match="cannot be used"):
        send(a_channel(port, clock))


def test_a_slow_server_can_be_tried_again(smtp: MailSink, clock: StillClock) -> None:
    """A server that does not answer in time is ChannelUnavailable."""
    smtp.delay = 1
    with pytest.raises(ChannelUnavailable, match="cannot be used"):
        send(a_channel(smtp.port, clock, timeout=timedelta(seconds=0.1)))


def test_a_server_without_starttls_is_not_spoken_to_in_the_clear(
    smtp: MailSink, clock: StillClock
) -> None:
    """Where STARTTLS is asked for, nothing is sent without it."""
    with pytest.raises(ChannelUnavailable, match="STARTTLS"):
        send(a_channel(smtp.port, clock, security=Security.STARTTLS))
    assert smtp.mails == []


@pytest.mark.parametrize("address", ["", "desk", "a@b\r\nBcc: c@d", "desk@", "@news.example"])
def test_an_address_that_is_none_is_rejected(clock: StillClock, address: str) -> None:
    """A recipient that can never be written to is not tried again."""
    with pytest.raises(ChannelRejected, match="not a mail address"):
        send(a_channel(25, clock), a_notification(to=address))


def test_a_sender_that_is_no_address_is_refused_at_once(clock: StillClock) -> None:
    """A wrong sender shows when the channel is made, not when the first alert is due."""
    with pytest.raises(ValueError, match="not a mail address: write name@host"):
        a_channel(25, clock, sender="the desk")


def test_an_address_may_have_a_name() -> None:
    """Both forms are read."""
    assert read_address("Desk <desk@news.example>").display_name == "Desk"
    assert read_address("desk@news.example").addr_spec == "desk@news.example"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Make a certificate for the loopback address, signed by itself."""
    folder = tmp_path_factory.mktemp("tls")
    key, cert = folder / "key.pem", folder / "cert.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
         "-nodes", "-keyout", str(key), "-out", str(cert), "-days", "2",
         "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"],
        check=True,
        capture_output=True,
    )  # fmt: skip
    return key, cert


@pytest.fixture
def secure_smtp(certificate: tuple[Path, Path]) -> Iterator[MailSink]:
    """Run a mail server that wants STARTTLS and a login."""
    key, cert = certificate
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)

    def login(
        _: SMTP, __: Session, ___: Envelope, mechanism: str, data: LoginPassword
    ) -> AuthResult:
        right = (data.login, data.password) == (b"desk", PASSWORD.encode())
        refusal = None if right else f"535 5.7.8 {data.password.decode()} is wrong"
        return AuthResult(success=right, handled=False, message=refusal)

    sink = MailSink()
    controller = MailHost(
        sink,
        tls_context=context,
        require_starttls=True,
        auth_required=True,
        authenticator=login,
    )
    controller.start()
    sink.port = controller.port
    yield sink
    controller.stop()


def test_a_mail_goes_through_starttls_and_a_login(
    secure_smtp: MailSink, certificate: tuple[Path, Path], clock: StillClock
) -> None:
    """A server of the house is trusted by its own certificate."""
    channel = a_channel(
        secure_smtp.port,
        clock,
        security=Security.STARTTLS,
        username="desk",
        password=PASSWORD,
        ca_file=certificate[1],
    )
    send(channel)
    assert len(secure_smtp.mails) == 1


def test_an_unknown_certificate_is_not_trusted(secure_smtp: MailSink, clock: StillClock) -> None:
    """Without the house's certificate the mail waits."""
    with pytest.raises(ChannelUnavailable, match=r"(?i)certificate"):
        send(a_channel(secure_smtp.port, clock, security=Security.STARTTLS))
    assert secure_smtp.mails == []


def test_a_refused_login_waits_and_shows_no_password(
    secure_smtp: MailSink, certificate: tuple[Path, Path], clock: StillClock
) -> None:
    """A wrong password is put right by an operator; even a server that repeats it leaks nothing."""
    settings = {"username": "desk", "password": "wrong-secret", "ca_file": certificate[1]}
    channel = a_channel(secure_smtp.port, clock, security=Security.STARTTLS, **settings)
    with pytest.raises(ChannelUnavailable, match="refused the login") as caught:
        send(channel)
    assert "wrong-secret" not in str(caught.value)


def test_settings_show_no_password() -> None:
    """What is logged of the settings does not hold the password."""
    settings = EmailSettings(host="h", port=25, sender="a@b.example", password=PASSWORD)
    assert PASSWORD not in repr(settings)
