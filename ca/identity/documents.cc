#include "ca/identity/documents.h"

#include "ca/identity/document_checks.h"
#include "ca/person/check_digits.h"
#include "ca/person/text.h"

namespace kepsim {
namespace {

constexpr size_t kLongestAddressPart = 128;  // ub-locality-name, ub-state-name of X.520

void Compose(std::string& text) {
  text = ComposeRussianLetters(text);
}
void Compose(PersonName& name) {
  name = ComposeRussianLetters(name);
}
void Compose(Address& address) {
  for (std::string* part : {&address.state, &address.locality, &address.street}) Compose(*part);
}

}  // namespace

void CheckAddress(FieldChecker& checker, std::string_view field, const Address& address,
                  bool street_required) {
  const auto part = [&](const char* name) { return std::string(field) + "." + name; };
  if (checker.Text(part("state"), address.state, kLongestAddressPart)) {
    const std::string_view state = address.state;
    const std::string_view code = state.substr(0, 2);
    if (!IsDigits(code, 2) || code == "00" || state.size() < 4 || state[2] != ' ') {
      checker.Add(part("state"), Reason::FIELD_MALFORMED);
    }
  }
  checker.Text(part("locality"), address.locality, kLongestAddressPart);
  if (street_required) {
    checker.Text(part("street"), address.street, kLongestAddressPart);
  } else {
    checker.OptionalText(part("street"), address.street, kLongestAddressPart);
  }
}

DocumentSet Normalized(DocumentSet documents) {
  Compose(documents.passport.name);
  Compose(documents.passport.issuer);
  Compose(documents.passport.birth_place);
  Compose(documents.snils.name);
  Compose(documents.inn.name);
  Compose(documents.address);
  if (documents.sole_proprietor) Compose(documents.sole_proprietor->name);
  if (auto& organization = documents.organization) {
    Compose(organization->name);
    Compose(organization->address);
    Compose(organization->head);
  }
  if (auto& representation = documents.representation) {
    Compose(representation->title);
    Compose(representation->department);
    Compose(representation->power_of_attorney_number);
  }
  return documents;
}

Status CheckDocuments(const DocumentSet& documents, Time now) {
  FieldChecker checker(DateOf(now));
  CheckPassport(checker, documents.passport);
  CheckSnilsCard(checker, documents.snils);
  CheckInnCertificate(checker, documents.inn);
  CheckAddress(checker, "address", documents.address, false);
  CheckDocumentsOfKind(checker, documents);
  return Status::Violations(checker.Take());
}

}  // namespace kepsim
