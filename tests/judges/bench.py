"""Where the tools of the command line work: a folder of files, and what they answer."""

import base64
import re
import subprocess
import tempfile
import textwrap
from pathlib import Path
from typing import NamedTuple

# For openssl; the other tools do not read it.
GOST_CNF = """\
openssl_conf = conf
[conf]
engines = engines
[engines]
gost = gost
[gost]
engine_id = gost
default_algorithms = ALL
"""


class Answer(NamedTuple):
    """Of a judge: did the object hold, and what the judge said."""

    held: bool
    why: str


def pem(kind, *ders):
    return "".join(f"-----BEGIN {kind}-----\n" + textwrap.fill(base64.b64encode(der).decode(), 64) +
                   f"\n-----END {kind}-----\n" for der in ders)


def unpem(kind, text):
    """The objects of one kind in a text."""
    found = re.findall(f"-----BEGIN {kind}-----\n(.*?)-----END {kind}-----", text, re.DOTALL)
    return [base64.b64decode(one) for one in found]


class Bench:
    """A folder that goes with the object."""

    def __init__(self):
        self._folder = tempfile.TemporaryDirectory(prefix="kepsim-judges-")
        self.path = Path(self._folder.name)
        (self.path / "gost.cnf").write_text(GOST_CNF)
        self.close = self._folder.cleanup

    def put(self, name, content):
        """A file; its path."""
        file = self.path / name
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return str(file)

    def certificates(self, name, *ders):
        return self.put(name, pem("CERTIFICATE", *ders))

    def crls(self, name, *ders):
        return self.put(name, pem("X509 CRL", *ders))

    def run(self, *command):
        """held: it exited with 0. A tool that is not there is an error, not an answer."""
        result = subprocess.run(command, cwd=self.path, capture_output=True, timeout=60,
                                env={"OPENSSL_CONF": str(self.path / "gost.cnf"), "PATH": "/usr/bin:/bin",
                                     "LC_ALL": "C", "TZ": "UTC"})
        printed = (result.stdout + result.stderr).decode(errors="replace")
        return Answer(result.returncode == 0, f"$ {' '.join(command)}\n{printed}")

    def text(self, tool, der):
        """What `openssl x509` or `openssl crl` shows of it."""
        answer = self.run("openssl", tool, "-inform", "DER", "-noout", "-text", "-nameopt", "utf8", "-in",
                          self.put("shown.der", der))
        assert answer.held, answer.why
        return answer.why
