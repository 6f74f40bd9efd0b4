"""Broken on purpose: the whole catalogue over RPC, and the command that makes the same in a world of its own."""

import json
import pathlib
import subprocess
import tempfile
import unittest

import grpc
from kepsim.v1 import verdict_pb2

from rpc import Service, reason
from server import KEPSIM
from support import E2eTest

CATEGORIES = {"name", "number", "string-type", "extension", "algorithm", "encoding", "period", "key", "signature"}
FILES = {"certificate.der", "certificate.pem", "chain.pem", "root.pem", "crl.pem"}


def name_of(reason):
    return verdict_pb2.VerdictReason.Name(reason)


class CatalogueTest(E2eTest):

    def setUp(self):
        self.at = self.world()
        self.holder = self.at.provision.Provision(persona="ivanova", until="PROVISION_UNTIL_LINKED")

    def make(self, defect, **fields):
        return self.at.defects.MakeDefectiveCertificate(defect=defect, **fields)

    def linking_verdict(self, made):
        """Of the certificate that lies on the token; None where the token would not take it."""
        linking = self.at.portal.StartLinking(carrier="CARRIER_KIND_USB_TOKEN", token=self.holder.session_token)
        session = self.at.carriers.OpenSession(carrier=made.carrier, user_pin=made.user_pin).session
        try:
            cms = self.at.carriers.SignContent(key=made.key, session=session, content=linking.challenge,
                                               form="SIGNATURE_FORM_CMS_DETACHED").signature
        except grpc.RpcError as error:
            self.assertEqual(reason(error), "CARRIER_CERTIFICATE_MISSING")
            return None
        answer = self.at.portal.CompleteLinking(linking=linking.linking, signature_cms_der=cms,
                                                token=self.holder.session_token)
        return answer.verdict.reason

    def test_each(self):
        defects = self.at.defects.ListDefects().defects
        self.assertGreaterEqual(len(defects), 45)
        self.assertEqual({defect.category for defect in defects}, CATEGORIES)
        roots = self.at.registry.GetTrustAnchors().roots_der
        published = linked = 0
        for defect in defects:
            with self.subTest(defect=defect.id):
                self.assertNotIn(verdict_pb2.VERDICT_REASON_UNSPECIFIED, (defect.verdict, defect.linking_verdict))
                made = self.make(defect.id, persona="ivanova")
                self.assertEqual(made.defect, defect)
                self.assertTrue(made.certificate_der)
                self.assertIn(made.chain_der[-1], roots)
                if made.certificate:
                    published += 1
                    self.assertEqual(self.published(made), made.certificate_der)
                verdict = self.linking_verdict(made)
                if verdict is not None:
                    linked += 1
                    self.assertEqual(name_of(verdict), name_of(defect.linking_verdict))
        self.assertGreater(published, len(defects) * 2 // 3)
        self.assertGreater(linked, len(defects) // 2)

    def published(self, made):
        issuer = next(a for a in self.at.enrollment.ListAuthorities().authorities
                      if a.name == "authorities/" + made.certificate.split("/")[1])
        identifier = {"issuer_key_id": bytes.fromhex(issuer.subject_key_id),
                      "serial_number": bytes.fromhex(made.certificate.rpartition("/")[2])}
        return self.at.registry.GetCertificate(id=identifier).certificate_der

    def test_one_request_one_certificate(self):
        first, second = (self.make("inn-check-digit", request_id="one") for _ in range(2))
        self.assertEqual(first, second)
        self.assertNotEqual(first.certificate_der, self.make("inn-check-digit").certificate_der)

    def test_algorithm_and_authority(self):
        made = self.make("signature-bit-flipped", authority="authorities/unaccredited",
                         algorithm="KEY_ALGORITHM_GOST2012_512_TC26_A")
        self.assertTrue(made.certificate.startswith("certificates/unaccredited/"), made.certificate)

    def test_refusals(self):
        self.refused("DEFECT_NOT_FOUND", self.make, "no-such-defect")
        self.refused("DEFECT_NOT_FOUND", self.make, "")
        self.refused("PERSONA_NOT_FOUND", self.make, "inn-check-digit", persona="nobody")
        self.refused("AUTHORITY_NOT_FOUND", self.make, "inn-check-digit", authority="authorities/nobody")
        self.refused("APPLICANT_KIND_NOT_SERVED", self.make, "ogrn-check-digit", authority="authorities/unaccredited")

    def test_the_journal_says_it(self):
        made = self.make("snils-check-digit")
        (event,) = self.at.events(type="certificate.broken-on-purpose", resource=made.certificate)
        self.assertEqual(event.attributes["defect"], "snils-check-digit")

    def test_not_on_the_public_listener(self):
        public = Service("DefectService", self.at.public, self.at.name)
        for method, fields in (("ListDefects", {}), ("MakeDefectiveCertificate", {"defect": "snils-check-digit"})):
            with self.subTest(method=method), self.assertRaises(grpc.RpcError) as caught:
                getattr(public, method)(**fields)
            self.assertEqual(caught.exception.code(), grpc.StatusCode.UNIMPLEMENTED)


class CommandTest(unittest.TestCase):

    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory(prefix="kepsim-defect-")))

    def command(self, *arguments, code=0):
        done = subprocess.run([KEPSIM, "defect", *arguments], capture_output=True, text=True, timeout=120)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done

    def listed(self):
        return json.loads(self.command("--list", "--json").stdout)

    def test_list(self):
        told = self.command("--list").stdout
        for defect in self.listed():
            for word in (defect["id"], defect["lint_rule"], defect["verdict"], defect["linking_verdict"]):
                self.assertIn(word, told)

    def test_one(self):
        made = json.loads(self.command("inn-check-digit", "--out", str(self.folder), "--json").stdout)
        self.assertEqual(made["lint_rule"], "inn-check-digits")
        self.assertEqual({path.name for path in self.folder.iterdir()}, FILES)
        self.assertIn("BEGIN CERTIFICATE", (self.folder / "certificate.pem").read_text())
        self.assertIn("inn-check-digits", self.command("inn-check-digit", "--out", str(self.folder)).stdout)

    def test_all(self):
        made = json.loads(self.command("all", "--out", str(self.folder), "--json").stdout)
        self.assertEqual([defect["id"] for defect in made], [defect["id"] for defect in self.listed()])
        for defect in made:
            self.assertEqual({path.name for path in pathlib.Path(defect["folder"]).iterdir()}, FILES)

    def test_wrong_use(self):
        self.command(code=2)
        self.command("no-such-defect", code=2)
        self.command("inn-check-digit", "--list", code=2)
        self.command("--nonsense", code=2)

    def test_a_folder_that_cannot_be(self):
        file = self.folder / "file"
        file.write_text("")
        self.assertIn("STORAGE_FAILED", self.command("inn-check-digit", "--out", str(file), code=1).stderr)


if __name__ == "__main__":
    unittest.main()
