"""The server behind `jiazhu review`: the pages of a room, and what authors decide on them.

It listens on the loopback interface alone, and everything stands below a path with a secret:

    /TOKEN/_jiazhu/                 the first article with a doubt
    /TOKEN/zh-hans/…                a page of the site, with the review's own script and style
    /TOKEN/_jiazhu/review.js …      what those pages ask for
    /TOKEN/_jiazhu/state            all doubts, and what was written
    /TOKEN/_jiazhu/text?page=…      the sentences of a page
    /TOKEN/_jiazhu/place?slug=…     what is known of a place
    /TOKEN/_jiazhu/counterparts?…   the sentences that an English one may belong to
    /TOKEN/_jiazhu/events?since=…   news of changed files
    POST correct, accept, pair, alone, undo

Until the room is ready, every page says how far it is, and asks again.

An answer is given only under the server's own host name (a name that resolves to this machine
is none), and a change is made only for a page of this server (`Origin`) that sends JSON.
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
from urllib.parse import parse_qs, quote, unquote, urlsplit

from generator.loopback import Hub, LocalHandler, LocalServer, inserted
from generator.resources import shared
from generator.reviewing.corrections import Corrections, Entry, Reach
from generator.reviewing.doubts import Place
from generator.reviewing.errors import EditError
from generator.reviewing.facets import counterparts, facets, text_of
from generator.reviewing.session import ReviewSession

OWN = "_jiazhu"
HOST = "127.0.0.1"
_KINDS = {".js": "text/javascript", ".css": "text/css"}
_MOST = 1_000_000
"""No request of a page is longer, in bytes."""
_GONE = """\
The article was removed, renamed or never there. Choose another one in the review.
"""
_NO_REVIEW = """\
There is no review at this address. Each start of `jiazhu review` has an address of its own: open
the one that the terminal says now.
"""


class ReviewServer(LocalServer):
    """Serves one room, once it is open. `port` 0 takes a free one. Raises OSError."""

    def __init__(self, hub: Hub, *, port: int) -> None:
        self.said = ""
        """How far the room is."""
        self._opened: tuple[ReviewSession, Corrections] | None = None
        self.token = secrets.token_urlsafe(24)
        super().__init__(_Handler, hub, host=HOST, port=port)

    def open(self, room: ReviewSession) -> None:
        """Show a room from now on."""
        self._opened = room, Corrections(room)

    @property
    def is_open(self) -> bool:
        """Whether there is a room to show."""
        return self._opened is not None

    @property
    def room(self) -> ReviewSession:
        """The room, which must be open."""
        assert self._opened is not None
        return self._opened[0]

    @property
    def corrections(self) -> Corrections:
        """What is decided in the room, which must be open."""
        assert self._opened is not None
        return self._opened[1]

    @property
    def start(self) -> str:
        """What leads to `home`, and can be asked for before the room is open."""
        return f"{self.url}{self.token}/{OWN}/"

    @property
    def home(self) -> str:
        """Where to begin: the first article with a doubt, else the home page."""
        slug = next((d.place.slug for d in self.room.doubts if d.place is not None), "")
        edition = self.room.site.source.config.editions[0].path
        return f"{self.url}{self.token}/{edition}/{f'{slug}/' if slug else ''}index.html"


class _Handler(LocalHandler):
    server: ReviewServer

    def answer(self) -> None:
        url = urlsplit(self.path)
        parts = [part for part in unquote(url.path).split("/") if part]
        if not self._is_ours() or not parts or not self._knows(parts[0]):
            self._refuse(HTTPStatus.NOT_FOUND, _NO_REVIEW)
        elif not self.server.is_open:
            page = _notice("The review is getting ready", self.server.said, again=True)
            self.send(HTTPStatus.OK, "text/html", page)
        elif parts[1:] == [OWN]:
            self.redirect(urlsplit(self.server.home).path)
        elif parts[1:2] == [OWN]:
            query = {key: values[-1] for key, values in parse_qs(url.query).items()}
            self._tell("/".join(parts[2:]), query)
        elif len(parts) == 1 or not url.path.endswith(parts[-1]):
            self.redirect(quote("/" + "/".join([*parts, "index.html"])))
        else:
            self._page(PurePosixPath(*parts[1:]))

    def do_POST(self) -> None:  # noqa: N802 - the name that http.server calls
        """Change something, for a page of this server."""
        parts = urlsplit(self.path).path.strip("/").split("/")
        own = self.server.url.rstrip("/")
        if not self._is_ours() or not self._knows(parts[0]) or parts[1:2] != [OWN]:
            self._refuse(HTTPStatus.NOT_FOUND, _NO_REVIEW)
        elif self.headers.get("Origin") != own or not self._sends_json():
            self._refuse(HTTPStatus.FORBIDDEN)
        elif not self.server.is_open:
            self._refuse(HTTPStatus.SERVICE_UNAVAILABLE)
        else:
            self._change("/".join(parts[2:]))

    def end_headers(self) -> None:
        """Say to nobody where one comes from, since the address is the key."""
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("X-Frame-Options", "DENY")
        super().end_headers()

    def _is_ours(self) -> bool:
        """Whether the request names this server, and not a name that was made to resolve to it."""
        return self.headers.get("Host") == urlsplit(self.server.url).netloc

    def _knows(self, token: str) -> bool:
        return secrets.compare_digest(token.encode(), self.server.token.encode())

    def _sends_json(self) -> bool:
        kind = self.headers.get("Content-Type", "").partition(";")[0].strip()
        return kind == "application/json"

    def _refuse(self, status: HTTPStatus, message: str = "") -> None:
        self.close_connection = True  # what was sent along is not read
        self.send(status, "text/plain", (message or status.phrase).encode())

    def _json(self, data: Any, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send(status, "application/json", json.dumps(data, ensure_ascii=False).encode())

    def _page(self, place: PurePosixPath) -> None:
        found = self.server.room.content(place)
        status = HTTPStatus.OK if found is not None else HTTPStatus.NOT_FOUND
        kind, content = found or ("text/html", _notice("There is no page here", _GONE))
        if kind == "text/plain" and place.suffix == ".html":
            kind, content = "text/html", _notice("A template is broken", content.decode())
        if kind == "text/html":
            base = f"/{self.server.token}/{OWN}/"
            style = f'<link rel="stylesheet" href="{base}page.css"></head>'.encode()
            content = inserted(
                content.replace(b"</head>", style, 1),
                f'<script type="module" src="{base}review.js" data-base="{base}"'
                f' data-page="{escape(str(place))}" data-token="{self.server.hub.state.token}">'
                "</script>",
            )
        self.send(status, kind, content)

    def _tell(self, what: str, query: dict[str, str]) -> None:
        room = self.server.room
        if what == "state":
            self._json(self._state())
        elif what == "events":
            self.send_events(query.get("since", ""))
        elif what == "text":
            found = room.article_at(PurePosixPath(query.get("page", "")))
            self._json({"slug": found[0].meta.slug, "sentences": text_of(*found)} if found else {})
        elif what == "place":
            place = _place(query)
            data = facets(room, place) if place is not None else None
            self._json(data or {}, HTTPStatus.OK if data else HTTPStatus.NOT_FOUND)
        elif what == "counterparts":
            slug, english = query.get("slug", ""), query.get("english", "")
            self._json(counterparts(room, slug, english))
        elif (content := _assets().get(what)) is not None:
            self.send(HTTPStatus.OK, _KINDS[PurePosixPath(what).suffix], content)
        else:
            self._refuse(HTTPStatus.NOT_FOUND)

    def _state(self) -> dict[str, Any]:
        room = self.server.room
        with room.lock:
            return {
                "token": self.server.hub.state.token,
                "doubts": [asdict(doubt) for doubt in room.doubts],
                "articles": {
                    slug: article.meta.title.zh for slug, article in room.articles.items()
                },
                "edition": room.site.source.config.editions[0].path,
                "changes": [_entry(entry) for entry in self.server.corrections.entries],
            }

    def _change(self, what: str) -> None:
        actions: dict[str, Callable[[dict[str, Any]], Entry]] = {
            "correct": self._correct,
            "accept": self._accept,
            "pair": self._pair,
            "alone": lambda data: self.server.corrections.alone(
                str(data["slug"]), str(data["english"])
            ),
            "undo": lambda data: self.server.corrections.undo(int(data["id"])),
        }
        try:
            size = int(self.headers.get("Content-Length", ""))
            data = json.loads(self.rfile.read(size)) if 0 < size <= _MOST else None
            if what not in actions or not isinstance(data, dict):
                raise KeyError(what)
            entry = actions[what](data)
        except (KeyError, ValueError, TypeError):
            self._refuse(HTTPStatus.BAD_REQUEST)
        except EditError as error:
            message = str(error).replace(f"{self.server.room.root}{os.sep}", "")
            self._json({"message": message, "hint": error.hint}, HTTPStatus.CONFLICT)
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            message = f"{where}{error.strerror or error}"
            hint = "Nothing was written."
            self._json({"message": message, "hint": hint}, HTTPStatus.CONFLICT)
        except Exception as error:
            traceback.print_exc()
            message = f"Jiazhu itself failed ({type(error).__name__}: {error})"
            hint = "Nothing was written. The terminal says more: please report it."
            self._json({"message": message, "hint": hint}, HTTPStatus.CONFLICT)
        else:
            self.server.hub.publish()
            self._json({"change": _entry(entry)})

    def _correct(self, data: dict[str, Any]) -> Entry:
        place = Place(**data["place"])
        reach = Reach(data["reach"])
        says = dict(data["says"])
        if not says:
            raise KeyError("says")
        return self.server.corrections.correct(
            place, str(data["text"]), str(data["sentence"]), reach, says
        )

    def _accept(self, data: dict[str, Any]) -> Entry:
        reason = " ".join(str(data["reason"]).split())
        if not reason:
            raise EditError("There is no reason yet", "Say why it is right as it is.")
        doubt = next((d for d in self.server.room.doubts if d.id == data["id"]), None)
        if doubt is None or not doubt.may_accept:
            raise EditError("The doubt is gone, or cannot be accepted", "Look again.")
        return self.server.corrections.accept(doubt, reason)

    def _pair(self, data: dict[str, Any]) -> Entry:
        english = data["english"]
        place = Place(**data["place"])
        return self.server.corrections.pair(place, None if english is None else str(english))


def _notice(title: str, text: str, *, again: bool = False) -> bytes:
    """What stands where no page of the site can, to be asked for `again` after a second."""
    refresh = '<meta http-equiv="refresh" content="1">' if again else ""
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


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "said": entry.said,
        "paths": list(entry.paths),
        "at": f"{entry.at:%H:%M}",
        "undone": entry.undone,
    }


@cache
def _assets() -> dict[str, bytes]:
    """The review's own scripts and style sheets, and the script that it shares with the pages."""
    folder = files("generator.reviewing") / "page"
    own = {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}
    return own | {"keys.js": (shared("static") / "js" / "keys.js").read_bytes()}
