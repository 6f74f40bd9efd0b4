"""The main job, from documents to a blocked certificate, step by step over gRPC."""

import json
import unittest
import urllib.request

from judged import crl_revokes
from journey import ORDER
from papers import SCANS
from support import E2eTest, Journey, Person, Server

JOURNAL = (
    "account.registered", "account.confirmed", "session.opened", "application.opened", "application.documents-accepted",
    "application.identification-started", "application.identified", "carrier.created", "key.generated",
    "application.key-proven", "certificate.issued", "registry.published", "application.issued",
    "key.certificate-imported", "linking.started", "link.activated", "order.accepted", "certificate.revocation-requested",
    "registry.revoked", "link.deactivated", "order.refused",
)


class JourneyTest(E2eTest):

    def test_whole_job(self):
        world = self.world()
        journey = Journey(world, Person(1))
        self.account_is_made(journey)
        self.application_is_decided(journey)
        self.key_is_proven(journey)
        self.certificate_is_issued(journey)
        self.certificate_is_linked(journey)
        self.order_is_accepted(journey)
        self.loss_is_shown_everywhere(journey)
        types = [event.type for event in world.events()]
        self.assertEqual([type for type in JOURNAL if type not in types], [], f"missing in the journal: {types}")
        published = types.index("registry.published")
        self.assertLess(types.index("certificate.issued"), published, types)
        self.assertLess(published, types.index("link.activated"), types)
        self.assertEqual([event.number for event in world.events()], list(range(1, len(types) + 1)))

    def account_is_made(self, journey):
        self.assertEnum(journey.register(), "level", "ACCOUNT_LEVEL_STANDARD")
        self.assertEnum(journey.confirm_account(), "level", "ACCOUNT_LEVEL_CONFIRMED")
        journey.log_in()
        account = journey.get_account()
        self.assertEqual(account, journey.account)
        self.assertEqual(account.snils, journey.person.snils)
        self.assertEqual(account.signature_status, "Квалифицированная подпись не подключена")
        self.assertTrue(journey.prove_account())

    def application_is_decided(self, journey):
        answer = journey.open_application()
        self.assertEnum(answer.application, "state", "APPLICATION_STATE_OPENED")
        watch = journey.watch()
        self.addCleanup(watch.cancel)
        self.assertEqual(next(watch).application, answer.application)

        application = journey.submit_documents()
        self.assertEnum(application, "state", "APPLICATION_STATE_DOCUMENTS_ACCEPTED")
        self.assertEqual(application.account, journey.account.name)
        for media_type, content in SCANS.items():
            scan = journey.upload_scan(content)
            self.assertEqual((scan.media_type, scan.size_bytes, len(scan.digest)), (media_type, len(content), 32))
        self.assertEqual([scan.media_type for scan in journey.application.scans], list(SCANS))
        self.assertEnum(journey.identify(), "state", "APPLICATION_STATE_IDENTIFIED")
        for message in watch:  # not every state need be seen, the last one is
            if message.application == journey.get_application():
                break

    def key_is_proven(self, journey):
        carrier = journey.create_carrier()
        self.assertEqual(carrier.user_pin_tries_left, 10)
        journey.open_session()
        self.assertTrue(journey.generate_key().key.startswith(carrier.name + "/keys/"))
        journey.request_key()
        self.assertEnum(journey.submit_key_request(), "state", "APPLICATION_STATE_KEY_PROVEN")

    def certificate_is_issued(self, journey):
        draft = journey.read_draft()
        subject = {attribute.type: attribute.value for attribute in draft.subject}
        self.assertEqual(subject.get("CN"), "{surname} {given_name} {patronymic}".format(**journey.person.name), subject)
        self.assertEqual(draft.identification_kind, 0)
        answer = journey.confirm_draft()
        self.assertEnum(answer.application, "state", "APPLICATION_STATE_ISSUED")
        self.assertIn(draft.tbs_certificate_der, answer.certificate_der, "another certificate than the draft shown")
        self.assertEnum(journey.status(), "state", "CERTIFICATE_STATE_VALID")
        entry = journey.world.registry.GetCertificate(id=journey.certificate_id())
        self.assertEqual(entry.certificate_der, answer.certificate_der)
        carrier = journey.import_certificate()
        self.assertEqual([held.certificate_der for held in carrier.certificates], [answer.certificate_der])

    def certificate_is_linked(self, journey):
        answer = journey.link_up()
        self.assertVerdict(answer.verdict, "VALID")
        self.assertEqual(answer.verdict.esv_code, 0)
        self.assertTrue(all(check.result == 1 for check in answer.verdict.checks), answer.verdict)
        self.assertEnum(answer.link, "state", "LINK_STATE_ACTIVE")
        account = journey.get_account()
        self.assertTrue(account.signature_active)
        self.assertEqual(account.signature_status, "Квалифицированная подпись активна")

    def order_is_accepted(self, journey):
        journey.sign_order()
        order = journey.submit_order()
        self.assertEnum(order, "status", "ORDER_STATUS_DONE")
        self.assertVerdict(order.verdict, "VALID")
        self.assertEqual(journey.world.portal.GetOrder(order=order.name, token=journey.portal_token).order, order)

    def loss_is_shown_everywhere(self, journey):
        answer = journey.block()
        self.assertTrue(answer.published)
        self.assertEnum(answer.link, "state", "LINK_STATE_INACTIVE")
        self.assertEnum(journey.status(), "state", "CERTIFICATE_STATE_REVOKED")
        ident = journey.certificate_id()
        history = journey.world.registry.GetCertificate(id=ident).history
        self.assertEqual([change.state for change in history], [1, 2], history)
        crl = journey.world.registry.GetCrl(issuer_key_id=ident["issuer_key_id"]).crl_der
        self.assertTrue(crl_revokes(crl, ident["serial_number"]), f"no {ident['serial_number'].hex()} in the CRL")
        self.assertEqual([link.state for link in journey.links()], [2], journey.links())
        self.assertFalse(journey.get_account().signature_active)
        late = journey.submit_late_order()
        self.assertEnum(late, "status", "ORDER_STATUS_FILES_VERIFICATION_FAILED")
        self.assertVerdict(late.verdict, "REVOKED")


