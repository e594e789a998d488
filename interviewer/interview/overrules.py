"""What candidates insist on having said, as labelled examples for the author of the question."""

from collections.abc import Iterator

from interviewer.grading.result import Status
from interviewer.interview.debrief import debrief
from interviewer.interview.session import Lookup
from interviewer.interview.state import Session
from interviewer.knowledge.models import Example


def disputed(session: Session, lookup: Lookup) -> Iterator[tuple[str, Example]]:
    """Yield the id of each question with an overruled verdict, and its answer labelled as the candidate would have it.

    What was graded in part is left unlabelled: nobody has said what it is.
    """
    for report in debrief(session, lookup).questions:
        if report.answer and any(point.overruled for point in report.points):
            yield (
                report.question.id,
                Example(
                    text=report.answer,
                    covers=[p.point.id for p in report.points if p.overruled or p.status is Status.HIT],
                    misses=[
                        p.point.id
                        for p in report.points
                        if not p.overruled and p.status in {Status.MISS, Status.CONTRADICTED}
                    ],
                ),
            )
