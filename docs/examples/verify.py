#!/usr/bin/env python3
"""Checks badges of sellers, as docs/proofs.md describes, and computes their scores again (score.py).

    verify.py --trust TRUST.json BADGE.jwt...
    verify.py --trust TRUST.json PROOF.json...
    verify.py --trust TRUST.json --keys

A PROOF is an answer of /v1/sellers/{id}/proof: what the ledger has of a seller, or that it has nothing. --keys prints
the organisations' verifier keys, for tools that read C2SP notes.

TRUST is what "stl trust" keeps, or an answer of /v1/trust-list: its first version is believed, the later ones must
follow from it. Nothing is asked of anybody, so whether a badge was revoked stays open: the bits that say so are
printed.

Ends with 0 where all badges are valid, 1 where one is not, 2 where it was called wrongly.
"""

import argparse
import base64
import hashlib
import json
import re
import sys
import time
from datetime import datetime, timezone

import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from score import DAY, certificates_on, is_known, score, seconds

CLOCK_TOLERANCE = 300
LIST_SIZE = 131_072
FOLD_VERSIONS = (1, 2)


class Refused(Exception):
    """What was given does not hold; the text says why."""


def need(holds, reason):
    if not holds:
        raise Refused(reason)


# --- Encodings ---


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def from_base64url(text):
    data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    need(base64url(data) == text, "base64url is not in its one form")
    return data


def refuse_number(text):
    raise Refused(f"{text} is not an integer")


def from_canonical(data):
    """The value of RFC 8785 bytes: any other spelling, a member that is there twice among them, is refused."""
    value = json.loads(data, parse_float=refuse_number, parse_constant=refuse_number)
    need(rfc8785.dumps(value) == data, "JSON is not in canonical form")
    return value


def rfc3339(at):
    return datetime.fromtimestamp(at, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def same(a, b):
    """Whether two values are one in JSON: to Python, True is 1."""
    return rfc8785.dumps(a) == rfc8785.dumps(b)


def members(value, *names):
    need(isinstance(value, dict) and set(value) == set(names), f"not exactly the members {', '.join(sorted(names))}")
    return value


# --- Signatures ---


def p256_holds(key, signature, data):
    """ES256, r || s, by a key as a trust list has it: {"kid", "x", "y"}."""
    x, y = (int.from_bytes(from_base64url(key[name]), "big") for name in ("x", "y"))
    r, s = (int.from_bytes(signature[half], "big") for half in (slice(0, 32), slice(32, 64)))
    try:
        public = ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1()).public_key()
        public.verify(encode_dss_signature(r, s), data, ec.ECDSA(SHA256()))
        return len(signature) == 64
    except InvalidSignature:
        return False


def ed25519_holds(key, signature, data):
    try:
        ed25519.Ed25519PublicKey.from_public_bytes(key).verify(signature, data)
        return True
    except InvalidSignature:
        return False


def open_jws(token, header, keys):
    """The payload of a compact ES256 JWS that one of the keys signed, and the kid. `header` is all but its kid."""
    parts = token.split(".")
    need(len(parts) == 3, "not a compact JWS")
    head, payload, signature = (from_base64url(part) for part in parts)
    kid = from_canonical(head)["kid"]
    need(same(from_canonical(head), {**header, "alg": "ES256", "kid": kid}), "the header is not the expected one")
    key = next((key for key in keys if key["kid"] == kid), None)
    need(key is not None, f"no trusted organisation has the key {kid}")
    need(p256_holds(key, signature, f"{parts[0]}.{parts[1]}".encode("ascii")), "the signature does not hold")
    return from_canonical(payload), kid


# --- Trust list ---

KEY_USES = ("signKey", "logKey", "cosignerKey")
VERIFIER_KEY = re.compile(r"(?P<name>[^\s+]+)\+(?P<id>[0-9a-f]{8})\+(?P<key>[A-Za-z0-9+/=]+)")


