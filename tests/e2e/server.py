"""A `kepsim serve` of its own, on ports that the system picks."""

import json
import os
import signal
import subprocess
import tempfile

KEPSIM = os.path.abspath(os.environ.get("KEPSIM", "build/kepsim"))
LISTENERS = ("grpc", "http", "control", "control-http")


class Server:
    """Running from the start of its life; kill() and stop() end it, start() begins the next."""

    def __init__(self, *flags, data=None, folder=None):
        self.flags = list(flags) + (["--data", str(data)] if data else [])
        self.folder = folder  # where it works, keeps its home and puts what is temporary; None: as the test
        self.log_file = tempfile.NamedTemporaryFile(prefix="kepsim-e2e-", suffix=".log")
        self.process = None
        self.start()

    def start(self):
        assert self.process is None, "it runs already"
        command = [KEPSIM, "serve"]
        for listener in LISTENERS:
            command += [f"--{listener}", "127.0.0.1:0"]
        places = {name: self.folder for name in ("HOME", "TMPDIR", "SQLITE_TMPDIR") if self.folder}
        self.process = subprocess.Popen(command + self.flags, stdout=subprocess.PIPE, stderr=self.log_file, text=True,
                                        cwd=self.folder, env={**os.environ, **places})
        line = self.process.stdout.readline()
        if not line:
            code = self.process.wait()
            raise RuntimeError(f"{' '.join(self.process.args)} exited with {code} before it was ready:\n{self.log()}")
        self.ready = json.loads(line)
        self.grpc = self.ready["grpc"]
        self.control = self.ready["control"]
        self.http = self.ready["http"]

    def kill(self):
        """As when the power fails."""
        self.process.kill()
        self._reap()

    def stop(self):
        """SIGTERM; gives the exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self._reap()

    def _reap(self):
        code = self.process.wait(timeout=60)
        self.process.stdout.close()
        self.process = None
        return code

    def restart(self):
        self.kill()
        self.start()

    def open_files(self):
        """Of its own making: what it holds open on a disk, besides its log."""
        descriptors = f"/proc/{self.process.pid}/fd"
        files = {os.readlink(f"{descriptors}/{name}") for name in os.listdir(descriptors)}
        return sorted(name for name in files if name.startswith("/") and name != self.log_file.name
                      and not name.startswith(("/dev/", "/proc/", "/memfd:")))

    def log(self, lines=40):
        """The end of what it wrote to stderr; of all its lives, also when it is closed."""
        if self.log_file.closed:
            return self.last_log
        with open(self.log_file.name, encoding="utf-8", errors="replace") as log:
            return "".join(log.readlines()[-lines:])

    def close(self):
        if self.process is not None:
            self.kill()
        self.last_log = self.log()
        self.log_file.close()
