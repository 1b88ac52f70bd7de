"""Mail by SMTP, so that the moment in which nobody knows whether a mail was taken is as short as it can be.

A server has a mail when it has answered the line with a single dot. Everything before that line can be repeated; so it
is sent first, and the dot only after the ledger has noted the intent.
"""

from __future__ import annotations

import re
import smtplib
import ssl
from email.message import EmailMessage
from email.policy import SMTP as LINES
from email.utils import parseaddr

from generator.errors import PublishError, UncertainError, UnreachedError
from generator.publish.world import MailServer

TIMEOUT = 60.0  # seconds
_DOT = re.compile(rb"^\.", re.MULTILINE)


class Mailer:
    """A connection to a mail server, kept until it is closed or fails."""

    def __init__(self) -> None:
        self._smtp: smtplib.SMTP | None = None
        self._server: MailServer | None = None

    def close(self) -> None:
        """Ends the connection."""
        if self._smtp:
            self._smtp.close()
        self._smtp = None

    def greet(self, server: MailServer) -> str:
        """Connects and logs in, and sends nothing. Returns what the server calls itself."""
        smtp = self._connected(server)
        return smtp.ehlo_resp.decode("utf-8", "replace").splitlines()[0] if smtp.ehlo_resp else server.host

    def offer(self, server: MailServer, message: EmailMessage, reader: str) -> None:
        """All of a mail but its end. Raises UnreachedError or PublishError; the server does not have it then."""
        smtp = self._connected(server)
        sender = parseaddr(str(message["From"]))[1]
        body = _DOT.sub(b"..", message.as_bytes(policy=LINES))
        try:
            self._accepted(smtp.mail(sender), 250, server, sender)
            self._accepted(smtp.rcpt(reader), 250, server, reader)
            self._accepted(smtp.docmd("DATA"), 354, server, reader)
            smtp.send(body if body.endswith(b"\r\n") else body + b"\r\n")
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            raise UnreachedError(f"the connection failed ({type(error).__name__})", subject=server.host) from None

    def hand_over(self) -> None:
        """The end of the mail. Raises UncertainError when the server's answer is lost."""
        smtp, server = self._smtp, self._server
        if smtp is None or server is None:
            raise UnreachedError("no mail was offered", subject="mail")
        try:
            smtp.send(b".\r\n")
            answer = smtp.getreply()
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            raise UncertainError(
                f"the connection failed at the end of a mail ({type(error).__name__}); was it taken? That is not known",
                subject=server.host,
            ) from None
        self._accepted(answer, 250, server, "the mail")

    def _connected(self, server: MailServer) -> smtplib.SMTP:
        if self._smtp and self._server == server and self._still_there():
            return self._smtp
        self.close()
        try:
            self._smtp, self._server = _opened(server), server
        except smtplib.SMTPAuthenticationError as error:
            raise PublishError(f"user or password are refused ({error.smtp_code})", subject=server.host,
                               remedy="See the user, and the password in the environment.") from None  # fmt: skip
        except smtplib.SMTPNotSupportedError:
            raise PublishError("offers no encryption or no login", subject=server.host,
                               remedy="Set security to tls, starttls, or none for this machine.") from None  # fmt: skip
        except ssl.SSLError as error:
            raise PublishError(f"its certificate or encryption is not good ({error.reason})", subject=server.host,
                               remedy="See security, and that host is the certificate's.") from None  # fmt: skip
        except (smtplib.SMTPException, OSError) as error:
            raise UnreachedError(f"cannot be reached ({type(error).__name__})", subject=server.host) from None
        return self._smtp

    def _still_there(self) -> bool:
        try:
            return self._smtp is not None and self._smtp.rset()[0] == 250
        except (smtplib.SMTPException, OSError):
            return False

    def _accepted(self, answer: tuple[int, bytes], wanted: int, server: MailServer, what: str) -> None:
        """Raises for an answer that is another one: 4xx is for later, 5xx for ever."""
        code, said = answer
        if code == wanted or (wanted == 250 and code == 251):
            return
        if code == -1:  # smtplib's word for a lost connection
            self.close()
            raise UnreachedError("the connection failed", subject=server.host)
        text = " ".join(said.decode("utf-8", "replace").split())[:300]
        message = f"{what} is refused: {code} {text}"
        if 400 <= code < 500:
            raise UnreachedError(message, subject=server.host)
        raise PublishError(message, subject=server.host)


def _opened(server: MailServer) -> smtplib.SMTP:
    """A connection that is encrypted and logged in. The certificate has to be the host's."""
    context = ssl.create_default_context()
    if server.security == "tls":
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT, context=context)
    else:
        smtp = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT)
    try:
        smtp.ehlo_or_helo_if_needed()
        if server.security == "starttls":
            smtp.starttls(context=context)
            smtp.ehlo_or_helo_if_needed()
        if server.user:
            smtp.login(server.user, server.password)
    except (smtplib.SMTPException, OSError):
        smtp.close()
        raise
    return smtp
