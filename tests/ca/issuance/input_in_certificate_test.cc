// What the tables of ca/identity/README.md let through, down to the octets of the certificate's subject.
#include <algorithm>

#include "tests/ca/identity/bad_input.h"
#include "tests/ca/issuance/ca_bench.h"

namespace kepsim {
namespace {

using enum ApplicantKind;

class InputInCertificate : public testing::Test {
 protected:
  // Nothing if the documents are refused.
  std::optional<Certificate> Issue(const DocumentSet& documents) {
    const std::string authority = documents.kind == kNaturalPerson ? "azimut" : "oka";
    const std::string name = ca_.Open(authority, CarrierKind::kUsbToken, documents.kind).name;
    if (!ca_.Submit(name, documents).ok()) return std::nullopt;
    EXPECT_TRUE(ca_.Identify(name).ok());
    EXPECT_TRUE(ca_.SubmitKey(name, ca_.KeyRequest(name)).ok());
    auto certificate = ca_.Confirm(name);
    EXPECT_TRUE(certificate.ok()) << certificate.status().message();
    return certificate.ok() ? std::optional(*std::move(certificate)) : std::nullopt;
  }

  // The value as a whole, in a UTF8String whose length says so.
  static bool HasUtf8String(const Certificate& certificate, const std::string& value) {
    Bytes wanted = {0x0C};
    if (value.size() >= 0x100) {
      wanted.insert(wanted.end(), {0x82, static_cast<uint8_t>(value.size() >> 8)});
    } else if (value.size() >= 0x80) {
      wanted.push_back(0x81);
    }
    wanted.push_back(static_cast<uint8_t>(value.size()));
    wanted.insert(wanted.end(), value.begin(), value.end());
    const Bytes& subject = certificate.subject_der();
    return std::search(subject.begin(), subject.end(), wanted.begin(), wanted.end()) != subject.end();
  }

  CaBench ca_;
};

TEST_F(InputInCertificate, NamesAreAsTheyCameOrWereComposed) {
  for (const InputRow& row : NameRows()) {
    SCOPED_TRACE(row.id);
    DocumentSet documents = ValidDocuments();
    documents.passport.name = {row.input, "Иван", row.input};
    const auto certificate = Issue(documents);
    ASSERT_EQ(certificate.has_value(), row.refusal == Reason::OK);
    if (!certificate) continue;
    EXPECT_TRUE(HasUtf8String(*certificate, row.Taken()));
    EXPECT_TRUE(HasUtf8String(*certificate, "Иван " + row.Taken()));
    EXPECT_TRUE(HasUtf8String(*certificate, row.Taken() + " Иван " + row.Taken()));
  }
}

TEST_F(InputInCertificate, AnEmptyPatronymicLeavesNoTrace) {
  DocumentSet documents = ValidDocuments();
  documents.passport.name = {"Нгуен", "Лан", ""};
  const auto certificate = Issue(documents);
  ASSERT_TRUE(certificate);
  EXPECT_TRUE(HasUtf8String(*certificate, "Лан"));
  EXPECT_TRUE(HasUtf8String(*certificate, "Нгуен Лан"));
}

TEST_F(InputInCertificate, TheLongestNameOfAll) {
  DocumentSet documents = ValidDocuments();
  const std::string part = Times("Щ", 64);
  documents.passport.name = {part, part, part};
  const auto certificate = Issue(documents);
  ASSERT_TRUE(certificate);
  EXPECT_TRUE(HasUtf8String(*certificate, part + " " + part + " " + part));
}

TEST_F(InputInCertificate, TextsAreAsTheyCameOrWereComposed) {
  for (const InputRow& row : TextRows()) {
    SCOPED_TRACE(row.id);
    DocumentSet person = ValidDocuments();
    person.address.street = row.input;
    const auto of_person = Issue(person);
    ASSERT_EQ(of_person.has_value(), row.refusal == Reason::OK);
    DocumentSet head = ValidDocumentsOf(kLegalEntityHead);
    head.organization->name = row.input;
    head.representation->title = row.input;
    head.organization->address.locality = row.input;
    const auto of_head = Issue(head);
    ASSERT_EQ(of_head.has_value(), row.refusal == Reason::OK);
    if (!of_person) continue;
    EXPECT_TRUE(HasUtf8String(*of_person, row.Taken()));
    for (const Attribute attribute :
         {Attribute::kCommonName, Attribute::kOrganization, Attribute::kTitle, Attribute::kLocality}) {
      EXPECT_EQ(Find(of_head->subject(), attribute), row.Taken()) << ShortNameOf(attribute);
    }
    EXPECT_TRUE(HasUtf8String(*of_head, row.Taken()));
  }
}

TEST_F(InputInCertificate, TheLongestTextsOfAll) {
  DocumentSet head = ValidDocumentsOf(kLegalEntityHead);
  head.organization->name = Times("Щ", 256);
  head.organization->address = {"77 " + Times("Ш", 125), Times("Ж", 128), Times("Ю", 128)};
  head.representation->title = Times("Ф", 128);
  const auto certificate = Issue(head);
  ASSERT_TRUE(certificate);
  EXPECT_TRUE(HasUtf8String(*certificate, head.organization->name));
  EXPECT_TRUE(HasUtf8String(*certificate, head.representation->title));
}

TEST_F(InputInCertificate, SnilsLosesItsDashes) {
  DocumentSet documents = ValidDocuments();
  documents.snils.number = "112-233-445 95";
  const auto certificate = Issue(documents);
  ASSERT_TRUE(certificate);
  EXPECT_EQ(Find(certificate->subject(), Attribute::kSnils), "11223344595");
}

// What is stored is what is judged and certified.
TEST_F(InputInCertificate, StoredAsComposed) {
  DocumentSet documents = ValidDocuments();
  documents.passport.name.given_name = "Але\u0308на";
  documents.passport.issuer = "Раи\u0306онным отделом";
  const std::string name = ca_.Open().name;
  ASSERT_TRUE(ca_.Submit(name, documents).ok());
  EXPECT_EQ(ca_.Get(name).documents->passport.name.given_name, "Алёна");
  EXPECT_EQ(ca_.Get(name).documents->passport.issuer, "Районным отделом");
}

}  // namespace
}  // namespace kepsim
