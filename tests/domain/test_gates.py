"""What blocks a step, and with what it may be finished all the same."""

from __future__ import annotations

from sertidesk.domain.gates import GATES, Facts, GateCode, blocks, may_finish
from sertidesk.domain.procedure import Office, Procedure, Requirement, Step

PROCEDURE = Procedure(
    code="uji",
    name="Uji",
    title="Uji",
    office=Office("Dinas"),
    steps=(
        Step("1", "Peserta", screens=("participants", "intake")),
        Step("2", "Sebagian berkas", screens=("documents",), requirements=("ktp",)),
        Step("3", "Semua berkas", screens=("documents",)),
        Step("4", "Klarifikasi", screens=("clarification",)),
        Step("5", "Kirim", screens=("submission",)),
        Step("6", "Lain-lain", screens=("report",)),
        Step("7", "Koordinasi", screens=("coordination", "minutes")),
        Step("8", "Rapat", screens=("coordination",)),
        Step("9", "Sertifikat", screens=("certificates", "handover")),
    ),
    requirements=(
        Requirement("ktp", "KTP"),
        Requirement("ijazah", "Ijazah"),
        Requirement("kta", "KTA", mandatory=False),
    ),
)


def codes(number: str, facts: Facts) -> list[tuple[GateCode, tuple[str, ...]]]:
    found = blocks(PROCEDURE, PROCEDURE.step(number), facts)
    assert all(block.screen in GATES for block in found)
    return [(block.code, block.subjects) for block in found]


def test_an_activity_without_participants_cannot_pass_their_step() -> None:
    assert codes("1", Facts()) == [(GateCode.NO_PARTICIPANTS, ())]


def test_participants_need_an_identity_and_are_named() -> None:
    facts = Facts(participants=("a", "b", "c"), unidentified=("b", "c"))
    assert codes("1", facts) == [(GateCode.NO_IDENTITY, ("b", "c"))]
    (block,) = blocks(PROCEDURE, PROCEDURE.step("1"), facts)
    assert block.sentence.startswith("2 peserta")


def test_documents_block_for_those_requirements_that_the_step_is_about() -> None:
    facts = Facts(
        participants=("a", "b"),
        open_documents={"a": frozenset({"ijazah"}), "b": frozenset({"ktp", "ijazah"})},
    )
    assert codes("2", facts) == [(GateCode.DOCUMENTS_OPEN, ("b",))]
    assert codes("3", facts) == [(GateCode.DOCUMENTS_OPEN, ("a", "b"))]


def test_a_requirement_that_is_not_mandatory_blocks_nobody() -> None:
    assert codes("3", Facts(("a",), open_documents={"a": frozenset({"kta"})})) == []


def test_clarification_and_submission_want_everyone() -> None:
    facts = Facts(("a", "b"), unmatched=("a",), unsent=("b",))
    assert codes("4", facts) == [(GateCode.NOT_MATCHED, ("a",))]
    assert codes("5", facts) == [(GateCode.NOT_SENT, ("b",))]


def test_a_step_without_gates_is_never_blocked() -> None:
    assert codes("6", Facts(unmatched=("a",), unsent=("a",))) == []


def test_a_block_is_overridden_with_a_reason_and_not_with_blanks() -> None:
    step = PROCEDURE.step("5")
    found = blocks(PROCEDURE, step, Facts(("a",), unsent=("a",)))
    assert not may_finish(step, found)
    assert not may_finish(step, found, "  ")
    assert may_finish(step, found, "Panitia LSP meminta sebagian dahulu")
    assert may_finish(step, ())


def test_certificates_wait_for_numbers_and_for_their_owners() -> None:
    facts = Facts(("a", "b", "c"), uncertified=("a",), unhanded=("b", "c"))
    assert codes("9", facts) == [
        (GateCode.UNCERTIFIED, ("a",)),
        (GateCode.NOT_HANDED, ("b", "c")),
    ]
    assert codes("9", Facts(("a", "b", "c"))) == []


def test_unsent_letters_and_open_interests_are_named_and_no_list_blocks_nothing() -> None:
    step = Step("7", "Rekrutmen", screens=("recruitment", "interest"))
    facts = Facts(unsent_letters=("Desa Kubu",), open_interests=("Budi", "Sari"))
    letters, interests = blocks(PROCEDURE, step, facts)
    assert (letters.code, letters.names) == (GateCode.LETTERS_UNSENT, ("Desa Kubu",))
    assert letters.sentence == "1 penerima belum dikirimi surat rekrutmen."
    assert (interests.screen, interests.names, interests.subjects) == (
        "interest", ("Budi", "Sari"), (),
    )  # fmt: skip
    assert blocks(PROCEDURE, step, Facts()) == ()


def test_a_step_of_meetings_waits_for_one_with_its_conclusions() -> None:
    for number, screen in (("7", "minutes"), ("8", "coordination")):
        step = PROCEDURE.step(number)
        (none,) = blocks(PROCEDURE, step, Facts())
        assert (none.code, none.screen) == (GateCode.NO_MEETING, screen)
        (draft,) = blocks(PROCEDURE, step, Facts(meetings=(("Rapat pleno (2 Mar 2026)", False),)))
        assert draft.code is GateCode.NO_CONCLUSIONS
        assert draft.names == ("Rapat pleno (2 Mar 2026)",)
        assert not blocks(PROCEDURE, step, Facts(meetings=(("Satu", False), ("Dua", True))))
