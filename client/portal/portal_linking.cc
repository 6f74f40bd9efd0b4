#include <algorithm>

#include "client/portal/holder_checks.h"
#include "client/portal/portal.h"
#include "client/portal/resource_name.h"
#include "client/portal/texts.h"

namespace kepsim {
namespace {

std::string NameOf(LinkedCarrier carrier) {
  return carrier == LinkedCarrier::kUsbToken ? "USB_TOKEN" : "MOBILE";
}

std::string AccountNameOf(const Link& link) {
  return "accounts/" + link.account;
}

}  // namespace

Result<Linking> Portal::StartLinking(Operation& operation, const Account& account, LinkedCarrier carrier) {
  if (account.level != AccountLevel::kConfirmed) return Reason::ACCOUNT_NOT_CONFIRMED;
  Linking linking = MakeLinking(operation, account.id, carrier);
  Save(operation, linking);
  operation.Emit("linking.started", linking.Name(),
                 {{"account", account.Name()}, {"carrier", NameOf(carrier)}});
  return linking;
}

Result<Linking> Portal::LoadLinking(const Account& account, std::string_view name) {
  const auto id = PortalId("linkings", name);
  if (!id) return Reason::LINKING_NOT_FOUND;
  KEPSIM_ASSIGN(std::optional<Linking> linking, FindLinking(database_, account.id, *id));
  if (!linking) return Reason::LINKING_NOT_FOUND;
  return *std::move(linking);
}

Result<Portal::LinkingOutcome> Portal::CompleteLinking(Operation& operation, Account& account,
                                                       Linking& linking, ByteView cms, Verifier& verifier) {
  if (cms.empty()) {
    return Status::Violations({{"signature_cms_der", Reason::FIELD_REQUIRED, {}}});
  }
  KEPSIM_TRY(CheckOpen(linking, operation.now()));

  LinkingOutcome outcome;
  auto [verdict, signer] = verifier.VerifyDetachedCms(cms, linking.challenge, operation.now(), kPolicy);
  CheckHolder(verdict, signer);
  CheckSnils(verdict, signer, account);
  CheckHolderName(verdict, signer, account);
  outcome.verdict = std::move(verdict);

  if (outcome.verdict.valid()) {
    linking.used = true;
    KEPSIM_ASSIGN(outcome.link, ActivateLink(operation, account, linking, *signer));
  } else {
    ++linking.refusals;
    operation.Emit("link.refused", linking.Name(),
                   {{"account", account.Name()},
                    {"reason", std::string(NameOf(outcome.verdict.reason))},
                    {"tries_left", std::to_string(linking.TriesLeft())}});
  }
  Save(operation, linking);
  outcome.tries_left = linking.used ? 0 : linking.TriesLeft();
  return outcome;
}

Result<Link> Portal::ActivateLink(Operation& operation, Account& account, const Linking& linking,
                                  const Certificate& certificate) {
  KEPSIM_ASSIGN(const std::vector<Link> links, StoredLinks(account));
  const auto same = std::find_if(links.begin(), links.end(), [&](const Link& link) {
    return link.state == LinkState::kActive && IsOf(link, certificate);
  });
  if (same != links.end()) return *same;

  Link link;
  link.id = operation.NewId("link");
  link.account = account.id;
  link.carrier = linking.carrier;
  // A path was found by it, so it is there.
  link.issuer_key_id = certificate.authority_key_id().value_or(Bytes());
  link.serial = certificate.serial();
  link.not_after = certificate.not_after();
  link.certificate = certificate.der();
  link.created = operation.now();
  Save(operation, link);
  ++account.links;
  Save(operation, account);
  operation.Emit("link.activated", link.Name(),
                 {{"account", account.Name()},
                  {"linking", linking.Name()},
                  {"serial", certificate.SerialHex()},
                  {"carrier", NameOf(link.carrier)}});
  return link;
}

Result<std::vector<Link>> Portal::StoredLinks(const Account& account) {
  if (account.links == 0) return std::vector<Link>();
  return LinksOf(database_, account.id);
}

Result<std::vector<Link>> Portal::ListLinks(const Account& account) {
  KEPSIM_ASSIGN(std::vector<Link> links, StoredLinks(account));
  for (Link& link : links) {
    KEPSIM_ASSIGN(link, Shown(std::move(link)));
  }
  return links;
}

Result<bool> Portal::SignatureActive(const Account& account) {
  KEPSIM_ASSIGN(const std::vector<Link> links, ListLinks(account));
  return std::any_of(links.begin(), links.end(),
                     [](const Link& link) { return link.state == LinkState::kActive; });
}

Result<Link> Portal::LoadLink(const Account& account, std::string_view name) {
  const auto id = PortalId("links", name);
  if (!id) return Reason::LINK_NOT_FOUND;
  KEPSIM_ASSIGN(std::optional<Link> link, FindLink(database_, account.id, *id));
  if (!link) return Reason::LINK_NOT_FOUND;
  return *std::move(link);
}

Status Portal::Unlink(Operation& operation, Link& link) {
  if (link.state == LinkState::kUnlinked) return Reason::LINK_NOT_ACTIVE;
  link.state = LinkState::kUnlinked;
  link.state_reason = kLinkUnlinked;
  Save(operation, link);
  operation.Emit("link.unlinked", link.Name(), {{"account", AccountNameOf(link)}});
  return OkStatus();
}

Status Portal::BlockCertificate(Operation& operation, Link& link) {
  KEPSIM_ASSIGN(const Link shown, AsShown(link, registry_, operation.now()));
  if (shown.state != LinkState::kActive) return Reason::LINK_NOT_ACTIVE;
  KEPSIM_ASSIGN(const Certificate certificate, Certificate::Parse(link.certificate));
  KEPSIM_TRY(blocking_.Block(operation, certificate, kBlockingGround));
  link.state = LinkState::kInactive;
  link.state_reason = kLinkBlocked;
  Save(operation, link);
  operation.Emit("link.deactivated", link.Name(),
                 {{"account", AccountNameOf(link)}, {"reason", link.state_reason}});
  return OkStatus();
}

Result<bool> Portal::ShowsRevoked(const Link& link) {
  KEPSIM_ASSIGN(const std::optional<RegistryEntry> entry, registry_.EntryOf(link.issuer_key_id, link.serial));
  return entry && entry->revoked.has_value();
}

}  // namespace kepsim