def keys_of(organisation, use):
    """Those that count as an organisation's own: the key in force first, then the one before."""
    return [keys[use] for keys in (organisation, organisation.get("previous", {})) if use in keys]


def of_known_form(trust):
    """A list of the known form, with a majority for k, in which no organisation and no key stands twice."""
    members(trust, "k", "ledger", "organisations", "quorum", "v", "version", "witnesses")
    organisations, k = trust["organisations"], trust["k"]
    for organisation in organisations:
        previous = organisation.get("previous", {})
        members({**organisation, "previous": previous}, "id", "name", "url", "previous", *KEY_USES)
        need(set(previous) <= set(KEY_USES), "a previous key is of no known use")
    ids = {organisation["id"] for organisation in organisations}
    keys = [key for organisation in organisations for use in KEY_USES for key in keys_of(organisation, use)]
    names = {name for key in keys for name in ((key["kid"], key["x"]) if isinstance(key, dict) else (key,))}
    twice = len(names) < len(keys) + sum(isinstance(key, dict) for key in keys)
    need(len(ids) == len(organisations) and not twice, "an organisation or a key stands twice")
    need(trust["v"] == 1 and type(k) is int and k <= len(ids) < 2 * k, "k is no majority of the organisations")
    witnesses, quorum = trust["witnesses"], trust["quorum"]
    outsiders = [VERIFIER_KEY.fullmatch(line) for line in witnesses]
    need(all(outsiders), "a witness has no verifier key")
    need(len({key["name"] for key in outsiders}) == len(outsiders), "a witness stands twice")
    need(type(quorum) is int and 0 <= quorum <= len(witnesses), "the quorum is no number of its witnesses")
    return trust


def assert_signed(version, before):
    """That k organisations of the version before signed a version."""
    keys = [organisation["signKey"] for organisation in before["organisations"]]
    signers = set()
    for token in version["signatures"]:
        kid = from_canonical(from_base64url(token.split(".")[0]))["kid"]
        if kid not in {key["kid"] for key in keys}:
            continue  # of a key that is not in force there: a new one would vouch for itself
        payload, _ = open_jws(token, {"typ": "stl-trust-list+jws"}, keys)
        need(same(payload, version["list"]), "a signature is of another trust list")
        signers.add(kid)
    need(len(signers) >= before["k"], "too few organisations signed the trust list")


def follow(versions):
    """The newest list of a chain whose first one is believed."""
    trusted = of_known_form(versions[0]["list"])
    for version in versions[1:]:
        following = of_known_form(version["list"])
        need(following["ledger"] == trusted["ledger"], "a trust list is of another ledger")
        need(following["version"] == trusted["version"] + 1, "versions of the trust list are missing")
        assert_signed(version, trusted)
        trusted = following
    return trusted


# --- Checkpoint (C2SP tlog-checkpoint, signed-note, tlog-cosignature) ---

CHECKPOINT = re.compile(
    "stl/(?P<ledger>[0-9a-f]{64})\n(0|[1-9][0-9]*)\n[A-Za-z0-9+/]{43}=\n"
    "map (?P<map>[A-Za-z0-9+/]{43}=)\nepoch (0|[1-9][0-9]*)\n"
    "asof (?P<asof>[0-9TZ:-]{20})\nfold (?P<fold>[1-9][0-9]*)\n"
)


def key_id(name, kind, key):
    return sha256(name.encode(), b"\n", bytes([kind]), key)[:4]


def witness_keys(trust):
    """Name and key of each witness; a line whose key id is another key's, or that is no cosigner's, is passed over."""
    for line in trust["witnesses"]:
        name, identity, key = VERIFIER_KEY.fullmatch(line).groups()
        blob = base64.b64decode(key, validate=True)
        if len(blob) == 33 and blob[0] == 0x04 and key_id(name, 0x04, blob[1:]).hex() == identity:
            yield name, blob[1:]


