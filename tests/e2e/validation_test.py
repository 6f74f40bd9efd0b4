"""Wrong use: what it is answered with, and that the answer names everything that is wrong."""

import unittest

import grpc

from journey import PIN, USB_TOKEN
from papers import jpeg, png
from support import E2eTest, Journey, Person

LARGEST_SCAN = 10 << 20
INVALID = grpc.StatusCode.INVALID_ARGUMENT
DENIED = grpc.StatusCode.PERMISSION_DENIED
ABSENT = "0" * 26  # of the shape of an id

# One change each to documents that hold, and what it must be answered with.
DOCUMENTS = (
    ("passport", None, "passport.series", "FIELD_REQUIRED"),
    ("passport.name.surname", "", "passport.name.surname", "FIELD_REQUIRED"),
    ("passport.name.surname", "Тестoв", "passport.name.surname", "NAME_SCRIPT"),
    ("passport.name.surname", "Тест0в", "passport.name.surname", "NAME_CHARACTERS"),
    ("passport.name.surname", "Т" * 65, "passport.name.surname", "FIELD_TOO_LONG"),
    ("passport.name.surname", "Тесто\u0301в", "passport.name.surname", "NAME_CHARACTERS"),
    ("passport.name.surname", "Тест\0в", "passport.name.surname", "NAME_CHARACTERS"),
    ("passport.name.surname", "Тестов ", "passport.name.surname", "NAME_CHARACTERS"),
    ("passport.name.surname", "Тест\u2010ов", "passport.name.surname", "NAME_CHARACTERS"),
    ("passport.name.given_name", "Petr", "passport.name.given_name", "NAME_SCRIPT"),
    ("passport.series", "999", "passport.series", "PASSPORT_SERIES"),
    ("passport.series", "\u0661234", "passport.series", "PASSPORT_SERIES"),
    ("passport.number", "12345a", "passport.number", "PASSPORT_NUMBER"),
    ("passport.issuer", "я" * 257, "passport.issuer", "FIELD_TOO_LONG"),
    ("passport.department_code", "77-0001", "passport.department_code", "PASSPORT_DEPARTMENT_CODE"),
    ("passport.issue_date", "2015-02-30", "passport.issue_date", "FIELD_MALFORMED"),
    ("passport.issue_date", "2999-01-01", "passport.issue_date", "PASSPORT_ISSUED_IN_FUTURE"),
    ("passport.issue_date", "2003-01-01", "passport.issue_date", "PASSPORT_ISSUED_TOO_EARLY"),
    ("passport.issue_date", "2009-05-20", "passport.issue_date", "PASSPORT_EXPIRED"),
    ("passport.birth_date", "2999-01-01", "passport.birth_date", "BIRTH_DATE_IN_FUTURE"),
    ("passport.birth_date", "1899-12-31", "passport.birth_date", "FIELD_OUT_OF_RANGE"),
    ("passport.birth_date", "2009-01-01", "passport.birth_date", "APPLICANT_UNDERAGE"),
    ("passport.birth_place", "\u202eгор. Москва", "passport.birth_place", "FIELD_MALFORMED"),
    ("passport.gender", 0, "passport.gender", "FIELD_REQUIRED"),
    ("snils.number", "990-000-001 54", "snils.number", "SNILS_CHECK_DIGIT"),
    ("snils.number", "990", "snils.number", "SNILS_MALFORMED"),
    ("snils.name.given_name", "Иван", "snils.name", "NAMES_DIFFER"),
    ("inn.number", "009900000121", "inn.number", "INN_CHECK_DIGIT"),
    ("inn.number", "12", "inn.number", "INN_MALFORMED"),
    ("inn.name.patronymic", "", "inn.name", "NAMES_DIFFER"),
    ("address.state", "Москва", "address.state", "FIELD_MALFORMED"),
    ("address.locality", "", "address.locality", "FIELD_REQUIRED"),
    ("address.locality", "г. Mосква", "address.locality", "TEXT_SCRIPT"),  # Latin M
    ("address.locality", "г.  Москва", "address.locality", "FIELD_MALFORMED"),
    ("address.street", "ул. Ми\u0301ра", "address.street", "FIELD_MALFORMED"),
    ("address.street", "ул. Мира\0", "address.street", "FIELD_MALFORMED"),
    ("address.street", "ул. Αθηνών", "address.street", "FIELD_MALFORMED"),
    ("address.street", "«»", "address.street", "FIELD_MALFORMED"),
)


