"""What every end-to-end test stands on: a server for the class, a world for the test, refusals by reason."""

import re
import threading
import unittest

import grpc

from journey import Journey, provisioned
from papers import Person
from rpc import World, refusal_of
from server import Server

__all__ = ["E2eTest", "Journey", "Person", "World", "Server", "provisioned", "at_once"]


class E2eTest(unittest.TestCase):
    """One server for all tests of the class, started with FLAGS; each test makes worlds of its own."""

    FLAGS = ()
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.server = Server(*cls.FLAGS)
        cls.addClassCleanup(cls.server.close)

    def run(self, result=None):
        troubles = len(result.failures) + len(result.errors) if result else 0
        super().run(result)
        if result and len(result.failures) + len(result.errors) > troubles:
            print(f"\nThe server's log, at the end of {self.id()}:\n{self.server.log()}")
        return result

    def world(self, suffix="", server=None, **options):
        """A new workspace that is named after the test."""
        world = self.unborn(suffix, server)
        world.create(**options)
        return world

    def unborn(self, suffix="", server=None):
        """The same before it is created."""
        words = re.sub(r"[^a-z0-9]+", "-", self._testMethodName.removeprefix("test_").lower())
        world = World(server or self.server, f"{words}{'-' if suffix else ''}{suffix}"[:63])
        self.addCleanup(world.close)
        return world

    def refused(self, reason, call, *args, code=None, **fields):
        """The call is refused for this reason; gives all that the error says."""
        try:
            answer = call(*args, **fields)
            if hasattr(answer, "cancel"):  # a stream tells when it is read
                answer = next(answer)
        except grpc.RpcError as error:
            refusal = refusal_of(error)
            self.assertEqual(refusal.reason, reason, f"another refusal than expected: {refusal}")
            if code is not None:
                self.assertEqual(refusal.code, code, f"the reason with another code: {refusal}")
            return refusal
        self.fail(f"{reason} was expected, but the call was answered: {answer!r}")

    def assertEnum(self, message, field, name):
        """message.field is the enum's value of this name."""
        values = message.DESCRIPTOR.fields_by_name[field].enum_type.values_by_number
        self.assertEqual(values[getattr(message, field)].name, name, f"{field} of {message}")

    def assertVerdict(self, verdict, name):
        self.assertEnum(verdict, "reason", "VERDICT_REASON_" + name)
        self.assertEqual(verdict.valid, name == "VALID", verdict)


def at_once(count, work):
    """work(0) … work(count - 1), each on a thread of its own and none before all are there; their results, or what the
    first that failed raised."""
    barrier = threading.Barrier(count)
    results, failures = [None] * count, []

    def run(i):
        barrier.wait()
        try:
            results[i] = work(i)
        except Exception as error:  # raised again below, on the test's own thread
            failures.append(error)

    threads = [threading.Thread(target=run, args=(i,)) for i in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return results
