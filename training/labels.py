"""The nine kinds of name, and what each corpus calls them (shared/data/README.md).

`MISSING` marks words about which a corpus says nothing: wikigold's MISC holds what others call NORP, so
teaching it as MISC would unlearn NORP.
"""

KINDS = ("PERSON", "ORG", "PLACE", "NORP", "FACILITY", "PRODUCT", "EVENT", "WORK", "MISC")
MISSING = "MISSING"
# Dates and sums of money are claims' business, not names.
OUTSIDE = ""

WORLDWIDE = {
    "Person": "PERSON", "Organization": "ORG", "Location": "PLACE", "NORP": "NORP", "Facility": "FACILITY",
    "Product": "PRODUCT", "Misc": "MISC", "Date": OUTSIDE, "Money": OUTSIDE,
}  # fmt: skip
GMB = {
    "per": "PERSON", "org": "ORG", "geo": "PLACE", "gpe": "NORP", "eve": "EVENT", "art": MISSING,
    "nat": OUTSIDE, "tim": OUTSIDE,
}  # fmt: skip
WIKIGOLD = {"PER": "PERSON", "ORG": "ORG", "LOC": "PLACE", "MISC": MISSING}
CROSSNER = {
    "person": "PERSON", "politician": "PERSON", "organisation": "ORG", "politicalparty": "ORG", "location": "PLACE",
    "country": "PLACE", "event": "EVENT", "election": "EVENT", "misc": MISSING,
}  # fmt: skip
WNUT = {
    "person": "PERSON", "corporation": "ORG", "group": "ORG", "location": "PLACE", "product": "PRODUCT",
    "creative-work": "WORK",
}  # fmt: skip
# re3d also marks what has no name ("rebels", "the camp"): only its capitalised spans are taken, the rest is missing.
RE3D = {
    "Person": "PERSON", "Organisation": "ORG", "Location": "PLACE", "Nationality": "NORP", "Weapon": MISSING,
    "MilitaryPlatform": MISSING, "Vehicle": MISSING, "DocumentReference": MISSING,
}  # fmt: skip
GUM = {"person": "PERSON", "organization": "ORG", "place": "PLACE"}
# Universal NER marks three kinds only.
UNER = {"PER": "PERSON", "ORG": "ORG", "LOC": "PLACE"}
