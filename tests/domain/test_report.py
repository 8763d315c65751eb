"""The figures of the final report: groups in their order, nobody lost, sums that agree."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sertidesk.domain import report as rules
from sertidesk.domain.report import Subject

SUBJECTS = st.builds(
    Subject,
    village=st.sampled_from(["Kumai", "KUMAI", "Baru", ""]),
    sex=st.sampled_from(["L", "P", ""]),
    age=st.one_of(st.none(), st.integers(0, 100)),
    occupation=st.sampled_from(["Tukang Kayu", ""]),
    level=st.sampled_from([None, 1, 2, 9]),
    education=st.sampled_from(["SD", "SMA", ""]),
    attended=st.booleans(),
    competent=st.sampled_from([None, True, False]),
    certified=st.booleans(),
    handed=st.booleans(),
)


def one(**values: object) -> Subject:
    given_values = {
        "village": "Kumai", "sex": "L", "age": 30, "occupation": "Tukang Kayu", "level": 1,
        "education": "SD", "attended": True, "competent": True, "certified": False,
        "handed": False,
    }  # fmt: skip
    return Subject(**(given_values | values))  # type: ignore[arg-type]


@given(st.lists(SUBJECTS, max_size=40))
def test_every_table_counts_everybody_once(subjects: list[Subject]) -> None:
    for made in rules.participant_tables(subjects, ("SD", "SMA")):
        *groups, total = made.rows
        assert sum(int(row[1]) for row in groups) == int(total[1]) == len(subjects)
        assert sum(figure for _, figure in made.bars) == len(subjects)


def test_a_village_written_twice_is_one_and_the_unknown_stand_last() -> None:
    made = rules.participant_tables([one(), one(village="KUMAI"), one(village="")])[0]
    assert made.rows == (
        ("Kumai", "2", "2", "2", "0", "0"),
        ("Tidak diketahui", "1", "1", "1", "0", "0"),
        ("Jumlah", "3", "3", "3", "0", "0"),
    )


def test_ages_and_levels_stand_in_their_own_order() -> None:
    people = [one(age=60, level=2), one(age=17, level=9), one(age=20, level=1)]
    _, _, ages, _, levels, _ = rules.participant_tables(people)
    assert [row[0] for row in ages.rows[:-1]] == ["di bawah 18", "18–24", "55 ke atas"]
    assert [row[0] for row in levels.rows[:-1]] == ["Jenjang 1", "Jenjang 2", "Jenjang 9"]


def test_bars_show_the_figure_that_the_table_is_about() -> None:
    people = [
        Subject("A", "L", 30, "Tukang", 2, "SMK", True, competent, False, False)
        for competent in (True, True, False)
    ]
    made = rules.by_group("Kompeten", "Jabatan", people, lambda one: one.occupation,
                    drawn=lambda group: group.competent)  # fmt: skip
    assert made.bars == (("Tukang", 2),)
