"""From a passphrase to the key of an encrypted campaign file."""

from pathlib import Path
from secrets import token_bytes

SALT_BYTES, KEY_BYTES = 16, 32


def raw_key(passphrase: str, salt: bytes) -> str:
    """The key clause for SQLCipher: a 256-bit key by argon2id, then the salt, in hex.

    Derived once per opening, so that each further connection costs half a millisecond rather than
    half a second. Parameters are RFC 9106's second recommendation: 3 passes, 64 MiB, 4 lanes.
    """
    from argon2.low_level import Type, hash_secret_raw

    key = hash_secret_raw(
        passphrase.encode("utf-8"),
        salt,
        time_cost=3,
        memory_cost=64 * 1024,
        parallelism=4,
        hash_len=KEY_BYTES,
        type=Type.ID,
    )
    return f"x'{key.hex()}{salt.hex()}'"


def salt_of(path: Path) -> bytes:
    """The salt of a campaign: SQLCipher keeps it as the first bytes of the file; new for a new one.

    Read before the file is first opened: an open() on a live file would drop its locks.
    """
    if not path.exists():
        return token_bytes(SALT_BYTES)
    with path.open("rb") as file:
        return file.read(SALT_BYTES)
