#!/usr/bin/env python3
"""Checks badges of sellers, as docs/proofs.md and docs/scoring.md describe, and computes their scores again.

    verify.py --trust TRUST.json BADGE.jwt...       checks badges
    verify.py --score < CASES.ndjson                scores {"aggregate", "policy", "asOf", "certifiers"}, one a line

TRUST is what "stl trust" keeps, or an answer of /v1/trust-list: its first version is believed, the later ones must
follow from it. Nothing is asked of anybody, so whether a badge was revoked stays open: the lists to ask are printed.
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
from math import isqrt

import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

DAY = 86_400
PERIOD_DAYS = 28
LIST_SIZE = 131_072
FOLD_VERSIONS = (1, 2)


class Refused(Exception):
    """What was given does not hold; the text says why."""


def need(holds, reason):
    if not holds:
        raise Refused(reason)


# --- Encodings ---------------------------------------------------------------------------------------------------


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


def seconds(text):
    need(re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z", text, re.ASCII), "a time is malformed")
    return int(datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc).timestamp())


def rfc3339(at):
    return datetime.fromtimestamp(at, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def members(value, *names):
    need(isinstance(value, dict) and set(value) == set(names), f"not exactly the members {', '.join(sorted(names))}")
    return value


# --- Signatures --------------------------------------------------------------------------------------------------


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
    kid = from_canonical(head).get("kid")
    need(from_canonical(head) == {**header, "alg": "ES256", "kid": kid}, "the header is not the expected one")
    key = next((key for key in keys if key["kid"] == kid), None)
    need(key is not None, f"no trusted organisation has the key {kid}")
    need(p256_holds(key, signature, f"{parts[0]}.{parts[1]}".encode("ascii")), "the signature does not hold")
    return from_canonical(payload), kid


# --- Trust list --------------------------------------------------------------------------------------------------


def signed_list(version, by):
    """A version's list, if k organisations of `by`, the version before, signed it."""
    keys = [organisation["signKey"] for organisation in by["organisations"]]
    known = {key["kid"] for key in keys}
    signers = set()
    for token in version["signatures"]:
        if from_canonical(from_base64url(token.split(".")[0])).get("kid") not in known:
            continue  # a new organisation's, whose key proves nothing yet
        payload, kid = open_jws(token, {"typ": "stl-trust-list+jws"}, keys)
        need(payload == version["list"], "a signature is of another trust list")
        signers.add(kid)
    need(len(signers) >= by["k"], "too few organisations signed the trust list")
    return version["list"]


def follow(versions):
    """The newest list of a chain whose first one is believed."""
    trusted = signed_list(versions[0], versions[0]["list"])
    for version in versions[1:]:
        following = signed_list(version, trusted)
        need(following["ledger"] == trusted["ledger"], "a trust list is of another ledger")
        need(following["version"] == trusted["version"] + 1, "versions of the trust list are missing")
        trusted = following
    need(trusted["v"] == 1 and trusted["k"] >= 1, "the trust list is not of a known form")
    return trusted


# --- Checkpoint (C2SP tlog-checkpoint, signed-note, tlog-cosignature) ------------------------------------------------

CHECKPOINT = re.compile(
    r"stl/(?P<ledger>[0-9a-f]{64})\n(?P<size>0|[1-9][0-9]*)\n(?P<root>[A-Za-z0-9+/]{43}=)\nmap (?P<map>[A-Za-z0-9+/]{43}=)\n"
    r"epoch (?P<epoch>[1-9][0-9]*)\nasof (?P<asof>[0-9TZ:-]{20})\nfold (?P<fold>[1-9][0-9]*)\n"
)


def key_id(name, kind, key):
    return sha256(name.encode(), b"\n", bytes([kind]), key)[:4]


