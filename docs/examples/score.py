#!/usr/bin/env python3
"""Computes sellers' scores, as docs/scoring.md describes: all of one but its reasons.

    score.py < CASES.ndjson

A case is {"aggregate", "policy", "asOf", "certifiers"}: the public aggregate, the body of the policy, the start of a
UTC day in seconds, and by id those certifiers whose organisation is a member. Each line gives a line.
"""

import json
import re
import sys
from datetime import datetime, timezone
from math import isqrt

DAY = 86_400
PERIOD_DAYS = 28
PPM = 1_000_000
WEIGHTS = {
    3: (1000000, 793701, 629961, 500000, 396850, 314980, 250000, 198425, 157490, 125000, 99213, 78745, 62500, 49606, 39373),
    6: (1000000, 890899, 793701, 707107, 629961, 561231, 500000, 445449, 396850, 353553, 314980, 280616, 250000, 222725, 198425),
    13: (1000000, 948078, 898851, 852180, 807933, 765983, 726211, 688505, 652756, 618863, 586730, 556266, 527383, 500000, 474039),
}  # fmt: skip


def seconds(text):
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z", text, re.ASCII) is None:
        raise ValueError(f"{text} is no time")
    return int(datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc).timestamp())


def period_of(at):
    return at // DAY // PERIOD_DAYS


# --- The policy ---

COMMON = {"weight", "window", "points"}
MEASURED = COMMON | {"halfLife", "minimum"}
RULES = {
    "delivery": MEASURED | {"overdueAfter"},
    "quality": MEASURED | {"inspectionWeight"},
    "reviews": MEASURED | {"phantom"},
    "after-sales": MEASURED | {"answeredCredit"},
    "certification": COMMON | {"target", "levels", "against"},
    "payment": MEASURED,
}
LEVELS = {"scheme-self", "scheme-cab", "no-endorsement"} | {
    f"authority-{name}" for name in ("benchmark", "mandate", "globalmra", "peer", "extended-mra")
}


def is_known(policy):
    """Whether a policy has the rules of this program, and no others: who passed them over would get another score."""
    return (
        set(policy) == {"bands", "components", "history", "neutral", "reasons"}
        and set(policy["reasons"]) == {"goodFrom"}
        and set(policy["history"]) == {"minimumPeriods", "minimumWeight", "provisionalPeriods"}
        and set(policy["components"]) == set(RULES)
        and all(set(policy["components"][name]) == members for name, members in RULES.items())
        and all(rules.get("halfLife", 3) in WEIGHTS for rules in policy["components"].values())
        and set(policy["components"]["reviews"]["phantom"]) == {"count", "ratingTenths"}
        and set(policy["components"]["certification"]["levels"]) == LEVELS
        and all(set(band) == {"from", "name"} for band in policy["bands"])
        and all(set(one) == {"points", "ppm"} for rules in policy["components"].values() for one in rules["points"])
    )


# --- Sums and shares ---


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


def unfinished(counters):
    ended = sum(counters.get(name, 0) for name in ("promised", "cancelledOther", "undelivered"))
    return max(0, counters.get("orders", 0) - ended)


def delivery(window, rules):
    left = [(age, unfinished(counters)) for age, counters in window.periods]
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


# --- Certificates ---


def certificates_on(certifications, as_of, certifiers):
    """Of each certificate that somebody answers for: its term in force, and the change that withdrew it, if one did."""
    end = as_of + DAY
    numbers = {}
    for term in certifications:
        numbers.setdefault((term["issuer"], term["certificate"]), []).append(term)
    found = []
    for terms in numbers.values():
        begun = [t for t in terms if t["validUntil"] > as_of and t["issued"] < end and t["validFrom"] < end]
        if not begun:
            continue
        term = max(begun, key=lambda t: t["validFrom"])
        if not answered_for(term, certifiers.get(term["issuer"]), as_of):
            continue
        changes = [change for change in term["status"] if change["at"] < end]
        # The first revocation is final, else the last change decides.
        deciding = next((change for change in changes if change["status"] == "revoked"), None) or (changes or [None])[-1]
        withdrawn = deciding is not None and deciding["status"] != "reinstated"
        found.append((term, deciding if withdrawn else None))
    return found


