"""The linter from outside: by `kepsim lint` and by LintService, on what the server issues and on certificates of others."""

import json
import pathlib
import subprocess
import unittest

from server import KEPSIM
from support import E2eTest

FIXTURES = pathlib.Path(__file__).resolve().parents[2] / "fixtures"
REAL = sorted((FIXTURES / "real-authorities").glob("*.pem"))


def lint(*arguments, data=None):
    run = subprocess.run([KEPSIM, "lint", *map(str, arguments)], input=data, capture_output=True, timeout=60)
    return run.returncode, run.stdout.decode(), run.stderr.decode()


class LintTest(E2eTest):

    def test_command_on_real_authorities(self):
        code, out, err = lint("--json", *REAL)
        self.assertEqual((0, ""), (code, err), out)
        answers = json.loads(out)
        self.assertEqual(len(REAL), len(answers))
        self.assertTrue(all(answer["qualified"] and not answer["faulty"] for answer in answers))

    def test_command_exit_codes(self):
        self.assertEqual(0, lint("-", data=REAL[0].read_bytes())[0])
        self.assertEqual(1, lint("--issuer", REAL[1], REAL[0])[0])
        self.assertEqual(2, lint("-", data=b"nothing")[0])
        self.assertEqual(2, lint()[0])
        self.assertEqual(2, lint("--severity", "loud", REAL[0])[0])
        code, out, err = lint("/no/such/file", REAL[0])
        self.assertEqual(2, code)
        self.assertIn("/no/such/file", err)
        self.assertIn(str(REAL[0]), out)

    def test_command_lists_what_the_service_lists(self):
        code, out, _ = lint("--rules", "--json")
        self.assertEqual(0, code)
        rules = self.unborn().lint.ListLintRules().rules
        self.assertEqual([rule["id"] for rule in json.loads(out)], [rule.id for rule in rules])

    def test_service_needs_no_world(self):
        service = self.unborn().lint
        issuer = (FIXTURES / "real-authorities" / "root-2018.pem").read_bytes()
        answer = service.LintCertificate(certificate=issuer, issuer_certificate=issuer)
        self.assertTrue(answer.qualified)
        self.assertFalse(answer.faulty)
        answer = service.LintCertificate(certificate=b"x")
        self.assertEqual((["not-a-certificate"], True), ([f.rule for f in answer.findings], answer.faulty))
        self.refused("MESSAGE_TOO_LARGE", service.LintCertificate, certificate=b"0" * ((1 << 20) + 1))


if __name__ == "__main__":
    unittest.main()
