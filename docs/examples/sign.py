#!/usr/bin/env python3
"""Makes a signed batch from records, as docs/batch-format.md describes.

    sign.py --key KEY.jwk.json --iss PARTICIPANT --aud LEDGER --jti NAME RECORDS.ndjson > batch.ndjson

KEY is a private JWK (Ed25519 or P-256); RECORDS holds one JSON object a line. The batch goes to standard
output. Store it before you send it, and send the stored bytes again if no answer comes.
"""

import argparse
import base64
import hashlib
import json
import sys
import time

import rfc8785
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature


def base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def from_base64url(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


class Key:
    """A private JWK: its algorithm, its thumbprint (RFC 7638), and its signatures."""

    def __init__(self, jwk):
        secret = from_base64url(jwk["d"])
        if (jwk["kty"], jwk["crv"]) == ("OKP", "Ed25519"):
            self.alg, members = "Ed25519", ("crv", "kty", "x")
            self._private = ed25519.Ed25519PrivateKey.from_private_bytes(secret)
        elif (jwk["kty"], jwk["crv"]) == ("EC", "P-256"):
            self.alg, members = "ES256", ("crv", "kty", "x", "y")
            self._private = ec.derive_private_key(int.from_bytes(secret, "big"), ec.SECP256R1())
        else:
            raise ValueError("the key must be Ed25519 or P-256")
        public = rfc8785.dumps({name: jwk[name] for name in members})
        self.kid = base64url(hashlib.sha256(public).digest())

    def sign(self, data):
        if self.alg == "Ed25519":
            return self._private.sign(data)
        r, s = decode_dss_signature(self._private.sign(data, ec.ECDSA(hashes.SHA256())))
        return r.to_bytes(32, "big") + s.to_bytes(32, "big")


def merkle_root(lines):
    """RFC 9162, section 2.1.1."""
    level = [hashlib.sha256(b"\x00" + line).digest() for line in lines]
    while len(level) > 1:
        pairs = [level[i : i + 2] for i in range(0, len(level), 2)]
        level = [
            hashlib.sha256(b"\x01" + pair[0] + pair[1]).digest() if len(pair) == 2 else pair[0]
            for pair in pairs
        ]
    return level[0]


def make_batch(records, key, iss, aud, jti, iat, exp):
    lines = [rfc8785.dumps(record) for record in records]
    header = {"alg": key.alg, "kid": key.kid, "typ": "stl-batch+jws"}
    payload = {
        "aud": aud,
        "exp": exp,
        "iat": iat,
        "iss": iss,
        "jti": jti,
        "n": len(lines),
        "root": base64url(merkle_root(lines)),
        "v": 1,
    }
    signing_input = base64url(rfc8785.dumps(header)) + "." + base64url(rfc8785.dumps(payload))
    jws = signing_input + "." + base64url(key.sign(signing_input.encode("ascii")))
    return b"".join(line + b"\n" for line in [rfc8785.dumps({"jws": jws}), *lines])


def main():
    parser = argparse.ArgumentParser(description="Make a signed batch from records.")
    parser.add_argument("records", help="file with one JSON object a line")
    parser.add_argument("--key", required=True, help="file with the private JWK")
    parser.add_argument("--iss", required=True, help="your participant id")
    parser.add_argument("--aud", required=True, help="the ledger id")
    parser.add_argument("--jti", required=True, help="your name for this batch, never used twice")
    parser.add_argument("--iat", type=int, help="time of signing, seconds since 1970 (default: now)")
    parser.add_argument("--exp", type=int, help="latest time of arrival (default: a day after)")
    options = parser.parse_args()

    with open(options.key, encoding="utf-8") as file:
        key = Key(json.load(file))
    with open(options.records, encoding="utf-8") as file:
        records = [json.loads(line) for line in file if line.strip()]
    if not 1 <= len(records) <= 2000:
        sys.exit("a batch has 1 to 2,000 records")
    iat = int(time.time()) if options.iat is None else options.iat
    exp = iat + 86_400 if options.exp is None else options.exp
    batch = make_batch(records, key, options.iss, options.aud, options.jti, iat, exp)
    sys.stdout.buffer.write(batch)


if __name__ == "__main__":
    main()
