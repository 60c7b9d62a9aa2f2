"""Who is let in: good tokens, forged ones, and a Microsoft that cannot be reached."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any

import jwt
import pytest
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from jwt.algorithms import RSAAlgorithm

from adapters.teams.gate import LastingCredentials, configuration_of
from adapters.teams.settings import Cloud, TeamsSettings
from tests.wire.teams_world import ObedientCoach, World, activity, serving, world

APP_ID = "11111111-2222-3333-4444-555555555555"
SERVICE_URL = "https://smba.example/amer/"
ISSUER = Cloud().issuer
EMULATOR = "https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class Keys:
    """Stands in for Microsoft's list of signing keys."""

    url: str = ""
    broken: bool = False

    async def answer(self, request: web.Request) -> web.Response:
        if self.broken:
            return web.json_response({})
        if request.path == "/metadata":
            return web.json_response({"issuer": ISSUER, "jwks_uri": f"{self.url}/keys"})
        key = RSAAlgorithm.to_jwk(KEY.public_key(), as_dict=True)
        listed = [
            {**key, "kid": "good", "endorsements": ["msteams"]},
            {**key, "kid": "for-slack", "endorsements": ["slack"]},
        ]
        return web.json_response({"keys": listed})


def token(
    key: RSAPrivateKey | bytes | str = KEY,
    algorithm: str = "RS256",
    kid: str | None = "good",
    **claims: object,
) -> str:
    """A token as Microsoft makes them, except for what is changed; None leaves a claim out."""
    now = int(time.time())
    usual = {"iss": ISSUER, "aud": APP_ID, "serviceurl": SERVICE_URL}
    fields = usual | {"nbf": now - 60, "exp": now + 600} | claims
    payload = {name: value for name, value in fields.items() if value is not None}
    headers = {"kid": kid} if kid else {}
    return jwt.encode(payload, key, algorithm=algorithm, headers=headers)


def encoded(fields: dict[str, object]) -> str:
    """One part of a token."""
    return base64.urlsafe_b64encode(json.dumps(fields).encode()).rstrip(b"=").decode()


def signed_with_the_public_key() -> str:
    """HS256 with the public key as the secret: PyJWT refuses to make one, so by hand."""
    claims = jwt.decode(token(), options={"verify_signature": False})
    head = encoded({"alg": "HS256", "typ": "JWT", "kid": "good"})
    signed = f"{head}.{encoded(claims)}"
    secret = RSAAlgorithm.to_jwk(KEY.public_key()).encode()
    signature = hmac.new(secret, signed.encode(), hashlib.sha256).digest()
    return f"{signed}.{base64.urlsafe_b64encode(signature).rstrip(b'=').decode()}"


def tampered() -> str:
    """A good token whose audience was changed after signing."""
    head, _, signature = token(aud="somebody else").split(".")
    claims = jwt.decode(token(), options={"verify_signature": False})
    return f"{head}.{encoded(claims)}.{signature}"


@asynccontextmanager
async def guarded() -> AsyncIterator[tuple[World, Keys]]:
    """A world whose surface asks the stand-in for Microsoft's keys."""
    keys = Keys()
    async with serving(("GET", "/{path:.*}", keys.answer)) as keys.url:
        cloud = replace(Cloud(), keys=f"{keys.url}/metadata", emulator_keys=f"{keys.url}/metadata")
        settings = TeamsSettings(APP_ID, "secret", cloud=cloud)
        async with world(ObedientCoach(), settings) as teams:
            yield teams, keys


async def knock(teams: World, header: str | None, service_url: str = SERVICE_URL) -> int:
    """The status of an invoke, which needs no reply to be sent, under a header."""
    body: dict[str, Any] = activity("feedback", service_url)
    headers = {} if header is None else {"Authorization": header}
    status, _ = await teams.post(json.dumps(body), **headers)
    return status


async def test_a_good_token_is_let_in() -> None:
    async with guarded() as (teams, _):
        assert await knock(teams, f"Bearer {token()}") == 200


