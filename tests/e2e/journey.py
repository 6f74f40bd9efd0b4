"""A citizen's whole way, a method a step, in the order of Journey.STEPS. Every call that can has a request_id of its own
that does not change from run to run."""

from papers import png

USB_TOKEN = "CARRIER_KIND_USB_TOKEN"
PIN = "13572468"
ORDER = "Заявление о выдаче выписки".encode()
CHUNK = 64 << 10


class Journey:
    STEPS = (
        "register", "confirm_account", "log_in", "prove_account", "open_application", "submit_documents", "upload_scan",
        "identify", "create_carrier", "open_session", "generate_key", "request_key", "submit_key_request", "read_draft",
        "confirm_draft", "import_certificate", "start_linking", "sign_challenge", "complete_linking", "sign_order",
        "submit_order", "block", "submit_late_order",
    )

    def __init__(self, world, person, authority="authorities/azimut"):
        self.world = world
        self.person = person
        self.authority = authority
        self.kind = "APPLICANT_KIND_NATURAL_PERSON"
        self.pin = PIN
        self.session = None

    def run(self, until=None, after=None):
        """The steps behind `after` up to and with `until`."""
        first = self.STEPS.index(after) + 1 if after else 0
        last = self.STEPS.index(until) + 1 if until else len(self.STEPS)
        for step in self.STEPS[first:last]:
            getattr(self, step)()
        return self

    def request_id(self, step):
        return f"{self.person.key}-{step}"

    # The account.

    def register(self):
        self.account = self.world.portal.RegisterAccount(
            **self.person.account(), request_id=self.request_id("register")).account
        return self.account

    def confirm_account(self):
        self.account = self.world.operator.ConfirmAccount(account=self.account.name).account
        return self.account

    def log_in(self):
        answer = self.world.portal.LogIn(login=self.person.login, password=self.person.password)
        self.portal_token = answer.token
        return answer

    def prove_account(self):
        self.proof = self.world.portal.CreateAccountProof(
            request_id=self.request_id("proof"), token=self.portal_token).proof
        return self.proof

    # The certification authority.

    def open_application(self):
        answer = self.world.enrollment.OpenApplication(
            authority=self.authority, carrier=USB_TOKEN, applicant_kind=self.kind, request_id=self.request_id("open"))
        self.application, self.token = answer.application, answer.token
        return answer

    def submit_documents(self, **changes):
        self.application = self.world.enrollment.SubmitDocuments(
            application=self.application.name, **self.person.papers(**changes),
            account_proof=getattr(self, "proof", ""), request_id=self.request_id("documents"),
            token=self.token).application
        return self.application

    def upload_scan(self, content=png()):
        enrollment = self.world.enrollment
        pieces = [content[i:i + CHUNK] for i in range(0, len(content), CHUNK)] or [b""]
        requests = [enrollment.request("UploadScan", chunk=piece) for piece in pieces]
        requests[0].application = self.application.name
        scan = enrollment.stream("UploadScan", requests, token=self.token).scan
        self.application = self.get_application()
        return scan

    def identify(self):
        self.application = self.world.enrollment.RequestIdentification(
            application=self.application.name, way="IDENTIFICATION_WAY_OFFICE", request_id=self.request_id("identify"),
            token=self.token).application
        return self.application

    def get_application(self):
        return self.world.enrollment.GetApplication(application=self.application.name, token=self.token).application

    def watch(self):
        """Applications as they change; cancel() the call to end it."""
        return self.world.enrollment.WatchApplication(application=self.application.name, token=self.token)

    # The key.

    def create_carrier(self):
        self.carrier = self.world.carriers.CreateCarrier(
            kind=USB_TOKEN, label="kepsim", user_pin=self.pin, request_id=self.request_id("carrier")).carrier
        return self.carrier

    def get_carrier(self):
        return self.world.carriers.GetCarrier(carrier=self.carrier.name).carrier

    def open_session(self):
        self.session = self.world.carriers.OpenSession(carrier=self.carrier.name, user_pin=self.pin).session
        return self.session

    def generate_key(self, algorithm="KEY_ALGORITHM_UNSPECIFIED"):
        answer = self.world.carriers.GenerateKeyPair(
            carrier=self.carrier.name, session=self.session, algorithm=algorithm, request_id=self.request_id("key"))
        self.key = answer.key
        return answer

    def request_key(self):
        self.pkcs10 = self.world.carriers.CreateKeyRequest(
            key=self.key, session=self.session, request_id=self.request_id("pkcs10")).pkcs10_der
        return self.pkcs10

    def submit_key_request(self):
        self.application = self.world.enrollment.SubmitKeyRequest(
            application=self.application.name, pkcs10_der=self.pkcs10, request_id=self.request_id("key-request"),
            token=self.token).application
        return self.application

    # The certificate.

    def read_draft(self):
        self.draft = self.world.enrollment.GetDraft(application=self.application.name, token=self.token).draft
        return self.draft

    def confirm_draft(self):
        answer = self.world.enrollment.ConfirmDraft(
            application=self.application.name, draft_digest=self.draft.digest, request_id=self.request_id("confirm"),
            token=self.token)
        self.application, self.certificate, self.chain = answer.application, answer.certificate_der, answer.chain_der
        return answer

    def import_certificate(self):
        self.carrier = self.world.carriers.ImportCertificate(
            key=self.key, session=self.session, certificate_der=self.certificate).carrier
        return self.carrier

    def revoke(self, reason="REVOCATION_REASON_KEY_COMPROMISE"):
        return self.world.enrollment.RevokeCertificate(
            application=self.application.name, reason=reason, request_id=self.request_id("revoke"), token=self.token)

    def status(self):
        """What the registry answers about the certificate."""
        return self.world.registry.GetCertificateStatus(id=self.certificate_id())

    def certificate_id(self):
        issuer = next(authority for authority in self.world.enrollment.ListAuthorities().authorities
                      if authority.name == self.application.authority)
        serial = self.application.certificate.rpartition("/")[2]
        return {"issuer_key_id": bytes.fromhex(issuer.subject_key_id), "serial_number": bytes.fromhex(serial)}

    # The portal.

    def start_linking(self, attempt=1):
        answer = self.world.portal.StartLinking(
            carrier=USB_TOKEN, request_id=self.request_id(f"linking-{attempt}"), token=self.portal_token)
        self.linking, self.challenge = answer.linking, answer.challenge
        return answer

    def sign(self, content, request_id=""):
        return self.world.carriers.SignContent(
            key=self.key, session=self.session, content=content, form="SIGNATURE_FORM_CMS_DETACHED",
            request_id=request_id).signature

    def sign_challenge(self, attempt=1):
        self.challenge_cms = self.sign(self.challenge, self.request_id(f"challenge-{attempt}"))
        return self.challenge_cms

    def complete_linking(self, attempt=1):
        answer = self.world.portal.CompleteLinking(
            linking=self.linking, signature_cms_der=self.challenge_cms,
            request_id=self.request_id(f"complete-{attempt}"), token=self.portal_token)
        self.link = answer.link
        return answer

    def link_up(self, attempt=1):
        """The three steps of a linking in one."""
        self.start_linking(attempt)
        self.sign_challenge(attempt)
        return self.complete_linking(attempt)

    def get_account(self):
        return self.world.portal.GetAccount(token=self.portal_token).account

    def links(self):
        return self.world.portal.ListLinks(token=self.portal_token).links

    def sign_order(self):
        self.order_cms = self.sign(ORDER, self.request_id("order-signature"))
        return self.order_cms

    def submit_order(self, step="order"):
        self.order = self.world.portal.SubmitOrder(
            content=ORDER, signature_cms_der=self.order_cms, request_id=self.request_id(step),
            token=self.portal_token).order
        return self.order

    def block(self):
        answer = self.world.portal.BlockCertificate(
            link=self.link.name, request_id=self.request_id("block"), token=self.portal_token)
        self.link = answer.link
        return answer

    def submit_late_order(self):
        return self.submit_order("late-order")


def provisioned(world, citizen, until="PROVISION_UNTIL_PUBLISHED", **overrides):
    """A journey that Provision brought to its certificate; the account is made the long way, as the citizen's own."""
    journey = Journey(world, citizen)
    answer = world.provision.Provision(
        citizen=citizen.papers(), until=until, overrides=overrides, request_id=journey.request_id("provision"))
    journey.application, journey.token = answer.application, answer.application_token
    journey.certificate, journey.chain, journey.key = answer.certificate_der, answer.chain_der, answer.key
    journey.carrier = world.carriers.GetCarrier(carrier=answer.carrier).carrier
    journey.pin = answer.user_pin
    journey.open_session()
    journey.register()
    journey.confirm_account()
    journey.log_in()
    return journey