def verifier_keys(trust):
    """Of each organisation in turn: as C2SP signed-note writes them, in force and previous."""
    origin = f"stl/{trust['ledger']}"
    for organisation in trust["organisations"]:
        for use, kind, name in (("logKey", 0x01, origin), ("cosignerKey", 0x04, f"{origin}/{organisation['id']}")):
            for text in keys_of(organisation, use):
                key = from_base64url(text)
                encoded = base64.b64encode(bytes([kind]) + key).decode("ascii")
                yield f"{name}+{key_id(name, kind, key).hex()}+{encoded}"


def signers_of(body, lines, trust):
    """The organisations that signed both as the log (0x01) and as a cosigner (0x04), and the keys of the witnesses."""
    origin = f"stl/{trust['ledger']}"
    known, own = [], set()
    for organisation in trust["organisations"]:
        by = organisation["id"]
        logs, cosigners = ([from_base64url(key) for key in keys_of(organisation, use)] for use in KEY_USES[1:])
        known += [(origin, 0x01, key, by) for key in logs]
        known += [(f"{origin}/{by}", 0x04, key, by) for key in cosigners]
        own.update(logs, cosigners)
    outsiders = [(name, 0x04, key, None) for name, key in witness_keys(trust)]
    text, held = body.encode(), set()
    for line in lines:
        name, data = re.fullmatch("\u2014 (\\S+) (\\S+)", line).groups()
        blob = base64.b64decode(data, validate=True)
        claimed = [key for key in known + outsiders if key[0] == name and key_id(*key[:3]) == blob[:4]]
        holding = [claim for claim in claimed if note_signature_holds(*claim[1:3], blob[4:], text)]
        # A stranger's line is passed over. One in the name of a trusted key that does not hold is a forgery.
        need(holding or not claimed, f"a signature of {name} does not hold")
        held.update(holding)
    kinds = {(kind, by) for _, kind, _, by in held}
    organisations = {by for _, by in kinds if by is not None and {(0x01, by), (0x04, by)} <= kinds}
    # One key is one outsider, whatever its names are; an organisation's is none.
    return organisations, {key for _, _, key, by in held if by is None} - own


def note_signature_holds(kind, key, value, text):
    if kind == 0x01:
        return ed25519_holds(key, value, text)
    at = int.from_bytes(value[:8], "big")
    return ed25519_holds(key, value[8:], f"cosignature/v1\ntime {at}\n".encode() + text)


def check_checkpoint(note, trust):
    body, _, signatures = note.rpartition("\n\n")
    body += "\n"
    need(signatures.endswith("\n"), "the checkpoint has no whole signature lines")
    stated = CHECKPOINT.fullmatch(body)
    need(stated is not None, "the checkpoint is malformed")
    need(stated["ledger"] == trust["ledger"], "the checkpoint is of another ledger")
    signers, seen_by = signers_of(body, signatures[:-1].split("\n"), trust)
    need(len(signers) >= trust["k"], f"only {len(signers)} of {trust['k']} organisations signed the checkpoint")
    need(int(stated["fold"]) in FOLD_VERSIONS, "the rules that gave the map are not known here")
    return base64.b64decode(stated["map"]), seconds(stated["asof"]), signers, len(seen_by)


# --- Map ---


def proven(stated, key, root):
    """The value of a key, if its proof leads to the root."""
    value, proof = (members(stated, "proof", "value")[name] for name in ("value", "proof"))
    path = sha256(key.encode())
    leaf = sha256(b"\0", path, sha256(rfc8785.dumps(value)))
    siblings = members(proof, "siblings")["siblings"]
    need(map_root(path, leaf, siblings) == root, f"{key} is not what the organisations signed")
    return value


