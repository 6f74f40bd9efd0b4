"""The five kinds of applicants over gRPC: their documents, their certificates, and what links to whom."""

import unittest
from datetime import datetime, timezone

import grpc
from asn1crypto import core, x509

from journey import USB_TOKEN
from papers import attorney, head_papers, information_system_papers, employee_papers, proprietor_papers
from support import E2eTest, Journey, Person

KINDS = ("NATURAL_PERSON", "SOLE_PROPRIETOR", "LEGAL_ENTITY_HEAD", "LEGAL_ENTITY_EMPLOYEE", "INFORMATION_SYSTEM")
PAPERS = {
    "NATURAL_PERSON": lambda person: {},
    "SOLE_PROPRIETOR": proprietor_papers,
    "LEGAL_ENTITY_HEAD": head_papers,
    "LEGAL_ENTITY_EMPLOYEE": employee_papers,
    "INFORMATION_SYSTEM": information_system_papers,
}
# Who serves it on USB tokens, the first in the list.
AUTHORITIES = {
    "NATURAL_PERSON": "azimut", "SOLE_PROPRIETOR": "oka", "LEGAL_ENTITY_HEAD": "oka", "LEGAL_ENTITY_EMPLOYEE": "azimut",
    "INFORMATION_SYSTEM": "azimut",
}
OIDS = {"SN": "2.5.4.4", "GN": "2.5.4.42", "T": "2.5.4.12", "OGRN": "1.2.643.100.1", "SNILS": "1.2.643.100.3",
        "INNLE": "1.2.643.100.4", "OGRNIP": "1.2.643.100.5", "INN": "1.2.643.3.131.1.1"}
OF_ORGANIZATION = {"OGRN", "INNLE"}
PERSONAL = {"SN", "GN", "SNILS", "INN"}
HAS = {
    "NATURAL_PERSON": PERSONAL,
    "SOLE_PROPRIETOR": PERSONAL | {"OGRNIP"},
    "LEGAL_ENTITY_HEAD": PERSONAL | OF_ORGANIZATION | {"T"},
    "LEGAL_ENTITY_EMPLOYEE": PERSONAL | OF_ORGANIZATION | {"T"},
    "INFORMATION_SYSTEM": OF_ORGANIZATION,
}


def moment(*when):
    return {"seconds": int(datetime(*when, tzinfo=timezone.utc).timestamp())}


def kind_of(name):
    return "APPLICANT_KIND_" + name


def subject_of(certificate_der):
    """Of those in OIDS, name to value."""
    values = {}
    for rdn in x509.Certificate.load(certificate_der).subject.chosen:
        value = rdn[0]["value"]
        values[rdn[0]["type"].dotted] = (value.parsed if isinstance(value, core.Any) else value).native
    return {name: values[oid] for name, oid in OIDS.items() if oid in values}


