#include "ca/issuance/issuer_style.h"

#include <algorithm>

#include "ca/crypto/der.h"

namespace kepsim {
namespace {

using enum Attribute;
using enum ApplicantKind;
using enum CertificateExtension;

// F8, as leaves in practice have it (domain.md §1.3).
constexpr uint16_t kAllUses =
    kDigitalSignature | kNonRepudiation | kKeyEncipherment | kDataEncipherment | kKeyAgreement;
constexpr uint16_t kSigningUses = kDigitalSignature | kNonRepudiation;

constexpr char kClientAuth[] = "1.3.6.1.5.5.7.3.2";
constexpr char kEmailProtection[] = "1.3.6.1.5.5.7.3.4";
constexpr char kRegistrationCenterUser[] =
    "1.2.643.2.2.34.6";  // «Пользователь центра регистрации КриптоПро УЦ»

constexpr Term kOneYear{.months = 12};
// The longest that СКЗИ's documents let a user's key sign (domain.md §1.4).
constexpr Term kFifteenMonths{.months = 15};

// 2021-09-01 00:00 in Moscow: Order 31 of 29.01.2021 in force.
constexpr Time kOrder31 = FromSeconds(1'630'443'600);

IssuerStyle Commercial() {
  return {
      .id = "commercial",
      .about =
          "A commercial CA: attributes in the order of ЕСИА's tables, tools and class of the CA, a year.",
      .qualified = true,
      // EPGU-DOCS, tables 3 to 6.
      .subjects = {{kNaturalPerson,
                    {kCommonName, kSurname, kGivenName, kCountry, kState, kLocality, kStreet, kSnils, kInn}},
                   {kSoleProprietor,
                    {kCommonName, kSurname, kGivenName, kCountry, kState, kLocality, kStreet, kOrganization,
                     kSnils, kInn, kOgrnip}},
                   {kLegalEntityHead,
                    {kCommonName, kSurname, kGivenName, kTitle, kCountry, kState, kLocality, kStreet,
                     kOrganization, kSnils, kInn, kOgrn, kInnle}},
                   {kLegalEntityEmployee,
                    {kCommonName, kSurname, kGivenName, kTitle, kCountry, kState, kLocality, kStreet,
                     kOrganization, kOrganizationalUnit, kSnils, kInn, kOgrn, kInnle}},
                   {kInformationSystem,
                    {kCommonName, kCountry, kState, kLocality, kStreet, kOrganization, kOgrn, kInnle}}},
      .named_by_organization = {kLegalEntityHead, kInformationSystem},
      .pads_company_inn = false,
      .sole_proprietor_prefix = "ИП ",
      .string_types = {},
      .extensions = {{kKeyUsage, true},
                     {kExtendedKeyUsage},
                     {kCertificatePolicies},
                     {kSubjectSignTool},
                     {kIdentificationKind},
                     {kSubjectKeyId},
                     {kIssuerSignTool},
                     {kCrlDistributionPoints},
                     {kAuthorityInfoAccess},
                     {kPrivateKeyUsagePeriod},
                     {kAuthorityKeyId}},
      .key_usage = kAllUses,
      .purposes = {kClientAuth, kEmailProtection, kRegistrationCenterUser},
      .strongest_holder_class = SecurityClass::kKa1,
      .certificate_term = kOneYear,
      .private_key_term = kOneYear,
      .key_identifier = KeyIdentifierMethod::kBitString,
      .authority_key_id_names_certificate = true,
      .identification_kind_since = std::nullopt,
  };
}

IssuerStyle TaxService() {
  IssuerStyle style = Commercial();
  style.id = "tax-service";
  style.about = "Like the ФНС: numbers first and the name last, 15 months.";
  // The order of ЕСИА's test leaf, which an organization's CA of CryptoPro made (domain.md §1.2).
  style.subjects = {
      {kNaturalPerson,
       {kInn, kSnils, kStreet, kLocality, kState, kCountry, kGivenName, kSurname, kCommonName}},
      {kSoleProprietor,
       {kInn, kSnils, kOgrnip, kOrganization, kStreet, kLocality, kState, kCountry, kGivenName, kSurname,
        kCommonName}},
      {kLegalEntityHead,
       {kInnle, kInn, kSnils, kOgrn, kTitle, kOrganization, kStreet, kLocality, kState, kCountry, kGivenName,
        kSurname, kCommonName}},
      {kLegalEntityEmployee,
       {kInnle, kInn, kSnils, kOgrn, kTitle, kOrganizationalUnit, kOrganization, kStreet, kLocality, kState,
        kCountry, kGivenName, kSurname, kCommonName}},
      {kInformationSystem, {kInnle, kOgrn, kOrganization, kStreet, kLocality, kState, kCountry, kCommonName}},
  };
  style.named_by_organization = {kLegalEntityHead, kLegalEntityEmployee, kInformationSystem};
  // A leaf of the ФНС's has the ФИО alone there.
  style.sole_proprietor_prefix = "";
  // The tail is that of a leaf of the ФНС's (domain.md §1.3); before it stand those that it does not tell of.
  style.extensions = {{kKeyUsage, true},      {kExtendedKeyUsage},    {kSubjectKeyId},
                      {kAuthorityInfoAccess}, {kCertificatePolicies}, {kPrivateKeyUsagePeriod},
                      {kIssuerSignTool},      {kSubjectSignTool},     {kCrlDistributionPoints},
                      {kIdentificationKind},  {kAuthorityKeyId}};
  style.purposes = {kClientAuth, kEmailProtection};
  style.certificate_term = kFifteenMonths;
  style.private_key_term = kFifteenMonths;
  style.key_identifier = KeyIdentifierMethod::kSubjectPublicKeyInfo;
  return style;
}

IssuerStyle Goskey() {
  IssuerStyle style = Commercial();
  style.id = "goskey";
  style.about = "Like Госключ: a person's name and numbers without an address, class КС1, no key period.";
  // A leaf of Госключ's; organizations must have their place (63-ФЗ ст. 17 ч. 2).
  style.subjects = {
      {kNaturalPerson, {kCountry, kGivenName, kSurname, kSnils, kInn, kCommonName}},
      {kSoleProprietor, {kCountry, kGivenName, kSurname, kOrganization, kSnils, kInn, kOgrnip, kCommonName}},
      {kLegalEntityHead,
       {kCountry, kState, kLocality, kStreet, kOrganization, kTitle, kGivenName, kSurname, kSnils, kInn,
        kOgrn, kInnle, kCommonName}},
      {kLegalEntityEmployee,
       {kCountry, kState, kLocality, kStreet, kOrganization, kOrganizationalUnit, kTitle, kGivenName,
        kSurname, kSnils, kInn, kOgrn, kInnle, kCommonName}},
      {kInformationSystem, {kCountry, kState, kLocality, kStreet, kOrganization, kOgrn, kInnle, kCommonName}},
  };
  style.extensions = {{kKeyUsage, true}, {kExtendedKeyUsage},    {kIdentificationKind},
                      {kSubjectKeyId},   {kCertificatePolicies}, {kSubjectSignTool},
                      {kIssuerSignTool}, {kAuthorityInfoAccess}, {kCrlDistributionPoints},
                      {kAuthorityKeyId}};
  style.purposes = {kClientAuth, kEmailProtection};
  style.strongest_holder_class = SecurityClass::kKc1;
  return style;
}

IssuerStyle Pre2021() {
  IssuerStyle style = Commercial();
  style.id = "pre-2021";
  style.about = "As before September 2021: a company's INN padded in INN, no INNLE, texts as BMPString.";
  // A legal entity's leaf of 2017 (domain.md §1.2).
  style.subjects = {
      {kNaturalPerson,
       {kSnils, kInn, kStreet, kCountry, kState, kLocality, kGivenName, kSurname, kCommonName}},
      {kSoleProprietor,
       {kSnils, kOgrnip, kInn, kStreet, kCountry, kState, kLocality, kOrganization, kGivenName, kSurname,
        kCommonName}},
      {kLegalEntityHead,
       {kSnils, kOgrn, kInn, kStreet, kCountry, kState, kLocality, kOrganization, kTitle, kGivenName,
        kSurname, kCommonName}},
      {kLegalEntityEmployee,
       {kSnils, kOgrn, kInn, kStreet, kCountry, kState, kLocality, kOrganization, kOrganizationalUnit, kTitle,
        kGivenName, kSurname, kCommonName}},
      {kInformationSystem, {kOgrn, kInn, kStreet, kCountry, kState, kLocality, kOrganization, kCommonName}},
  };
  style.named_by_organization = {kLegalEntityHead, kLegalEntityEmployee, kInformationSystem};
  style.pads_company_inn = true;
  style.sole_proprietor_prefix = "Индивидуальный предприниматель ";
  for (const Attribute text : {kCommonName, kSurname, kGivenName, kState, kLocality, kStreet, kOrganization,
                               kOrganizationalUnit, kTitle}) {
    style.string_types[text] = der::kBmpString;
  }
  // As in most certificates of authorities of those years, keyUsage is not critical (interop.md).
  style.extensions = {{kKeyUsage},
                      {kExtendedKeyUsage},
                      {kSubjectKeyId},
                      {kSubjectSignTool},
                      {kIssuerSignTool},
                      {kCertificatePolicies},
                      {kAuthorityKeyId},
                      {kCrlDistributionPoints},
                      {kAuthorityInfoAccess},
                      {kPrivateKeyUsagePeriod},
                      {kIdentificationKind}};
  // ЕСИА's test certificate: the key signs a year to the second, the certificate lasts ten minutes longer.
  style.certificate_term = {.months = 12, .more = std::chrono::minutes(10)};
  style.key_identifier = KeyIdentifierMethod::kSubjectPublicKeyInfo;
  style.identification_kind_since = kOrder31;
  return style;
}

IssuerStyle Unqualified() {
  IssuerStyle style = Commercial();
  style.id = "unqualified";
  style.about =
      "Unqualified signatures (УНЭП) like those of Госключ: natural persons, no marks of Order 795.";
  style.qualified = false;
  style.subjects = {{kNaturalPerson, {kCountry, kGivenName, kSurname, kSnils, kCommonName}}};
  style.named_by_organization = {};
  style.extensions = {{kKeyUsage, true},      {kExtendedKeyUsage},      {kSubjectKeyId},
                      {kAuthorityInfoAccess}, {kCrlDistributionPoints}, {kAuthorityKeyId}};
  style.key_usage = kSigningUses;
  style.purposes = {kEmailProtection};
  style.authority_key_id_names_certificate = false;
  return style;
}

}  // namespace

bool IssuerStyle::Writes(CertificateExtension extension) const {
  return std::ranges::find(extensions, extension, &ExtensionPlace::extension) != extensions.end();
}

std::span<const IssuerStyle> IssuerStyles() {
  static const std::vector<IssuerStyle> styles = {Commercial(), TaxService(), Goskey(), Pre2021(),
                                                  Unqualified()};
  return styles;
}

const IssuerStyle* FindIssuerStyle(std::string_view id) {
  const auto styles = IssuerStyles();
  const auto found = std::ranges::find(styles, id, &IssuerStyle::id);
  return found == styles.end() ? nullptr : &*found;
}

}  // namespace kepsim
