"""Is it this much? The claim's quantity against the source's, with the tolerance that its wording implies."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from claims.annotation import Quantity
from sources.candidate import Verdict

# How far a source's figure may lie from the claim's, as a share of the claim's, where the wording is rough.
ABOUT = Decimal("0.1")
# Figures of different sources for one year differ by their methods; only beyond this do they contradict.
METHODS = Decimal("0.05")


def check(quantity: Quantity, value: Decimal, *, fact: str, same_year: bool) -> Verdict:
    """The claim's quantity against ``value``. Only figures of the same year can contradict or support."""
    said = _bounds(quantity)
    reason = f"{fact} = {value:,}; the claim says {quantity.text}"
    if said is None:
        return Verdict("related", f"{reason}: check by hand", 0.5)
    if not same_year:
        return Verdict("related", f"{reason}; the source's figure is of another year: check by hand", 0.4)
    low, high = said
    if (low is None or low <= value) and (high is None or value <= high):
        return Verdict("supports", reason, 0.8)
    slack = abs(value) * METHODS
    if (low is not None and value < low - slack) or (high is not None and value > high + slack):
        return Verdict("contradicts", reason, 0.7)
    return Verdict("related", f"{reason}; the difference is within that of methods: check by hand", 0.6)


def _bounds(quantity: Quantity) -> tuple[Decimal | None, Decimal | None] | None:
    """Lowest and highest value that the claim's words allow; None where they cannot be read."""
    try:
        if quantity.value is None:
            if quantity.low is None or quantity.high is None:
                return None
            return Decimal(quantity.low), Decimal(quantity.high)
        value = Decimal(quantity.value)
    except InvalidOperation:
        return None
    if quantity.approximation in ("more_than", "at_least"):
        return value, None
    if quantity.approximation in ("less_than", "at_most"):
        return None, value
    slack = abs(value) * ABOUT if quantity.approximation == "about" else _half_unit(value)
    return value - slack, value + slack


def _half_unit(value: Decimal) -> Decimal:
    """Half of the last digit that is given: 4,200,000 was rounded to 100,000, 4,213,544 to 1."""
    exponent = value.normalize().as_tuple().exponent
    return Decimal(1).scaleb(int(exponent)) / 2 if int(exponent) > 0 else Decimal(0)
