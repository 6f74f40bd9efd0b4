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
void Write(DerWriter& out, Date date) {
  Write(out, FormatDate(date));
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
Date ReadDate(DerReader& in) {
  const auto date = ParseDate(ReadText(in));
  if (!date) in.Fail();
  return date.value_or(Date{});
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
    Write(out, documents.address.state);
    Write(out, documents.address.locality);
    Write(out, documents.address.street);
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
  documents.address.state = ReadText(in);
  documents.address.locality = ReadText(in);
  documents.address.street = ReadText(in);
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
