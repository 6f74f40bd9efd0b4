#include "client/kepsim/bench/citizen.h"

#include <string_view>

#include "ca/person/check_digits.h"

namespace kepsim {
namespace {

using namespace std::string_view_literals;

constexpr char kBirthDate[] = "1985-04-12";

std::string Digits(int64_t number, size_t count) {
  std::string text = std::to_string(number);
  return std::string(count - std::min(count, text.size()), '0') + text;
}

// ours: a surname of six letters that spells the number, so that people differ in the certificate too.
std::string Surname(int64_t number) {
  static constexpr std::string_view kLetters[] = {"а", "е", "и", "о", "у", "ы", "э", "я", "ю", "ё"};
  std::string surname = "Б";
  for (const char digit : Digits(number, 7)) surname += kLetters[digit - '0'];
  return surname + "н";
}

}  // namespace

BenchCitizen MakeBenchCitizen(int64_t number) {
  BenchCitizen citizen;
  citizen.login = "bench-" + std::to_string(number);
  citizen.password = "bench-password";
  const std::string snils = FormatSnils(WithSnilsCheckDigits(Digits(991'000'000 + number, 9)));

  v1::RegisterAccountRequest& account = citizen.registration;
  account.set_login(citizen.login);
  account.set_password(citizen.password);
  account.mutable_person()->set_surname(Surname(number));
  account.mutable_person()->set_given_name("Пётр");
  account.mutable_person()->set_patronymic("Ильич");
  account.set_snils(snils);
  account.set_birth_date(kBirthDate);

  v1::SubmitDocumentsRequest& documents = citizen.documents;
  v1::Passport& passport = *documents.mutable_passport();
  *passport.mutable_name() = account.person();
  passport.set_series("9900");
  passport.set_number(Digits(number % 1'000'000, 6));
  passport.set_issuer("ГУ МВД России по г. Москве");
  passport.set_department_code("770-001");
  passport.set_issue_date("2010-05-20");
  passport.set_birth_date(kBirthDate);
  passport.set_birth_place("г. Москва");
  passport.set_gender(v1::GENDER_MALE);
  documents.mutable_snils()->set_number(snils);
  documents.mutable_inn()->set_number(WithPersonInnCheckDigits(Digits(7'700'000'000 + number, 10)));
  documents.mutable_address()->set_state("77 Москва");
  documents.mutable_address()->set_locality("Москва");
  documents.mutable_address()->set_street("улица Стендовая, дом 1");
  return citizen;
}

std::string MakeBenchScan() {
  return std::string(
      "\x89PNG\r\n\x1A\n"
      "\0\0\0\x0DIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0\x3A\x7E\x9B\x55"
      "\0\0\0\x0AIDAT\x78\x9C\x63\x60\0\0\0\x02\0\x01\x48\xAF\xA4\x71"
      "\0\0\0\0IEND\xAE\x42\x60\x82"sv);
}

}  // namespace kepsim
