"""The README's first command: the story it tells, the files it leaves, and the openssl commands it prints."""

import json
import os
import pathlib
import subprocess
import tempfile
import unittest

from server import KEPSIM

FILES = {"root.pem", "chain.pem", "certificate.pem", "crl.pem", "TSLExt.1.0.xml", "order.txt", "order.txt.sig", "gost.cnf"}


def demo(*flags):
    return subprocess.run([KEPSIM, "demo", *flags], capture_output=True, text=True, timeout=60)


def shell(command, folder):
    """Exit code, and all that was printed."""
    environment = {key: value for key, value in os.environ.items() if key != "OPENSSL_CONF"}
    done = subprocess.run(["bash", "-c", command], cwd=folder, env=environment, capture_output=True, text=True, timeout=60)
    return done.returncode, done.stdout + done.stderr


class DemoTest(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory(prefix="kepsim-demo-")))

    def run_json(self):
        done = demo("--out", str(self.folder), "--json")
        self.assertEqual(0, done.returncode, done.stderr)
        return json.loads(done.stdout)

    def test_what_it_saw(self):
        told = self.run_json()
        self.assertEqual(FILES, set(os.listdir(self.folder)))
        self.assertEqual("Квалифицированная подпись активна", told["signature_status"])
        self.assertEqual("ORDER_STATUS_DONE", told["order_status"])
        self.assertEqual("VERDICT_REASON_REVOKED", told["order_after_blocking"])
        self.assertNotEqual(told["signature_status"], told["status_after_blocking"])

    def test_its_commands_give_what_it_says(self):
        for check in self.run_json()["checks"]:
            with self.subTest(check["title"]):
                code, printed = shell(check["command"], self.folder)
                self.assertEqual(check["succeeds"], code == 0, f"$ {check['command']}\n{printed}")
                self.assertIn(check["expected"], printed, f"$ {check['command']}")

    def test_its_commands_can_say_no(self):
        """Each check that passes fails when its object has one octet changed."""
        mutated = {"the chain": "certificate.pem", "the CA's CRL": "crl.pem", "the order's": "order.txt"}
        for start, name in mutated.items():
            told = self.run_json()
            check = next(c for c in told["checks"] if c["title"].startswith(start))
            path = self.folder / name
            if name.endswith(".pem"):
                lines = path.read_text().splitlines()
                lines[-3] = lines[-3].swapcase()
                path.write_text("\n".join(lines) + "\n")
            else:
                path.write_bytes(path.read_bytes() + b"!")
            with self.subTest(check["title"]):
                code, printed = shell(check["command"], self.folder)
                self.assertNotIn(check["expected"], printed, f"$ {check['command']}")

    def test_the_story_has_the_commands_too(self):
        done = demo("--out", str(self.folder))
        self.assertEqual(0, done.returncode, done.stderr)
        self.assertIn("«Квалифицированная подпись активна»", done.stdout)
        for number in range(1, 10):
            self.assertIn(f"\n{number}. ", done.stdout)
        commands = [line.strip() for line in done.stdout.splitlines() if line.strip().startswith("OPENSSL_CONF=")]
        self.assertEqual(4, len(commands), done.stdout)
        self.assertEqual(3, sum(shell(command, self.folder)[0] == 0 for command in commands))

    def test_wrong_use(self):
        file = self.folder / "file"
        file.write_text("in the way")
        for flags, code in ((("--out", str(file / "below")), 1), (("--nonsense",), 2), (("--out",), 2)):
            with self.subTest(flags):
                done = demo(*flags)
                self.assertEqual(code, done.returncode, done.stderr)
                self.assertNotEqual("", done.stderr)


if __name__ == "__main__":
    unittest.main()
