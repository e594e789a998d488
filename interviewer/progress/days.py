"""Local days of moments, which are stored in UTC."""

from datetime import date, datetime, timedelta


def local_day(at: float) -> date:
    """Return the local day of a moment."""
    return datetime.fromtimestamp(at).astimezone().date()


def end_of_day(now: float, later: int = 0) -> float:
    """Return when the local day of ``now``, or the one ``later`` days after it, ends."""
    following = local_day(now) + timedelta(days=later + 1)
    return datetime(following.year, following.month, following.day).astimezone().timestamp()
