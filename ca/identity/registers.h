// The simulator's part of ЕГРЮЛ and ЕГРИП: fixtures/organizations/organizations.json, compiled in.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ca/identity/documents.h"
#include "ca/identity/way.h"

namespace kepsim {

struct LegalEntity {
  std::string id;     // "romashka"
  std::string about;  // what it is there for; English
  Organization entry;
  IdentificationOutcome outcome;  // of who comes with data that agree with the entry
};

struct RegisteredProprietor {
  std::string about;
  std::string ogrnip;
  std::string inn;  // twelve digits
  PersonName name;
  IdentificationOutcome outcome;
};

struct Registers {
  std::vector<LegalEntity> legal_entities;
  std::vector<RegisteredProprietor> sole_proprietors;
};

const Registers& RegisterCatalogue();
// Null if there is none.
const LegalEntity* FindLegalEntity(std::string_view id);

// What the registers make of the organization or the sole proprietor in the documents; approval at once where
// the kind has neither. An entry is found by ОГРН or ИНН (by ОГРНИП or the person's ИНН). Documents that are
// not all its own are refused with IDENTITY_MISMATCH: these two numbers, the name (case, ё and е, the kind of
// quotation marks do not matter) and the head. Addresses are not compared, since registers write them
// otherwise. What has no entry is approved. The documents must have passed CheckDocuments.
IdentificationOutcome RegisterOutcome(const DocumentSet& documents);

}  // namespace kepsim
