"""The server behind `jiazhu review`: the pages of a session, and the corrections made on them.

It listens on the loopback interface only, and every address begins with a secret:

    /TOKEN/_jiazhu/                 redirects to the first article with a doubt
    /TOKEN/zh-hans/…                a page of the site, with the script and style of the review
    /TOKEN/_jiazhu/review.js …      the files that those pages load
    /TOKEN/_jiazhu/state            all doubts and changes
    /TOKEN/_jiazhu/text?page=…      the sentences of a page
    /TOKEN/_jiazhu/place?slug=…     the analysis of a place
    /TOKEN/_jiazhu/counterparts?…   the candidates for the counterpart of an English sentence
    /TOKEN/_jiazhu/events?since=…   an event when files change
    POST correct, accept, pair, unpaired, undo

Until the session is open, every page shows the progress and reloads.

Requests are answered only under the server's own host name, which rejects other names that resolve
to this machine. Changes are made only for pages of this server (`Origin`) that send JSON.
"""

from __future__ import annotations

import json
import os
import secrets
import traceback
from collections.abc import Callable
from dataclasses import asdict
from functools import cache
from html import escape
from http import HTTPStatus
from importlib.resources import files
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import SplitResult, parse_qs, quote, unquote, urlsplit

from generator.loopback import Hub, LocalHandler, LocalServer, append_to_body
from generator.resources import shared
from generator.reviewing.corrections import Corrections, LogEntry, Scope
from generator.reviewing.doubts import Place
from generator.reviewing.errors import EditError
from generator.reviewing.facets import counterparts, edition_sentences, facets
from generator.reviewing.session import ReviewSession

REVIEW_FOLDER = "_jiazhu"
HOST = "127.0.0.1"
_MEDIA_TYPES = {".js": "text/javascript", ".css": "text/css"}
_MAX_REQUEST_BYTES = 1_000_000
_NO_ARTICLE = """\
The article has been removed or renamed, or never existed. Choose another one in the review.
"""
_NO_REVIEW = """\
There is no review at this address. It changes each time `jiazhu review` starts: open the one that
the terminal shows now.
"""


class ReviewServer(LocalServer):
    """Serves a session once it is open; with `port` 0, on a free port. Raises OSError."""

    def __init__(self, hub: Hub, *, port: int) -> None:
        self.progress = ""
        """What to show until the session is open: `Annotating: 3 of 50`."""
        self._opened: tuple[ReviewSession, Corrections] | None = None
        self.token = secrets.token_urlsafe(24)
        super().__init__(_Handler, hub, host=HOST, port=port)

    def open(self, session: ReviewSession) -> None:
        """Serve a session from now on."""
        self._opened = session, Corrections(session)

    @property
    def is_open(self) -> bool:
        """Whether there is a session to serve."""
        return self._opened is not None

    @property
    def session(self) -> ReviewSession:
        """The session, which must be open."""
        assert self._opened is not None
        return self._opened[0]

    @property
    def corrections(self) -> Corrections:
        """The corrections of the session, which must be open."""
        assert self._opened is not None
        return self._opened[1]

    @property
    def start_url(self) -> str:
        """An address that redirects to `home_url` as soon as the session is open."""
        return f"{self.url}{self.token}/{REVIEW_FOLDER}/"

    @property
    def home_url(self) -> str:
        """The address of the first article with a doubt, else of the home page."""
        slug = next((d.place.slug for d in self.session.doubts if d.place is not None), "")
        edition = self.session.site.source.config.editions[0].path
        return f"{self.url}{self.token}/{edition}/{f'{slug}/' if slug else ''}index.html"


