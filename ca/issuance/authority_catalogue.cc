#include "ca/issuance/authority_catalogue.h"

namespace kepsim {
namespace {

// The organisations are invented: INN and OGRN have the region code 00, which no region has, and right check
// digits.
struct Organisation {
  const char* common_name;
  const char* organization;
  const char* inn;
  const char* ogrn;
  const char* email;
  const char* state;
  const char* locality;
  const char* street;
};

// In the order of the ФНС's certificate (domain.md §1.5).
Name NameOf(const Organisation& organisation) {
  return {{Attribute::kInnle, organisation.inn},
          {Attribute::kEmail, organisation.email},
          {Attribute::kOgrn, organisation.ogrn},
          {Attribute::kCountry, "RU"},
          {Attribute::kState, organisation.state},
          {Attribute::kLocality, organisation.locality},
          {Attribute::kStreet, organisation.street},
          {Attribute::kOrganization, organisation.organization},
          {Attribute::kCommonName, organisation.common_name}};
}

// Of the form of the ФНС's and the ГУЦ's (domain.md §1.3 «Real tool strings»), saying what they are; ours.
IssuerSignTool SignTool(const char* ca_tool) {
  return {"ПАКМ «kepsim HSM» (версия 1.0), ТЕСТ", ca_tool, "Заключение № ТЕСТ-149/3/2/1-001 от 12.01.2024",
          "Заключение № ТЕСТ-149/7/6-001 от 12.01.2024"};
}

constexpr char kCaTool[] = "ПАК «kepsim УЦ» (версия 1.0), ТЕСТ";
constexpr char kRootTool[] = "ПАК «Головной удостоверяющий центр kepsim», ТЕСТ";
constexpr char kTokenTool[] = "СКЗИ «kepsim Токен» (версия 1.0), ТЕСТ";
constexpr char kMobileTool[] = "СКЗИ «kepsim Мобильный» (версия 1.0), ТЕСТ";

AuthorityProfile MakeRoot() {
  AuthorityProfile root;
  root.id = kRootId;
  root.name = NameOf({"ТЕСТ Головной удостоверяющий центр kepsim", "ТЕСТ Министерство kepsim", "0000000018",
                      "1020000000019", "root@kepsim.test", "77 Москва", "г. Москва", "ул. Тестовая, д. 1"});
  root.security_class = SecurityClass::kKv2;
  root.sign_tool = SignTool(kRootTool);
  return root;
}

AuthorityProfile MakeAuthority(const char* id, const Organisation& organisation, const char* license,
                               SecurityClass security_class, std::vector<CarrierKind> carriers) {
  AuthorityProfile authority;
  authority.id = id;
  authority.name = NameOf(organisation);
  authority.license_number = license;
  authority.carriers = std::move(carriers);
  authority.applicants = {ApplicantKind::kNaturalPerson};
  authority.security_class = security_class;
  authority.token_sign_tool = kTokenTool;
  authority.mobile_sign_tool = kMobileTool;
  authority.sign_tool = SignTool(kCaTool);
  return authority;
}

}  // namespace

const AuthorityProfile& RootProfile() {
  static const AuthorityProfile root = MakeRoot();
  return root;
}

const std::vector<AuthorityProfile>& AuthorityCatalogue() {
  using enum CarrierKind;
  static const std::vector<AuthorityProfile> catalogue = {
      MakeAuthority("azimut",
                    {"ТЕСТ УЦ «Азимут»", "ТЕСТ ООО «Азимут»", "0000000025", "1020000000020",
                     "azimut@kepsim.test", "77 Москва", "г. Москва", "ул. Тестовая, д. 2"},
                    "ЛСЗ № ТЕСТ-0000002, рег. № 00002Н от 12.01.2024", SecurityClass::kKc2,
                    {kUsbToken, kMobile}),
      MakeAuthority("kama",
                    {"ТЕСТ УЦ «Кама»", "ТЕСТ АО «Кама»", "0000000032", "1020000000030", "kama@kepsim.test",
                     "59 Пермский край", "г. Пермь", "ул. Тестовая, д. 3"},
                    "ЛСЗ № ТЕСТ-0000003, рег. № 00003Н от 12.01.2024", SecurityClass::kKc1, {kMobile}),
      MakeAuthority("pechora",
                    {"ТЕСТ УЦ «Печора»", "ТЕСТ ООО «Печора»", "0000000040", "1020000000041",
                     "pechora@kepsim.test", "11 Республика Коми", "г. Печора", "ул. Тестовая, д. 4"},
                    "ЛСЗ № ТЕСТ-0000004, рег. № 00004Н от 12.01.2024", SecurityClass::kKc2,
                    {kUsbToken, kMobile}),
      MakeAuthority("unaccredited",
                    {"ТЕСТ УЦ «Тобол», не аккредитован", "ТЕСТ ООО «Тобол»", "0000000057", "1020000000052",
                     "tobol@kepsim.test", "72 Тюменская область", "г. Тобольск", "ул. Тестовая, д. 5"},
                    "ЛСЗ № ТЕСТ-0000005, рег. № 00005Н от 12.01.2024", SecurityClass::kKc1, {kUsbToken}),
  };
  return catalogue;
}

const AuthorityProfile* FindAuthorityProfile(std::string_view id) {
  if (id == kRootId) return &RootProfile();
  for (const AuthorityProfile& authority : AuthorityCatalogue()) {
    if (authority.id == id) return &authority;
  }
  return nullptr;
}

}  // namespace kepsim
