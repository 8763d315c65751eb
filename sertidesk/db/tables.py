"""The tables, in SQLAlchemy Core. Read them top down: office, activity, person, participant, work.

Every table but the ledgers (`ledgers.py`, `attendance_scan`) has a time-ordered UUID key and
`deleted_at`: deleted means marked, and restorable. What a column of a person or participant means
stands in `domain/fields.py`, under the same name.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
)

from sertidesk.db.assessment import appeal as appeal
from sertidesk.db.assessment import assessment as assessment
from sertidesk.db.attendance import attendance as attendance
from sertidesk.db.attendance import attendance_scan as attendance_scan
from sertidesk.db.attendance import team_member as team_member
from sertidesk.db.certificates import certificate as certificate
from sertidesk.db.complaints import complaint as complaint
from sertidesk.db.decision import decision_letter as decision_letter
from sertidesk.db.decision import decision_participant as decision_participant
from sertidesk.db.evaluation import evaluation_item as evaluation_item
from sertidesk.db.evidence import evidence as evidence
from sertidesk.db.fees import fee as fee
from sertidesk.db.handover import certificate_copy as certificate_copy
from sertidesk.db.handover import handover as handover
from sertidesk.db.ledgers import change as change
from sertidesk.db.ledgers import change_set as change_set
from sertidesk.db.ledgers import schema_version as schema_version
from sertidesk.db.letterheads import letterhead as letterhead
from sertidesk.db.letters import letter as letter
from sertidesk.db.letters import letter_gap as letter_gap
from sertidesk.db.letters import letter_series as letter_series
from sertidesk.db.meetings import follow_up as follow_up
from sertidesk.db.meetings import meeting as meeting
from sertidesk.db.meetings import meeting_guest as meeting_guest
from sertidesk.db.meetings import meeting_point as meeting_point
from sertidesk.db.official_record import official_record as official_record
from sertidesk.db.official_record import record_filing as record_filing
from sertidesk.db.official_record import record_review as record_review
from sertidesk.db.portal import portal_entry as portal_entry
from sertidesk.db.readiness import confirmation as confirmation
from sertidesk.db.readiness import facility as facility
from sertidesk.db.readiness import facility_template as facility_template
from sertidesk.db.readiness import reminder as reminder
from sertidesk.db.recruitment import interest as interest
from sertidesk.db.recruitment import recruitment as recruitment
from sertidesk.db.report import report_text as report_text
from sertidesk.db.schedule import assessor as assessor
from sertidesk.db.schedule import session as session
from sertidesk.db.schedule import session_participant as session_participant
from sertidesk.db.selection import selection as selection
from sertidesk.db.selection import selection_plan as selection_plan
from sertidesk.db.table_parts import ALIVE as _ALIVE
from sertidesk.db.table_parts import entity as _entity
from sertidesk.db.table_parts import fields as _fields
from sertidesk.db.table_parts import link as _link
from sertidesk.db.table_parts import metadata as metadata
from sertidesk.db.tracker import application as application
from sertidesk.db.tracker import application_event as application_event
from sertidesk.domain.fields import Holder

# the office

setting = _entity(
    "setting",
    Column("key", Text, nullable=False, unique=True),
    Column("value", JSON, nullable=False),
)

official = _entity(
    "official",
    Column("name", Text, nullable=False),  # with titles, as it is printed
    Column("position", Text, nullable=False),
    Column("rank", Text),
    Column("nip", Text),
    Column("phone", Text),
    Column("list_order", Integer, nullable=False, default=0),  # the first head signs
)

organization = _entity(
    "organization",  # LSPs and test centres (TUK), the civil registry, other partners
    Column("kind", Text, nullable=False),  # lsp, test_centre, civil_registry, other
    Column("name", Text, nullable=False),
    Column("licence", Text),
    Column("address", Text),
    Column("phone", Text),
    Column("email", Text),
    Column("contact", Text),
    Column("capacity", Integer),
    Column("notes", Text),
)

holiday = _entity(
    "holiday",
    Column("date", Date, nullable=False),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),  # national, joint_leave, office
    Column("removed", Integer, nullable=False, default=0),  # 1: struck from the national list
)
Index("holiday_date", holiday.c.date)

area = _entity(
    "area",  # what the area package lacks, imported by the office
    Column("code", Text, nullable=False),  # dotted Kemendagri code, 62.01.02.2003
    Column("name", Text, nullable=False),
    Column("postcode", Text),
)
Index("area_code", area.c.code, unique=True, sqlite_where=_ALIVE, postgresql_where=_ALIVE)

occupation = _entity(
    "occupation",  # added by the office to the catalogue in resources
    Column("code", Text),
    Column("name", Text, nullable=False),
    Column("level", Integer),
    Column("qualification", Text),
    Column("classification", Text),
    Column("subclassification", Text),
    Column("decree", Text),
)

layout = _entity(
    "layout",  # recap layouts made or changed by the office
    Column("name", Text, nullable=False),
    Column("toml", Text, nullable=False),
)
Index("layout_name", layout.c.name, unique=True, sqlite_where=_ALIVE, postgresql_where=_ALIVE)

office_procedure = _entity(
    "office_procedure",  # SOPs of the office's own, beside those that ship
    Column("code", Text, nullable=False),
    Column("toml", Text, nullable=False),
)
Index(
    "office_procedure_code",
    office_procedure.c.code,
    unique=True,
    sqlite_where=_ALIVE,
    postgresql_where=_ALIVE,
)

form = _entity(
    "form",  # an LSP's own workbook, learnt once
    Column("name", Text, nullable=False),
    Column("file_name", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("mapping", JSON, nullable=False),
)
Index("form_name", form.c.name, unique=True, sqlite_where=_ALIVE, postgresql_where=_ALIVE)

column_mapping = _entity(
    "column_mapping",  # how the office mapped a foreign layout, by its fingerprint
    Column("fingerprint", Text, nullable=False),
    Column("mapping", JSON, nullable=False),
)
Index("column_mapping_fingerprint", column_mapping.c.fingerprint)

status_word = _entity(
    "status_word",  # what a word in Disdukcapil's answers means, asked once
    Column("word", Text, nullable=False),
    Column("status", Text, nullable=False),
)
Index("status_word_word", status_word.c.word)

# activities

activity = _entity(
    "activity",
    Column("code", Text, nullable=False),  # short, typed on the command line: 2026-001
    Column("name", Text, nullable=False),
    Column("sop_code", Text, nullable=False),
    Column("procedure", JSON, nullable=False),  # the frozen copy of the SOP
    Column("year", Integer, nullable=False),
    Column("funding_source", Text),
    Column("lsp", Text),
    Column("test_centre", Text),
    Column("planned_start", Date),
    Column("planned_participants", Integer),
    Column("target_occupations", JSON),  # [{"occupation": …, "quota": n}]
    Column("closed_on", Date),
    Column("notes", Text),
)
Index("activity_code", activity.c.code, unique=True, sqlite_where=_ALIVE, postgresql_where=_ALIVE)

activity_step = _entity(
    "activity_step",  # one row for each step of the SOP, empty until someone touches it
    _link("activity"),
    Column("number", Text, nullable=False),
    Column("started_on", Date),
    Column("done_on", Date),
    Column("done_by", Text),
    Column("note", Text),
    Column("evidence", Text),
    Column("inputs", JSON),  # titles ticked
    Column("outputs", JSON),
    Column("skip_reason", Text),
    Column("override_reason", Text),
    Column("due_on", Date),  # set by hand, instead of the computed one
)
Index(
    "activity_step_number",
    activity_step.c.activity_id,
    activity_step.c.number,
    unique=True,
    sqlite_where=_ALIVE,
    postgresql_where=_ALIVE,
)

# persons

person = _entity(
    "person",
    *_fields(Holder.PERSON),
    Column("area_code", Text),  # of the address, dotted Kemendagri code
    Column("photo_sha256", String(64)),
    Column("name_key", Text, nullable=False),  # folded name: sorted, searched, compared by it
)
Index("person_nik", person.c.nik, unique=True, sqlite_where=_ALIVE, postgresql_where=_ALIVE)
Index(
    "person_name_key",  # of the living alone, so that a list is paged over without the rows
    person.c.name_key,
    person.c.id,
    sqlite_where=_ALIVE,
    postgresql_where=_ALIVE,
)
Index("person_birth_date", person.c.birth_date)
Index("person_village", person.c.village)

education = _entity(
    "education",
    _link("person"),
    *_fields(Holder.EDUCATION),
    Column("position", Integer, nullable=False, default=0),  # 0 is the last diploma
)
Index("education_person", education.c.person_id)

experience = _entity(
    "experience",
    _link("person"),
    Column("kind", Text),
    Column("project", Text),
    Column("place", Text),
    Column("started_on", Date),
    Column("ended_on", Date),
    Column("position", Text),
    Column("value", Integer),  # rupiah
    Column("employer", Text),
)
Index("experience_person", experience.c.person_id)

training = _entity(
    "training",
    _link("person"),
    Column("title", Text, nullable=False),
    Column("organiser", Text),
    Column("started_on", Date),
    Column("ended_on", Date),
    Column("hours", Integer),
    Column("days", Integer),
)
Index("training_person", training.c.person_id)

duplicate_decision = _entity(
    "duplicate_decision",
    Column("first_id", ForeignKey("person.id"), nullable=False),  # first_id < second_id
    Column("second_id", ForeignKey("person.id"), nullable=False),
    Column("decision", Text, nullable=False),  # same, different
    Column("reason", Text),
)
Index("duplicate_decision_pair", duplicate_decision.c.first_id, duplicate_decision.c.second_id)

# participants

import_batch = _entity(
    "import_batch",
    _link("activity"),
    Column("file_name", Text, nullable=False),
    Column("sha256", String(64)),
    Column("at", String(32), nullable=False),
    Column("accepted", Integer, nullable=False),
    Column("rejected", Integer, nullable=False),
    Column("change_set_id", String(36), nullable=False),
)
Index("import_batch_activity", import_batch.c.activity_id)

participant = _entity(
    "participant",
    _link("activity"),
    _link("person"),
    Column("number", Integer, nullable=False),  # its place in the activity's list, from 1
    *_fields(Holder.PARTICIPANT),
    Column("extra", JSON),  # columns of the village's list that nothing here has a place for
    _link("import_batch", nullable=True),
    # States kept beside the work that set them, so that lists need no joins:
    Column("clarification", Text, nullable=False, default="open"),
    Column("documents_complete", Integer, nullable=False, default=0),
    Column("withdrawn_reason", Text),
)
Index(
    "participant_person",
    participant.c.activity_id,
    participant.c.person_id,
    unique=True,
    sqlite_where=_ALIVE,
    postgresql_where=_ALIVE,
)
Index("participant_number", participant.c.activity_id, participant.c.number)
Index("participant_of_person", participant.c.person_id)

warning_reason = _entity(
    "warning_reason",  # a warning taken knowingly: who, why
    Column("subject_id", String(36), nullable=False),
    Column("code", Text, nullable=False),
    Column("reason", Text, nullable=False),
)
Index("warning_reason_code", warning_reason.c.code)
Index("warning_reason_subject", warning_reason.c.subject_id)

# documents

document_check = _entity(
    "document_check",
    _link("participant"),
    Column("requirement", Text, nullable=False),  # key in the activity's SOP
    Column("state", Text, nullable=False),
    Column("note", Text),
    Column("checked_by", Text),
    Column("checked_at", String(32)),
)
Index("document_check_participant", document_check.c.participant_id)
Index(
    "document_check_cell",
    document_check.c.participant_id,
    document_check.c.requirement,
    unique=True,
    sqlite_where=_ALIVE,
    postgresql_where=_ALIVE,
)

attachment = _entity(
    "attachment",
    _link("person"),
    _link("participant", nullable=True),
    Column("requirement", Text),
    Column("sha256", String(64), nullable=False),
    Column("file_name", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("size", Integer, nullable=False),  # bytes
    Column("added_at", String(32), nullable=False),
)
Index("attachment_participant", attachment.c.participant_id)
Index("attachment_person", attachment.c.person_id)
Index("attachment_sha256", attachment.c.sha256)

# clarification, submission

clarification_round = _entity(
    "clarification_round",
    _link("activity"),
    Column("number", Integer, nullable=False),
    Column("opened_at", String(32), nullable=False),
    Column("recipient", Text),
    Column("fields", JSON, nullable=False),
    Column("answered_at", String(32)),
    Column("answer_file", Text),
    Column("answer_report", JSON),
)
Index("clarification_round_activity", clarification_round.c.activity_id)

clarification_item = _entity(
    "clarification_item",
    Column("round_id", ForeignKey("clarification_round.id"), nullable=False),
    _link("participant"),
    Column("sent", JSON, nullable=False),  # what we wrote, as of the recap
    Column("status", Text),  # None: not answered yet
    Column("result", Text),  # the registry's own words
    Column("remark", Text),
    Column("row", Integer),  # of the answer's sheet
    Column("theirs", JSON),
    Column("accepted", JSON),  # field → {ours, theirs, at, by}: taken over from the answer
    Column("kept", JSON),  # field → {ours, theirs, reason, at, by}: ours stays, knowingly
)
Index("clarification_item_round", clarification_item.c.round_id)
Index("clarification_item_participant", clarification_item.c.participant_id)

transfer = _entity(
    "transfer",  # the log of personal data that left the office (UU 27/2022, Pasal 51-52)
    _link("activity", nullable=True),
    Column("at", String(32), nullable=False),
    Column("recipient", Text, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("persons", Integer, nullable=False),
    Column("fields", JSON, nullable=False),
    Column("file_name", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("subject_id", String(36)),  # the round or submission
)
Index("transfer_activity", transfer.c.activity_id)

submission = _entity(
    "submission",
    _link("activity"),
    Column("number", Integer, nullable=False),
    Column("kind", Text, nullable=False),  # full, supplement
    Column("layout", Text, nullable=False),
    Column("recipient", Text),
    Column("at", String(32), nullable=False),
    Column("file_name", Text, nullable=False),
    Column("sha256", String(64), nullable=False),  # the file itself is kept by it
    Column("fingerprint", String(64), nullable=False),  # of layout, recipient, persons, values
)
Index("submission_activity", submission.c.activity_id)

submission_item = _entity(
    "submission_item",
    _link("submission"),
    _link("participant"),
    Column("sent", JSON, nullable=False),  # the values as they were sent
)
Index("submission_item_submission", submission_item.c.submission_id)
Index("submission_item_participant", submission_item.c.participant_id)
