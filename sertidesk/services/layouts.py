"""The office's layouts: those that come with the program, and its own, kept in the database."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Row, select

from sertidesk.db import tables
from sertidesk.db.history import Changes, Transaction
from sertidesk.domain.errors import UserError
from sertidesk.export import layout_toml
from sertidesk.export.layouts import Layout
from sertidesk.services.store import Store

_layout = tables.layout


@dataclass(frozen=True, slots=True)
class OfficeLayout:
    """A layout and where it comes from.

    ``own`` tells that the office made or changed it; ``replaces`` that it stands in for a
    shipped one; ``problem`` why it cannot be used, where its text is damaged (then ``layout`` is
    None).
    """

    name: str
    title: str
    kind: str
    layout: Layout | None
    own: bool
    replaces: bool = False
    problem: str = ""


def available(store: Store) -> tuple[OfficeLayout, ...]:
    """Return every layout by name; one of the office stands in for the shipped one of its name.

    One that can no longer be read is returned with its problem, so that it stops nobody's work.
    """
    shipped = {layout.name: layout for layout in layout_toml.shipped()}
    found = {
        name: OfficeLayout(name, layout.title, layout.kind, layout, own=False)
        for name, layout in shipped.items()
    }
    for row in _rows(store):
        try:
            layout = layout_toml.parse(row.toml, f"{row.name}.toml")
        except UserError as error:
            found[row.name] = OfficeLayout(
                row.name, row.name, "", None, own=True, replaces=row.name in shipped,
                problem=str(error),
            )  # fmt: skip
        else:
            found[row.name] = OfficeLayout(
                row.name, layout.title, layout.kind, layout, own=True, replaces=row.name in shipped
            )
    return tuple(found[name] for name in sorted(found))


def get(store: Store, name: str) -> Layout:
    """Return one layout, or refuse with the names there are."""
    known = available(store)
    for one in known:
        if one.name == name:
            if one.layout is None:
                raise UserError("layout_invalid", "{problem}", problem=one.problem)
            return one.layout
    raise unknown(name, [one.name for one in known])


def unknown(name: str, names: list[str]) -> UserError:
    """Return the refusal of a name that there is not."""
    return UserError(
        "layout_unknown",
        "Tata letak “{name}” tidak ada. Pilih salah satu: {names}.",
        name=name,
        names=", ".join(sorted(names)),
    )


def save(store: Store, toml_text: str, *, former_name: str = "") -> Changes:
    """Keep a layout of the office, checked; one of the same name is replaced.

    ``former_name`` is the name under which it was opened, where it was given another one.
    """
    layout = layout_toml.parse(toml_text, f"{former_name or 'tata letak'}.toml")
    with store.write(f"Tata letak “{layout.title}” disimpan") as tx:
        _refuse_form_name(tx, layout.name)
        if former_name and former_name != layout.name:
            _refuse_taken(tx, layout.name)
            present = _row_id(tx, former_name)
        else:
            present = _row_id(tx, layout.name)
        values = {"name": layout.name, "toml": toml_text}
        if present is None:
            tx.insert(_layout, values)
        else:
            tx.update(_layout, present, values)
        tx.subject = layout.name
    return tx.changes


def copy(store: Store, name: str) -> Changes:
    """Keep a copy of a layout under a new name, to be changed; ``Changes.subject`` is its name."""
    source = get(store, name)
    taken = {one.name for one in available(store)} | _form_names(store)
    number = 2
    base = f"{name}-salinan"
    new = base
    while new in taken:
        new, number = f"{base}-{number}", number + 1
    return save(
        store,
        layout_toml.to_toml(replace(source, name=new, title=f"{source.title} (salinan)")),
    )


def remove(store: Store, name: str) -> Changes:
    """Mark a layout of the office deleted; a shipped one of its name serves again."""
    with store.write(f"Tata letak “{name}” dihapus") as tx:
        present = _row_id(tx, name)
        if present is None:
            raise UserError(
                "layout_shipped",
                "Tata letak bawaan “{name}” tidak dapat dihapus. Salin dahulu, lalu ubah "
                "salinannya.",
                name=name,
            )
        tx.delete(_layout, present)
    return tx.changes


def _rows(store: Store) -> list[Row[Any]]:
    with store.read() as connection:
        return list(
            connection.execute(
                select(_layout.c.name, _layout.c.toml).where(_layout.c.deleted_at.is_(None))
            )
        )


def _row_id(tx: Transaction, name: str) -> str | None:
    return tx.connection.execute(
        select(_layout.c.id).where(_layout.c.name == name, _layout.c.deleted_at.is_(None))
    ).scalar_one_or_none()


def _refuse_taken(tx: Transaction, name: str) -> None:
    shipped = {layout.name for layout in layout_toml.shipped()}
    if name in shipped or _row_id(tx, name) is not None:
        raise UserError(
            "layout_name_taken",
            "Sudah ada tata letak bernama “{name}”. Pilih nama lain.",
            name=name,
        )


def _refuse_form_name(tx: Transaction, name: str) -> None:
    form = tables.form
    if tx.connection.execute(
        select(form.c.id).where(form.c.name == name, form.c.deleted_at.is_(None))
    ).first():
        raise UserError(
            "layout_name_taken",
            "“{name}” sudah menjadi nama formulir LSP. Pilih nama lain untuk tata letak ini.",
            name=name,
        )


def _form_names(store: Store) -> set[str]:
    form = tables.form
    with store.read() as connection:
        return set(
            connection.execute(select(form.c.name).where(form.c.deleted_at.is_(None))).scalars()
        )
