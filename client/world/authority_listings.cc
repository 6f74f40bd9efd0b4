#include "client/world/authority_listings.h"

#include <cstdlib>

namespace kepsim {
namespace {

std::string ValueOf(const Name& name, Attribute attribute) {
  return Find(name, attribute).value_or("");
}

// Behind a CA's OGRN, which ends in its check digit, stands the number that it was given.
int RegistryNumberOf(const std::string& ogrn) {
  return ogrn.size() < 4 ? 0 : std::atoi(ogrn.substr(ogrn.size() - 4, 3).c_str());
}

}  // namespace

AuthorityListing ListingOf(const AuthorityRecord& record) {
  const AuthorityProfile& profile = record.profile;
  const Name& name = profile.name;
  const std::string state = ValueOf(name, Attribute::kState);  // "77 Москва"
  AuthorityListing listing;
  listing.id = profile.id;
  listing.name = ValueOf(name, Attribute::kOrganization);
  listing.short_name = ValueOf(name, Attribute::kCommonName);
  listing.email = ValueOf(name, Attribute::kEmail);
  listing.info_url = record.Current().urls.certificate;
  listing.address = {
      "RU",     std::atoi(state.c_str()),          state.substr(std::min<size_t>(3, state.size())),
      "000000", ValueOf(name, Attribute::kStreet), ValueOf(name, Attribute::kLocality)};
  listing.facility = profile.id;
  listing.security_class = std::string(ClassName(profile.security_class));
  listing.tools = profile.sign_tool.ca_tool;
  listing.inn = ValueOf(name, Attribute::kInnle);
  listing.ogrn = ValueOf(name, Attribute::kOgrn);
  listing.registry_number = RegistryNumberOf(listing.ogrn);
  return listing;
}

KnownAuthority KnownOf(const AuthorityRecord& record, const Certificate& certificate) {
  return {record.root ? std::string() : record.profile.id,
          certificate,
          record.root && certificate.SelfIssued() && !certificate.authority_key_id(),
          {},
          record.profile.qualified};
}

std::vector<AccreditationChange> AccreditationAtBirth(const std::string& authority_id, Time birth) {
  const Time accredited = birth - 300 * kDay;
  for (const char* id : {"azimut", "oka", "kama", "lena"}) {
    if (authority_id == id) return {{Accreditation::kActive, accredited}};
  }
  if (authority_id == "pechora") {
    return {{Accreditation::kActive, accredited}, {Accreditation::kSuspended, birth - 1 * kDay}};
  }
  return {};
}

}  // namespace kepsim
