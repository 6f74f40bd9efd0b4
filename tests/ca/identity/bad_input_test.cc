// The tables of README.md, through the checks; tests/ca/issuance/input_in_certificate_test.cc takes what they
// let through down to the certificate.
#include "tests/ca/identity/bad_input.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <functional>
#include <set>
#include <sstream>

#include "tests/ca/identity/citizen.h"
#include "tests/support/fixtures.h"

namespace kepsim {
namespace {

using Found = std::vector<std::pair<std::string, Reason>>;

constexpr char kToday[] = "2026-03-01";

Found FindingsOf(const DocumentSet& documents) {
  Found found;
  const Status status = CheckDocuments(Normalized(documents), At(kToday));
  for (const auto& violation : status.violations()) found.emplace_back(violation.field, violation.reason);
  return found;
}

struct TextField {
  const char* path;
  size_t longest;
  ApplicantKind kind;
  std::function<std::string&(DocumentSet&)> in;
  const char* prefix = "";
};

const TextField kTextFields[] = {
    {"passport.issuer", 256, ApplicantKind::kNaturalPerson,
     [](DocumentSet& d) -> std::string& { return d.passport.issuer; }},
    {"passport.birth_place", 256, ApplicantKind::kNaturalPerson,
     [](DocumentSet& d) -> std::string& { return d.passport.birth_place; }},
    {"address.state", 128, ApplicantKind::kNaturalPerson,
     [](DocumentSet& d) -> std::string& { return d.address.state; }, "77 "},
    {"address.locality", 128, ApplicantKind::kNaturalPerson,
     [](DocumentSet& d) -> std::string& { return d.address.locality; }},
    {"address.street", 128, ApplicantKind::kNaturalPerson,
     [](DocumentSet& d) -> std::string& { return d.address.street; }},
    {"organization.name", 256, ApplicantKind::kLegalEntityHead,
     [](DocumentSet& d) -> std::string& { return d.organization->name; }},
    {"organization.address.state", 128, ApplicantKind::kInformationSystem,
     [](DocumentSet& d) -> std::string& { return d.organization->address.state; }, "77 "},
    {"organization.address.locality", 128, ApplicantKind::kLegalEntityHead,
     [](DocumentSet& d) -> std::string& { return d.organization->address.locality; }},
    {"organization.address.street", 128, ApplicantKind::kLegalEntityEmployee,
     [](DocumentSet& d) -> std::string& { return d.organization->address.street; }},
    {"representation.title", 128, ApplicantKind::kLegalEntityHead,
     [](DocumentSet& d) -> std::string& { return d.representation->title; }},
    {"representation.department", 128, ApplicantKind::kLegalEntityEmployee,
     [](DocumentSet& d) -> std::string& { return d.representation->department; }},
    {"representation.power_of_attorney_number", 64, ApplicantKind::kLegalEntityEmployee,
     [](DocumentSet& d) -> std::string& { return d.representation->power_of_attorney_number; }},
};

TEST(Texts, EachLineOfTheTableInEachField) {
  for (const TextField& field : kTextFields) {
    for (const InputRow& row : TextRows()) {
      SCOPED_TRACE(std::string(field.path) + " " + row.id);
      DocumentSet documents = ValidDocumentsOf(field.kind);
      field.in(documents) = field.prefix + row.input;
      // Behind the region's code not everything is wrong that is wrong at the beginning, or alone.
      const bool as_expected = *field.prefix == '\0' || row.id != "text-signs-alone";
      const Found expected =
          row.refusal == Reason::OK || !as_expected ? Found{} : Found{{field.path, row.refusal}};
      EXPECT_EQ(FindingsOf(documents), expected);
      if (row.refusal != Reason::OK) continue;
      DocumentSet normalized = Normalized(documents);
      EXPECT_EQ(field.in(normalized), field.prefix + row.Taken());
    }
  }
}

TEST(Texts, LengthIsCountedInCharactersAsTheyAreKept) {
  for (const TextField& field : kTextFields) {
    SCOPED_TRACE(field.path);
    const int room = static_cast<int>(field.longest - std::string_view(field.prefix).size());
    DocumentSet documents = ValidDocumentsOf(field.kind);
    std::string& text = field.in(documents);
    text = field.prefix + Times("й", room);
    EXPECT_EQ(FindingsOf(documents), Found{});
    text = field.prefix + Times("и\u0306", room);
    EXPECT_EQ(FindingsOf(documents), Found{});
    text = field.prefix + Times("й", room + 1);
    EXPECT_EQ(FindingsOf(documents), (Found{{field.path, Reason::FIELD_TOO_LONG}}));
    text = field.prefix + Times("й", 1 << 20);
    EXPECT_EQ(FindingsOf(documents), (Found{{field.path, Reason::FIELD_TOO_LONG}}));
    text = "";
    const std::string_view path = field.path;
    const bool may_be_empty = path == "address.street" || path == "representation.department";
    EXPECT_EQ(FindingsOf(documents), may_be_empty ? Found{} : Found({{field.path, Reason::FIELD_REQUIRED}}));
  }
}

TEST(Texts, AWordMayBeWrongInTwoWays) {
  DocumentSet documents = ValidDocumentsOf(ApplicantKind::kLegalEntityHead);
  documents.organization->name = "ООО  «Pомашка»";
  EXPECT_EQ(FindingsOf(documents), (Found{{"organization.name", Reason::FIELD_MALFORMED},
                                          {"organization.name", Reason::TEXT_SCRIPT}}));
}

struct NameField {
  const char* path;
  ApplicantKind kind;
  std::function<PersonName&(DocumentSet&)> in;
};

const NameField kNameFields[] = {
    {"passport.name", ApplicantKind::kNaturalPerson,
     [](DocumentSet& d) -> PersonName& { return d.passport.name; }},
    {"snils.name", ApplicantKind::kNaturalPerson, [](DocumentSet& d) -> PersonName& { return d.snils.name; }},
    {"inn.name", ApplicantKind::kNaturalPerson, [](DocumentSet& d) -> PersonName& { return d.inn.name; }},
    {"sole_proprietor.name", ApplicantKind::kSoleProprietor,
     [](DocumentSet& d) -> PersonName& { return d.sole_proprietor->name; }},
    {"organization.head", ApplicantKind::kLegalEntityEmployee,
     [](DocumentSet& d) -> PersonName& { return d.organization->head; }},
};

TEST(Names, EachLineOfTheTableInEachDocument) {
  for (const NameField& field : kNameFields) {
    for (const InputRow& row : NameRows()) {
      SCOPED_TRACE(std::string(field.path) + " " + row.id);
      DocumentSet documents = ValidDocumentsOf(field.kind);
      documents.passport.name = {row.refusal == Reason::OK ? row.input : "Иванов", "Иван", ""};
      field.in(documents) = {row.input, "Иван", ""};
      if (row.id == "name-other-script-than-surname") {
        EXPECT_EQ(FindingsOf(documents), (Found{{std::string(field.path) + ".given_name", row.refusal}}));
        continue;
      }
      const Found expected =
          row.refusal == Reason::OK ? Found{} : Found{{std::string(field.path) + ".surname", row.refusal}};
      EXPECT_EQ(FindingsOf(documents), expected);
      if (row.refusal != Reason::OK) continue;
      DocumentSet normalized = Normalized(documents);
      EXPECT_EQ(field.in(normalized).surname, row.Taken());
    }
  }
}

TEST(Names, EachLineInEachPart) {
  for (const InputRow& row : NameRows()) {
    if (row.id == "name-other-script-than-surname") continue;
    SCOPED_TRACE(row.id);
    DocumentSet documents = ValidDocuments();
    documents.passport.name = {"Иванов", row.input, row.input};
    Found expected;
    if (row.refusal != Reason::OK) {
      expected = {{"passport.name.given_name", row.refusal}, {"passport.name.patronymic", row.refusal}};
    }
    EXPECT_EQ(FindingsOf(documents), expected);
  }
}

TEST(Names, MissingParts) {
  DocumentSet documents = ValidDocuments();
  documents.passport.name = {"Нгуен", "Лан", ""};
  EXPECT_EQ(FindingsOf(documents), Found{});
  documents.passport.name = {"Сукарно", "", ""};
  EXPECT_EQ(FindingsOf(documents), (Found{{"passport.name.given_name", Reason::FIELD_REQUIRED}}));
  documents.passport.name = {"", "Лан", "Иванович"};
  EXPECT_EQ(FindingsOf(documents), (Found{{"passport.name.surname", Reason::FIELD_REQUIRED}}));
}

TEST(Names, OneNameInEveryNormalForm) {
  DocumentSet documents = ValidDocuments();
  documents.passport.name = {"Фёдоров", "Андрей", ""};
  documents.snils.name = {"Фе\u0308доров", "Андреи\u0306", ""};
  documents.inn.name = {"ФЕДОРОВ", "АНДРЕЙ", ""};
  EXPECT_EQ(FindingsOf(documents), Found{});
  documents.inn.name.given_name = "Андреи";
  EXPECT_EQ(FindingsOf(documents), (Found{{"inn.name", Reason::NAMES_DIFFER}}));
}

// Numbers are digits and nothing else; what is more is the number's own reason.
TEST(Numbers, AreAsciiDigitsOnly) {
  struct NumberField {
    const char* path;
    ApplicantKind kind;
    Reason reason;
    std::function<std::string&(DocumentSet&)> in;
  };
  const NumberField fields[] = {
      {"passport.series", ApplicantKind::kNaturalPerson, Reason::PASSPORT_SERIES,
       [](DocumentSet& d) -> std::string& { return d.passport.series; }},
      {"passport.number", ApplicantKind::kNaturalPerson, Reason::PASSPORT_NUMBER,
       [](DocumentSet& d) -> std::string& { return d.passport.number; }},
      {"passport.department_code", ApplicantKind::kNaturalPerson, Reason::PASSPORT_DEPARTMENT_CODE,
       [](DocumentSet& d) -> std::string& { return d.passport.department_code; }},
      {"snils.number", ApplicantKind::kNaturalPerson, Reason::SNILS_MALFORMED,
       [](DocumentSet& d) -> std::string& { return d.snils.number; }},
      {"inn.number", ApplicantKind::kNaturalPerson, Reason::INN_MALFORMED,
       [](DocumentSet& d) -> std::string& { return d.inn.number; }},
      {"organization.ogrn", ApplicantKind::kLegalEntityHead, Reason::OGRN_MALFORMED,
       [](DocumentSet& d) -> std::string& { return d.organization->ogrn; }},
      {"organization.inn", ApplicantKind::kLegalEntityHead, Reason::INNLE_MALFORMED,
       [](DocumentSet& d) -> std::string& { return d.organization->inn; }},
      {"sole_proprietor.ogrnip", ApplicantKind::kSoleProprietor, Reason::OGRNIP_MALFORMED,
       [](DocumentSet& d) -> std::string& { return d.sole_proprietor->ogrnip; }},
  };
  for (const NumberField& field : fields) {
    DocumentSet valid = ValidDocumentsOf(field.kind);
    const std::string number = field.in(valid);
    ASSERT_EQ(FindingsOf(valid), Found{});
    for (const std::string& wrong :
         {" " + number, number + " ", number + "1", number.substr(1), "O" + number.substr(1),
          "О" + number.substr(1), "-" + number.substr(1), "+" + number.substr(1), "\u0661" + number.substr(1),
          "\uFF11" + number.substr(1), number + '\0', '\0' + number.substr(1), number + "\n", number + "\xFF",
          std::string("1"), Times("1", 1 << 16)}) {
      DocumentSet documents = valid;
      field.in(documents) = wrong;
      EXPECT_EQ(FindingsOf(documents), (Found{{field.path, field.reason}}))
          << field.path << " " << wrong.substr(0, 40);
    }
  }
}

// Every line is tested, and nothing is tested that has no line.
TEST(Readme, HasTheSameLines) {
  std::set<std::string> tested, written;
  for (const auto& rows : {NameRows(), TextRows()}) {
    for (const InputRow& row : rows) EXPECT_TRUE(tested.insert(row.id).second) << row.id;
  }
  std::ifstream readme(FixturePath("../ca/identity/README.md"));
  for (std::string line; std::getline(readme, line);) {
    if (!line.starts_with("| `name-") && !line.starts_with("| `text-")) continue;
    // An id, what happens, and with which reason: "| `text-tab` | … | FIELD_MALFORMED |".
    const std::string id = line.substr(3, line.find('`', 3) - 3);
    EXPECT_TRUE(written.insert(id).second) << id;
    for (const auto& rows : {NameRows(), TextRows()}) {
      for (const InputRow& row : rows) {
        if (row.id != id) continue;
        const std::string told = row.refusal != Reason::OK ? std::string(NameOf(row.refusal))
                                 : row.taken.empty()       ? "as it came"
                                                           : "rewritten";
        EXPECT_NE(line.find("| " + told + " |"), std::string::npos) << line << " but " << told;
      }
    }
  }
  EXPECT_EQ(written, tested);
}

}  // namespace
}  // namespace kepsim
