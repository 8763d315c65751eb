"""What blocks a step of the wizard, whom it concerns, and on which screen it is mended.

Services gather the facts of an activity and hand them in; nothing here reads or writes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from sertidesk.domain import letters, official_record, readiness
from sertidesk.domain.procedure import Procedure, Step


class GateCode(StrEnum):
    """What may block a step."""

    APPLICATION_UNSENT = "application_unsent"
    NO_PARTICIPANTS = "no_participants"
    NO_IDENTITY = "no_identity"
    DOCUMENTS_OPEN = "documents_open"
    NOT_MATCHED = "not_matched"
    NOT_SENT = "not_sent"
    NOT_ENTERED = "not_entered"
    NO_MEETING = "no_meeting"
    NO_CONCLUSIONS = "no_conclusions"
    LETTERS_UNSENT = "letters_unsent"
    INTERESTS_OPEN = "interests_open"
    SELECTION_OPEN = "selection_open"
    QUOTA_EXCEEDED = "quota_exceeded"
    FACILITIES_OPEN = "facilities_open"
    ASSESSORS_OPEN = "assessors_open"
    CANDIDATES_OPEN = "candidates_open"
    ATTENDANCE_OPEN = "attendance_open"
    UNDECIDED = "undecided"
    NO_RECORD = "no_record"
    RECORD_UNREVIEWED = "record_unreviewed"
    RECORD_UNFILED = "record_unfiled"
    DECISION_OPEN = "decision_open"
    NOT_EVALUATED = "not_evaluated"
    UNCERTIFIED = "uncertified"
    NOT_HANDED = "not_handed"


@dataclass(frozen=True, slots=True)
class Facts:
    """What services know about an activity; every text of the first six is a participant's id.

    ``unidentified`` lack a NIK or a name; ``open_documents`` says for a participant the keys of
    the mandatory requirements that are neither valid nor not applicable; ``unmatched`` are
    neither matched by Disdukcapil nor taken along with a reason; ``unsent`` are in no submission;
    ``unentered`` should be in the portal and are not.
    ``meetings`` are (name, whether its conclusions are written).
    ``unsent_letters`` names who should get a recruitment letter still, ``open_interests`` whose
    interest is neither taken up nor dropped. Of the participants ``unattended`` it is not recorded
    whether they came; ``undecided`` came and have no decision of their assessment;
    ``uncertified`` are competent and have no certificate with a number, ``unhanded`` have one that
    was not handed over. On the participants ``unselected`` the selection has not decided,
    ``quotas_exceeded`` names the quotas with too many selected. ``application`` is how far the
    application letter has come. ``records`` counts the official records, ``unreviewed`` names the
    roles that have not found all of them in order, ``unfiled`` the papers the archive lacks.
    ``unready`` names facilities, ``unconfirmed`` assessors who have
    not said that they come; of the participants ``unreached`` it is not certain whether they come.
    ``decided`` tells whether the decision letter is set, ``evaluated`` whether the evaluation has
    something in it.
    """

    participants: tuple[str, ...] = ()
    unidentified: tuple[str, ...] = ()
    open_documents: Mapping[str, frozenset[str]] = field(default_factory=dict)
    unmatched: tuple[str, ...] = ()
    unsent: tuple[str, ...] = ()
    unentered: tuple[str, ...] = ()
    meetings: tuple[tuple[str, bool], ...] = ()
    unsent_letters: tuple[str, ...] = ()
    open_interests: tuple[str, ...] = ()
    unselected: tuple[str, ...] = ()
    quotas_exceeded: tuple[str, ...] = ()
    unready: tuple[str, ...] = ()
    unconfirmed: tuple[str, ...] = ()
    unreached: tuple[str, ...] = ()
    unattended: tuple[str, ...] = ()
    undecided: tuple[str, ...] = ()
    uncertified: tuple[str, ...] = ()
    unhanded: tuple[str, ...] = ()
    application: letters.State | None = None
    records: int = 0
    unreviewed: tuple[str, ...] = ()
    unfiled: tuple[str, ...] = ()
    decided: bool = False
    evaluated: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """What keeps a step from being finished, the participants concerned, where it is mended.

    ``names`` are those concerned who are no participants.
    """

    code: GateCode
    sentence: str
    subjects: tuple[str, ...]
    screen: str
    names: tuple[str, ...] = ()


def _participants(procedure: Procedure, step: Step, facts: Facts) -> list[Block]:
    if not facts.participants:
        sentence = "Belum ada peserta. Tambahkan peserta atau impor daftarnya."
        return [Block(GateCode.NO_PARTICIPANTS, sentence, (), "participants")]
    return _block(
        GateCode.NO_IDENTITY,
        "{count} peserta belum memiliki NIK atau nama. Lengkapi datanya.",
        facts.unidentified,
        "participants",
    )


def _documents(procedure: Procedure, step: Step, facts: Facts) -> list[Block]:
    keys = {item.key for item in procedure.requirements_of(step) if item.mandatory}
    subjects = [person for person, missing in facts.open_documents.items() if missing & keys]
    return _block(
        GateCode.DOCUMENTS_OPEN,
        "{count} peserta belum lengkap berkasnya. Periksa berkas sampai semuanya sah.",
        subjects,
        "documents",
    )


def _clarification(procedure: Procedure, step: Step, facts: Facts) -> list[Block]:
    return _block(
        GateCode.NOT_MATCHED,
        "{count} peserta belum sesuai data Disdukcapil. Baca jawabannya atau beri alasan.",
        facts.unmatched,
        "clarification",
    )


def _submission(procedure: Procedure, step: Step, facts: Facts) -> list[Block]:
    return _block(
        GateCode.NOT_SENT,
        "{count} peserta belum dikirim ke LSP. Catat pengirimannya.",
        facts.unsent,
        "submission",
    )


def _meetings(procedure: Procedure, step: Step, facts: Facts) -> list[Block]:
    """Ask for one meeting with its conclusions; the minutes' screen, where there is one, asks."""
    screen = "minutes" if "minutes" in step.screens else "coordination"
    if not facts.meetings:
        sentence = "Belum ada rapat. Catat rapatnya beserta kesimpulannya."
        return [Block(GateCode.NO_MEETING, sentence, (), screen)]
    if any(concluded for _, concluded in facts.meetings):
        return []
    names = [name for name, _ in facts.meetings]
    sentence = "{count} rapat belum ada kesimpulannya. Tulis kesimpulan rapat."
    return _named_block(GateCode.NO_CONCLUSIONS, sentence, names, screen)


