"""Judges that are programs of ours around libraries of others: one process answers many questions, a line each (asked.h)."""

import os
import shutil
import subprocess
from pathlib import Path

from .bench import Answer

FOLDER = Path(os.environ.get("KEPSIM_JUDGES", "build/tests/judges")).absolute()
JARS = [f"/usr/share/java/{name}.jar" for name in ("bcprov", "bcpkix", "bcutil")]


class Asked:
    """A running judge. ask() is for one thread at a time."""

    def __init__(self, *command):
        self.command = command
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                                        encoding="utf-8")

    def ask(self, *fields):
        """Octets, text, or a list of octets each."""
        self.process.stdin.write("\t".join(map(self._written, fields)) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"{self.command} ended with {self.process.wait()} before it had answered {fields[0]}")
        word, _, why = line.rstrip("\n").partition("\t")
        assert word in ("yes", "no"), line
        return Answer(word == "yes", f"{os.path.basename(self.command[-1])} {fields[0]}: {word} {why}")

    @staticmethod
    def _written(field):
        if isinstance(field, str):
            return field
        return field.hex() if isinstance(field, bytes) else ",".join(one.hex() for one in field)

    def close(self):
        self.process.stdin.close()
        self.process.stdout.close()
        assert self.process.wait(timeout=30) == 0, self.command


def program(name):
    """One that the build makes beside the tests."""
    return Asked(str(FOLDER / name))


def java_is_there():
    """Where it must be, its absence is a failure of whoever asks."""
    there = (FOLDER / "java/stamp").exists() and shutil.which("java") is not None
    if not there and os.environ.get("KEPSIM_JAVA_JUDGES") == "required":
        raise RuntimeError(f"no java, or no classes in {FOLDER}/java, but KEPSIM_JAVA_JUDGES=required")
    return there


def java(main):
    """A class of tests/judges/java with BouncyCastle."""
    return Asked("java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
                 "-Djdk.certpath.disabledAlgorithms=", "-cp", ":".join([str(FOLDER / "java"), *JARS]), main)
