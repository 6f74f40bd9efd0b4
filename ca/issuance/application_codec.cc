#include "ca/issuance/application_codec.h"

#include <charconv>

#include "ca/crypto/der_reader.h"
#include "ca/crypto/der_writer.h"

namespace kepsim {
namespace {

void Write(DerWriter& out, std::string_view text) {
  out.Primitive(der::kUtf8String, text);
}
void Write(DerWriter& out, const PersonName& name) {
  out.Sequence([&] {
    Write(out, name.surname);
    Write(out, name.given_name);
    Write(out, name.patronymic);
  });
}
void Write(DerWriter& out, const Address& address) {
  Write(out, address.state);
  Write(out, address.locality);
  Write(out, address.street);
}
void Write(DerWriter& out, Date date) {
  Write(out, FormatDate(date));
}
// One that may be left out: empty then.
void WriteOptional(DerWriter& out, Date date) {
  Write(out, date == Date{} ? std::string() : FormatDate(date));
}
// Microseconds since 1970 as text: a world may live before that, and the INTEGERs here are not negative.
void Write(DerWriter& out, Time time) {
  Write(out, std::to_string(ToMicros(time)));
}
template <class Enum>
requires std::is_enum_v<Enum>
void Write(DerWriter& out, Enum value) {
  out.Integer(static_cast<uint64_t>(value));
}

std::string ReadText(DerReader& in) {
  return ToString(in.Content(der::kUtf8String));
}
PersonName ReadName(DerReader& in) {
  DerReader parts = in.Enter(der::kSequence);
  PersonName name;
  name.surname = ReadText(parts);
  name.given_name = ReadText(parts);
  name.patronymic = ReadText(parts);
  parts.End();
  return name;
}
Address ReadAddress(DerReader& in) {
  Address address;
  address.state = ReadText(in);
  address.locality = ReadText(in);
  address.street = ReadText(in);
  return address;
}
Date ReadOptionalDate(DerReader& in) {
  const std::string text = ReadText(in);
  if (text.empty()) return Date{};
  const auto date = ParseDate(text);
  if (!date) in.Fail();
  return date.value_or(Date{});
}
Date ReadDate(DerReader& in) {
  const Date date = ReadOptionalDate(in);
  if (date == Date{}) in.Fail();
  return date;
}
Time ReadTime(DerReader& in) {
  const std::string text = ReadText(in);
  int64_t micros = 0;
  const char* const end = text.data() + text.size();
  if (const auto [stop, error] = std::from_chars(text.data(), end, micros);
      error != std::errc() || stop != end) {
    in.Fail();
  }
  return FromMicros(micros);
}
template <class Enum>
Enum ReadEnum(DerReader& in, Enum last) {
  const uint32_t value = in.Small();
  if (value > static_cast<uint32_t>(last)) in.Fail();
  return static_cast<Enum>(value);
}

Status Corrupt(const char* what) {
  return Status(Reason::STORAGE_CORRUPT, what);
}

// What only some kinds of applicants have, each under a tag of its own.
constexpr uint8_t kSoleProprietorTag = der::Constructed(0);
constexpr uint8_t kOrganizationTag = der::Constructed(1);
constexpr uint8_t kRepresentationTag = der::Constructed(2);

void Write(DerWriter& out, const SoleProprietor& proprietor) {
  Write(out, proprietor.ogrnip);
  Write(out, proprietor.name);
}
void Write(DerWriter& out, const Organization& organization) {
  Write(out, organization.name);
  Write(out, organization.ogrn);
  Write(out, organization.inn);
  Write(out, organization.address);
  Write(out, organization.head);
}
void Write(DerWriter& out, const Representation& representation) {
  Write(out, representation.title);
  Write(out, representation.department);
  Write(out, representation.power_of_attorney_number);
  WriteOptional(out, representation.power_of_attorney_issued);
  WriteOptional(out, representation.power_of_attorney_expires);
}
template <class T>
void WriteTagged(DerWriter& out, uint8_t tag, const std::optional<T>& document) {
  if (document) out.Nested(tag, [&] { Write(out, *document); });
}

SoleProprietor ReadSoleProprietor(DerReader& in) {
  SoleProprietor proprietor;
  proprietor.ogrnip = ReadText(in);
  proprietor.name = ReadName(in);
  return proprietor;
}
Organization ReadOrganization(DerReader& in) {
  Organization organization;
  organization.name = ReadText(in);
  organization.ogrn = ReadText(in);
  organization.inn = ReadText(in);
  organization.address = ReadAddress(in);
  organization.head = ReadName(in);
  return organization;
}
Representation ReadRepresentation(DerReader& in) {
  Representation representation;
  representation.title = ReadText(in);
  representation.department = ReadText(in);
  representation.power_of_attorney_number = ReadText(in);
  representation.power_of_attorney_issued = ReadOptionalDate(in);
  representation.power_of_attorney_expires = ReadOptionalDate(in);
  return representation;
}
template <class T>
std::optional<T> ReadTagged(DerReader& in, uint8_t tag, T (*read)(DerReader&)) {
  if (!in.NextIs(tag)) return std::nullopt;
  DerReader inner = in.Enter(tag);
  T document = read(inner);
  inner.End();
  return document;
}

}  // namespace

Bytes EncodeDocuments(const DocumentSet& documents) {
  const Passport& passport = documents.passport;
  DerWriter out;
  out.Sequence([&] {
    Write(out, passport.name);
    Write(out, passport.series);
    Write(out, passport.number);
    Write(out, passport.issuer);
    Write(out, passport.department_code);
    Write(out, passport.issue_date);
    Write(out, passport.birth_date);
    Write(out, passport.birth_place);
    Write(out, passport.gender);
    Write(out, documents.snils.number);
    Write(out, documents.snils.name);
    Write(out, documents.inn.number);
    Write(out, documents.inn.name);
    Write(out, documents.address);
    WriteTagged(out, kSoleProprietorTag, documents.sole_proprietor);
    WriteTagged(out, kOrganizationTag, documents.organization);
    WriteTagged(out, kRepresentationTag, documents.representation);
  });
  return out.Take();
}

Result<DocumentSet> DecodeDocuments(ByteView der) {
  bool ok = true;
  DerReader outer(der, ok);
  DerReader in = outer.Enter(der::kSequence);
  outer.End();
  DocumentSet documents;
  Passport& passport = documents.passport;
  passport.name = ReadName(in);
  passport.series = ReadText(in);
  passport.number = ReadText(in);
  passport.issuer = ReadText(in);
  passport.department_code = ReadText(in);
  passport.issue_date = ReadDate(in);
  passport.birth_date = ReadDate(in);
  passport.birth_place = ReadText(in);
  passport.gender = ReadEnum(in, Gender::kFemale);
  documents.snils.number = ReadText(in);
  documents.snils.name = ReadName(in);
  documents.inn.number = ReadText(in);
  documents.inn.name = ReadName(in);
  documents.address = ReadAddress(in);
  documents.sole_proprietor = ReadTagged(in, kSoleProprietorTag, ReadSoleProprietor);
  documents.organization = ReadTagged(in, kOrganizationTag, ReadOrganization);
  documents.representation = ReadTagged(in, kRepresentationTag, ReadRepresentation);
  in.End();
  if (!ok) return Corrupt("documents of an application");
  return documents;
}

Bytes EncodeScans(const std::vector<Scan>& scans) {
  DerWriter out;
  out.Sequence([&] {
    for (const Scan& scan : scans) {
      out.Sequence([&] {
        Write(out, scan.type);
        out.Integer(scan.size);
        out.OctetString(scan.digest);
      });
    }
  });
  return out.Take();
}

Result<std::vector<Scan>> DecodeScans(ByteView der) {
  bool ok = true;
  DerReader outer(der, ok);
  DerReader list = outer.Enter(der::kSequence);
  outer.End();
  std::vector<Scan> scans;
  while (!list.AtEnd()) {
    DerReader in = list.Enter(der::kSequence);
    const ScanType type = ReadEnum(in, ScanType::kPdf);
    const uint64_t size = in.Small();
    const ByteView digest = in.Content(der::kOctetString);
    in.End();
    scans.push_back({type, size, Bytes(digest.begin(), digest.end())});
  }
  if (!ok) return Corrupt("scans of an application");
  return scans;
}

// The refusal by name: reasons are never renamed, but their order in the table is free.
Bytes EncodeDecision(const IdentificationDecision& decision) {
  DerWriter out;
  out.Sequence([&] {
    Write(out, decision.way);
    Write(out, decision.state);
    Write(out, NameOf(decision.refusal));
    Write(out, decision.text);
    if (decision.due) Write(out, *decision.due);
  });
  return out.Take();
}

Result<IdentificationDecision> DecodeDecision(ByteView der) {
  bool ok = true;
  DerReader outer(der, ok);
  DerReader in = outer.Enter(der::kSequence);
  outer.End();
  IdentificationDecision decision;
  decision.way = ReadEnum(in, IdentificationWay::kVideo);
  decision.state = ReadEnum(in, IdentificationState::kTimedOut);
  const std::optional<Reason> refusal = FindReason(ReadText(in));
  decision.text = ReadText(in);
  if (!in.AtEnd()) decision.due = ReadTime(in);
  in.End();
  if (!ok || !refusal) return Corrupt("identification of an application");
  decision.refusal = *refusal;
  return decision;
}

Bytes EncodeTerms(const DraftTerms& terms) {
  DerWriter out;
  out.Sequence([&] {
    out.OctetString(terms.serial);
    Write(out, terms.not_before);
    Write(out, terms.not_after);
    if (terms.snils) out.Nested(der::Constructed(0), [&] { Write(out, *terms.snils); });
    if (terms.person) out.Nested(der::Constructed(1), [&] { Write(out, *terms.person); });
  });
  return out.Take();
}

Result<DraftTerms> DecodeTerms(ByteView der) {
  bool ok = true;
  DerReader outer(der, ok);
  DerReader in = outer.Enter(der::kSequence);
  outer.End();
  DraftTerms terms;
  const ByteView serial = in.Content(der::kOctetString);
  terms.serial.assign(serial.begin(), serial.end());
  terms.not_before = ReadTime(in);
  terms.not_after = ReadTime(in);
  if (in.NextIs(der::Constructed(0))) {
    DerReader inner = in.Enter(der::Constructed(0));
    terms.snils = ReadText(inner);
    inner.End();
  }
  if (in.NextIs(der::Constructed(1))) {
    DerReader inner = in.Enter(der::Constructed(1));
    terms.person = ReadName(inner);
    inner.End();
  }
  in.End();
  if (!ok) return Corrupt("draft of an application");
  return terms;
}

}  // namespace kepsim