class _Handler(LocalHandler):
    server: ReviewServer
    framed_by = "DENY"

    def answer(self, url: SplitResult) -> None:
        parts = [part for part in unquote(url.path).split("/") if part]
        if not self._is_own_host() or not parts or not self._is_token(parts[0]):
            self.refuse(HTTPStatus.NOT_FOUND, _NO_REVIEW)
        elif not self.server.is_open:
            page = _notice("The review is getting ready", self.server.progress, reload=True)
            self.send(HTTPStatus.OK, "text/html", page)
        elif parts[1:] == [REVIEW_FOLDER]:
            self.redirect(urlsplit(self.server.home_url).path)
        elif parts[1:2] == [REVIEW_FOLDER]:
            query = {key: values[-1] for key, values in parse_qs(url.query).items()}
            self._send_data("/".join(parts[2:]), query)
        elif len(parts) == 1 or not url.path.endswith(parts[-1]):
            self.redirect(quote("/" + "/".join([*parts, "index.html"])))
        else:
            self._send_page(PurePosixPath(*parts[1:]))

    def do_POST(self) -> None:  # noqa: N802 - the name that http.server calls
        """Make a change for a page of this server."""
        url = self.checked_address()
        if url is None:
            return
        parts = url.path.strip("/").split("/")
        origin = self.server.url.rstrip("/")
        is_known = self._is_own_host() and self._is_token(parts[0])
        if not is_known or parts[1:2] != [REVIEW_FOLDER]:
            self.refuse(HTTPStatus.NOT_FOUND, _NO_REVIEW)
        elif self.headers.get("Origin") != origin or not self._sends_json():
            self.refuse(HTTPStatus.FORBIDDEN)
        elif not self.server.is_open:
            self.refuse(HTTPStatus.SERVICE_UNAVAILABLE)
        else:
            self._change("/".join(parts[2:]))

    def end_headers(self) -> None:
        """Send no referrer to other sites, because the address contains the secret."""
        self.send_header("Referrer-Policy", "no-referrer")
        super().end_headers()

    def _is_own_host(self) -> bool:
        """Whether the request is for this address, and not for a name that resolves to it."""
        return self.headers.get("Host") == urlsplit(self.server.url).netloc

    def _is_token(self, token: str) -> bool:
        return secrets.compare_digest(token.encode(), self.server.token.encode())

    def _sends_json(self) -> bool:
        kind = self.headers.get("Content-Type", "").partition(";")[0].strip()
        return kind == "application/json"

    def _send_json(self, data: Any, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send(status, "application/json", json.dumps(data, ensure_ascii=False).encode())

    def _send_page(self, place: PurePosixPath) -> None:
        found = self.server.session.content(place)
        status = HTTPStatus.OK if found is not None else HTTPStatus.NOT_FOUND
        kind, content = found or ("text/html", _notice("There is no page here", _NO_ARTICLE))
        if kind == "text/plain" and place.suffix == ".html":
            kind, content = "text/html", _notice("A template is broken", content.decode())
        if kind == "text/html":
            base = f"/{self.server.token}/{REVIEW_FOLDER}/"
            style = f'<link rel="stylesheet" href="{base}page.css"></head>'.encode()
            content = append_to_body(
                content.replace(b"</head>", style, 1),
                f'<script type="module" src="{base}review.js" data-base="{base}"'
                f' data-page="{escape(str(place))}" data-token="{self.server.hub.state.token}">'
                "</script>",
            )
        self.send(status, kind, content)

    def _send_data(self, what: str, query: dict[str, str]) -> None:
        session = self.server.session
        if what == "state":
            self._send_json(self._state())
        elif what == "events":
            self.send_events(query.get("since", ""))
        elif what == "text":
            found = session.article_at(PurePosixPath(query.get("page", "")))
            self._send_json(
                {"slug": found[0].meta.slug, "sentences": edition_sentences(*found)}
                if found
                else {}
            )
        elif what == "place":
            place = _place(query)
            data = facets(session, place) if place is not None else None
            self._send_json(data or {}, HTTPStatus.OK if data else HTTPStatus.NOT_FOUND)
        elif what == "counterparts":
            slug, english = query.get("slug", ""), query.get("english", "")
            self._send_json(counterparts(session, slug, english))
        elif (content := _assets().get(what)) is not None:
            self.send(HTTPStatus.OK, _MEDIA_TYPES[PurePosixPath(what).suffix], content)
        else:
            self.refuse(HTTPStatus.NOT_FOUND)

    def _state(self) -> dict[str, Any]:
        session = self.server.session
        with session.lock:
            return {
                "token": self.server.hub.state.token,
                "doubts": [asdict(doubt) for doubt in session.doubts],
                "articles": {
                    slug: article.meta.title.zh for slug, article in session.articles.items()
                },
                "edition": session.site.source.config.editions[0].path,
                "changes": [_entry_data(entry) for entry in self.server.corrections.entries],
            }

    def _change(self, what: str) -> None:
        actions: dict[str, Callable[[dict[str, Any]], LogEntry]] = {
            "correct": self._correct,
            "accept": self._accept,
            "pair": self._pair,
            "unpaired": lambda data: self.server.corrections.leave_unpaired(
                str(data["slug"]), str(data["english"])
            ),
            "undo": lambda data: self.server.corrections.undo(int(data["id"])),
        }
        try:
            size = int(self.headers.get("Content-Length", ""))
            data = json.loads(self.rfile.read(size)) if 0 < size <= _MAX_REQUEST_BYTES else None
            if what not in actions or not isinstance(data, dict):
                raise KeyError(what)
            json.dumps(data, ensure_ascii=False).encode()  # half a character is no text
            entry = actions[what](data)
        except (KeyError, ValueError, TypeError):
            self.refuse(HTTPStatus.BAD_REQUEST)
        except EditError as error:
            message = str(error).replace(f"{self.server.session.root}{os.sep}", "")
            self._send_json({"message": message, "hint": error.hint}, HTTPStatus.CONFLICT)
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            message = f"{where}{error.strerror or error}"
            hint = "Nothing was written."
            self._send_json({"message": message, "hint": hint}, HTTPStatus.CONFLICT)
        except Exception as error:
            traceback.print_exc()
            message = f"Jiazhu itself failed ({type(error).__name__}: {error})"
            hint = "Nothing was written. Please report the error that the terminal shows."
            self._send_json({"message": message, "hint": hint}, HTTPStatus.CONFLICT)
        else:
            self.server.hub.publish()
            self._send_json({"change": _entry_data(entry)})

    def _correct(self, data: dict[str, Any]) -> LogEntry:
        place = Place(**data["place"])
        scope = Scope(data["scope"])
        values = dict(data["values"])
        if not values:
            raise KeyError("values")
        return self.server.corrections.correct(
            place, str(data["text"]), str(data["sentence"]), scope, values
        )

    def _accept(self, data: dict[str, Any]) -> LogEntry:
        reason = " ".join(str(data["reason"]).split())
        if not reason:
            raise EditError("The reason is missing", "Say why the text is right as it is.")
        doubt = next((d for d in self.server.session.doubts if d.id == data["id"]), None)
        if doubt is None or not doubt.may_accept:
            message = "The doubt no longer exists, or cannot be accepted"
            raise EditError(message, "Look at the page again.")
        return self.server.corrections.accept(doubt, reason)

    def _pair(self, data: dict[str, Any]) -> LogEntry:
        english = data["english"]
        place = Place(**data["place"])
        return self.server.corrections.pair(place, None if english is None else str(english))


def _notice(title: str, text: str, *, reload: bool = False) -> bytes:
    """Return a page with a title and a text; `reload` reloads it after a second."""
    refresh = '<meta http-equiv="refresh" content="1">' if reload else ""
    return f"""\
<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>
<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
{refresh}</head><body><main><h1>{escape(title)}</h1><p>{escape(text)}</p></main></body></html>
""".encode()


def _place(query: dict[str, str]) -> Place | None:
    try:
        start, end = int(query["start"]), int(query["end"])
        return Place(query["slug"], query["block"], "", start, end)
    except (KeyError, ValueError):
        return None


def _entry_data(entry: LogEntry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "summary": entry.summary,
        "paths": list(entry.paths),
        "at": f"{entry.at:%H:%M}",
        "undone": entry.undone,
    }


@cache
def _assets() -> dict[str, bytes]:
    """The scripts and style sheets of the review, and the script shared with the pages, by name."""
    folder = files("generator.reviewing") / "page"
    own = {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}
    return own | {"keys.js": (shared("static") / "js" / "keys.js").read_bytes()}