def assert_absent(proof, key, root):
    """That the map has nothing under the key: its place is empty, or another leaf stands on the way there."""
    path = sha256(key.encode())
    siblings, other = proof["siblings"], proof.get("other")
    members(proof, "siblings", *(() if other is None else ("other",)))
    leaf = EMPTY
    if other is not None:
        there, value = (from_base64url(members(other, "path", "value")[name]) for name in ("path", "value"))
        need(len(there) == len(value) == 32, "a map proof is malformed")
        # Elsewhere it would say nothing of this key, and in its own place the key would not be absent.
        on_the_way = all(bit(there, depth) == bit(path, depth) for depth in range(len(siblings)))
        need(on_the_way and there != path, "the other leaf does not stand in the place of the key")
        leaf = sha256(b"\0", there, value)
    need(map_root(path, leaf, siblings) == root, f"that there is no {key} is not what the organisations signed")


EMPTY = bytes(32)


def bit(path, depth):
    return path[depth // 8] >> (7 - depth % 8) & 1


def map_root(path, node, siblings):
    """Where a leaf leads with the other halves beside its way, from the root down."""
    halves = [from_base64url(text) if text else EMPTY for text in siblings]
    well_formed = len(halves) <= 256 and all(len(half) == 32 for half in halves)
    need(well_formed and halves.count(EMPTY) == siblings.count(""), "a map proof is malformed")
    for depth in reversed(range(len(halves))):
        node = sha256(b"\1", *((halves[depth], node) if bit(path, depth) else (node, halves[depth])))
    return node


# --- Seller proof ---


def verify_seller(stated, trust):
    """What a proof of a seller says, if it holds."""
    members(stated, "checkpoint", "proof", "seller", "v", "value")
    seller, value = stated["seller"], stated["value"]
    need(same(stated["v"], 1), "a proof of another version")
    root, asof, *_ = check_checkpoint(stated["checkpoint"], trust)
    if value is None:
        assert_absent(stated["proof"], f"seller/{seller}", root)
        return f"{seller}: nothing was ever stated of it by {rfc3339(asof)}"
    proven({"proof": stated["proof"], "value": value}, f"seller/{seller}", root)
    return f"{seller}: {value['public']['records']['count']} records by {rfc3339(asof)}"


# --- Status entries ---


SITE = re.compile(r"https?://[a-z0-9.:\[\]-]+")


def status_entry(site, ledger, series, number):
    """The entry of the seller or certificate with that number."""
    n, k = divmod(number, LIST_SIZE)
    h = sha256(f"{ledger}\n{series}\n{n}".encode())
    a = 2 * (int.from_bytes(h[:3], "big") % 65_536) + 1
    index = (a * k + int.from_bytes(h[3:6], "big")) % LIST_SIZE
    url = f"{site}/v1/status-lists/{series}/{n}"
    return {
        "id": f"{url}#{index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": series.split("/")[0],
        "statusListIndex": str(index),
        "statusListCredential": url,
    }


def check_status_entries(entries, ledger, aggregate, policy, band, valid):
    """That they are those which follow from the numbers of seller and certificates, in any order, all at one site."""
    places = [] if band is None else [(f"revocation/{policy['version']}/{band}", aggregate["number"])]
    places += [("suspension", term["number"]) for term in valid]
    site = entries[0]["statusListCredential"].split("/v1/")[0] if entries else ""
    need(not entries or SITE.fullmatch(site), "its status lists lie at no site")
    expected = [status_entry(site, ledger, *place) for place in places]
    entries, expected = (sorted(map(rfc8785.dumps, some)) for some in (entries, expected))
    need(entries == expected, "its status entries are not its own")


# --- Badge ---

AS_IT_STANDS = {"@type": "@json"}
NULLABLE = ("band", "corroboration", "interval", "last", "overall")
CONTEXT = [
    "https://www.w3.org/ns/credentials/v2",
    {
        "@vocab": "urn:stl:terms#",
        "RatedSeller": {"@context": dict.fromkeys(NULLABLE, AS_IT_STANDS)},
        "SellerTrustEvidence": {
            "@context": dict.fromkeys(("certifiers", "consortium", "policy", "seller"), AS_IT_STANDS)
        },
    },
]


def did_of(url):
    """did:web of an organisation's URL."""
    host, path = re.match(r"https?://(?:[^/?#@]*@)?([^/?#]*)([^?#]*)", url).groups()
    parts = [host.lower(), *filter(None, path.split("/"))]
    reserved = r"%[0-9A-Fa-f]{2}|[^A-Za-z0-9._-]"
    return ":".join(["did:web", *(re.sub(reserved, percent_encoded, part) for part in parts)])


def percent_encoded(found):
    return found[0] if len(found[0]) > 1 else f"%{ord(found[0]):02X}"



def subject_of(ledger, aggregate, policy, result):
    last = result.get("last")
    return {
        "id": f"urn:stl:{ledger}:{aggregate['seller']}",
        "type": "RatedSeller",
        "seller": aggregate["seller"],
        "policy": {"name": policy["name"], "version": policy["version"]},
        "asOf": rfc3339(result["asOf"]),
        **{name: result[name] for name in ("status", "overall", "interval", "band", "provisional", "corroboration")},
        **({} if last is None else {"last": {**last, "asOf": rfc3339(last["asOf"])}}),
    }


def verify(token, trust, now, max_age):
    """What a badge states, if it holds, and what its reader should know besides."""
    # The header names a key as the issuer's DID document does.
    keys = [
        {**key, "kid": f"{did_of(organisation['url'])}#{key['kid']}"}
        for organisation in trust["organisations"]
        for key in keys_of(organisation, "signKey")
    ]
    claims, kid = open_jws(token, {"cty": "vc", "typ": "vc+jwt"}, keys)
    (evidence,) = claims["evidence"]
    members(evidence, "certifiers", "checkpoint", "consortium", "policy", "seller", "type")
    root, asof, signers, seen_by = check_checkpoint(evidence["checkpoint"], trust)

    consortium = proven(evidence["consortium"], "consortium", root)
    policy = proven(evidence["policy"], f"policy/score/{consortium['policies']['score']}", root)
    aggregate = proven(evidence["seller"], f"seller/{claims['credentialSubject']['seller']}", root)["public"]
    issuers = {term["issuer"] for term in aggregate["certifications"]}
    need(issuers == set(evidence["certifiers"]), "not exactly the certifiers of its certificates are proven")
    certifiers = {issuer: proven(evidence["certifiers"][issuer], f"participant/{issuer}", root) for issuer in issuers}

    need(is_known(policy["body"]), "the score has rules that are not known here")
    in_consortium = {organisation["id"] for organisation in consortium["organisations"]}
    counted = {issuer: one for issuer, one in certifiers.items() if one["org"] in in_consortium}
    day = max(asof // DAY, aggregate["newestDay"]) * DAY
    result = score(aggregate, policy["body"], day, counted)
    valid = [term for term, change in certificates_on(aggregate["certifications"], day, counted) if change is None]

    entries = claims.get("credentialStatus", [])
    stated = {
        "@context": CONTEXT,
        "type": ["VerifiableCredential", "SellerTrustBadge"],
        "issuer": kid.split("#")[0],
        "validFrom": rfc3339(asof),
        "validUntil": claims["validUntil"],
        **({"credentialStatus": entries} if entries else {}),
        "credentialSubject": subject_of(trust["ledger"], aggregate, policy, result),
        "evidence": [{**evidence, "type": "SellerTrustEvidence"}],
    }
    for name in sorted({*stated, *claims}):
        need(name in stated and name in claims, f"it has no {name}, or should have none")
        need(same(claims[name], stated[name]), f"{name} does not follow from the proven facts")
    check_status_entries(entries, trust["ledger"], aggregate, policy, result["band"], valid)

    until = seconds(claims["validUntil"])
    need(until <= asof + DAY, "it is valid for longer than a day")
    need(now >= asof - CLOCK_TOLERANCE, "it is dated after now")
    need(now <= until, f"it held until {claims['validUntil']}")
    need(now <= asof + max_age, "its checkpoint is too old")
    return claims["credentialSubject"], notices(trust, consortium, aggregate, signers, seen_by, entries)


def differs(trust, consortium):
    """Whether the ledger had other organisations, keys (in force or as previous) or witnesses than the list has."""
    outsiders = sorted(consortium.get("witnesses", [])), consortium.get("quorum", 0)
    if (sorted(trust["witnesses"]), trust["quorum"]) != outsiders:
        return True
    stated = {organisation["id"]: organisation for organisation in consortium["organisations"]}
    if trust["k"] != consortium["k"] or {one["id"] for one in trust["organisations"]} != set(stated):
        return True
    for trusted in trust["organisations"]:
        for use in KEY_USES:
            now, before = (keys_of(trusted, use) + [None])[:2]
            then, before_then = (keys_of(stated[trusted["id"]], use) + [None])[:2]
            if (before not in (None, before_then)) if now == then else (before != then):
                return True
    return False


def notices(trust, consortium, aggregate, signers, seen_by, entries):
    absent = [one["id"] for one in trust["organisations"] if one["id"] not in signers]
    if consortium["parameters"]["demo"]:
        yield "a demonstration: its facts are made up"
    if absent:
        yield f"not signed by {', '.join(absent)}"
    if seen_by < trust["quorum"]:
        yield f"seen by {seen_by} of {len(trust['witnesses'])} outside witnesses; quorum {trust['quorum']}"
    if differs(trust, consortium):
        yield "its organisations are not those of the trust list: one of the two is out of date"
    if "uncontested" in aggregate:
        yield "some of the facts behind it are contested"
    for entry in entries:
        yield f"whether it was revoked was not asked: {entry['id']}"


# --- Command line ---


def judge(name, trust, now, max_age):
    """Whether the badge or proof in a file is valid, and the lines that say so."""
    try:
        with open(name, encoding="utf-8") as file:
            text = file.read().strip()
        if text.startswith("{"):
            return True, [f"{name}: valid: {verify_seller(json.loads(text), trust)}"]
        subject, known = verify(text, trust, now, max_age)
        score_is = "no score" if subject["overall"] is None else f"{subject['overall']} of 1000 ({subject['band']})"
        said = f"{name}: valid: {subject['seller']}, {subject['status']}, {score_is}, as of {subject['asOf']}"
        return True, [said, *(f"  {notice}" for notice in known)]
    except Refused as reason:
        return False, [f"{name}: not valid: {reason}"]
    except (LookupError, TypeError, ValueError, AttributeError, RecursionError) as fault:
        return False, [f"{name}: not valid: malformed, {type(fault).__name__}: {fault}"]


def main():
    parser = argparse.ArgumentParser(description="Check badges of sellers, and proofs of what is known of them.")
    parser.add_argument("badges", nargs="*", help="files with a badge or a proof each")
    parser.add_argument("--keys", action="store_true", help="print the organisations' verifier keys")
    parser.add_argument("--trust", required=True, help="file with the trust list")
    parser.add_argument("--now", type=int, default=int(time.time()), help="seconds since 1970 (default: the clock)")
    parser.add_argument("--max-age", type=int, default=7200, help="seconds that a checkpoint may be old (default: 7200)")
    options = parser.parse_args()
    if bool(options.badges) == options.keys:
        parser.error("name badges or proofs to check, or --keys")
    try:
        with open(options.trust, encoding="utf-8") as file:
            trust = follow(json.load(file)["versions"])
        verdicts = [judge(name, trust, options.now, options.max_age) for name in options.badges]
    except OSError as fault:
        parser.error(str(fault))
    except (Refused, LookupError, TypeError, ValueError) as fault:
        parser.error(f"{options.trust} is no trust list that holds: {fault}")
    for line in verifier_keys(trust) if options.keys else ():
        print(line)
    for _, lines in verdicts:
        print("\n".join(lines))
    return 0 if all(valid for valid, _ in verdicts) else 1


if __name__ == "__main__":
    sys.exit(main())
