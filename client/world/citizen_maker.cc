#include "client/world/citizen_maker.h"

#include <algorithm>
#include <array>

#include "ca/identity/passport_term.h"
#include "ca/person/check_digits.h"

namespace kepsim {
namespace {

constexpr const char* kSurnames[] = {"Абрамов", "Белов", "Воронцов", "Громов",  "Дёмин", "Ершов",
                                     "Жуков",   "Зимин", "Ильин",    "Королёв", "Лыков", "Малахов",
                                     "Носов",   "Орлов", "Панин",    "Рудин"};
constexpr const char* kNames[] = {"Алексей", "Борис",  "Виктор", "Глеб", "Денис", "Егор",  "Игорь",  "Кирилл",
                                  "Лев",     "Максим", "Никита", "Олег", "Пётр",  "Роман", "Сергей", "Фёдор"};
constexpr const char* kPatronymics[] = {"Андреевич",  "Борисович", "Викторович", "Дмитриевич",
                                        "Евгеньевич", "Иванович",  "Олегович",   "Сергеевич"};

constexpr const char* kOrganizations[] = {"Ветер", "Родник", "Маяк",  "Парус",
                                          "Кедр",  "Сокол",  "Залив", "Тропа"};

uint32_t Draw(RandomStream& random, uint32_t below) {
  std::array<uint8_t, 8> octets;
  random.Fill(octets);
  uint64_t value = 0;
  for (uint8_t octet : octets) value = value << 8 | octet;
  return static_cast<uint32_t>(value % below);
}

template <size_t N>
const char* Pick(RandomStream& random, const char* const (&from)[N]) {
  return from[Draw(random, N)];
}

std::string Digits(uint32_t value, size_t width) {
  std::string text = std::to_string(value);
  return std::string(width - std::min(width, text.size()), '0') + text;
}

PersonName MakeName(RandomStream& random) {
  return {Pick(random, kSurnames), Pick(random, kNames), Pick(random, kPatronymics)};
}

// The catalogue of organizations has 99 where these have 98.
Organization MakeOrganization(RandomStream& random, const PersonName& head) {
  const std::string number = Digits(Draw(random, 100'000), 5);
  Organization organization;
  organization.name = std::string("ТЕСТ ООО «") + Pick(random, kOrganizations) + "-" + number + "»";
  organization.ogrn = WithOgrnCheckDigit("1200098" + number);
  organization.inn = WithCompanyInnCheckDigit("0098" + number);
  organization.address = {"77 Москва", "г. Москва", "ул. Тестовая, д. 98"};
  organization.head = head;
  return organization;
}

Representation ByAttorney(RandomStream& random, Time now) {
  return {"Инженер", "Отдел разработки", "ТЕСТ-98/" + Digits(Draw(random, 1'000'000), 6),
          DateOf(now - 30 * kDay), DateOf(now + 365 * kDay)};
}

}  // namespace

DocumentSet MakeCitizen(RandomStream& random, Time now) {
  DocumentSet citizen;
  Passport& passport = citizen.passport;
  passport.name = MakeName(random);
  passport.series = "9991";
  passport.number = Digits(Draw(random, 1'000'000), 6);
  passport.issuer = "ТЕСТ ОВД kepsim";
  passport.department_code = "990-001";
  // From 25 to 43 years old, with the passport of the 20th birthday: it serves until the 45th.
  const Time birth = now - (25 * 366 + Draw(random, 18 * 365)) * kDay;
  passport.birth_date = DateOf(birth);
  passport.issue_date = std::max(DateOf(StartOf(AddYears(passport.birth_date, 20)) + 30 * kDay),
                                 EarliestPassport(passport.birth_date));
  passport.birth_place = "г. Москва";
  passport.gender = Gender::kMale;
  citizen.snils.number = WithSnilsCheckDigits("99" + Digits(1'000'000 + Draw(random, 9'000'000), 7));
  citizen.address = {"77 Москва", "г. Москва", ""};
  return citizen;
}

void AddDocumentsOfKind(RandomStream& random, Time now, DocumentSet& documents) {
  const ApplicantKind kind = documents.kind;
  const PersonName& applicant = documents.passport.name;
  if (kind == ApplicantKind::kSoleProprietor && !documents.sole_proprietor) {
    documents.sole_proprietor = {WithOgrnipCheckDigit("3200098" + Digits(Draw(random, 10'000'000), 7)), {}};
  }
  if (!IsOfOrganization(kind)) return;
  const bool by_attorney = kind == ApplicantKind::kLegalEntityEmployee;
  if (!documents.organization) {
    documents.organization = MakeOrganization(random, by_attorney ? MakeName(random) : applicant);
  }
  if (documents.representation) return;
  if (kind == ApplicantKind::kLegalEntityHead) {
    documents.representation = Representation{"Генеральный директор", {}, {}, {}, {}};
  } else if (by_attorney || !SameName(documents.organization->head, applicant)) {
    documents.representation = ByAttorney(random, now);
  }
}

}  // namespace kepsim
