#include "ca/issuance/authority_organisation.h"

namespace kepsim {
namespace {

constexpr char kCaTool[] = "ПАК «kepsim УЦ» (версия 1.0), ТЕСТ";
constexpr char kRootTool[] = "ПАК «Головной удостоверяющий центр kepsim», ТЕСТ";
constexpr char kTokenTool[] = "СКЗИ «kepsim Токен» (версия 1.0), ТЕСТ";
constexpr char kMobileTool[] = "СКЗИ «kepsim Мобильный» (версия 1.0), ТЕСТ";

// Of the form of the ФНС's and the ГУЦ's (domain.md §1.3 «Real tool strings»), saying what they are; ours.
IssuerSignTool SignTool(const char* ca_tool) {
  return {"ПАКМ «kepsim HSM» (версия 1.0), ТЕСТ", ca_tool, "Заключение № ТЕСТ-149/3/2/1-001 от 12.01.2024",
          "Заключение № ТЕСТ-149/7/6-001 от 12.01.2024"};
}

}  // namespace

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

void SetTools(AuthorityProfile& profile, bool root) {
  profile.sign_tool = SignTool(root ? kRootTool : kCaTool);
  if (root) return;
  profile.token_sign_tool = kTokenTool;
  profile.mobile_sign_tool = kMobileTool;
}

std::string LicenseOf(const std::string& number) {
  return "ЛСЗ № ТЕСТ-" + number + ", рег. № " + number.substr(2) + "Н от 12.01.2024";
}

}  // namespace kepsim
