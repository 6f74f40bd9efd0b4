"""Calls by the generated stubs: workspace and token in the metadata, and errors read as the API means them."""

import importlib
from dataclasses import dataclass, field

import grpc
from google.rpc import error_details_pb2, status_pb2

# Service, and whether it is on the control listener.
SERVICES = {
    "EnrollmentService": ("enrollment", False),
    "CarrierService": ("carrier", False),
    "RegistryService": ("registry", False),
    "PortalService": ("portal", False),
    "LintService": ("lint", False),
    "OperatorService": ("operator", True),
    "WorkspaceService": ("workspace", True),
    "ClockService": ("workspace", True),
    "JournalService": ("journal", True),
    "ProvisionService": ("provision", True),
    "AuthorityService": ("authority", True),
    "DefectService": ("defect", True),
}
TIMEOUT = 60  # seconds; for what hangs, never for what is slow


class Service:
    """`service.Method(field=value, …, token=…)` makes the request of its fields, and gives the response."""

    def __init__(self, name, channel, workspace):
        file = SERVICES[name][0]
        descriptor = importlib.import_module(f"kepsim.v1.{file}_pb2").DESCRIPTOR.services_by_name[name]
        stubs = importlib.import_module(f"kepsim.v1.{file}_pb2_grpc")
        self._stub = getattr(stubs, name + "Stub")(channel)
        self._methods = descriptor.methods_by_name
        self._workspace = workspace

    def request(self, method, **fields):
        return self._methods[method].input_type._concrete_class(**fields)

    def metadata(self, token):
        metadata = []
        if self._workspace is not None:
            metadata.append(("x-kepsim-workspace", self._workspace))
        if token is not None:
            metadata.append(("authorization", "Bearer " + token))
        return metadata

    def __getattr__(self, method):
        call = getattr(self._stub, method)

        def invoke(*, token=None, **fields):
            return call(self.request(method, **fields), metadata=self.metadata(token), timeout=TIMEOUT)

        return invoke

    def stream(self, method, requests, token=None):
        """A call with a stream of requests."""
        return getattr(self._stub, method)(iter(requests), metadata=self.metadata(token), timeout=TIMEOUT)


class World:
    """One workspace of a server, by all its services: world.portal.LogIn(…), world.clock.GetClock()."""

    def __init__(self, server, name):
        self.server = server
        self.name = name
        self.connect()

    def connect(self):
        """Anew after the server's restart, since its ports are others then."""
        self.public = open_channel(self.server.grpc)
        self.control = open_channel(self.server.control)
        self.enrollment = Service("EnrollmentService", self.public, self.name)
        self.carriers = Service("CarrierService", self.public, self.name)
        self.registry = Service("RegistryService", self.public, self.name)
        self.portal = Service("PortalService", self.public, self.name)
        self.lint = Service("LintService", self.public, self.name)
        self.operator = Service("OperatorService", self.control, self.name)
        self.workspaces = Service("WorkspaceService", self.control, None)
        self.clock = Service("ClockService", self.control, self.name)
        self.journal = Service("JournalService", self.control, self.name)
        self.provision = Service("ProvisionService", self.control, self.name)
        self.authorities = Service("AuthorityService", self.control, self.name)
        self.defects = Service("DefectService", self.control, self.name)

    def create(self, **options):
        """With PINs and passwords that are cheap to derive, unless told otherwise."""
        options = {"pin_rounds": 1, "password_cost": 2, **options}
        return self.workspaces.CreateWorkspace(workspace=self.name, options=options).workspace

    def close(self):
        self.public.close()
        self.control.close()

    def events(self, type="", resource="", **attributes):
        """All of the journal that match, read page by page."""
        found, after = [], 0
        while True:
            page = self.journal.ListEvents(
                filter={"type": type, "resource": resource, "attributes": attributes}, after_number=after)
            found.extend(page.events)
            after = page.next_after_number
            if not after:
                return found


def open_channel(address):
    # Without a pool of subchannels shared by the process: a restarted server may get an old one's port.
    return grpc.insecure_channel(address, options=[("grpc.use_local_subchannel_pool", 1),
                                                   ("grpc.max_receive_message_length", 64 << 20)])


@dataclass
class Refusal:
    """What an error says to programs."""

    code: grpc.StatusCode
    reason: str = ""
    metadata: dict = field(default_factory=dict)
    violations: list = field(default_factory=list)  # (field, reason)
    retry: bool = False
    message: str = ""


def refusal_of(error):
    refusal = Refusal(error.code(), message=error.details())
    for key, value in error.trailing_metadata() or ():
        if key != "grpc-status-details-bin":
            continue
        for detail in status_pb2.Status.FromString(value).details:
            info, bad = error_details_pb2.ErrorInfo(), error_details_pb2.BadRequest()
            if detail.Unpack(info):
                refusal.reason, refusal.metadata = info.reason, dict(info.metadata)
            elif detail.Unpack(bad):
                refusal.violations = [(v.field, v.reason) for v in bad.field_violations]
            elif detail.Is(error_details_pb2.RetryInfo.DESCRIPTOR):
                refusal.retry = True
    return refusal


def reason(error):
    return refusal_of(error).reason
