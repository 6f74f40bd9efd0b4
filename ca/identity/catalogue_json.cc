#include "ca/identity/catalogue_json.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "ca/person/check_digits.h"

namespace kepsim {
namespace {

using nlohmann::json;
using Decision = IdentificationOutcome::Decision;

std::string Optional(const json& object, const char* key) {
  return object.value(key, "");
}

Date ReadDate(const json& text) {
  const auto date = ParseDate(text.get<std::string>());
  if (!date) throw std::invalid_argument("no date: " + text.dump());
  return *date;
}

Gender ReadGender(const std::string& text) {
  if (text == "male") return Gender::kMale;
  if (text == "female") return Gender::kFemale;
  throw std::invalid_argument("no gender: " + text);
}

Decision ReadDecision(const std::string& text) {
  if (text == "approved") return Decision::kApproved;
  if (text == "refused") return Decision::kRefused;
  if (text == "more_documents") return Decision::kMoreDocuments;
  if (text == "no_show") return Decision::kNoShow;
  if (text == "operator") return Decision::kOperator;
  throw std::invalid_argument("no decision: " + text);
}

Reason ReadReason(const std::string& text) {
  if (text.empty()) return Reason::OK;
#define KEPSIM_REASON(name, code, sentence) \
  if (text == #name) return Reason::name;
#include "ca/base/reasons.def"
#undef KEPSIM_REASON
  throw std::invalid_argument("no reason: " + text);
}

PersonName ReadName(const json& object) {
  return {object.at("surname"), object.at("given_name"), Optional(object, "patronymic")};
}

Address ReadAddress(const json& object) {
  return {object.at("state"), object.at("locality"), Optional(object, "street")};
}

Passport ReadPassport(const json& object) {
  Passport passport;
  passport.name = ReadName(object.at("name"));
  passport.series = object.at("series");
  passport.number = object.at("number");
  passport.issuer = object.at("issuer");
  passport.department_code = object.at("department_code");
  passport.issue_date = ReadDate(object.at("issue_date"));
  passport.birth_date = ReadDate(object.at("birth_date"));
  passport.birth_place = object.at("birth_place");
  passport.gender = ReadGender(object.at("gender"));
  return passport;
}

IdentificationOutcome ReadOutcome(const json& object) {
  IdentificationOutcome outcome;
  outcome.decision = ReadDecision(object.at("decision"));
  outcome.refusal = ReadReason(Optional(object, "refusal"));
  outcome.text = Optional(object, "text");
  outcome.duration = std::chrono::seconds(object.value("duration_seconds", 0));
  return outcome;
}

// Of an entry that may have one; without, it is approved at once.
IdentificationOutcome ReadOutcomeOf(const json& entry) {
  return entry.contains("outcome") ? ReadOutcome(entry.at("outcome")) : IdentificationOutcome{};
}

// A way that is not named is approved at once.
std::map<IdentificationWay, IdentificationOutcome> ReadOutcomes(const json& object) {
  std::map<IdentificationWay, IdentificationOutcome> outcomes;
  for (IdentificationWay way : kIdentificationWays) outcomes[way];
  for (const auto& [name, outcome] : object.items()) {
    const auto way = std::ranges::find(kIdentificationWays, name,
                                       [](IdentificationWay w) { return std::string(NameOf(w)); });
    if (way == std::end(kIdentificationWays)) throw std::invalid_argument("no way: " + name);
    outcomes[*way] = ReadOutcome(outcome);
  }
  return outcomes;
}

// What is in the register, or was when the extract was made.
Organization ReadExtract(const json& persona) {
  const LegalEntity* entity = FindLegalEntity(persona.at("organization").get<std::string>());
  if (entity == nullptr) throw std::invalid_argument("no organization: " + persona.at("organization").dump());
  Organization extract = entity->entry;
  if (persona.contains("extract_head")) extract.head = ReadName(persona.at("extract_head"));
  return extract;
}

Representation ReadRepresentation(const json& object) {
  Representation representation;
  representation.title = object.at("title");
  representation.department = Optional(object, "department");
  if (object.contains("power_of_attorney")) {
    const json& attorney = object.at("power_of_attorney");
    representation.power_of_attorney_number = attorney.at("number");
    representation.power_of_attorney_issued = ReadDate(attorney.at("issue_date"));
    representation.power_of_attorney_expires = ReadDate(attorney.at("expiry_date"));
  }
  return representation;
}

Persona ReadPersona(const json& object) {
  Persona persona;
  persona.id = object.at("id");
  persona.about = object.at("about");
  persona.documents.passport = ReadPassport(object.at("passport"));
  persona.documents.snils.number = object.at("snils");
  persona.snils = NormalizeSnils(persona.documents.snils.number);
  persona.inn = object.at("inn");
  if (object.value("brings_inn", true)) persona.documents.inn.number = persona.inn;
  persona.documents.address = ReadAddress(object.at("address"));
  if (object.contains("sole_proprietor")) persona.sole_proprietor = {object.at("sole_proprietor"), {}};
  if (object.contains("organization")) persona.organization = ReadExtract(object);
  if (object.contains("representation")) {
    persona.representation = ReadRepresentation(object.at("representation"));
  }
  persona.login = object.at("login");
  persona.email = object.at("email");
  persona.document_defect = Optional(object, "document_defect");
  persona.outcomes = ReadOutcomes(object.value("outcomes", json::object()));
  return persona;
}

LegalEntity ReadLegalEntity(const json& object) {
  LegalEntity entity;
  entity.id = object.at("id");
  entity.about = object.at("about");
  entity.entry = {object.at("name"), object.at("ogrn"), object.at("inn"), ReadAddress(object.at("address")),
                  ReadName(object.at("head"))};
  entity.outcome = ReadOutcomeOf(object);
  return entity;
}

RegisteredProprietor ReadProprietor(const json& object) {
  return {object.at("about"), object.at("ogrnip"), object.at("inn"), ReadName(object.at("name")),
          ReadOutcomeOf(object)};
}

}  // namespace

Registers ParseRegisters(std::string_view text) noexcept {
  const json registers = json::parse(text);
  Registers parsed;
  for (const json& object : registers.at("legal_entities")) {
    parsed.legal_entities.push_back(ReadLegalEntity(object));
  }
  for (const json& object : registers.at("sole_proprietors")) {
    parsed.sole_proprietors.push_back(ReadProprietor(object));
  }
  return parsed;
}

std::vector<Persona> ParsePersonas(std::string_view text) noexcept {
  std::vector<Persona> personas;
  for (const json& object : json::parse(text)) personas.push_back(ReadPersona(object));
  return personas;
}

}  // namespace kepsim