FORGED: dict[str, Callable[[], str | None]] = {
    "no header": lambda: None,
    "empty": lambda: "",
    "no token": lambda: "Bearer ",
    "another scheme": lambda: f"Basic {token()}",
    "three words": lambda: f"Bearer {token()} x",
    "malformed": lambda: "Bearer abc",
    "malformed parts": lambda: "Bearer a.b.c",
    "not ASCII": lambda: "Bearer \u00fc.\u00fc.\u00fc",
    "expired": lambda: f"Bearer {token(exp=int(time.time()) - 3600)}",
    "not yet valid": lambda: f"Bearer {token(nbf=int(time.time()) + 3600)}",
    "odd expiry": lambda: f"Bearer {token(exp='soon')}",
    "wrong signature": lambda: f"Bearer {token(OTHER_KEY)}",
    "tampered": lambda: f"Bearer {tampered()}",
    "alg none": lambda: f"Bearer {token('', 'none')}",
    "HS256": lambda: f"Bearer {token(b'x' * 32, 'HS256')}",
    "HS256 with the public key": lambda: f"Bearer {signed_with_the_public_key()}",
    "unknown key": lambda: f"Bearer {token(kid='unknown')}",
    "no key named": lambda: f"Bearer {token(kid=None)}",
    "key of another channel": lambda: f"Bearer {token(kid='for-slack')}",
    "another audience": lambda: f"Bearer {token(aud='another app')}",
    "no audience": lambda: f"Bearer {token(aud=None)}",
    "another issuer": lambda: f"Bearer {token(iss='https://evil.example')}",
    "no issuer": lambda: f"Bearer {token(iss=None)}",
    "another service URL": lambda: f"Bearer {token(serviceurl='https://evil.example/')}",
    "no service URL": lambda: f"Bearer {token(serviceurl=None)}",
    "an emulator's, badly signed": lambda: f"Bearer {token(OTHER_KEY, iss=EMULATOR, ver='1.0')}",
    "an emulator's, of another app": lambda: f"Bearer {token(iss=EMULATOR, ver='2.0', azp='x')}",
    "another bot's token": lambda: f"Bearer {token(ver='1.0', appid='another-bot')}",
}


@pytest.mark.parametrize("name", FORGED)
async def test_a_bad_token_is_refused(name: str) -> None:
    async with guarded() as (teams, _):
        assert await knock(teams, FORGED[name]()) == 401


async def test_a_refusal_is_logged_without_the_token(caplog: pytest.LogCaptureFixture) -> None:
    forged = token(OTHER_KEY)
    async with guarded() as (teams, _):
        await knock(teams, f"Bearer {forged}")

    assert "token refused: InvalidSignatureError" in caplog.text
    assert forged not in caplog.text


async def test_replies_go_to_encrypted_addresses_only() -> None:
    plain = "http://smba.example/amer/"
    async with guarded() as (teams, _):
        assert await knock(teams, f"Bearer {token(serviceurl=plain)}", plain) == 403


async def test_nobody_is_let_in_while_the_keys_cannot_be_fetched(
    caplog: pytest.LogCaptureFixture,
) -> None:
    cloud = replace(Cloud(), keys="http://127.0.0.1:9/metadata")
    async with world(ObedientCoach(), TeamsSettings(APP_ID, "secret", cloud=cloud)) as teams:
        assert await knock(teams, f"Bearer {token()}") == 401

    assert "keys cannot be fetched" in caplog.text


async def test_a_fault_that_is_not_the_senders_is_no_refusal(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with guarded() as (teams, keys):
        keys.broken = True

        assert await knock(teams, f"Bearer {token()}") == 500

    assert "KeyError: 'jwks_uri'" in caplog.text


async def test_credentials_are_made_once_so_that_their_token_is_kept() -> None:
    credentials = LastingCredentials(configuration_of(TeamsSettings(APP_ID, "secret")))
    audience = (APP_ID, Cloud().scope, Cloud().login, True)

    first = await credentials.create_credentials(*audience)

    assert await credentials.create_credentials(*audience) is first


async def test_development_does_not_look_at_tokens() -> None:
    async with world(ObedientCoach()) as teams:
        assert await knock(teams, "Bearer abc", teams.connector.url) == 200