def signers_of(body, lines, trust):
    """The organisations that signed both as the log (0x01) and as a cosigner (0x04)."""
    origin = f"stl/{trust['ledger']}"
    text = body.encode()
    found = set()
    for organisation in trust["organisations"]:
        log, cosigner = (from_base64url(organisation[name]) for name in ("logKey", "cosignerKey"))
        name = f"{origin}/{organisation['id']}"
        signed = set()
        for line in lines:
            by, data = re.fullmatch(r"— (\S+) (\S+)", line).groups()
            blob = base64.b64decode(data, validate=True)
            start, rest = blob[:4], blob[4:]
            if by == origin and start == key_id(origin, 0x01, log) and ed25519_holds(log, rest, text):
                signed.add("log")
            if by == name and start == key_id(name, 0x04, cosigner):
                at = int.from_bytes(rest[:8], "big")
                if ed25519_holds(cosigner, rest[8:], f"cosignature/v1\ntime {at}\n".encode() + text):
                    signed.add("cosigner")
        if len(signed) == 2:
            found.add(organisation["id"])
    return found


def check_checkpoint(note, trust):
    body, _, signatures = note.rpartition("\n\n")
    body += "\n"
    need(signatures.endswith("\n"), "the checkpoint has no whole signature lines")
    stated = CHECKPOINT.fullmatch(body)
    need(stated is not None, "the checkpoint is malformed")
    need(stated["ledger"] == trust["ledger"], "the checkpoint is of another ledger")
    signers = signers_of(body, signatures[:-1].split("\n"), trust)
    need(len(signers) >= trust["k"], f"only {len(signers)} of {trust['k']} organisations signed the checkpoint")
    need(int(stated["fold"]) in FOLD_VERSIONS, "the rules that gave the map are not known here")
    return {
        "map": base64.b64decode(stated["map"]),
        "epoch": int(stated["epoch"]),
        "asof": seconds(stated["asof"]),
        "fold": int(stated["fold"]),
        "signers": sorted(signers),
    }


# --- Map ---------------------------------------------------------------------------------------------------------


