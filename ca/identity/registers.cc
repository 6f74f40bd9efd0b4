#include "ca/identity/registers.h"

#include <algorithm>

#include "ca/identity/catalogue_json.h"
#include "ca/identity/persona.h"

namespace kepsim {

// fixtures/organizations/organizations.json; the build turns it into a source file.
extern const char kOrganizationsJson[];

namespace {

std::string WithPlainQuotes(std::string_view text) {
  constexpr std::string_view kMarks[] = {"«", "»", "„", "“", "”"};
  std::string plain;
  while (!text.empty()) {
    const auto* mark = std::ranges::find_if(kMarks, [&](std::string_view m) { return text.starts_with(m); });
    const bool is_mark = mark != std::end(kMarks);
    plain += is_mark ? '"' : text.front();
    text.remove_prefix(is_mark ? mark->size() : 1);
  }
  return plain;
}

bool Agrees(const LegalEntity& entity, const Organization& organization) {
  const Organization& entry = entity.entry;
  return organization.ogrn == entry.ogrn && organization.inn == entry.inn &&
         SameName(WithPlainQuotes(organization.name), WithPlainQuotes(entry.name)) &&
         SameName(organization.head, entry.head);
}

IdentificationOutcome OutcomeOf(const Organization& organization) {
  const auto& entities = RegisterCatalogue().legal_entities;
  const auto found = std::ranges::find_if(entities, [&](const LegalEntity& entity) {
    return entity.entry.ogrn == organization.ogrn || entity.entry.inn == organization.inn;
  });
  if (found == entities.end()) return {};
  return Agrees(*found, organization) ? found->outcome : IdentityMismatch();
}

IdentificationOutcome OutcomeOf(const SoleProprietor& proprietor, const DocumentSet& documents) {
  const std::string inn = FindInn(documents);
  const auto& registered = RegisterCatalogue().sole_proprietors;
  const auto found = std::ranges::find_if(registered, [&](const RegisteredProprietor& candidate) {
    return candidate.ogrnip == proprietor.ogrnip || candidate.inn == inn;
  });
  if (found == registered.end()) return {};
  const bool agrees = found->ogrnip == proprietor.ogrnip && found->inn == inn &&
                      SameName(found->name, documents.passport.name);
  return agrees ? found->outcome : IdentityMismatch();
}

}  // namespace

const Registers& RegisterCatalogue() {
  static const Registers registers = ParseRegisters(kOrganizationsJson);
  return registers;
}

const LegalEntity* FindLegalEntity(std::string_view id) {
  const auto& entities = RegisterCatalogue().legal_entities;
  const auto found = std::ranges::find(entities, id, &LegalEntity::id);
  return found == entities.end() ? nullptr : &*found;
}

IdentificationOutcome RegisterOutcome(const DocumentSet& documents) {
  if (documents.organization) return OutcomeOf(*documents.organization);
  if (documents.sole_proprietor) return OutcomeOf(*documents.sole_proprietor, documents);
  return {};
}

}  // namespace kepsim
