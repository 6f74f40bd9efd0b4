"""A call repeated with its request_id gives the first answer and does nothing."""

import unittest

import grpc

from journey import USB_TOKEN
from support import E2eTest, Journey, Person, at_once

# The steps that take a request_id.
STEPS = ("register", "prove_account", "open_application", "submit_documents", "identify", "create_carrier",
         "generate_key", "request_key", "submit_key_request", "confirm_draft", "start_linking", "sign_challenge",
         "complete_linking", "sign_order", "submit_order", "block")


def answers(journey, step):
    """What the step gives, as bytes."""
    answer = getattr(journey, step)()
    return answer if isinstance(answer, (bytes, str)) else answer.SerializeToString(deterministic=True)


class IdempotenceTest(E2eTest):

    def test_same_content(self):
        journey = Journey(self.world(), Person(1))
        for step in Journey.STEPS:
            first = answers(journey, step)
            if step not in STEPS:
                continue
            with self.subTest(step=step):
                before = len(journey.world.events())
                self.assertEqual(answers(journey, step), first)
                self.assertEqual(len(journey.world.events()), before, "the repetition stands in the journal")

    def test_same_content_at_once(self):
        world = self.world()
        journey = Journey(world, Person(1))
        for step in Journey.STEPS:
            if step not in STEPS:
                getattr(journey, step)()
                continue
            with self.subTest(step=step):
                before = len(world.events())
                first, *others = at_once(16, lambda _: answers(journey, step))
                self.assertEqual({first}, {first, *others}, "two calls took effect")
                effects = [(event.type, event.resource) for event in world.events()[before:]]
                self.assertEqual(len(effects), len(set(effects)), f"some effect came twice: {effects}")

    def test_other_content(self):
        world = self.world()
        journey = Journey(world, Person(1)).run(until="submit_order")
        token = {"token": journey.token}
        portal_token = {"token": journey.portal_token}
        calls = (
            (world.portal.RegisterAccount, {**Person(2).account(), "request_id": journey.request_id("register")}),
            (world.enrollment.OpenApplication, {"authority": "authorities/pechora", "carrier": USB_TOKEN,
                                                "request_id": journey.request_id("open")}),
            (world.enrollment.SubmitDocuments, {"application": journey.application.name, **Person(2).papers(), **token,
                                                "request_id": journey.request_id("documents")}),
            (world.enrollment.ConfirmDraft, {"application": journey.application.name, "draft_digest": bytes(32),
                                             "request_id": journey.request_id("confirm"), **token}),
            (world.carriers.CreateCarrier, {"kind": USB_TOKEN, "label": "another",
                                            "request_id": journey.request_id("carrier")}),
            (world.carriers.SignContent, {"key": journey.key, "session": journey.session, "content": b"another",
                                          "form": "SIGNATURE_FORM_CMS_DETACHED",
                                          "request_id": journey.request_id("order-signature")}),
            (world.portal.SubmitOrder, {"content": b"another", "signature_cms_der": b"x", **portal_token,
                                        "request_id": journey.request_id("order")}),
            (world.provision.Provision, {"generated": True, "request_id": "p"}),
        )
        world.provision.Provision(persona="ivanova", request_id="p")
        before = len(world.events())
        for call, fields in calls:
            with self.subTest(fields=list(fields)):
                self.refused("REQUEST_ID_REUSED", call, code=grpc.StatusCode.INVALID_ARGUMENT, **fields)
        self.assertEqual(len(world.events()), before)

    def test_repetition_needs_the_token(self):
        journey = Journey(self.world(), Person(1)).run(until="submit_documents")
        journey.token = "x"
        self.refused("TOKEN_INVALID", journey.submit_documents)

    def test_a_refusal_is_no_answer(self):
        """What failed may be tried again with the same request_id."""
        journey = Journey(self.world(), Person(1)).run(until="open_application")
        self.refused("INVALID_FIELDS", journey.submit_documents, **{"passport.series": "1"})
        journey.submit_documents()

    def test_without_request_id(self):
        world = self.world()
        names = {world.enrollment.OpenApplication(authority="authorities/azimut", carrier=USB_TOKEN).application.name
                 for _ in range(2)}
        self.assertEqual(len(names), 2)

    def test_provision_at_once(self):
        world = self.world()
        first, *others = at_once(16, lambda _: world.provision.Provision(generated=True, request_id="p"))
        for other in others:
            self.assertEqual(other, first)
        self.assertEqual(len(world.events("certificate.issued")), 1)


if __name__ == "__main__":
    unittest.main()
