"""In whose name an official signs: the words above the name on a paper."""

from __future__ import annotations

OWN, FOR_HEAD, FOR_DEPUTY, ACTING, DAILY = "", "an", "ub", "plt", "plh"
WAYS = {
    OWN: "Atas jabatan sendiri",
    FOR_HEAD: "a.n. (atas nama) kepala",
    FOR_DEPUTY: "u.b. (untuk beliau)",
    ACTING: "Plt. (pelaksana tugas) kepala",
    DAILY: "Plh. (pelaksana harian) kepala",
}


def position(way: str, own: str, head: str, deputy: str = "Sekretaris") -> str:
    """Return the lines above a signature, the last with its comma.

    ``head`` is who would sign, ``deputy`` who stands between the head and the signer.
    """
    lines = {
        FOR_HEAD: [f"a.n. {head}", own],
        FOR_DEPUTY: [f"a.n. {head}", deputy, "u.b.", own],
        ACTING: [f"Plt. {head}"],
        DAILY: [f"Plh. {head}"],
    }.get(way, [own])
    return "\n".join(lines) + ","
