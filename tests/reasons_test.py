"""The table of reasons: names that are sound, each of them given somewhere, none promised that is not there."""
import pathlib
import re
import sys
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent
TABLE = ROOT / "ca/base/reasons.def"

ROW = re.compile(r"^KEPSIM_REASON\((\S+), (k\w+), \"(.+)\"\)$")
# google.rpc.ErrorInfo.reason: at most 63 characters of this form.
NAME = re.compile(r"^[A-Z][A-Z0-9_]+[A-Z0-9]$")
# PKCS#11's own names are not ours.
PROMISE = re.compile(r"\b(?!CK[AF]?_)[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b")
GRPC_CODES = {"PERMISSION_DENIED", "FAILED_PRECONDITION", "INVALID_ARGUMENT", "NOT_FOUND", "ALREADY_EXISTS",
              "RESOURCE_EXHAUSTED", "OUT_OF_RANGE", "DATA_LOSS", "DEADLINE_EXCEEDED"}


def rows(text):
    """(name, code, sentence) of each row; what is neither a row, a comment nor empty gives None."""
    lines = [line for line in text.splitlines() if line and not line.startswith("//")]
    return [match.groups() if (match := ROW.match(line)) else None for line in lines]


def unsound(names):
    """Names that do not have the form, or come twice."""
    return [name for name in names if not NAME.match(name) or len(name) > 63 or names.count(name) > 1]


def given(text):
    return set(re.findall(r"\bReason::(\w+)\b", text))


def read(*patterns):
    return {path: path.read_text(encoding="utf-8") for pattern in patterns for path in sorted(ROOT.glob(pattern))}


class ReasonsTest(unittest.TestCase):

    def setUp(self):
        self.rows = rows(TABLE.read_text(encoding="utf-8"))
        self.names = [row[0] for row in self.rows if row]

    def test_rows_are_well_formed(self):
        self.assertNotIn(None, self.rows)
        self.assertEqual("OK", self.names[0])
        self.assertEqual([], unsound(self.names[1:]))

    def test_each_reason_is_given(self):
        code = read("ca/**/*.cc", "ca/**/*.h", "registry/**/*.cc", "registry/**/*.h", "client/**/*.cc", "client/**/*.h")
        used = {"OK"}.union(*(given(text) for text in code.values()))
        # The outcome of a persona or an organization names its reason in the catalogue.
        for text in read("fixtures/personas/*.json", "fixtures/organizations/*.json").values():
            used.update(re.findall(r"\"([A-Z0-9_]+)\"", text))
        self.assertEqual([], [name for name in self.names if name not in used])

    def test_what_the_protos_promise_is_there(self):
        protos = read("proto/kepsim/v1/*.proto")
        values = {value for text in protos.values() for value in re.findall(r"^\s*([A-Z][A-Z0-9_]+) = \d+;", text, re.M)}
        # A comment may shorten a value of an enum by the enum's name.
        short = {value.split("_", n)[-1] for value in values for n in range(1, value.count("_") + 1)}
        for path, text in protos.items():
            comments = " ".join(re.findall(r"//(.*)", text))
            promised = set(PROMISE.findall(comments)) - values - short - GRPC_CODES
            with self.subTest(path.name):
                self.assertEqual(set(), promised - set(self.names))

    def test_the_checks_say_no(self):
        self.assertEqual([None], rows('KEPSIM_REASON(A_B, kOk, "")'))
        self.assertEqual([None], rows('KEPSIM_REASON(A_B,kOk, "x")'))
        self.assertEqual([("A_B", "kOk", "x")], rows('// c\n\nKEPSIM_REASON(A_B, kOk, "x")'))
        self.assertEqual(["a", "A_", "_A", "A-B", "X" * 64, "D", "D"],
                         unsound(["GOOD", "a", "A_", "_A", "A-B", "X" * 64, "DOUBLE", "D", "D", "X" * 63]))
        self.assertEqual({"A_B"}, given("return Reason::A_B; // NOT_ME"))


if __name__ == "__main__":
    sys.exit(unittest.main())
