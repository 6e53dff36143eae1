"""A security key in software: what a browser and its authenticator answer when a page asks for a passkey."""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import sha256, websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

PRESENT_AND_VERIFIED = 0x05
ATTESTED = 0x40


def asked_by(page: str) -> dict[str, Any]:
    """What the page asks the browser for."""
    found = re.search(r'<script id="passkey-options" type="application/json">(.*?)</script>', page)
    return dict(json.loads(unescape(found[1])))


@dataclass
class SecurityKey:
    """One key for one site."""

    host: str = "testserver"
    origin: str = "https://testserver"
    credential_id: bytes = field(default_factory=lambda: os.urandom(16))
    private: Any = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def made_for(self, page: str) -> str:
        """The answer to a page that adds a passkey."""
        client_data = self._client_data("webauthn.create", asked_by(page)["creation_options"])
        public = ES256.from_cryptography_key(self.private.public_key())
        made = AttestedCredentialData.create(b"\0" * 16, self.credential_id, public)
        data = AuthenticatorData.create(sha256(self.host.encode()), PRESENT_AND_VERIFIED | ATTESTED, 0, made)
        attestation = AttestationObject.create("none", data, {})
        return self._answer(clientDataJSON=client_data, attestationObject=attestation)

    def used_for(self, page: str) -> str:
        """The answer to a page that asks for a passkey."""
        client_data = self._client_data("webauthn.get", asked_by(page)["request_options"])
        data = AuthenticatorData.create(sha256(self.host.encode()), PRESENT_AND_VERIFIED, 1)
        signature = self.private.sign(data + client_data.hash, ec.ECDSA(hashes.SHA256()))
        return self._answer(clientDataJSON=client_data, authenticatorData=data, signature=signature)

    def _client_data(self, kind: str, options: dict[str, Any]) -> CollectedClientData:
        return CollectedClientData.create(kind, options["publicKey"]["challenge"], self.origin)

    def _answer(self, **response: bytes) -> str:
        name = websafe_encode(self.credential_id)
        encoded = {key: websafe_encode(value) for key, value in response.items()}
        answer = {"id": name, "rawId": name, "type": "public-key", "response": encoded}
        return json.dumps({**answer, "clientExtensionResults": {}})
