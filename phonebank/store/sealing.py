"""Seals the text of a pack into one file that a passphrase opens, and opens it again.

The file is the word PBNKPACK, the length of the header, the header in clear (JSON), and the text
under ChaCha20-Poly1305 with all that stands before it as associated data. What comes back from
a pack ends in an HMAC of everything before it, by the secret that only pack and campaign have.
"""

import hmac
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from secrets import choice, token_bytes
from uuid import UUID

from phonebank.domain.errors import InputRefused, KeyNeeded
from phonebank.domain.records import document_from, record_from
from phonebank.domain.strict_json import NotStrict, document_in, line_of
from phonebank.store.keys import KEY_BYTES, KIBIBYTES, LANES, PASSES, SALT_BYTES, stretched

MAGIC = b"PBNKPACK"
FORMAT = 1
LARGEST = 32 * 2**20
LENGTH_BYTES, LONGEST_HEADER = 2, 4096
NONCE_BYTES, MAC_BYTES = 12, 32
PACK, RETURN = "pack", "return"
MOST_PASSES, MOST_KIBIBYTES, MOST_LANES = 10, 256 * 1024, 16
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What stands in clear before a sealed text; salt and nonce in hex, the rest of argon2id."""

    format: int
    kind: str
    campaign: str
    pack: UUID
    salt: str
    passes: int
    kibibytes: int
    lanes: int
    nonce: str


@dataclass(frozen=True, slots=True)
class PackKeys:
    """The key that a pack's passphrase gives with its salt, and the secret that signs returns."""

    salt: bytes
    key: bytes
    secret: bytes

    def kept(self) -> str:
        """As a campaign keeps it, which may then open returns without the passphrase."""
        return ".".join(part.hex() for part in (self.salt, self.key, self.secret))

    @classmethod
    def from_kept(cls, kept: str) -> "PackKeys":
        salt, key, secret = (bytes.fromhex(part) for part in kept.split("."))
        return cls(salt, key, secret)


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed file as it was read: `before` is what is authenticated along with the body."""

    path: Path
    header: Header
    before: bytes
    body: bytes

    @property
    def file_hash(self) -> str:
        return sha256(self.before + self.body).hexdigest()


def new_passphrase() -> str:
    """Four times four letters that cannot be mistaken for others: 79 bits."""
    return "-".join("".join(choice(LETTERS) for _ in range(4)) for _ in range(4))


def new_keys(passphrase: str) -> PackKeys:
    salt = token_bytes(SALT_BYTES)
    return PackKeys(salt, stretched(passphrase, salt), token_bytes(KEY_BYTES))


def sealed_pack(campaign: str, pack: UUID, keys: PackKeys, text: bytes) -> bytes:
    """A pack as a file has it."""
    return _sealed(PACK, campaign, pack, keys, text)


def sealed_return(campaign: str, pack: UUID, keys: PackKeys, text: bytes) -> bytes:
    """What comes back from a pack as a file has it, signed."""
    whole = _sealed(RETURN, campaign, pack, keys, text)
    return whole + _signature(keys, whole)


def _sealed(kind: str, campaign: str, pack: UUID, keys: PackKeys, text: bytes) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    header = Header(
        format=FORMAT,
        kind=kind,
        campaign=campaign,
        pack=pack,
        salt=keys.salt.hex(),
        passes=PASSES,
        kibibytes=KIBIBYTES,
        lanes=LANES,
        nonce=token_bytes(NONCE_BYTES).hex(),
    )
    written = line_of(document_from(header))
    before = MAGIC + len(written).to_bytes(LENGTH_BYTES, "big") + written
    cipher = ChaCha20Poly1305(_file_key(header, keys.key))
    return before + cipher.encrypt(bytes.fromhex(header.nonce), text, before)


def _file_key(header: Header, key: bytes) -> bytes:
    """A key for this one file (HKDF, RFC 5869), so that no nonce is ever used twice with a key."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    meant = f"phonebank {header.kind} {header.format} {header.pack}".encode()
    return HKDF(SHA256(), KEY_BYTES, bytes.fromhex(header.nonce), meant).derive(key)


def _signature(keys: PackKeys, whole: bytes) -> bytes:
    return hmac.new(keys.secret, whole, sha256).digest()