def _coordination(procedure: Procedure, step: Step, facts: Facts) -> list[Block]:
    return [] if "minutes" in step.screens else _meetings(procedure, step, facts)


_APPLICATION: Mapping[letters.State | None, str] = {
    None: "Surat permohonan belum ada. Buat dan kirim suratnya.",
    letters.State.DRAFT: "Surat permohonan belum bernomor. Ambil nomornya, lalu kirim.",
    letters.State.NUMBERED: "Surat permohonan belum dikirim. Kirim dan tandai terkirim.",
}


def _preparation(procedure: Procedure, step: Step, facts: Facts) -> list[Block]:
    if not letters.asks_application(step) or facts.application is letters.State.SENT:
        return []
    sentence = _APPLICATION[facts.application]
    return [Block(GateCode.APPLICATION_UNSENT, sentence, (), "preparation")]


def _portal(procedure: Procedure, step: Step, facts: Facts) -> list[Block]:
    # The screen also serves the steps before the one that enters (LPJK 1 to 4: the account).
    if not (step.outputs and step is _last_with("portal", procedure)):
        return []
    return _block(
        GateCode.NOT_ENTERED,
        "{count} peserta belum diinput ke portal. Salin isiannya, lalu catat.",
        facts.unentered,
        "portal",
    )


def _last_with(screen: str, procedure: Procedure) -> Step | None:
    having = [step for step in procedure.steps if screen in step.screens]
    return having[-1] if having else None


def _recruitment(procedure: Procedure, step: Step, facts: Facts) -> list[Block]:
    return _named_block(
        GateCode.LETTERS_UNSENT,
        "{count} penerima belum dikirimi surat rekrutmen.",
        facts.unsent_letters,
        "recruitment",
    )


def _interest(procedure: Procedure, step: Step, facts: Facts) -> list[Block]:
    return _named_block(
        GateCode.INTERESTS_OPEN,
        "{count} peminat belum menjadi peserta atau batal.",
        facts.open_interests,
        "interest",
    )


def _attendance(procedure: Procedure, step: Step, facts: Facts) -> list[Block]:
    return _block(
        GateCode.ATTENDANCE_OPEN,
        "{count} peserta belum dicatat kehadirannya.",
        facts.unattended,
        "attendance",
    )


def _assessment(procedure: Procedure, step: Step, facts: Facts) -> list[Block]:
    return _block(
        GateCode.UNDECIDED,
        "{count} peserta yang hadir belum diputus hasil asesmennya.",
        facts.undecided,
        "assessment",
    )


def _record(procedure: Procedure, step: Step, facts: Facts) -> list[Block]:
    """Ask for a record, its review by the step's own roles, and in the end for the archive."""
    if not facts.records:
        sentence = "Belum ada berita acara. Buat dan cetak berita acaranya."
        return [Block(GateCode.NO_RECORD, sentence, (), "record")]
    here = official_record.reviewers_of(procedure, step)
    open_roles = [role for role in here if role in facts.unreviewed]
    found = _named_block(
        GateCode.RECORD_UNREVIEWED,
        "{count} pemeriksa belum menyatakan berita acara diperiksa.",
        open_roles,
        "record",
    )
    if official_record.files_here(procedure, step):
        found += _named_block(
            GateCode.RECORD_UNFILED,
            "{count} berkas belum diarsipkan.",
            facts.unfiled,
            "record",
        )
    return found