def answered_for(term, certifier, as_of):
    """Whether a body stands behind a certificate: then and today."""
    if certifier is None or certifier["status"] != "active" or seconds(certifier["validUntil"]) <= as_of:
        return False
    intervals = [
        (seconds(entry["from"]), seconds(entry["until"]))
        for entry in certifier["accreditation"]
        if term["scheme"] in entry["schemes"]
    ]
    # Each as seconds from and until: the date of issue, the ledger's time, and the day of the score.
    moments = [(term["issued"],) * 2, (term["stated"],) * 2, (as_of, as_of + DAY - 1)]
    return all(any(start <= to and until > at for start, until in intervals) for at, to in moments)


def certification(window, rules, certificates):
    credits, withdrawn, valid = {}, 0, 0
    for term, change in certificates:
        if change is None:
            valid += 1
            credits[term["scheme"]] = max(credits.get(term["scheme"], 0), rules["levels"][term["assessmentLevel"]])
        elif change["at"] >= window.bounds["fromDay"] * DAY and change["reason"] in rules["against"]:
            withdrawn += 1
    target = rules["target"] * PPM
    good = target + min(target, sum(credits.values())) - withdrawn * PPM
    counts = {"valid": valid, "schemes": len(credits), "withdrawn": withdrawn}
    return min(max(0, good), 2 * target), 2 * target, 2 * target, counts


# --- Points and the whole ---


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


MEASURES = {
    "delivery": delivery,
    "quality": quality,
    "reviews": reviews,
    "after-sales": after_sales,
    "certification": certification,
    "payment": payment,
}


def component(name, periods, rules, as_of, certificates):
    """A component as a score shows it, and the points of its upper bound."""
    window = Window(periods, rules, as_of)
    given = (certificates,) if name == "certification" else ()
    x, n, evidence, counts = MEASURES[name](window, rules, *given)
    lacking = max(0, rules.get("minimum", 0) * PPM - evidence)
    if name == "certification":
        shown = padded = (x * PPM // n,) * 3  # all are counted, so nothing is uncertain
    else:
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


def longest_window(policy):
    return max(rules["window"] for rules in policy["components"].values())


def score_on(periods, certifications, policy, as_of, certifiers):
    """The score of one day, where there is one, and the components and corroboration of that day."""
    certificates = certificates_on(certifications, as_of, certifiers)
    parts = [component(name, periods, policy["components"][name], as_of, certificates) for name in MEASURES]
    total = sum(part["weight"] for part, _ in parts)
    overall = sum(part["points"] * part["weight"] for part, _ in parts) // total
    upper = sum(points * part["weight"] for part, points in parts) // total

    longest = Window(periods, {"window": longest_window(policy)}, as_of)
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
    if as_of % DAY != 0 or as_of // DAY < aggregate["newestDay"]:
        raise ValueError("as_of_out_of_range")

    def on(day, periods=aggregate["periods"]):
        return score_on(periods["recent"], aggregate["certifications"], policy, day, certifiers)

    result = on(as_of)
    if "uncontested" in aggregate:
        result["uncontested"] = {"overall": on(as_of, aggregate["uncontested"])["overall"]}
    if result["status"] == "scored":
        return result
    newest = period_of(aggregate["newestDay"] * DAY)
    latest = min(period_of(as_of) - 1, newest + longest_window(policy) - 1)
    for period in range(latest, newest - 1, -1):
        earlier = on(((period + 1) * PERIOD_DAYS - 1) * DAY)
        if earlier["status"] == "scored":
            last = {name: earlier[name] for name in ("asOf", "overall", "band")}
            return {**result, "status": "dormant", "last": last}
    return result


def main():
    for line in sys.stdin:
        case = json.loads(line)
        result = score(case["aggregate"], case["policy"], case["asOf"], case["certifiers"])
        print(json.dumps(result, sort_keys=True, separators=(",", ":")))


if __name__ == "__main__":
    main()
