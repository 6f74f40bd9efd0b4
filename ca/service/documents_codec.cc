#include "ca/service/documents_codec.h"

namespace kepsim {
namespace {

static_assert(static_cast<int>(Gender::kMale) == v1::GENDER_MALE);
static_assert(static_cast<int>(Gender::kFemale) == v1::GENDER_FEMALE);

constexpr Date kNoSuchDay{std::chrono::year(1), std::chrono::month(13), std::chrono::day(1)};

Date DecodeDate(const std::string& text) {
  if (text.empty()) return Date{};
  return ParseDate(text).value_or(kNoSuchDay);
}

std::string EncodeDate(Date date) {
  return date == Date{} ? std::string() : FormatDate(date);
}

}  // namespace

PersonName Decode(const v1::PersonName& in) {
  return {in.surname(), in.given_name(), in.patronymic()};
}

void Encode(const PersonName& name, v1::PersonName* out) {
  out->set_surname(name.surname);
  out->set_given_name(name.given_name);
  out->set_patronymic(name.patronymic);
}

Passport Decode(const v1::Passport& in) {
  Passport passport;
  passport.name = Decode(in.name());
  passport.series = in.series();
  passport.number = in.number();
  passport.issuer = in.issuer();
  passport.department_code = in.department_code();
  passport.issue_date = DecodeDate(in.issue_date());
  passport.birth_date = DecodeDate(in.birth_date());
  passport.birth_place = in.birth_place();
  if (v1::Gender_IsValid(in.gender())) passport.gender = static_cast<Gender>(in.gender());
  return passport;
}

void Encode(const Passport& passport, v1::Passport* out) {
  Encode(passport.name, out->mutable_name());
  out->set_series(passport.series);
  out->set_number(passport.number);
  out->set_issuer(passport.issuer);
  out->set_department_code(passport.department_code);
  out->set_issue_date(FormatDate(passport.issue_date));
  out->set_birth_date(FormatDate(passport.birth_date));
  out->set_birth_place(passport.birth_place);
  out->set_gender(static_cast<v1::Gender>(passport.gender));
}

Address Decode(const v1::Address& in) {
  return {in.state(), in.locality(), in.street()};
}

void Encode(const Address& address, v1::Address* out) {
  out->set_state(address.state);
  out->set_locality(address.locality);
  out->set_street(address.street);
}

SoleProprietor Decode(const v1::SoleProprietor& in) {
  return {in.ogrnip(), Decode(in.name())};
}

void Encode(const SoleProprietor& proprietor, v1::SoleProprietor* out) {
  out->set_ogrnip(proprietor.ogrnip);
  if (!proprietor.name.empty()) Encode(proprietor.name, out->mutable_name());
}

Organization Decode(const v1::Organization& in) {
  return {in.name(), in.ogrn(), in.inn(), Decode(in.address()), Decode(in.head())};
}

void Encode(const Organization& organization, v1::Organization* out) {
  out->set_name(organization.name);
  out->set_ogrn(organization.ogrn);
  out->set_inn(organization.inn);
  Encode(organization.address, out->mutable_address());
  Encode(organization.head, out->mutable_head());
}

Representation Decode(const v1::Representation& in) {
  return {in.title(), in.department(), in.power_of_attorney_number(),
          DecodeDate(in.power_of_attorney_issue_date()), DecodeDate(in.power_of_attorney_expiry_date())};
}

void Encode(const Representation& representation, v1::Representation* out) {
  out->set_title(representation.title);
  out->set_department(representation.department);
  out->set_power_of_attorney_number(representation.power_of_attorney_number);
  out->set_power_of_attorney_issue_date(EncodeDate(representation.power_of_attorney_issued));
  out->set_power_of_attorney_expiry_date(EncodeDate(representation.power_of_attorney_expires));
}

}  // namespace kepsim