class ServerTest(E2eTest):

    def test_health(self):
        # grpc.health.v1 by its wire form, since Debian has no package of its stubs: SERVING is 1 in field 1.
        server = Server()
        self.addCleanup(server.close)
        channel = self.unborn(server=server).public
        self.assertEqual(channel.unary_unary("/grpc.health.v1.Health/Check")(b"", timeout=10), b"\x08\x01")
        watch = channel.unary_stream("/grpc.health.v1.Health/Watch")(b"", timeout=60)
        self.assertEqual(next(watch), b"\x08\x01")
        self.healthy(server)
        server.stop()
        self.assertEqual(next(watch), b"\x08\x02", "whoever watches is told that the server ends")
        self.refused("SHUTTING_DOWN", lambda: watch)

    def healthy(self, server):
        for url in (server.http + "/healthz", server.http + "/livez", server.ready["control_http"] + "/healthz"):
            with urllib.request.urlopen(url, timeout=10) as answer:
                self.assertEqual(answer.status, 200, url)

    def test_health_without_implicit_worlds(self):
        server = Server("--no-implicit-workspaces", "--max-workspaces", "1")
        self.addCleanup(server.close)
        self.healthy(server)
        self.world(server=server)  # there is room for one, which the health check has not taken

    def test_reflection(self):
        world = self.unborn()
        # ServerReflectionRequest{list_services: ""}; the answer holds the names as they are.
        listed = {}
        for name, channel in (("public", world.public), ("control", world.control)):
            reflect = channel.stream_stream("/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo")
            listed[name] = next(iter(reflect(iter([b"\x3a\x00"]), timeout=10)))
        for service in ("EnrollmentService", "CarrierService", "RegistryService", "PortalService"):
            self.assertIn(f"kepsim.v1.{service}".encode(), listed["public"])
        for service in ("OperatorService", "WorkspaceService", "ClockService", "JournalService", "ProvisionService",
                        "AuthorityService"):
            self.assertIn(f"kepsim.v1.{service}".encode(), listed["control"])
            self.assertNotIn(f"kepsim.v1.{service}".encode(), listed["public"], "control calls on the public listener")

    def test_ready_line(self):
        self.assertIs(self.server.ready["ready"], True, json.dumps(self.server.ready))
        self.assertTrue(self.server.http.startswith("http://127.0.0.1:"), self.server.ready)
        self.assertTrue(self.server.ready["control_http"].startswith("http://127.0.0.1:"), self.server.ready)

    def test_trusted_list_names_the_accredited(self):
        world = self.world()
        xml = world.registry.GetTrustedList().xml.decode("utf-8-sig")
        for authority in world.enrollment.ListAuthorities().authorities:
            accredited = authority.name not in ("authorities/unaccredited", "authorities/dvina")
            self.assertEqual(authority.ogrn in xml, accredited, f"{authority.name} in {xml[:400]}…")
        with urllib.request.urlopen(f"{self.server.http}/w/{world.name}/tsl/TSLExt.1.0.xml", timeout=10) as answer:
            self.assertEqual(answer.read().decode("utf-8-sig"), xml)

    def test_order_of_another_content_is_refused(self):
        world = self.world()
        journey = Journey(world, Person(2)).run(until="sign_order")
        order = world.portal.SubmitOrder(
            content=ORDER + b"!", signature_cms_der=journey.order_cms, token=journey.portal_token).order
        self.assertVerdict(order.verdict, "SIGNATURE_INVALID")


if __name__ == "__main__":
    unittest.main()