def _decision(procedure: Procedure, step: Step, facts: Facts) -> list[Block]:
    if facts.decided:
        return []
    sentence = "SK penetapan belum ditetapkan. Isi nomor dan tanggalnya, lalu tetapkan."
    return [Block(GateCode.DECISION_OPEN, sentence, (), "decision")]


def _evaluation(procedure: Procedure, step: Step, facts: Facts) -> list[Block]:
    if facts.evaluated:
        return []
    sentence = "Evaluasi belum diisi. Catat kendalanya, atau lampirkan salinan hasil dari LSP."
    return [Block(GateCode.NOT_EVALUATED, sentence, (), "evaluation")]


def _selection(procedure: Procedure, step: Step, facts: Facts) -> list[Block]:
    return [
        *_block(
            GateCode.SELECTION_OPEN,
            "{count} calon belum diputuskan: terpilih, cadangan, atau tidak.",
            facts.unselected,
            "selection",
        ),
        *_named_block(
            GateCode.QUOTA_EXCEEDED,
            "{count} kuota terlampaui.",
            facts.quotas_exceeded,
            "selection",
        ),
    ]


def _certificates(procedure: Procedure, step: Step, facts: Facts) -> list[Block]:
    return _block(
        GateCode.UNCERTIFIED,
        "{count} peserta belum bernomor sertifikat. Catat atau impor sertifikatnya.",
        facts.uncertified,
        "certificates",
    )


def _handover(procedure: Procedure, step: Step, facts: Facts) -> list[Block]:
    return _block(
        GateCode.NOT_HANDED,
        "{count} sertifikat belum diserahkan kepada pemiliknya.",
        facts.unhanded,
        "handover",
    )


def _readiness(procedure: Procedure, step: Step, facts: Facts) -> list[Block]:
    parts = readiness.parts_of(step)
    found: list[Block] = []
    if readiness.Part.FACILITIES in parts:
        found += _named_block(
            GateCode.FACILITIES_OPEN, "{count} sarana belum siap.", facts.unready, "readiness"
        )
    if readiness.Part.ASSESSORS in parts:
        found += _named_block(
            GateCode.ASSESSORS_OPEN,
            "{count} asesor belum menyatakan bersedia.",
            facts.unconfirmed,
            "readiness",
        )
    if readiness.Part.CANDIDATES in parts:
        found += _block(
            GateCode.CANDIDATES_OPEN,
            "{count} calon peserta belum pasti kedatangannya. Hubungi mereka.",
            facts.unreached,
            "readiness",
        )
    return found


def _named_block(code: GateCode, sentence: str, names: Sequence[str], screen: str) -> list[Block]:
    if not names:
        return []
    return [Block(code, sentence.format(count=len(names)), (), screen, tuple(names))]


def _block(code: GateCode, sentence: str, subjects: Sequence[str], screen: str) -> list[Block]:
    if not subjects:
        return []
    return [Block(code, sentence.format(count=len(subjects)), tuple(subjects), screen)]


Gate = Callable[[Procedure, Step, Facts], list[Block]]

# The one place that says which gate a work screen brings to the steps it serves.
GATES: Mapping[str, Gate] = {
    "participants": _participants,
    "documents": _documents,
    "clarification": _clarification,
    "submission": _submission,
    "portal": _portal,
    "preparation": _preparation,
    "coordination": _coordination,
    "minutes": _meetings,
    "recruitment": _recruitment,
    "interest": _interest,
    "attendance": _attendance,
    "selection": _selection,
    "assessment": _assessment,
    "record": _record,
    "readiness": _readiness,
    "decision": _decision,
    "evaluation": _evaluation,
    "certificates": _certificates,
    "handover": _handover,
}
PER_PARTICIPANT = frozenset(("documents", "clarification", "submission"))
"""Screens whose gate every participant must pass, so that the ready ones can be counted."""


def blocks(procedure: Procedure, step: Step, facts: Facts) -> tuple[Block, ...]:
    """Return what blocks a step now; nothing for a step without gates."""
    found: list[Block] = []
    for screen in step.screens:
        gate = GATES.get(screen)
        if gate is not None:
            found.extend(gate(procedure, step, facts))
    return tuple(found)


def may_finish(step: Step, blocks: Sequence[Block], override_reason: str = "") -> bool:
    """Tell whether a step may be finished: nothing blocks it, or someone gives a reason."""
    return not blocks or bool(override_reason.strip())