class DocumentsTest(E2eTest):

    def setUp(self):
        self.journey = Journey(self.world(clock="CLOCK_MODE_FROZEN", start_time={"seconds": 1772442000}), Person(1))
        self.journey.open_application()

    def submit(self, **changes):
        return self.journey.world.enrollment.SubmitDocuments(
            application=self.journey.application.name, token=self.journey.token, **self.journey.person.papers(**changes))

    def test_each_violation(self):
        for path, value, field, reason in DOCUMENTS:
            self.journey.open_application()
            with self.subTest(field=path, value=value):
                refusal = self.refused("INVALID_FIELDS", self.submit, code=INVALID, **{path: value})
                self.assertIn((field, reason), refusal.violations, refusal)
        self.assertEnum(self.submit().application, "state", "APPLICATION_STATE_DOCUMENTS_ACCEPTED")

    def test_decomposed_letters_are_composed(self):
        """й and ё as a letter and a mark: one name, in the account and in the certificate."""
        person = self.journey.person
        person.name = {"surname": "Тестовыи\u0306", "given_name": "Пе\u0308тр", "patronymic": ""}
        self.assertEqual(self.journey.register().person.surname, "Тестовый")
        self.journey.submit_documents(**{
            "passport.name": person.name, "snils.name": {"surname": "ТЕСТОВЫЙ", "given_name": "ПЕТР"},
            "inn.name": person.name, "address.street": "Чаи\u0306ная ул., д. 5 — «IT-отдел» № 2"})
        self.journey.run(after="upload_scan", until="read_draft")
        subject = {attribute.type: attribute.value for attribute in self.journey.draft.subject}
        self.assertEqual(subject["CN"], "Тестовый Пётр")
        self.assertEqual((subject["SN"], subject["GN"]), ("Тестовый", "Пётр"))
        self.assertEqual(subject["STREET"], "Чайная ул., д. 5 — «IT-отдел» № 2")

    def test_not_utf8(self):
        """No protobuf string, so no message, wherever it stands; the next one is read."""
        world = self.journey.world
        request = world.enrollment.request("SubmitDocuments", application=self.journey.application.name,
                                           **self.journey.person.papers(**{"passport.name.surname": "XXXXXX"}))
        call = world.public.unary_unary("/kepsim.v1.EnrollmentService/SubmitDocuments")
        with self.assertRaises(grpc.RpcError):
            call(request.SerializeToString().replace(b"XXXXXX", b"\xc8\xe2\xe0\xed\xee\xe2"),
                 metadata=world.enrollment.metadata(self.journey.token), timeout=10)
        self.assertEnum(self.journey.get_application(), "state", "APPLICATION_STATE_OPENED")
        self.journey.submit_documents()

    def test_all_at_once(self):
        changes = {"passport.series": "12", "passport.issue_date": "", "passport.gender": 0,
                   "snils.number": "990-000-001 54", "inn.number": "12", "address.locality": ""}
        refusal = self.refused("INVALID_FIELDS", self.submit, **changes)
        self.assertEqual(sorted(refusal.violations), [
            ("address.locality", "FIELD_REQUIRED"), ("inn.number", "INN_MALFORMED"),
            ("passport.gender", "FIELD_REQUIRED"), ("passport.issue_date", "FIELD_REQUIRED"),
            ("passport.series", "PASSPORT_SERIES"), ("snils.number", "SNILS_CHECK_DIGIT")])

    def test_proof(self):
        journey = self.journey
        journey.run(until="prove_account")
        journey.open_application()
        journey.submit_documents()
        other = Journey(journey.world, Person(2))
        other.open_application()
        for proof, reason in ((journey.proof, "ACCOUNT_PROOF_USED"), ("nothing.of.yours", "ACCOUNT_PROOF_INVALID")):
            other.proof = proof
            self.refused(reason, other.submit_documents)
        journey.proof = self.fresh_proof()
        other.proof = journey.proof
        refusal = self.refused("INVALID_FIELDS", other.submit_documents)
        self.assertEqual(refusal.violations, [("account_proof", "ACCOUNT_PROOF_FOREIGN")])
        journey.world.clock.AdvanceClock(by={"seconds": 3601})
        self.refused("ACCOUNT_PROOF_EXPIRED", other.submit_documents)

    def fresh_proof(self):
        return self.journey.world.portal.CreateAccountProof(token=self.journey.portal_token).proof

    def test_registration(self):
        fields = {**self.journey.person.account(), "login": "a b", "password": "short", "birth_date": "1995-13-01",
                  "snils": "1", "person": {"surname": "Тестoв"}}
        refusal = self.refused("INVALID_FIELDS", self.journey.world.portal.RegisterAccount, **fields)
        self.assertEqual(sorted(refusal.violations), [
            ("birth_date", "FIELD_MALFORMED"), ("login", "FIELD_MALFORMED"), ("password", "PASSWORD_TOO_SHORT"),
            ("person.given_name", "FIELD_REQUIRED"), ("person.surname", "NAME_SCRIPT"), ("snils", "SNILS_MALFORMED")])
        self.journey.register()
        again = {**self.journey.person.account(), "login": "another"}
        self.refused("SNILS_TAKEN", self.journey.world.portal.RegisterAccount, **again)
        again = {**Person(2).account(), "login": self.journey.person.login}
        self.refused("LOGIN_TAKEN", self.journey.world.portal.RegisterAccount, **again)


