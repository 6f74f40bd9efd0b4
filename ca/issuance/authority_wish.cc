#include "ca/issuance/authority_wish.h"

#include <algorithm>
#include <array>

#include "ca/issuance/authority_organisation.h"
#include "ca/issuance/issuer_style.h"
#include "ca/person/check_digits.h"
#include "ca/person/text.h"

namespace kepsim {
namespace {

constexpr char kDefaultStyle[] = "commercial";
constexpr std::string_view kTestWord = "ТЕСТ ";
constexpr size_t kTestWordLength = 5;
constexpr size_t kLongestCommonName = 64;  // RFC 5280, ub-common-name
constexpr size_t kLongestId = 63;
constexpr size_t kLongestIdInName = 40;

using Violations = std::vector<FieldViolation>;

bool HasTestWord(std::string_view name) {
  return name.starts_with(kTestWord) || name.ends_with(" ТЕСТ") ||
         name.find(" ТЕСТ ") != std::string_view::npos;
}

std::string CommonNameOf(const std::string& display_name, const std::string& what, const std::string& id) {
  if (display_name.empty())
    return std::string(kTestWord) + what + " «" + id.substr(0, kLongestIdInName) + "»";
  return HasTestWord(display_name) ? display_name : std::string(kTestWord) + display_name;
}

void CheckIdAndName(const std::string& id, const std::string& display_name, Violations& violations) {
  if (id.empty()) {
    violations.push_back({"id", Reason::FIELD_REQUIRED, {}});
  } else if (!IsAuthorityId(id)) {
    violations.push_back({"id", Reason::FIELD_MALFORMED, {}});
  }
  const size_t room = kLongestCommonName - (HasTestWord(display_name) ? 0 : kTestWordLength);
  if (!display_name.empty()) CheckText(display_name, "display_name", room, violations);
}

void CheckAlgorithm(KeyAlgorithm algorithm, Violations& violations) {
  if (IsTestSet(algorithm)) violations.push_back({"algorithm", Reason::KEY_TEST_PARAMETERS, {}});
}

bool AllZero(std::string_view digits) {
  return digits.find_first_not_of('0') == std::string_view::npos;
}

void CheckNumbers(const AuthorityWish& wish, Violations& violations) {
  if (!wish.ogrn.empty()) {
    if (!IsDigits(wish.ogrn, 13) || AllZero(wish.ogrn)) {
      violations.push_back({"ogrn", Reason::OGRN_MALFORMED, {}});
    } else if (!OgrnCheckDigitHolds(wish.ogrn)) {
      violations.push_back({"ogrn", Reason::OGRN_CHECK_DIGIT, {}});
    }
  }
  if (!wish.inn.empty()) {
    if (!IsDigits(wish.inn, 10) || AllZero(wish.inn)) {
      violations.push_back({"inn", Reason::INNLE_MALFORMED, {}});
    } else if (!CompanyInnCheckDigitHolds(wish.inn)) {
      violations.push_back({"inn", Reason::INNLE_CHECK_DIGIT, {}});
    }
  }
}

// Seven digits that no organisation of the catalogue has.
std::string DrawDigits(const Operation& operation, std::string_view purpose) {
  std::array<uint8_t, 8> octets;
  operation.Stream(purpose)->Fill(octets);
  uint64_t value = 0;
  for (const uint8_t octet : octets) value = value << 8 | octet;
  return std::to_string(1'000'000 + value % 9'000'000);
}

Organisation OrganisationOf(const Operation& operation, const std::string& id, std::string common_name) {
  Organisation organisation;
  organisation.organization = common_name;
  organisation.common_name = std::move(common_name);
  organisation.inn = WithCompanyInnCheckDigit("00" + DrawDigits(operation, "authority-inn"));
  organisation.ogrn = WithOgrnCheckDigit("10200" + DrawDigits(operation, "authority-ogrn"));
  organisation.email = id + "@kepsim.test";
  organisation.state = "77 Москва";
  organisation.locality = "г. Москва";
  organisation.street = "ул. Тестовая, д. 100";
  return organisation;
}

std::optional<SecurityClass> ClassOf(std::string_view name) {
  for (int number = static_cast<int>(SecurityClass::kKc1); number <= static_cast<int>(SecurityClass::kKv2);
       ++number) {
    const auto security_class = static_cast<SecurityClass>(number);
    if (ClassName(security_class) == name) return security_class;
  }
  return std::nullopt;
}

// Each once, in the order of the enumeration.
template <class Enum, size_t N>
std::vector<Enum> Ordered(const std::vector<Enum>& wished, const std::array<Enum, N>& all) {
  std::vector<Enum> ordered;
  for (const Enum value : all) {
    if (wished.empty() || std::ranges::find(wished, value) != wished.end()) ordered.push_back(value);
  }
  return ordered;
}

void SetKinds(const AuthorityWish& wish, const IssuerStyle& style, AuthorityProfile& profile,
              Violations& violations) {
  for (const ApplicantKind kind : kApplicantKinds) {
    const bool wished = std::ranges::find(wish.applicants, kind) != wish.applicants.end();
    const bool possible = style.subjects.contains(kind);
    if (wished && !possible) {
      violations.push_back({"applicant_kinds", Reason::FIELD_OUT_OF_RANGE,
                            "the style does not issue to: " + std::string(NameOf(kind))});
    }
    if (possible && (wished || wish.applicants.empty())) profile.applicants.push_back(kind);
  }
}

}  // namespace

bool IsAuthorityId(std::string_view id) {
  const auto letter_or_digit = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  return !id.empty() && id.size() <= kLongestId && letter_or_digit(id.front()) &&
         std::ranges::all_of(id, [&](char c) { return letter_or_digit(c) || c == '-'; });
}

Result<AuthorityProfile> ProfileOf(const Operation& operation, const AuthorityWish& wish) {
  const std::string display_name = ComposeRussianLetters(wish.display_name);
  Violations violations;
  CheckIdAndName(wish.id, display_name, violations);
  CheckNumbers(wish, violations);
  CheckAlgorithm(wish.algorithm, violations);
  const std::optional<SecurityClass> security_class =
      wish.security_class.empty() ? SecurityClass::kKc2 : ClassOf(wish.security_class);
  if (!security_class) violations.push_back({"security_class", Reason::FIELD_OUT_OF_RANGE, {}});
  const IssuerStyle* const style = FindIssuerStyle(wish.style.empty() ? kDefaultStyle : wish.style);
  AuthorityProfile profile;
  if (style != nullptr) SetKinds(wish, *style, profile, violations);
  KEPSIM_TRY(Status::Violations(std::move(violations)));
  if (style == nullptr) return Status(Reason::STYLE_NOT_FOUND, wish.style);

  Organisation organisation = OrganisationOf(operation, wish.id, CommonNameOf(display_name, "УЦ", wish.id));
  if (!wish.ogrn.empty()) organisation.ogrn = wish.ogrn;
  if (!wish.inn.empty()) organisation.inn = wish.inn;
  profile.id = wish.id;
  profile.name = NameOf(organisation);
  profile.license_number = LicenseOf(DrawDigits(operation, "authority-license"));
  profile.carriers = Ordered(wish.carriers, std::array{CarrierKind::kUsbToken, CarrierKind::kMobile});
  profile.style = style->id;
  profile.qualified = style->qualified;
  profile.security_class = *security_class;
  profile.algorithm = wish.algorithm;
  SetTools(profile, false);
  return profile;
}

Result<AuthorityProfile> ProfileOf(const Operation& operation, const RootWish& wish) {
  const std::string display_name = ComposeRussianLetters(wish.display_name);
  Violations violations;
  CheckIdAndName(wish.id, display_name, violations);
  CheckAlgorithm(wish.algorithm, violations);
  KEPSIM_TRY(Status::Violations(std::move(violations)));
  AuthorityProfile profile;
  profile.id = wish.id;
  profile.name =
      NameOf(OrganisationOf(operation, wish.id, CommonNameOf(display_name, "Корневой УЦ", wish.id)));
  profile.qualified = wish.qualified;
  profile.security_class = SecurityClass::kKv2;
  profile.algorithm = wish.algorithm;
  SetTools(profile, true);
  return profile;
}

}  // namespace kepsim
