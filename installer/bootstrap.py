"""The first door: set SertiDesk up on a fresh machine and open it (`run`) or check it (`test`).

Standard library only, Linux and Windows alike. This file stays readable to an old Python, so
that it can say which one is needed; the set-up itself lies beside it.
"""

import sys

SUPPORTED = ((3, 11), (3, 12), (3, 13))
REFUSAL = (
    "SertiDesk memerlukan Python 3.11, 3.12, atau 3.13; ini Python {0}.{1}. Pasang salah satunya, "
    "lalu ulangi dengannya, misalnya: python3.12 installer/bootstrap.py run\n"
    "SertiDesk needs Python 3.11, 3.12 or 3.13; this is Python {0}.{1}."
)

if __name__ == "__main__":
    if sys.version_info[:2] not in SUPPORTED:
        sys.exit(REFUSAL.format(*sys.version_info))

    from commands import main

    sys.exit(main(sys.argv[1:]))