class ApplicantsTest(E2eTest):

    def world_of_employees(self):
        return self.world(clock="CLOCK_MODE_FROZEN", start_time=moment(2024, 8, 15, 9))

    def journey(self, world, kind, number=1, authority=None):
        journey = Journey(world, Person(number), f"authorities/{authority or AUTHORITIES[kind]}")
        journey.person.key += "-" + kind.lower()
        journey.kind = kind_of(kind)
        journey.person.documents.update(PAPERS[kind](journey.person))
        return journey

    def test_every_kind_by_the_single_calls(self):
        world = self.world_of_employees()
        for number, kind in enumerate(KINDS, 1):
            with self.subTest(kind=kind):
                journey = self.journey(world, kind, number).run(until="import_certificate")
                self.assertEnum(journey.application, "applicant_kind", kind_of(kind))
                self.assertEqual(set(subject_of(journey.certificate)), HAS[kind])
                journey.start_linking()
                journey.sign_challenge()
                verdict = journey.complete_linking().verdict
                self.assertVerdict(verdict, "NOT_A_PERSON" if kind == "INFORMATION_SYSTEM" else "VALID")
                self.assertEqual(journey.get_account().signature_active, kind != "INFORMATION_SYSTEM")

    def test_every_kind_by_provision(self):
        world = self.world_of_employees()
        for kind in KINDS:
            with self.subTest(kind=kind):
                call = lambda until: world.provision.Provision(
                    generated=True, applicant_kind=kind_of(kind), until="PROVISION_UNTIL_" + until)
                answer = call("PUBLISHED")
                self.assertEqual(answer.application.authority, "authorities/" + AUTHORITIES[kind])
                self.assertEqual(set(subject_of(answer.certificate_der)), HAS[kind])
                self.assertEqual(answer.citizen.HasField("organization"), "OGRN" in HAS[kind])
                self.assertEqual(answer.citizen.HasField("sole_proprietor"), kind == "SOLE_PROPRIETOR")
                if kind == "INFORMATION_SYSTEM":
                    refusal = self.refused("PROVISION_INCOMPLETE", call, "LINKED")
                    self.assertEqual(refusal.metadata, {"verdict": "NOT_A_PERSON"})
                else:
                    self.assertTrue(call("LINKED").link.name)

    def test_what_a_certificate_says_of_the_organization(self):
        journey = self.journey(self.world(), "LEGAL_ENTITY_HEAD").run(until="confirm_draft")
        organization = journey.person.documents["organization"]
        subject = subject_of(journey.certificate)
        self.assertEqual((subject["OGRN"], subject["INNLE"]), (organization["ogrn"], organization["inn"]))
        self.assertEqual(subject["T"], journey.person.documents["representation"]["title"])
        self.assertEqual(subject["SNILS"], "".join(filter(str.isdigit, journey.person.snils)))
        values = {attribute.type: attribute.value for attribute in journey.draft.subject}
        self.assertEqual(values["O"], organization["name"])
        self.assertEqual(values["STREET"], organization["address"]["street"])

    def test_wrong_documents(self):
        world = self.world_of_employees()
        cases = {
            "NATURAL_PERSON": [({"organization": {}}, "organization", "DOCUMENT_NOT_FOR_KIND"),
                               ({"sole_proprietor": {}}, "sole_proprietor", "DOCUMENT_NOT_FOR_KIND"),
                               ({"representation": {}}, "representation", "DOCUMENT_NOT_FOR_KIND")],
            "SOLE_PROPRIETOR": [
                ({"sole_proprietor": None}, "sole_proprietor", "FIELD_REQUIRED"),
                ({"sole_proprietor.ogrnip": "404500116000157"}, "sole_proprietor.ogrnip", "OGRNIP_MALFORMED"),
                ({"sole_proprietor.ogrnip": "304500116000158"}, "sole_proprietor.ogrnip", "OGRNIP_CHECK_DIGIT"),
                ({"sole_proprietor.name": {"surname": "Иной", "given_name": "Пётр"}}, "sole_proprietor.name",
                 "NAMES_DIFFER")],
            "LEGAL_ENTITY_HEAD": [
                ({"organization": None}, "organization", "FIELD_REQUIRED"),
                ({"representation": None}, "representation", "FIELD_REQUIRED"),
                ({"organization.ogrn": "2027700132198"}, "organization.ogrn", "OGRN_MALFORMED"),
                ({"organization.ogrn": "1027700132196"}, "organization.ogrn", "OGRN_CHECK_DIGIT"),
                ({"organization.inn": "0000000000"}, "organization.inn", "INNLE_MALFORMED"),
                ({"organization.inn": "7707083894"}, "organization.inn", "INNLE_CHECK_DIGIT"),
                ({"organization.name": "ООО «Pомашка»"}, "organization.name", "TEXT_SCRIPT"),
                ({"organization.name": "О" * 257}, "organization.name", "FIELD_TOO_LONG"),
                ({"organization.address.street": ""}, "organization.address.street", "FIELD_REQUIRED"),
                ({"organization.head.surname": "Иной"}, "organization.head", "NOT_THE_HEAD"),
                ({"organization.head.surname": "Инoй"}, "organization.head.surname", "NAME_SCRIPT"),
                ({"representation.title": ""}, "representation.title", "FIELD_REQUIRED"),
                ({"representation": {"title": "Директор", "power_of_attorney_number": "1"}},
                 "representation.power_of_attorney_number", "DOCUMENT_NOT_FOR_KIND")],
            "LEGAL_ENTITY_EMPLOYEE": [
                ({"representation": {"title": "Инженер", **attorney("2024-01-01", "2024-12-31", number="")}},
                 "representation.power_of_attorney_number", "FIELD_REQUIRED"),
                ({"representation": {"title": "Инженер", **attorney("2024-08-16", "2024-12-31")}},
                 "representation.power_of_attorney_issue_date", "POWER_OF_ATTORNEY_FUTURE"),
                ({"representation": {"title": "Инженер", **attorney("2024-01-01", "2024-08-14")}},
                 "representation.power_of_attorney_expiry_date", "POWER_OF_ATTORNEY_EXPIRED"),
                ({"representation": {"title": "Инженер", **attorney("2024-02-01", "2024-01-31")}},
                 "representation.power_of_attorney_expiry_date", "FIELD_OUT_OF_RANGE"),
                ({"representation": {"title": "Инженер", **attorney("2024-02-30", "2024-12-31")}},
                 "representation.power_of_attorney_issue_date", "FIELD_MALFORMED")],
            "INFORMATION_SYSTEM": [
                ({"organization": None}, "organization", "FIELD_REQUIRED"),
                ({"organization.head.surname": "Иной"}, "organization.head", "NOT_THE_HEAD")],
        }
        for kind, rows in cases.items():
            for number, (changes, field, reason) in enumerate(rows):
                with self.subTest(kind=kind, changes=changes):
                    journey = self.journey(world, kind)
                    journey.person.key += f"-{number}"
                    journey.open_application()
                    refusal = self.refused("INVALID_FIELDS", journey.submit_documents, **changes)
                    self.assertEqual(refusal.violations, [(field, reason)], refusal)
                    self.assertEnum(journey.get_application(), "state", "APPLICATION_STATE_OPENED")

    def test_who_serves_whom(self):
        world = self.world_of_employees()
        for authority in world.enrollment.ListAuthorities().authorities:
            served = {authority.DESCRIPTOR.fields_by_name["applicant_kinds"].enum_type.values_by_number[number].name
                      for number in authority.applicant_kinds}
            self.assertTrue(served, authority)
            self.assertTrue(authority.style, authority)
            self.assertTrue(authority.algorithm, authority)
            carrier = authority.carriers[0]
            for kind in map(kind_of, KINDS):
                with self.subTest(authority=authority.name, kind=kind):
                    call = lambda: world.enrollment.OpenApplication(
                        authority=authority.name, carrier=carrier, applicant_kind=kind)
                    if kind in served:
                        self.assertEnum(call().application, "applicant_kind", kind)
                    else:
                        self.refused("APPLICANT_KIND_NOT_SERVED", call, code=grpc.StatusCode.FAILED_PRECONDITION)
        refusal = self.refused("INVALID_FIELDS", world.enrollment.OpenApplication, authority="authorities/azimut",
                               carrier=USB_TOKEN, applicant_kind=17)
        self.assertEqual(refusal.violations, [("applicant_kind", "FIELD_OUT_OF_RANGE")])
        opened = world.enrollment.OpenApplication(authority="authorities/azimut", carrier=USB_TOKEN).application
        self.assertEnum(opened, "applicant_kind", "APPLICANT_KIND_NATURAL_PERSON")

    def test_employees_end_with_august_2024(self):
        world = self.world_of_employees()
        early = self.journey(world, "LEGAL_ENTITY_EMPLOYEE", 1).run(until="confirm_draft")
        late = self.journey(world, "LEGAL_ENTITY_EMPLOYEE", 2).run(until="read_draft")
        # To the last second of August in Moscow.
        world.clock.AdvanceClock(to_time=moment(2024, 8, 31, 20, 59, 59))
        self.journey(world, "LEGAL_ENTITY_EMPLOYEE", 3).open_application()
        world.clock.AdvanceClock(by={"seconds": 1})
        refused = lambda call, **fields: self.refused(
            "APPLICANT_KIND_ENDED", call, code=grpc.StatusCode.FAILED_PRECONDITION, **fields)
        refused(late.confirm_draft)
        refused(self.journey(world, "LEGAL_ENTITY_EMPLOYEE", 4).open_application)
        refused(world.provision.Provision, generated=True, applicant_kind=kind_of("LEGAL_ENTITY_EMPLOYEE"))
        self.assertEnum(late.get_application(), "state", "APPLICATION_STATE_KEY_PROVEN")
        world.enrollment.CancelApplication(application=late.application.name, token=late.token)
        # What was issued before stays good.
        early.open_session()
        early.import_certificate()
        early.log_in()
        self.assertVerdict(early.link_up().verdict, "VALID")

    def test_personas_and_their_organizations(self):
        world = self.world()
        personas = {persona.id: persona for persona in world.provision.ListPersonas().personas}
        provision = lambda persona, kind: world.provision.Provision(
            persona=persona, applicant_kind=kind_of(kind), until="PROVISION_UNTIL_PUBLISHED")
        for persona, kind in (("rukodelnikov", "LEGAL_ENTITY_HEAD"), ("rukodelnikov", "INFORMATION_SYSTEM"),
                              ("rukodelnikov", "NATURAL_PERSON"), ("semyonova", "LEGAL_ENTITY_HEAD"),
                              ("truzhenikova", "INFORMATION_SYSTEM"), ("torgovtsev", "SOLE_PROPRIETOR")):
            with self.subTest(persona=persona, kind=kind):
                subject = subject_of(provision(persona, kind).certificate_der)
                citizen = personas[persona].citizen
                if "OGRN" in subject:
                    self.assertEqual(subject["OGRN"], citizen.organization.ogrn)
                if "OGRNIP" in subject:
                    self.assertEqual(subject["OGRNIP"], citizen.sole_proprietor.ogrnip)
        for persona, kind, state in (("uhodov", "LEGAL_ENTITY_HEAD", "REFUSED"), ("byvsheva", "LEGAL_ENTITY_HEAD", "REFUSED"),
                                     ("zakrytova", "SOLE_PROPRIETOR", "REFUSED"),
                                     ("somov", "LEGAL_ENTITY_HEAD", "IDENTIFYING"),
                                     ("arhivov", "LEGAL_ENTITY_HEAD", "MORE_DOCUMENTS")):
            with self.subTest(persona=persona, kind=kind):
                refusal = self.refused("PROVISION_INCOMPLETE", provision, persona, kind)
                self.assertEqual(refusal.metadata, {"state": state})

    def test_registers_refuse_what_they_hold_otherwise(self):
        world = self.world()
        romashka = next(persona.citizen for persona in world.provision.ListPersonas().personas
                        if persona.id == "rukodelnikov").organization
        journey = self.journey(world, "LEGAL_ENTITY_HEAD")
        journey.person.documents["organization"].update(ogrn=romashka.ogrn)
        journey.run(until="identify")
        self.assertEnum(journey.application, "state", "APPLICATION_STATE_REFUSED")
        self.assertEqual(journey.application.decision_reason, "IDENTITY_MISMATCH")


if __name__ == "__main__":
    unittest.main()