class ScanTest(E2eTest):

    def setUp(self):
        self.journey = Journey(self.world(), Person(1))
        self.journey.open_application()

    def test_refused(self):
        upload = self.journey.upload_scan
        for content, reason in ((b"", "SCAN_EMPTY"), (b"GIF89a, which is no paper", "SCAN_TYPE"),
                                (png()[:-4], "SCAN_TRUNCATED"), (jpeg(LARGEST_SCAN) + b"!", "SCAN_TOO_LARGE")):
            with self.subTest(reason=reason):
                self.refused(reason, upload, content, code=INVALID)
                if len(content) < 1 << 20:
                    self.refused(reason, self.attach, content)
        self.assertEqual(len(self.journey.get_application().scans), 0)
        self.assertEqual(upload(jpeg(LARGEST_SCAN)).size_bytes, LARGEST_SCAN)

    def attach(self, content):
        return self.journey.world.enrollment.AttachScan(
            application=self.journey.application.name, content=content, token=self.journey.token)

    def test_one_call(self):
        self.attach(jpeg(1 << 20))
        self.refused("MESSAGE_TOO_LARGE", self.attach, jpeg((1 << 20) + 8), code=grpc.StatusCode.RESOURCE_EXHAUSTED)

    def test_limit(self):
        for i in range(10):
            self.journey.upload_scan(jpeg(1000 + i))
        self.refused("SCAN_LIMIT", self.journey.upload_scan, png())
        self.journey.upload_scan(jpeg(1000))  # is there already


