#include "client/world/authority_calls.h"

#include "ca/issuance/issuer_style.h"
#include "client/world/authority_listings.h"

namespace kepsim {
namespace {

Result<AuthorityRecord> Publish(World& world, Operation& operation, Result<AuthorityChange> change) {
  KEPSIM_TRY(change.status());
  for (const Certificate& certificate : change->added) {
    KEPSIM_TRY(
        world.registry().authorities().AddCertificate(operation, KnownOf(change->record, certificate)));
  }
  return std::move(change->record);
}

}  // namespace

Result<AuthorityRecord> CreateAuthority(World& world, Operation& operation, const AuthorityWish& wish,
                                        bool accredited) {
  const IssuerStyle* const style = FindIssuerStyle(wish.style);
  if (accredited && style != nullptr && !style->qualified) {
    return Status::Violations(
        {{"accredited", Reason::FIELD_OUT_OF_RANGE, "CAs of unqualified signatures are not accredited"}});
  }
  KEPSIM_ASSIGN(AuthorityChange change, world.authority_maker().CreateAuthority(operation, wish));
  AuthorityStore& listed = world.registry().authorities();
  KEPSIM_ASSIGN(const auto book, listed.Book());
  AuthorityListing listing = ListingOf(change.record);
  listing.registry_number =
      book->authorities.empty() ? 1 : book->authorities.back().listing.registry_number + 1;
  std::vector<AccreditationChange> history;
  // Since the second in which its certificate begins, as that of the first that it issues may.
  if (accredited) history.push_back({Accreditation::kActive, change.added.front().not_before()});
  KEPSIM_TRY(listed.AddAuthority(operation, listing, history));
  return Publish(world, operation, std::move(change));
}

Result<AuthorityRecord> CreateRoot(World& world, Operation& operation, const RootWish& wish) {
  return Publish(world, operation, world.authority_maker().CreateRoot(operation, wish));
}

Result<AuthorityRecord> CrossCertifyRoot(World& world, Operation& operation, std::string_view subject,
                                         std::string_view issuer) {
  return Publish(world, operation, world.authority_maker().CrossCertify(operation, subject, issuer));
}

Result<AuthorityRecord> RollOverKey(World& world, Operation& operation, std::string_view id,
                                    std::optional<KeyAlgorithm> algorithm) {
  return Publish(world, operation, world.authority_maker().RollOverKey(operation, id, algorithm));
}

}  // namespace kepsim
