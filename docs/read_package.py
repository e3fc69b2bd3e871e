"""Reads a day package by docs/day-package.md alone: read_package.py FILE KEY-FILE DESK-KEY."""

import base64
import hashlib
import io
import json
import sys
import zipfile
from pathlib import Path

import pyrage
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def members(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def sha256(content):
    return hashlib.sha256(content).hexdigest()


def main(file, key_file, desk_key):
    outer = members(Path(file).read_bytes())
    assert list(outer) == ["package.json", "main.age", "personal-city.age", "personal-ward.age"], "members"
    header = json.loads(outer["package.json"])
    for name, told in header["members"].items():
        assert (len(outer[name]), sha256(outer[name])) == (told["size"], told["sha256"]), name
    key = Path(key_file).read_text().strip()  # an age key, or a file of keys with "identity" in it
    identity = pyrage.x25519.Identity.from_str(json.loads(key)["identity"] if key.startswith("{") else key)
    parts = members(pyrage.decrypt(outer["main.age"], [identity]))
    text = parts.pop("manifest.json")
    raw = desk_key.removeprefix("cchc-desk-").upper()
    Ed25519PublicKey.from_public_bytes(base64.b32decode(raw + "=" * (-len(raw) % 8))).verify(
        parts.pop("manifest.sig"), text
    )
    manifest = json.loads(text)
    assert all(manifest[name] == header[name] for name in ("ward", "desk", "generation", "day", "part")), "id"
    for name in ("personal-city", "personal-ward"):
        try:
            parts[f"{name}.jsonl"] = pyrage.decrypt(outer[f"{name}.age"], [identity])
        except pyrage.DecryptError:
            print(f"{name}: for somebody else")
    told = {part["name"]: (part["size"], part["sha256"]) for part in manifest["parts"] if part["name"] in parts}
    assert told == {name: (len(part), sha256(part)) for name, part in parts.items()}, "parts"
    before, number, hashes = manifest["head_before"], manifest["first"] - 1, {}
    for line in parts["entries.jsonl"].split(b"\n")[:-1]:
        entry, number = json.loads(line), number + 1
        assert (entry["number"], entry["previous"]) == (number, before), f"chain at {number}"
        before, hashes[number] = sha256(line), entry["personal"]
    assert (number, before) == (manifest["last"], manifest["head"]), "head"
    for name in ("personal-city.jsonl", "personal-ward.jsonl"):
        for line in parts.get(name, b"").decode().splitlines():
            one = json.loads(line)
            assert hashes[one["number"]][one["field"]] == sha256(f"{one['salt']}:{one['text']}".encode()), "personal"
    print(f"{manifest['ward']} {manifest['day']}: {manifest['first']}-{manifest['last']}, seal {before[:8].upper()}")


main(*sys.argv[1:])
