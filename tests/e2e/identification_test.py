"""What identification comes to: by persona, by an operator, in time."""

import unittest
from datetime import datetime, timezone

import grpc

from support import E2eTest, Journey, Person

FROZEN = "CLOCK_MODE_FROZEN"
START = {"seconds": int(datetime(2026, 3, 2, 9, tzinfo=timezone.utc).timestamp())}


class IdentificationTest(E2eTest):

    def test_outcomes(self):
        world = self.world(clock=FROZEN, start_time=START)
        personas = {persona.id: persona for persona in world.provision.ListPersonas().personas}
        self.assertGreaterEqual(len(personas), 12)
        states = {"approved": "IDENTIFIED", "refused": "REFUSED", "more-documents": "MORE_DOCUMENTS",
                  "no-show": "IDENTIFYING", "operator": "IDENTIFYING"}
        reached = set()
        for persona in personas.values():
            journey = Journey(world, Person(0))
            journey.person.key = persona.id
            journey.open_application()
            citizen = persona.citizen
            try:
                journey.application = world.enrollment.SubmitDocuments(
                    application=journey.application.name, passport=citizen.passport, snils=citizen.snils,
                    inn=citizen.inn, address=citizen.address, token=journey.token).application
            except grpc.RpcError:
                continue  # the documents alone are refused; validation_test has these
            with self.subTest(persona=persona.id):
                state = states[persona.office_outcome]
                if persona.id != "medlennova":  # whose identification takes two hours
                    self.assertEnum(journey.identify(), "state", "APPLICATION_STATE_" + state)
                    reached.add(state)
        self.assertEqual(reached, set(states.values()))
        a, b = personas["petrov-1972"].citizen, personas["petrov-1991"].citizen
        self.assertEqual(a.passport.name, b.passport.name)
        self.assertNotEqual(a.snils.number, b.snils.number)

    def test_operator_decides(self):
        for decision, state in (("APPROVE", "IDENTIFIED"), ("REFUSE", "REFUSED"), ("MORE_DOCUMENTS", "MORE_DOCUMENTS")):
            with self.subTest(decision=decision):
                world = self.world(suffix=decision.lower().replace("_", "-"), clock=FROZEN, start_time=START)
                journey = self.waiting(world, "ozhidaev")
                answer = world.operator.DecideIdentification(
                    application=journey.application.name, decision="IDENTIFICATION_DECISION_" + decision, text="Так надо")
                self.assertEnum(answer.application, "state", "APPLICATION_STATE_" + state)
                self.refused("APPLICATION_STATE", world.operator.DecideIdentification,
                             application=journey.application.name, decision="IDENTIFICATION_DECISION_APPROVE")

    def test_in_time(self):
        world = self.world(clock=FROZEN, start_time=START)
        slow, absent = self.waiting(world, "medlennova"), self.waiting(world, "neyavkina")
        watch = slow.watch()
        self.assertEnum(next(watch).application, "state", "APPLICATION_STATE_IDENTIFYING")
        world.clock.AdvanceClock(by={"seconds": 2 * 3600 - 1})
        self.assertEnum(slow.get_application(), "state", "APPLICATION_STATE_IDENTIFYING")
        world.clock.AdvanceClock(by={"seconds": 1})
        self.assertEnum(next(watch).application, "state", "APPLICATION_STATE_IDENTIFIED")
        watch.cancel()
        world.clock.AdvanceClock(by={"seconds": 3 * 86400})
        self.assertEnum(absent.get_application(), "state", "APPLICATION_STATE_EXPIRED")

    def waiting(self, world, persona):
        """The journey of a persona up to a pending identification."""
        citizen = next(p.citizen for p in world.provision.ListPersonas().personas if p.id == persona)
        journey = Journey(world, Person(0))
        journey.person.key = persona
        journey.open_application()
        world.enrollment.SubmitDocuments(
            application=journey.application.name, passport=citizen.passport, snils=citizen.snils, inn=citizen.inn,
            address=citizen.address, token=journey.token)
        self.assertEnum(journey.identify(), "state", "APPLICATION_STATE_IDENTIFYING")
        return journey


if __name__ == "__main__":
    unittest.main()
