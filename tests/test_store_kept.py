"""A store keeps the last good reading of what cannot be read again."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from kczx import __version__
from kczx.acquire.options import Options
from kczx.store import add as adding
from kczx.store import writing
from kczx.store.add import Added, Run, add
from kczx.store.documents import documents
from kczx.work import Setting
from test_store import TEXTS, put, results_of, state, write


def texts(store: Path) -> dict[str, str]:
    return {document.path.rpartition("/")[2]: document.articles[0].text for document in documents(store)}


def packed(place: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(place, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return place


@pytest.mark.parametrize("how", ["emptied", "max bytes"])
def test_what_cannot_be_read_again_stays_and_is_tried_again(how: str, tmp_path: Path) -> None:
    folder, store = write(tmp_path / "in", {"a.txt": TEXTS["a.txt"]}), tmp_path / "s.db"
    put(store, folder)
    before = state(store)
    write(folder, {"a.txt": "" if how == "emptied" else TEXTS["b.txt"]})
    options = Options(max_bytes=10) if how == "max bytes" else Options()
    for _ in range(2):
        assert add(store, [str(folder)], Run(Setting(__version__, options))) == Added(changed=1, failed=1)
        assert [failure.path[-5:] for failure in results_of(store)] == ["a.txt"]
        assert [
            told for told in state(store) if b"a.txt" not in bytes(str(told), "utf-8") or not isinstance(told, str)
        ] == before
    write(folder, {"a.txt": TEXTS["c.txt"]})
    assert put(store, folder) == Added(changed=1, documents=1)
    assert (texts(store), results_of(store)) == ({"a.txt": TEXTS["c.txt"]}, [])
    (folder / "a.txt").write_text("")
    put(store, folder)
    (folder / "a.txt").unlink()
    assert put(store, folder, prune=True) == Added(dropped=1)
    assert (texts(store), results_of(store)) == ({}, [])


def test_what_has_moved_and_cannot_be_read_stays(tmp_path: Path) -> None:
    folder, store = write(tmp_path / "in", {"a.txt": TEXTS["a.txt"]}), tmp_path / "s.db"
    put(store, folder)
    (folder / "a.txt").rename(folder / "b.txt")
    done = add(store, [str(folder)], Run(Setting(__version__, Options(max_bytes=10))))
    assert (done.failed, texts(store)) == (1, {"a.txt": TEXTS["a.txt"]})
    put(store, folder)
    assert texts(store) == {"b.txt": TEXTS["a.txt"]}


def test_of_an_archive_that_is_read_in_part_stays_what_did_not_come_again(tmp_path: Path) -> None:
    store, a, b = tmp_path / "s.db", TEXTS["a.txt"].encode(), TEXTS["b.txt"].encode()
    place = packed(tmp_path / "in.zip", {"a.txt": a, "b.txt": b})
    put(store, place)
    packed(place, {"a.txt": TEXTS["c.txt"].encode(), "b.txt": b""})
    for _ in range(2):
        assert put(store, place).failed == 1
        assert texts(store) == {"in.zip!a.txt": TEXTS["c.txt"], "in.zip!b.txt": TEXTS["b.txt"]}
    place.write_bytes(b"PK\x03\x04 and no more")
    assert put(store, place).failed == 1
    assert len(texts(store)) == 2
    packed(place, {"b.txt": b})
    assert put(store, place).failed == 0
    assert texts(store) == {"in.zip!b.txt": TEXTS["b.txt"]}
    fresh = tmp_path / "fresh.db"
    put(fresh, place)
    assert state(store) == state(fresh)


def test_two_members_that_are_asked_for_by_name_stay_both(tmp_path: Path) -> None:
    store, place = tmp_path / "s.db", packed(tmp_path / "in.zip", {n: t.encode() for n, t in TEXTS.items()})
    put(store, Path(f"{place}!a.txt"))
    put(store, Path(f"{place}!b.txt"))
    assert set(texts(store)) == {"in.zip!a.txt", "in.zip!b.txt"}


def test_a_run_that_is_ended_while_it_reads_a_file_again_leaves_the_earlier(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, members = tmp_path / "s.db", {name: text.encode() for name, text in TEXTS.items()}
    place = packed(tmp_path / "in.zip", members)
    put(store, place)
    before = state(store)
    packed(place, {**members, "a.txt": members["b.txt"], "z.txt": b""})

    def ended(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(adding, "COMMIT", 1)
    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(writing.Writing, "fail", ended)
        put(store, place)
    assert state(store) == before
    put(store, place)
    assert len(texts(store)) == 4