class OrderTest(E2eTest):
    """Steps out of their order, strangers, and names of nothing."""

    def test_wrong_order_of_steps(self):
        journey = Journey(self.world(), Person(1)).run(until="open_application")
        state = lambda call: self.refused("APPLICATION_STATE", call, code=grpc.StatusCode.FAILED_PRECONDITION)
        journey.create_carrier()
        journey.open_session()
        journey.generate_key()
        journey.request_key()
        for too_early in (journey.identify, journey.submit_key_request, journey.read_draft, journey.revoke):
            state(too_early)
        journey.submit_documents()
        journey.submit_documents()  # the same request again is no new step
        for wrong in (journey.submit_key_request, journey.read_draft, journey.revoke):
            state(wrong)
        journey.identify()
        state(lambda: journey.upload_scan(png()))
        journey.submit_key_request()
        refusal = self.refused("DRAFT_CHANGED", journey.world.enrollment.ConfirmDraft, token=journey.token,
                               application=journey.application.name, draft_digest=bytes(32))
        self.assertEqual(refusal.code, grpc.StatusCode.FAILED_PRECONDITION)
        journey.read_draft()
        journey.confirm_draft()
        state(lambda: journey.world.enrollment.CancelApplication(
            application=journey.application.name, token=journey.token))
        journey.revoke()
        self.refused("CERTIFICATE_ALREADY_REVOKED", journey.world.enrollment.RevokeCertificate,
                     application=journey.application.name, token=journey.token)

    def test_canceled(self):
        journey = Journey(self.world(), Person(1)).run(until="identify")
        journey.world.enrollment.CancelApplication(application=journey.application.name, token=journey.token)
        self.assertEnum(journey.get_application(), "state", "APPLICATION_STATE_CANCELED")
        watch = journey.watch()
        self.assertEqual(len(list(watch)), 1, "the watch of a closed application ends")

    def test_key_is_certified_once(self):
        journey = Journey(self.world(), Person(1)).run(until="confirm_draft")
        pkcs10 = journey.pkcs10
        journey.person.key = "again"
        del journey.proof
        for step in ("open_application", "submit_documents", "identify"):
            getattr(journey, step)()
        journey.pkcs10 = pkcs10
        self.refused("KEY_ALREADY_CERTIFIED", journey.submit_key_request)
        journey.pkcs10 = pkcs10[:-1] + bytes([pkcs10[-1] ^ 1])
        self.refused("SIGNATURE_INVALID", journey.submit_key_request)
        journey.pkcs10 = b"\x30\x03\x02\x01"
        self.refused("DER_MALFORMED", journey.submit_key_request)

    def test_authority_that_serves_no_tokens(self):
        open_application = self.world().enrollment.OpenApplication
        self.refused("CARRIER_NOT_SERVED", open_application, authority="authorities/kama", carrier=USB_TOKEN)
        self.refused("AUTHORITY_NOT_FOUND", open_application, authority="authorities/none", carrier=USB_TOKEN)

    def test_tokens(self):
        world = self.world()
        ours = Journey(world, Person(1)).run(until="submit_documents")
        other = Journey(world, Person(2)).run(until="start_linking")
        ours.log_in()
        name = ours.application.name
        for token, reason in ((None, "TOKEN_MISSING"), ("", "TOKEN_MISSING"), ("x", "TOKEN_INVALID"),
                              (other.portal_token, "TOKEN_INVALID"), (other.token, "APPLICATION_FOREIGN")):
            with self.subTest(reason=reason, token=token):
                self.refused(reason, world.enrollment.GetApplication, application=name, token=token, code=DENIED)
                self.refused(reason, world.enrollment.WatchApplication, application=name, token=token, code=DENIED)
                self.refused(reason, world.enrollment.AttachScan, application=name, content=png(), token=token,
                             code=DENIED)
        for token, reason in ((None, "TOKEN_MISSING"), ("x", "TOKEN_INVALID"), (ours.token, "TOKEN_INVALID")):
            with self.subTest(reason=reason):
                self.refused(reason, world.portal.GetAccount, token=token, code=DENIED)
                self.refused(reason, world.portal.StartLinking, carrier=USB_TOKEN, token=token, code=DENIED)
        self.refused("LINKING_NOT_FOUND", world.portal.CompleteLinking, linking=other.linking,
                     signature_cms_der=b"x", token=ours.portal_token)
        world.portal.LogOut(token=ours.portal_token)
        self.refused("TOKEN_INVALID", ours.get_account)

    def test_names_of_nothing(self):
        world = self.world()
        journey = Journey(world, Person(1)).run(until="log_in")
        journey.create_carrier()
        enrollment, portal, carriers = world.enrollment, world.portal, world.carriers
        token = journey.portal_token
        journey.open_application()
        calls = {
            "APPLICATION_NOT_FOUND": ("applications/", lambda name: enrollment.GetApplication(
                application=name, token=journey.token)),
            "ORDER_NOT_FOUND": ("orders/", lambda name: portal.GetOrder(order=name, token=token)),
            "LINK_NOT_FOUND": ("links/", lambda name: portal.Unlink(link=name, token=token)),
            "LINKING_NOT_FOUND": ("linkings/", lambda name: portal.CompleteLinking(
                linking=name, signature_cms_der=b"x", token=token)),
            "ACCOUNT_NOT_FOUND": ("accounts/", lambda name: world.operator.ConfirmAccount(account=name)),
            "CARRIER_NOT_FOUND": ("carriers/", lambda name: carriers.GetCarrier(carrier=name)),
            "AUTHORITY_NOT_FOUND": ("authorities/", lambda name: enrollment.OpenApplication(
                authority=name, carrier=USB_TOKEN)),
        }
        for reason, (prefix, call) in calls.items():
            for name in (prefix + ABSENT, prefix, "", prefix + "../x", "x" * 10_000, prefix + "ы'\";--"):
                with self.subTest(reason=reason, name=name[:40]):
                    self.refused(reason, call, name, code=grpc.StatusCode.NOT_FOUND)
        self.refused("CERTIFICATE_NOT_FOUND", world.registry.GetCertificateStatus,
                     id={"issuer_key_id": bytes(20), "serial_number": b"\x01"})
        self.refused("AUTHORITY_NOT_FOUND", world.registry.GetCrl, issuer_key_id=bytes(20))