def proven(stated, key, root):
    """The value of a key, if its proof leads to the root."""
    value, proof = (members(stated, "proof", "value")[name] for name in ("value", "proof"))
    siblings = [from_base64url(text) or bytes(32) for text in members(proof, "siblings")["siblings"]]
    need(len(siblings) <= 256 and all(len(node) == 32 for node in siblings), "a map proof is malformed")
    path = sha256(key.encode())
    node = sha256(b"\0", path, sha256(rfc8785.dumps(value)))
    for depth in reversed(range(len(siblings))):
        right = path[depth // 8] >> (7 - depth % 8) & 1
        node = sha256(b"\1", *((siblings[depth], node) if right else (node, siblings[depth])))
    need(node == root, f"{key} is not what the organisations signed")
    return value


# --- Status entries ----------------------------------------------------------------------------------------------


def status_entry(site, purpose, ledger, name, number):
    """The entry of the seller or certificate with a number; `name`: of its kind of list."""
    of_list, k = divmod(number, LIST_SIZE)
    h = sha256(f"{ledger}\n{name}\n{of_list}".encode())
    a = 2 * (int.from_bytes(h[:3], "big") % 65_536) + 1
    index = (a * k + int.from_bytes(h[3:6], "big")) % LIST_SIZE
    url = f"{site}/v1/status-lists/{name}/{of_list}"
    return {
        "id": f"{url}#{index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": purpose,
        "statusListIndex": str(index),
        "statusListCredential": url,
    }


def status_entries(site, ledger, aggregate, result, policy, certificates):
    name = f"revocation/{policy['version']}/{result['band']}"
    banded = [] if result["band"] is None else [status_entry(site, "revocation", ledger, name, aggregate["number"])]
    return banded + [
        status_entry(site, "suspension", ledger, "suspension", term["number"])
        for term, standing in certificates
        if standing == "valid"
    ]


# --- Badge -------------------------------------------------------------------------------------------------------


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
    """Of a badge that holds: its credential, who signed, and what a reader should know."""
    organisations = {organisation["signKey"]["kid"]: organisation for organisation in trust["organisations"]}
    keys = [organisation["signKey"] for organisation in trust["organisations"]]
    claims, kid = open_jws(token, {"cty": "vc", "typ": "vc+jwt"}, keys)
    (evidence,) = claims["evidence"]
    members(evidence, "certifiers", "checkpoint", "consortium", "policy", "seller", "type")
    checkpoint = check_checkpoint(evidence["checkpoint"], trust)

    root, ledger = checkpoint["map"], trust["ledger"]
    seller = claims["credentialSubject"]["seller"]
    consortium = proven(evidence["consortium"], "consortium", root)
    policy = proven(evidence["policy"], f"policy/score/{consortium['policies']['score']}", root)
    aggregate = proven(evidence["seller"], f"seller/{seller}", root)["public"]
    certifiers = {
        issuer: proven(evidence["certifiers"][issuer], f"participant/{issuer}", root)
        for issuer in {term["issuer"] for term in aggregate["certifications"]}
    }
    need(set(certifiers) == set(evidence["certifiers"]), "a certifier is proven of whom there is no certificate")

    as_of = max(checkpoint["asof"] // DAY, aggregate["newestDay"]) * DAY
    in_consortium = {organisation["id"] for organisation in consortium["organisations"]}
    counted = {issuer: found for issuer, found in certifiers.items() if found["org"] in in_consortium}
    result = score(aggregate, policy["body"], as_of, counted)
    certificates = certificates_on(aggregate["certifications"], as_of, counted)

    entries = claims.get("credentialStatus", [])
    site = entries[0]["statusListCredential"].split("/v1/status-lists/")[0] if entries else ""
    need(not entries or re.fullmatch(r"https?://[^/?#\s]+", site), "the status lists lie at no site")
    expected = status_entries(site, ledger, aggregate, result, policy, certificates)
    stated = {
        "@context": ["https://www.w3.org/ns/credentials/v2", {"@vocab": "urn:stl:terms#"}],
        "type": ["VerifiableCredential", "SellerTrustBadge"],
        "issuer": organisations[kid]["url"],
        "validFrom": rfc3339(checkpoint["asof"]),
        "validUntil": claims["validUntil"],
        **({"credentialStatus": expected} if expected else {}),
        "credentialSubject": subject_of(ledger, aggregate, policy, result),
        "evidence": [{**evidence, "type": "SellerTrustEvidence"}],
    }
    for name in sorted({*stated, *claims}):
        need(name in stated and claims.get(name) == stated[name], f"{name} is not what follows from the proven facts")
    until = seconds(claims["validUntil"])
    need(checkpoint["asof"] < until <= checkpoint["asof"] + DAY, "it is valid for longer than a day")
    need(checkpoint["asof"] <= now + 300, "its checkpoint lies ahead of the time here")
    need(now <= until, f"it has expired at {claims['validUntil']}")
    need(now - checkpoint["asof"] <= max_age, "its checkpoint is too old")
    return claims, checkpoint["signers"], [entry["id"] for entry in entries]


# --- Score: sums and shares ------------------------------------------------------------------------------------------

PPM = 1_000_000
WEIGHTS = {
    3: (1000000, 793701, 629961, 500000, 396850, 314980, 250000, 198425, 157490, 125000, 99213, 78745, 62500, 49606, 39373),
    6: (1000000, 890899, 793701, 707107, 629961, 561231, 500000, 445449, 396850, 353553, 314980, 280616, 250000, 222725, 198425),
    13: (1000000, 948078, 898851, 852180, 807933, 765983, 726211, 688505, 652756, 618863, 586730, 556266, 527383, 500000, 474039),
}  # fmt: skip


def period_of(at):
    return at // DAY // PERIOD_DAYS


class Window:
    """The periods that a component looks at, with plain and decayed sums over their counters."""

    def __init__(self, periods, rules, as_of):
        today = period_of(as_of)
        aged = [(today - entry["period"], entry["counters"]) for entry in periods]
        self.periods = [(age, counters) for age, counters in aged if 0 <= age < rules["window"]]
        self.weights = WEIGHTS.get(rules.get("halfLife"))
        self.bounds = {"fromDay": (today - rules["window"] + 1) * PERIOD_DAYS, "toDay": as_of // DAY}

    def n(self, name):
        return sum(counters.get(name, 0) for _, counters in self.periods)

    def d(self, name):
        return sum(counters.get(name, 0) * self.weights[age] for age, counters in self.periods)

    def counts(self, *names):
        return {name: self.n(name) for name in names}


def delivery(window, rules):
    left = [
        (age, max(0, sum(c.get(name, 0) * sign for name, sign in (("orders", 1), ("promised", -1), ("cancelledOther", -1), ("undelivered", -1)))))
        for age, c in window.periods
    ]  # fmt: skip
    overdue = [(age, count) for age, count in left if age >= rules["overdueAfter"]]
    denominator = window.d("promised") + sum(count * window.weights[age] for age, count in overdue)
    counts = window.counts("orders", "promised", "onTime", "late", "lost", "cancelledSeller", "undelivered")
    counts["overdue"] = sum(count for _, count in overdue)
    counts["open"] = sum(count for _, count in left) - counts["overdue"]
    return min(window.d("onTime"), denominator), denominator, denominator, counts


def quality(window, rules):
    d, each = window.d, rules["inspectionWeight"]
    trials = d("onTime") + d("late") + each * d("inspections")
    defects = d("casesProduct") + each * max(0, d("inspections") - d("inspectionsPassed"))
    denominator = max(trials, defects)
    counts = {
        "delivered": window.n("onTime") + window.n("late"),
        "productCases": window.n("casesProduct"),
        **window.counts("inspections", "inspectionsPassed", "returned"),
    }
    return denominator - defects, denominator, denominator, counts


def reviews(window, rules):
    phantoms = rules["phantom"]["count"] * PPM
    stars = window.d("ratingSum") - window.d("reviews") + phantoms * (rules["phantom"]["ratingTenths"] - 10) // 10
    denominator = window.d("reviews") + phantoms
    counts = window.counts("reviews", "ratingSum", "rating1", "rating2", "rating3", "rating4", "rating5")
    return min(max(0, stars // 4), denominator), denominator, window.d("reviews"), counts


def after_sales(window, rules):
    held = max(0, window.d("casesOpened") - window.d("casesForSeller"))
    cost = held - min(window.d("casesAnsweredHeld"), held) * rules["answeredCredit"] // PPM
    denominator = max(window.d("orders"), cost)
    names = ("orders", "casesOpened", "casesAnswered", "casesAnsweredHeld", "casesForBuyer", "casesForSeller")
    return denominator - cost, denominator, denominator, window.counts(*names)


def payment(window, rules):
    bad = window.d("chargebacks") + window.d("frauds")
    denominator = max(window.d("paid"), bad)
    return denominator - bad, denominator, denominator, window.counts("paid", "chargebacks", "frauds", "refunds")


# --- Score: certificates ---------------------------------------------------------------------------------------------


def certificates_on(certifications, as_of, certifiers):
    """The term in force of each certificate that counts, and how it stands: valid, or the change that withdrew it."""
    numbers = {}
    for term in certifications:
        numbers.setdefault((term["issuer"], term["certificate"]), []).append(term)
    found = []
    for terms in numbers.values():
        end = as_of + DAY
        begun = [t for t in terms if t["validUntil"] > as_of and t["issued"] < end and t["validFrom"] < end]
        if not begun:
            continue
        term = max(begun, key=lambda t: t["validFrom"])
        if not answered_for(term, certifiers.get(term["issuer"]), as_of):
            continue
        changes = [change for change in term["status"] if change["at"] < end]
        revoked = next((change for change in changes if change["status"] == "revoked"), None)
        decides = revoked or (changes[-1] if changes else None)
        valid = decides is None or decides["status"] == "reinstated"
        found.append((term, "valid" if valid else decides))
    return found


def answered_for(term, certifier, as_of):
    """Whether a body stands behind a certificate: then and today."""
    if certifier is None or certifier["status"] != "active" or seconds(certifier["validUntil"]) <= as_of:
        return False
    intervals = [
        (seconds(entry["from"]), seconds(entry["until"]))
        for entry in certifier.get("accreditation", [])
        if term["scheme"] in entry["schemes"]
    ]
    at = lambda moment: any(start <= moment < until for start, until in intervals)
    today = any(start < as_of + DAY and until > as_of for start, until in intervals)
    return today and at(term["issued"]) and at(term["stated"])


def certification(window, rules, certificates):
    credits, withdrawn, valid = {}, 0, 0
    for term, standing in certificates:
        if standing == "valid":
            valid += 1
            credits[term["scheme"]] = max(credits.get(term["scheme"], 0), rules["levels"][term["assessmentLevel"]])
        elif standing["at"] >= window.bounds["fromDay"] * DAY and standing["reason"] in rules["against"]:
            withdrawn += 1
    target = rules["target"] * PPM
    good = target + min(target, sum(credits.values())) - withdrawn * PPM
    counts = {"valid": valid, "schemes": len(credits), "withdrawn": withdrawn}
    return min(max(0, good), 2 * target), 2 * target, 2 * target, counts


# --- Score: points and the whole -------------------------------------------------------------------------------------


def bounds(x, n):
    """Rate, lower and upper bound in ppm: the Wilson score interval at 95 %."""
    u = s = PPM
    middle = n * (1250 * x + 2401 * u) * s
    square = n * (2401**2 * u**2 * n + 6_002_500 * u * x * (n - x)) * s**2
    spread = isqrt(square - 1) + 1
    divisor = 2 * n * (625 * n + 2401 * u)
    return x * PPM // n, (middle - spread) // divisor, -(-(middle + spread) // divisor)


def points_of(ppm, corners):
    if ppm < corners[0]["ppm"]:
        return corners[0]["points"]
    for left, right in zip(corners, corners[1:]):
        if ppm < right["ppm"]:
            rise, run = right["points"] - left["points"], right["ppm"] - left["ppm"]
            return left["points"] + rise * (ppm - left["ppm"]) // run
    return corners[-1]["points"]


MEASURES = {"delivery": delivery, "quality": quality, "reviews": reviews, "after-sales": after_sales, "payment": payment}
COMPONENTS = ("delivery", "quality", "reviews", "after-sales", "certification", "payment")


def component(name, periods, rules, as_of, certificates):
    """A component as a score shows it, and the points of its upper bound."""
    window = Window(periods, rules, as_of)
    if name == "certification":
        x, n, evidence, counts = certification(window, rules, certificates)
        shown = padded = (x * PPM // n,) * 3
        lacking = 0
    else:
        x, n, evidence, counts = MEASURES[name](window, rules)
        lacking = max(0, rules["minimum"] * PPM - evidence)
        shown = bounds(x, n) if n > 0 else (None, None, None)
        padded = bounds(x + lacking, n + lacking)
    rate, lower, upper = shown
    return {
        "name": name,
        "status": "insufficient" if lacking > 0 else "scored",
        "window": window.bounds,
        "numerator": x,
        "denominator": n,
        "rate": rate,
        "lower": lower,
        "upper": upper,
        "counts": counts,
        "points": points_of(padded[1], rules["points"]),
        "weight": rules["weight"],
    }, points_of(padded[2], rules["points"])


def score_on(periods, certifications, policy, as_of, certifiers):
    """The score of one day, where there is one, and the components and corroboration of that day."""
    certificates = certificates_on(certifications, as_of, certifiers)
    parts = [component(name, periods, policy["components"][name], as_of, certificates) for name in COMPONENTS]
    total = sum(part["weight"] for part, _ in parts)
    overall = sum(part["points"] * part["weight"] for part, _ in parts) // total
    upper = sum(points * part["weight"] for part, points in parts) // total

    longest = Window(periods, {"window": max(rules["window"] for rules in policy["components"].values())}, as_of)
    traded = sum(1 for _, counters in longest.periods if counters.get("orders", 0) > 0)
    history = policy["history"]
    weight = sum(part["weight"] for part, _ in parts if part["status"] == "scored")
    enough = traded >= history["minimumPeriods"] and weight >= history["minimumWeight"]
    known_bad = upper < policy["neutral"]
    scored = enough or known_bad

    def share(elsewhere, of):
        return min(longest.n(elsewhere), of) * PPM // of if of > 0 else None

    return {
        "asOf": as_of,
        "status": "scored" if scored else "not-enough-history",
        "overall": overall if scored else None,
        "interval": {"lower": overall, "upper": upper} if scored else None,
        "band": next(band["name"] for band in policy["bands"] if band["from"] <= overall) if scored else None,
        "provisional": scored and (traded < history["provisionalPeriods"] or not enough),
        "corroboration": {
            "delivery": share("deliveredElsewhere", longest.n("onTime") + longest.n("late")),
            "payment": share("paidElsewhere", longest.n("paid")),
        },
        "components": [part for part, _ in parts],
    }


def score(aggregate, policy, as_of, certifiers):
    """A seller's score, but for its reasons. `certifiers`: those whose organisation is a member, by id."""
    need(as_of % DAY == 0 and as_of // DAY >= aggregate["newestDay"], "as_of_out_of_range")
    at = lambda day, of=aggregate: score_on(of["periods"]["recent"], aggregate["certifications"], policy, day, certifiers)
    result = at(as_of)
    if "uncontested" in aggregate:
        result["uncontested"] = {"overall": at(as_of, aggregate["uncontested"])["overall"]}
    if result["status"] == "scored":
        return result
    newest = period_of(aggregate["newestDay"] * DAY)
    longest = max(rules["window"] for rules in policy["components"].values())
    for period in range(min(period_of(as_of) - 1, newest + longest - 1), newest - 1, -1):
        earlier = at(((period + 1) * PERIOD_DAYS - 1) * DAY)
        if earlier["status"] == "scored":
            last = {name: earlier[name] for name in ("asOf", "overall", "band")}
            return {**result, "status": "dormant", "last": last}
    return result


# --- Command line ----------------------------------------------------------------------------------------------------


def check_file(name, trust, now, max_age):
    with open(name, encoding="ascii") as file:
        token = file.read().strip()
    try:
        claims, signers, lists = verify(token, trust, now, max_age)
    except Refused as reason:
        return f"{name}: not valid: {reason}", False
    except (LookupError, TypeError, ValueError, AttributeError, RecursionError) as fault:
        return f"{name}: not valid: malformed ({type(fault).__name__}: {fault})", False
    subject = claims["credentialSubject"]
    stands = subject["status"] if subject["overall"] is None else f"{subject['overall']} of 1000 ({subject['band']})"
    asked = "".join(f"\n  not asked: {entry}" for entry in lists)
    return f"{name}: valid: {subject['seller']}, {stands}, as of {subject['asOf']}, signed by {', '.join(signers)}{asked}", True


def main():
    parser = argparse.ArgumentParser(description="Check badges of sellers.")
    parser.add_argument("badges", nargs="*", help="files with a badge each")
    parser.add_argument("--trust", help="file with the trust list")
    parser.add_argument("--now", type=int, default=int(time.time()), help="seconds since 1970 (default: the clock)")
    parser.add_argument("--max-age", type=int, default=7200, help="seconds that a checkpoint may be old (default: 7200)")
    parser.add_argument("--score", action="store_true", help="score aggregates from standard input")
    options = parser.parse_args()
    if options.score:
        for line in sys.stdin.buffer:
            case = json.loads(line)
            result = score(case["aggregate"], case["policy"], case["asOf"], case["certifiers"])
            sys.stdout.buffer.write(rfc8785.dumps(result) + b"\n")
        return 0
    if not options.badges or options.trust is None:
        parser.error("name the trust list and at least one badge")
    try:
        with open(options.trust, encoding="utf-8") as file:
            trust = follow(json.load(file)["versions"])
    except (Refused, OSError, LookupError, TypeError, ValueError) as fault:
        parser.error(f"{options.trust} is no trust list that holds: {fault}")
    verdicts = [check_file(name, trust, options.now, options.max_age) for name in options.badges]
    print("\n".join(text for text, _ in verdicts))
    return 0 if all(valid for _, valid in verdicts) else 1


if __name__ == "__main__":
    sys.exit(main())
