"""Numbers for the covering letters that go with a recap: to the LSP, to Disdukcapil."""

from __future__ import annotations

from sertidesk.db.history import Changes
from sertidesk.domain.errors import UserError
from sertidesk.domain.letters import Direction, Kind
from sertidesk.services import clarification_rounds, letters, submission
from sertidesk.services.activity import Activity
from sertidesk.services.letters import Letter
from sertidesk.services.store import Store

TO_LSP = "Penyampaian rekapitulasi peserta sertifikasi kompetensi kerja konstruksi"
TO_REGISTRY = "Permohonan klarifikasi data kependudukan"


def for_submission(store: Store, activity: Activity) -> Changes:
    """Register the covering letter of the newest submission to the LSP, with the next number."""
    sent = submission.listing(store, activity)
    if not sent:
        raise UserError(
            "nothing_submitted",
            "Belum ada pengiriman ke LSP. Ekspor rekapnya dahulu, lalu ambil nomor suratnya.",
        )
    recipient = sent[0].recipient or activity.lsp or "Lembaga Sertifikasi Profesi"
    return _take(store, activity, sent[0].id, f"Ketua Panitia Sertifikasi {recipient}", TO_LSP)


def for_round(store: Store, activity: Activity) -> Changes:
    """Register the covering letter of the newest round to Disdukcapil, with the next number."""
    rounds = clarification_rounds.rounds(store, activity)
    if not rounds:
        raise UserError(
            "nothing_asked",
            "Belum ada rekap ke Disdukcapil. Ekspor rekapnya dahulu, lalu ambil nomor suratnya.",
        )
    recipient = rounds[0].recipient or "Disdukcapil"
    return _take(store, activity, rounds[0].id, f"Kepala {recipient}", TO_REGISTRY)


def of(store: Store, owner_id: str) -> Letter | None:
    """Return the covering letter that a submission or round has in the register."""
    return letters.of_owner(store, owner_id)


def _take(
    store: Store, activity: Activity, owner_id: str, correspondent: str, subject: str
) -> Changes:
    former = letters.of_owner(store, owner_id)
    if former is not None:
        raise UserError(
            "cover_numbered",
            "Surat pengantarnya sudah bernomor {number}. Ubah di halaman Surat bila perlu.",
            number=former.number or "…",
        )
    values = {
        "kind": Kind.COVER, "correspondent": correspondent, "subject": subject,
        "enclosed": "1 (satu) berkas",
    }  # fmt: skip
    return letters.register(
        store, Direction.OUT, values, take=True, activity_id=activity.id, owner_id=owner_id
    )
