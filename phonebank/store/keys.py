"""From a passphrase to the key of an encrypted campaign file."""

from pathlib import Path
from secrets import token_bytes

SALT_BYTES, KEY_BYTES = 16, 32
PASSES, KIBIBYTES, LANES = 3, 64 * 1024, 4


def raw_key(passphrase: str, salt: bytes) -> str:
    """The key clause for SQLCipher: a 256-bit key by argon2id, then the salt, in hex.

    Derived once per opening, so that each further connection costs half a millisecond rather than
    half a second.
    """
    return f"x'{stretched(passphrase, salt).hex()}{salt.hex()}'"


def stretched(
    passphrase: str,
    salt: bytes,
    passes: int = PASSES,
    kibibytes: int = KIBIBYTES,
    lanes: int = LANES,
) -> bytes:
    """A 256-bit key by argon2id, as usual with RFC 9106's second recommendation."""
    from argon2.low_level import Type, hash_secret_raw

    return hash_secret_raw(
        passphrase.encode("utf-8"),
        salt,
        time_cost=passes,
        memory_cost=kibibytes,
        parallelism=lanes,
        hash_len=KEY_BYTES,
        type=Type.ID,
    )


def salt_of(path: Path) -> bytes:
    """The salt of a campaign: SQLCipher keeps it as the first bytes of the file; new for a new one.

    Read before the file is first opened: an open() on a live file would drop its locks.
    """
    if not path.exists():
        return token_bytes(SALT_BYTES)
    with path.open("rb") as file:
        return file.read(SALT_BYTES)
