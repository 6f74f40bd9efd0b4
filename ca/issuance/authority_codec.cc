#include "ca/issuance/authority_codec.h"

#include "ca/crypto/der_reader.h"
#include "ca/crypto/der_writer.h"

namespace kepsim {
namespace {

void Write(DerWriter& out, std::string_view text) {
  out.Primitive(der::kUtf8String, text);
}
template <class Enum>
requires std::is_enum_v<Enum>
void Write(DerWriter& out, const std::vector<Enum>& values) {
  out.Sequence([&] {
    for (const Enum value : values) out.Integer(static_cast<uint64_t>(value));
  });
}

std::string ReadText(DerReader& in) {
  return ToString(in.Content(der::kUtf8String));
}
template <class Enum>
Enum ReadEnum(DerReader& in, Enum last) {
  const uint32_t value = in.Small();
  if (value > static_cast<uint32_t>(last)) in.Fail();
  return static_cast<Enum>(value);
}
template <class Enum>
std::vector<Enum> ReadEnums(DerReader& in, Enum last) {
  std::vector<Enum> values;
  DerReader list = in.Enter(der::kSequence);
  while (!list.AtEnd()) values.push_back(ReadEnum(list, last));
  return values;
}

}  // namespace

Result<Bytes> EncodeProfile(const AuthorityProfile& profile) {
  KEPSIM_ASSIGN(const Bytes name, EncodeName(profile.name));
  DerWriter out;
  out.Sequence([&] {
    Write(out, profile.id);
    out.Raw(name);
    Write(out, profile.license_number);
    Write(out, profile.carriers);
    Write(out, profile.applicants);
    Write(out, profile.style);
    out.Integer(profile.qualified ? 1 : 0);
    out.Integer(static_cast<uint64_t>(profile.security_class));
    Write(out, NameOf(profile.algorithm));
    Write(out, profile.token_sign_tool);
    Write(out, profile.mobile_sign_tool);
    Write(out, profile.sign_tool.sign_tool);
    Write(out, profile.sign_tool.ca_tool);
    Write(out, profile.sign_tool.sign_tool_cert);
    Write(out, profile.sign_tool.ca_tool_cert);
  });
  return out.Take();
}

Result<AuthorityProfile> DecodeProfile(ByteView encoded) {
  AuthorityProfile profile;
  bool ok = true;
  DerReader all(encoded, ok);
  DerReader in = all.Enter(der::kSequence);
  all.End();
  profile.id = ReadText(in);
  auto name = DecodeName(in.Whole(der::kSequence));
  profile.license_number = ReadText(in);
  profile.carriers = ReadEnums(in, CarrierKind::kMobile);
  profile.applicants = ReadEnums(in, ApplicantKind::kInformationSystem);
  profile.style = ReadText(in);
  profile.qualified = in.Small() != 0;
  profile.security_class = ReadEnum(in, SecurityClass::kKa1);
  const auto algorithm = KeyAlgorithmOf(ReadText(in));
  profile.token_sign_tool = ReadText(in);
  profile.mobile_sign_tool = ReadText(in);
  profile.sign_tool.sign_tool = ReadText(in);
  profile.sign_tool.ca_tool = ReadText(in);
  profile.sign_tool.sign_tool_cert = ReadText(in);
  profile.sign_tool.ca_tool_cert = ReadText(in);
  in.End();
  if (!ok || !name.ok() || !algorithm) return Status(Reason::STORAGE_CORRUPT, "profile of an authority");
  profile.name = *std::move(name);
  profile.algorithm = *algorithm;
  return profile;
}

}  // namespace kepsim