class CarrierTest(E2eTest):

    def test_refused(self):
        world = self.world()
        carriers = world.carriers
        journey = Journey(world, Person(1))
        refusal = self.refused("INVALID_FIELDS", carriers.CreateCarrier, kind=USB_TOKEN, user_pin="12345",
                               admin_pin="1234567", label="x" * 33)
        self.assertEqual(sorted(refusal.violations), [("admin_pin", "PIN_LENGTH"), ("label", "FIELD_TOO_LONG"),
                                                      ("user_pin", "PIN_LENGTH")])
        journey.create_carrier()
        name = journey.carrier.name
        journey.session = "none"
        self.refused("SESSION_CLOSED", journey.generate_key)
        journey.open_session()
        journey.generate_key()
        sign = lambda **fields: carriers.SignContent(key=journey.key, session=journey.session, **fields)
        self.refused("CARRIER_CERTIFICATE_MISSING", sign, content=b"x", form="SIGNATURE_FORM_CMS_DETACHED")
        self.assertEqual(len(sign(content=b"x", form="SIGNATURE_FORM_RAW").signature), 64)
        refusal = self.refused("INVALID_FIELDS", sign, content=bytes((1 << 20) + 1), form="SIGNATURE_FORM_RAW")
        self.assertEqual(refusal.violations, [("content", "FIELD_TOO_LONG")])
        self.refused("CARRIER_KEY_NOT_FOUND", carriers.CreateKeyRequest, key=f"{name}/keys/{ABSENT}",
                     session=journey.session)
        stranger = Journey(world, Person(2)).run(until="confirm_draft")
        self.refused("CERTIFICATE_KEY_MISMATCH", carriers.ImportCertificate, key=journey.key, session=journey.session,
                     certificate_der=stranger.certificate)
        carriers.ChangePin(carrier=name, old_pin=PIN, new_pin="новый пин")
        self.refused("SESSION_CLOSED", journey.request_key)
        self.refused("PIN_INCORRECT", journey.open_session)
        self.assertTrue(carriers.OpenSession(carrier=name, user_pin="новый пин").session)


class ListenerTest(E2eTest):

    def test_control_calls_on_the_public_listener(self):
        world = self.world()
        for path in ("WorkspaceService/CreateWorkspace", "ClockService/AdvanceClock", "JournalService/ListEvents",
                     "OperatorService/ConfirmAccount", "ProvisionService/Provision",
                     "DefectService/MakeDefectiveCertificate"):
            with self.subTest(path=path), self.assertRaises(grpc.RpcError) as caught:
                world.public.unary_unary("/kepsim.v1." + path)(b"", timeout=10)
            self.assertEqual(caught.exception.code(), grpc.StatusCode.UNIMPLEMENTED)

    def test_request_id(self):
        world = self.world()
        for request_id in ("x" * 65, "ы", "a\n"):
            refusal = self.refused("INVALID_FIELDS", world.enrollment.OpenApplication, request_id=request_id,
                                   authority="authorities/azimut", carrier=USB_TOKEN, code=INVALID)
            self.assertEqual([field for field, _ in refusal.violations], ["request_id"], refusal)

    def test_noise(self):
        """Bytes that are no message, and messages beyond the limit, are refused; the server lives on."""
        world = self.world()
        call = world.public.unary_unary("/kepsim.v1.EnrollmentService/OpenApplication")
        for noise in (b"\xff" * 100, b"\x0a\xff\xff\xff\xff\x0f", bytes(5 << 20)):
            with self.subTest(size=len(noise)), self.assertRaises(grpc.RpcError):
                call(noise, metadata=(("x-kepsim-workspace", world.name),), timeout=10)
        self.assertTrue(world.enrollment.ListAuthorities().authorities)


if __name__ == "__main__":
    unittest.main()