def is_pack(path: Path) -> bool:
    """Whether a file says of itself that it is a pack or comes from one."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def read_sealed(path: Path) -> Sealed:
    """A pack's file, its header read; InputRefused where it is not one, or one of another time."""
    if not path.is_file():
        raise InputRefused(f"There is no file {path}.", next_step="Check the path.")
    with path.open("rb") as file:
        whole = file.read(LARGEST + 1)
    if len(whole) > LARGEST:
        raise InputRefused(f"{path} is larger than any pack can be ({LARGEST // 2**20} MB).")
    if not whole.startswith(MAGIC):
        raise InputRefused(
            f"{path} is not a pack of phonebank.", next_step="Name the .pack file itself."
        )
    begin = len(MAGIC) + LENGTH_BYTES
    length = int.from_bytes(whole[len(MAGIC) : begin], "big")
    if length > LONGEST_HEADER:
        raise damaged(path)
    before, body = whole[: begin + length], whole[begin + length :]
    return Sealed(path, _header(path, before[begin:]), before, body)


def _header(path: Path, written: bytes) -> Header:
    try:
        document = document_in(written)
        _check_format(path, document.get("format"))
        header = record_from(Header, document)
        _check_settings(header)
    except ValueError:
        raise damaged(path) from None
    return header


def _check_format(path: Path, told: object) -> None:
    """Before the rest, which a newer version may write differently."""
    if type(told) is int and told > FORMAT:
        raise InputRefused(
            f"{path} was made by a newer version of phonebank.",
            next_step="Update phonebank, then try again.",
        )
    if type(told) is int and told < FORMAT:
        raise InputRefused(
            f"{path} was made by a version of phonebank that is too old.",
            next_step="Have the pack issued again.",
        )


def _check_settings(header: Header) -> None:
    """What a stranger's header may ask of this computer before anything is known to be true."""
    bounds = (
        (header.passes, 1, MOST_PASSES),
        (header.lanes, 1, MOST_LANES),
        (header.kibibytes, 8 * header.lanes, MOST_KIBIBYTES),
        (len(bytes.fromhex(header.salt)), SALT_BYTES, SALT_BYTES),
        (len(bytes.fromhex(header.nonce)), NONCE_BYTES, NONCE_BYTES),
    )
    if not all(least <= told <= most for told, least, most in bounds):
        raise NotStrict("settings that no version of phonebank writes")


def opened_pack(sealed: Sealed, passphrase: str | None) -> tuple[bytes, bytes]:
    """The text of a pack and its passphrase's key; KeyNeeded where that is missing or wrong."""
    if not passphrase:
        raise KeyNeeded(
            f"{sealed.path} is a pack, which opens with its passphrase.",
            next_step="Give it with --passphrase-file; whoever issued the pack has it.",
        )
    header = sealed.header
    salt = bytes.fromhex(header.salt)
    key = stretched(passphrase, salt, header.passes, header.kibibytes, header.lanes)
    text = _opened(sealed, key, sealed.body)
    if text is None:
        raise KeyNeeded(
            f"The passphrase does not open {sealed.path}, or the file is damaged.",
            next_step="Check the passphrase, or ask for the file again.",
        )
    return text, key


def opened_return(sealed: Sealed, keys: PackKeys) -> bytes:
    """The text of what came back; InputRefused where the pack's own secret did not sign it."""
    body, signature = sealed.body[:-MAC_BYTES], sealed.body[-MAC_BYTES:]
    if not hmac.compare_digest(_signature(keys, sealed.before + body), signature):
        raise damaged(sealed.path)
    text = _opened(sealed, keys.key, body)
    if text is None:
        raise damaged(sealed.path)
    return text


def _opened(sealed: Sealed, key: bytes, body: bytes) -> bytes | None:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    cipher = ChaCha20Poly1305(_file_key(sealed.header, key))
    try:
        return cipher.decrypt(bytes.fromhex(sealed.header.nonce), body, sealed.before)
    except InvalidTag:
        return None


def damaged(path: Path) -> InputRefused:
    return InputRefused(
        f"{path} is damaged, or was not written by the pack it names.",
        next_step="Ask for the file again.",
    )
