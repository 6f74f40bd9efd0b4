#include "ca/identity/persona.h"

#include <algorithm>
#include <charconv>
#include <cstdio>

#include "ca/identity/catalogue_json.h"
#include "ca/person/check_digits.h"

namespace kepsim {

// fixtures/personas/personas.json; the build turns it into a source file.
extern const char kPersonasJson[];

namespace {

template <class Predicate>
const Persona* FindIf(Predicate predicate) {
  const auto& catalogue = PersonaCatalogue();
  const auto found = std::ranges::find_if(catalogue, predicate);
  return found == catalogue.end() ? nullptr : &*found;
}

bool SamePassportNumber(const Passport& a, const Passport& b) {
  return a.series == b.series && a.number == b.number;
}

bool AllOf(const Persona& persona, const DocumentSet& documents) {
  const Passport& passport = documents.passport;
  const Passport& own = persona.documents.passport;
  return NormalizeSnils(documents.snils.number) == persona.snils && SamePassportNumber(passport, own) &&
         SameName(passport.name, own.name) && passport.birth_date == own.birth_date &&
         (documents.inn.number.empty() || documents.inn.number == persona.inn);
}

IdentificationOutcome PersonOutcome(IdentificationWay way, const DocumentSet& documents) {
  const std::string snils = NormalizeSnils(documents.snils.number);
  const Persona* persona = FindIf([&](const Persona& candidate) {
    return candidate.snils == snils || SamePassportNumber(candidate.documents.passport, documents.passport);
  });
  if (persona == nullptr) return {};
  return AllOf(*persona, documents) ? persona->outcomes.at(way) : IdentityMismatch();
}

std::string DeriveInn(std::string_view snils) {
  // The largest prime below 10^8: the first digit of the number counts too, and 00000000 never comes out.
  constexpr uint32_t kModulus = 99'999'989;
  const std::string_view significant = snils.substr(0, 9);
  uint32_t number = 0;
  std::from_chars(significant.data(), significant.data() + significant.size(), number);
  char digits[11];
  std::snprintf(digits, sizeof digits, "00%08u", number % kModulus + 1);
  return WithPersonInnCheckDigits(digits);
}

}  // namespace

const std::vector<Persona>& PersonaCatalogue() {
  static const std::vector<Persona> catalogue = ParsePersonas(kPersonasJson);
  return catalogue;
}

const Persona* FindPersona(std::string_view id) {
  return FindIf([&](const Persona& persona) { return persona.id == id; });
}

const Persona* FindPersonaBySnils(std::string_view eleven_digits) {
  return FindIf([&](const Persona& persona) { return persona.snils == eleven_digits; });
}

DocumentSet Persona::DocumentsFor(ApplicantKind kind) const {
  DocumentSet chosen = documents;
  chosen.kind = kind;
  if (kind == ApplicantKind::kSoleProprietor) chosen.sole_proprietor = sole_proprietor;
  if (!IsOfOrganization(kind)) return chosen;
  chosen.organization = organization;
  chosen.representation = representation;
  if (kind == ApplicantKind::kLegalEntityHead && representation) {
    chosen.representation = Representation{representation->title, representation->department, {}, {}, {}};
  }
  return chosen;
}

IdentificationOutcome IdentityMismatch() {
  return {IdentificationOutcome::Decision::kRefused, Reason::IDENTITY_MISMATCH,
          "Представленные сведения не подтверждены государственными информационными системами", Duration(0)};
}

IdentificationOutcome OutcomeFor(IdentificationWay way, const DocumentSet& documents) {
  using Decision = IdentificationOutcome::Decision;
  IdentificationOutcome of_person = PersonOutcome(way, documents);
  if (of_person.decision == Decision::kRefused) return of_person;
  IdentificationOutcome of_registers = RegisterOutcome(documents);
  return of_registers.decision == Decision::kApproved ? of_person : of_registers;
}

std::string FindInn(const DocumentSet& documents) {
  if (!documents.inn.number.empty()) return documents.inn.number;
  const std::string snils = NormalizeSnils(documents.snils.number);
  const Persona* persona = FindPersonaBySnils(snils);
  return persona != nullptr ? persona->inn : DeriveInn(snils);
}

}  // namespace kepsim
