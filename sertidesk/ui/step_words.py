"""How a step's state and days are said: in the rail, in the step's head, on Beranda."""

from __future__ import annotations

from sertidesk.domain import plan
from sertidesk.domain.formatting import day_and_date, due_date
from sertidesk.domain.procedure import CalendarKind, Procedure

ICONS = {
    plan.State.NOT_STARTED: ("circle", "muted"),
    plan.State.IN_PROGRESS: ("circle-dot", "accent"),
    plan.State.DONE: ("circle-check", "good"),
    plan.State.OVERDUE: ("circle-alert", "bad"),
    plan.State.SKIPPED: ("skip-forward", "muted"),
}
TONES = {
    plan.State.NOT_STARTED: "plain",
    plan.State.IN_PROGRESS: "accent",
    plan.State.DONE: "good",
    plan.State.OVERDUE: "bad",
    plan.State.SKIPPED: "plain",
}
NEAR = 2  # days left from which a deadline is near


def days(view: plan.StepView, count: int) -> str:
    """Return a number of days with the kind of day that is counted."""
    return f"{count} hari kerja" if view.counts is CalendarKind.WORKING else f"{count} hari"


def left(view: plan.StepView) -> str:
    """Return how long there is: "2 hari kerja lagi", "lewat 3 hari"; empty without a due date."""
    if view.days_left is None:
        return ""
    if view.days_left < 0:
        return f"lewat {days(view, -view.days_left)}"
    if view.state is plan.State.OVERDUE:  # only days off have passed since
        return "lewat"
    return f"{days(view, view.days_left)} lagi" if view.days_left else "hari ini"


def _left_shortly(view: plan.StepView) -> str:
    """Return `left` without the kind of day, for the narrow rail; the head tells it in full."""
    return left(view).replace("hari kerja", "hari")


def left_tone(view: plan.StepView) -> str:
    """Return the colour of `left`: bad when late, warn when near."""
    if view.days_left is None or view.days_left > NEAR:
        return "plain"
    return "bad" if view.state is plan.State.OVERDUE else "warn"


def below_title(view: plan.StepView) -> str:
    """Return what the rail says below a step's title."""
    if view.state is plan.State.DONE and view.record.done_on:
        return f"Selesai {due_date(view.record.done_on)}"
    if view.state is plan.State.SKIPPED:
        return f"Dilewati: {view.record.skip_reason}"
    if view.due is None:
        return plan.STATE_LABELS[view.state]
    return f"{due_date(view.due)} · {_left_shortly(view)}"


def facts(rules: Procedure, view: plan.StepView) -> str:
    """Return the line below the title: who, standard time, due date, days used."""
    step = view.step
    said = []
    actors = rules.actor_titles(step)
    if actors:
        said.append(", ".join(actors) + (" (disimpulkan)" if "actors" in step.inferred else ""))
    if step.time.text and step.time.is_stated:
        said.append(f"baku {step.time.text}")
    elif view.phase is not None:
        said.append(f"baku {view.phase.time.text} untuk {view.phase.title}")
    else:
        said.append("waktu tidak ditetapkan SOP")
    if view.due is not None:
        own = " (ditetapkan sendiri)" if view.due_is_set else ""
        said.append(f"tenggat {day_and_date(view.due)}{own}")
    if view.record.started_on is not None or view.record.done_on is not None:
        said.append(f"terpakai {days(view, view.days_used)}")
    return " · ".join(said)


def reasons(view: plan.StepView) -> str:
    """Return the reason with which a step was skipped or finished all the same."""
    record = view.record
    if record.skip_reason:
        return f"Dilewati dengan alasan: {record.skip_reason}"
    if record.override_reason:
        return f"Diselesaikan walau ada yang menghambat, dengan alasan: {record.override_reason}"
    return ""
