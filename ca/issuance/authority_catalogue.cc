#include "ca/issuance/authority_catalogue.h"

#include "ca/issuance/authority_organisation.h"

namespace kepsim {
namespace {

AuthorityProfile MakeRoot(const char* id, const Organisation& organisation, bool qualified) {
  AuthorityProfile root;
  root.id = id;
  root.name = NameOf(organisation);
  root.qualified = qualified;
  root.security_class = SecurityClass::kKv2;
  SetTools(root, true);
  return root;
}

struct Service {
  std::vector<CarrierKind> carriers;
  std::vector<ApplicantKind> applicants;
  SecurityClass security_class = SecurityClass::kKc2;
  const char* style = "commercial";
  KeyAlgorithm algorithm = KeyAlgorithm::k256CryptoProA;
};

AuthorityProfile MakeAuthority(const char* id, const Organisation& organisation, const char* license,
                               Service service) {
  AuthorityProfile authority;
  authority.id = id;
  authority.name = NameOf(organisation);
  authority.license_number = LicenseOf(license);
  authority.carriers = std::move(service.carriers);
  authority.applicants = std::move(service.applicants);
  authority.style = service.style;
  authority.security_class = service.security_class;
  authority.algorithm = service.algorithm;
  SetTools(authority, false);
  return authority;
}

std::vector<CataloguedAuthority> MakeCatalogue() {
  using enum CarrierKind;
  using enum ApplicantKind;
  std::vector<CataloguedAuthority> catalogue = {
      {MakeAuthority("azimut",
                     {"ТЕСТ УЦ «Азимут»", "ТЕСТ ООО «Азимут»", "0000000025", "1020000000020",
                      "azimut@kepsim.test", "77 Москва", "г. Москва", "ул. Тестовая, д. 2"},
                     "0000002",
                     {{kUsbToken, kMobile}, {kNaturalPerson, kLegalEntityEmployee, kInformationSystem}}),
       kRootId},
      {MakeAuthority(
           "oka",
           {"ТЕСТ УЦ «Ока»", "ТЕСТ Налоговая служба «Ока»", "0000000064", "1020000000063", "oka@kepsim.test",
            "52 Нижегородская область", "г. Нижний Новгород", "ул. Тестовая, д. 6"},
           "0000006", {{kUsbToken}, {kSoleProprietor, kLegalEntityHead}, SecurityClass::kKc3, "tax-service"}),
       kRootId},
      {MakeAuthority("kama",
                     {"ТЕСТ УЦ «Кама»", "ТЕСТ АО «Кама»", "0000000032", "1020000000030", "kama@kepsim.test",
                      "59 Пермский край", "г. Пермь", "ул. Тестовая, д. 3"},
                     "0000003", {{kMobile}, {kNaturalPerson}, SecurityClass::kKc1, "goskey"}),
       kSecondRootId},
      {MakeAuthority("lena",
                     {"ТЕСТ УЦ «Лена»", "ТЕСТ ПАО «Лена»", "0000000071", "1020000000074", "lena@kepsim.test",
                      "14 Республика Саха (Якутия)", "г. Якутск", "ул. Тестовая, д. 7"},
                     "0000007",
                     {{kUsbToken},
                      {std::begin(kApplicantKinds), std::end(kApplicantKinds)},
                      SecurityClass::kKc2,
                      "pre-2021",
                      KeyAlgorithm::k512Tc26A}),
       kSecondRootId},
      {MakeAuthority("pechora",
                     {"ТЕСТ УЦ «Печора»", "ТЕСТ ООО «Печора»", "0000000040", "1020000000041",
                      "pechora@kepsim.test", "11 Республика Коми", "г. Печора", "ул. Тестовая, д. 4"},
                     "0000004", {{kUsbToken, kMobile}, {kNaturalPerson}}),
       kRootId},
      {MakeAuthority("unaccredited",
                     {"ТЕСТ УЦ «Тобол», не аккредитован", "ТЕСТ ООО «Тобол»", "0000000057", "1020000000052",
                      "tobol@kepsim.test", "72 Тюменская область", "г. Тобольск", "ул. Тестовая, д. 5"},
                     "0000005",
                     {{kUsbToken},
                      {kNaturalPerson},
                      SecurityClass::kKc1,
                      "commercial",
                      KeyAlgorithm::k256CryptoProXchA}),
       kRootId},
      {MakeAuthority("dvina",
                     {"ТЕСТ УЦ «Двина». Неквалифицированная электронная подпись", "ТЕСТ АО «Двина»",
                      "0000000089", "1020000000085", "dvina@kepsim.test", "29 Архангельская область",
                      "г. Архангельск", "ул. Тестовая, д. 8"},
                     "0000008", {{kUsbToken, kMobile}, {kNaturalPerson}, SecurityClass::kKc1, "unqualified"}),
       kUnqualifiedRootId},
  };
  for (CataloguedAuthority& authority : catalogue) {
    authority.profile.qualified = authority.root != kUnqualifiedRootId;
  }
  return catalogue;
}

}  // namespace

const std::vector<AuthorityProfile>& RootCatalogue() {
  static const std::vector<AuthorityProfile> roots = {
      MakeRoot(kRootId,
               {"ТЕСТ Головной удостоверяющий центр kepsim", "ТЕСТ Министерство kepsim", "0000000018",
                "1020000000019", "root@kepsim.test", "77 Москва", "г. Москва", "ул. Тестовая, д. 1"},
               true),
      MakeRoot(kSecondRootId,
               {"ТЕСТ Второй головной удостоверяющий центр", "ТЕСТ Второе министерство", "0000000096",
                "1020000000096", "second-root@kepsim.test", "78 Санкт-Петербург", "г. Санкт-Петербург",
                "ул. Тестовая, д. 9"},
               true),
      MakeRoot(kUnqualifiedRootId,
               {"ТЕСТ Корневой УЦ неквалифицированной подписи", "ТЕСТ АО «Устье»", "0000000106",
                "1020000000107", "unqualified-root@kepsim.test", "29 Архангельская область", "г. Архангельск",
                "ул. Тестовая, д. 10"},
               false),
  };
  return roots;
}

const std::vector<CataloguedAuthority>& AuthorityCatalogue() {
  static const std::vector<CataloguedAuthority> catalogue = MakeCatalogue();
  return catalogue;
}

}  // namespace kepsim
