// The catalogue of invented citizens: fixtures/personas/personas.json, compiled in.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ca/identity/documents.h"
#include "ca/identity/way.h"

namespace kepsim {

struct Persona {
  std::string id;     // "ivanova"
  std::string about;  // what this one is there for; English
  DocumentSet
      documents;  // of a natural person, as they are handed in; inn.number is empty where none is brought
  // What it holds besides, to apply as another kind.
  std::optional<SoleProprietor> sole_proprietor;
  std::optional<Organization> organization;
  std::optional<Representation> representation;
  std::string snils;  // eleven digits
  std::string inn;    // what the tax service holds, also where the documents leave it out
  std::string login;  // of the portal account
  std::string email;
  std::string
      document_defect;  // the reason with which the documents alone are refused; empty: they are valid
  std::map<IdentificationWay, IdentificationOutcome> outcomes;  // each way has one

  const PersonName& name() const { return documents.passport.name; }
  // What it hands in as an applicant of this kind: of the above what the kind has, if it is there. A head
  // leaves the power of attorney at home.
  DocumentSet DocumentsFor(ApplicantKind kind) const;
};

const std::vector<Persona>& PersonaCatalogue();
// Null if there is none.
const Persona* FindPersona(std::string_view id);
const Persona* FindPersonaBySnils(std::string_view eleven_digits);

// "The data are not confirmed", at once.
IdentificationOutcome IdentityMismatch();

// What identification comes to. The persona is found by SNILS, or by the passport's series and number.
// Documents that are not all that persona's (SNILS, passport's series and number, name, birth date, and the
// INN if handed in) are refused with IDENTITY_MISMATCH. Whoever is no persona is approved at once. Of two
// outcomes, the persona's and RegisterOutcome's, a refusal of the person comes first, then whatever the
// registers have against the approval. Documents must have passed CheckDocuments.
IdentificationOutcome OutcomeFor(IdentificationWay way, const DocumentSet& documents);

// The applicant's INN: as handed in; else the persona's; else one derived from the SNILS, since the
// simulator's tax service knows nobody else: region code 00, which is none, then eight digits that depend on
// the SNILS alone, then the check digits. Different people may, rarely, be given the same one. As above, the
// documents must have passed CheckDocuments.
std::string FindInn(const DocumentSet& documents);

}  // namespace kepsim
