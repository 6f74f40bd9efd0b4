#include "client/portal/registration.h"

#include <gmock/gmock.h>

#include "tests/client/portal/portal_bench.h"

namespace kepsim {
namespace {

using testing::UnorderedElementsAre;

struct WrongField {
  const char* name;
  std::function<void(Registration&)> spoil;
  std::string field;
  Reason reason;
};

class RegistrationField : public testing::TestWithParam<WrongField> {};

TEST_P(RegistrationField, IsRefused) {
  Registration registration = PortalBench::Petrov();
  GetParam().spoil(registration);
  const Status status = CheckRegistration(registration, kNow);
  EXPECT_EQ(status.reason(), Reason::INVALID_FIELDS);
  ASSERT_EQ(status.violations().size(), 1u);
  EXPECT_EQ(status.violations()[0].field, GetParam().field);
  EXPECT_EQ(status.violations()[0].reason, GetParam().reason);
}

INSTANTIATE_TEST_SUITE_P(
    All, RegistrationField,
    testing::Values(
        WrongField{"NoLogin", [](auto& r) { r.login = ""; }, "login", Reason::FIELD_REQUIRED},
        WrongField{"ShortLogin", [](auto& r) { r.login = "ab"; }, "login", Reason::FIELD_MALFORMED},
        WrongField{"LoginCharacters", [](auto& r) { r.login = "иван"; }, "login", Reason::FIELD_MALFORMED},
        WrongField{"LoginSpace", [](auto& r) { r.login = "a b c"; }, "login", Reason::FIELD_MALFORMED},
        WrongField{"LongLogin", [](auto& r) { r.login.assign(65, 'a'); }, "login", Reason::FIELD_TOO_LONG},
        WrongField{"NoPassword", [](auto& r) { r.password = Secret(); }, "password", Reason::FIELD_REQUIRED},
        // 7 characters in 14 octets.
        WrongField{"ShortPassword", [](auto& r) { r.password = Secret("парольк"); }, "password",
                   Reason::PASSWORD_TOO_SHORT},
        WrongField{"LongPassword", [](auto& r) { r.password = Secret(std::string(129, 'p')); }, "password",
                   Reason::FIELD_TOO_LONG},
        WrongField{"NoSurname", [](auto& r) { r.person.surname = ""; }, "person.surname",
                   Reason::FIELD_REQUIRED},
        WrongField{"GivenName", [](auto& r) { r.person.given_name = "Иван4"; }, "person.given_name",
                   Reason::NAME_CHARACTERS},
        WrongField{"NoSnils", [](auto& r) { r.snils = ""; }, "snils", Reason::FIELD_REQUIRED},
        WrongField{"SnilsForm", [](auto& r) { r.snils = "112-233-445-95"; }, "snils",
                   Reason::SNILS_MALFORMED},
        WrongField{"SnilsZero", [](auto& r) { r.snils = "00000000000"; }, "snils", Reason::SNILS_MALFORMED},
        WrongField{"SnilsCheck", [](auto& r) { r.snils = "112-233-445 96"; }, "snils",
                   Reason::SNILS_CHECK_DIGIT},
        WrongField{"NoBirthDate", [](auto& r) { r.birth_date = ""; }, "birth_date", Reason::FIELD_REQUIRED},
        WrongField{"BirthDateForm", [](auto& r) { r.birth_date = "1985-02-30"; }, "birth_date",
                   Reason::FIELD_MALFORMED},
        WrongField{"Unborn", [](auto& r) { r.birth_date = "2026-11-23"; }, "birth_date",
                   Reason::BIRTH_DATE_IN_FUTURE},
        WrongField{"TooOld", [](auto& r) { r.birth_date = "1899-12-31"; }, "birth_date",
                   Reason::FIELD_OUT_OF_RANGE}),
    [](const auto& row) { return row.param.name; });

TEST(Registration, TellsEverythingAtOnce) {
  const Status status = CheckRegistration({}, kNow);
  std::vector<std::string> fields;
  for (const FieldViolation& violation : status.violations()) fields.push_back(violation.field);
  EXPECT_THAT(fields, UnorderedElementsAre("login", "password", "person.surname", "person.given_name",
                                           "snils", "birth_date"));
}

TEST(Registration, KeepsWhatWasGiven) {
  PortalBench bench;
  const Account made = bench.Registered(PortalBench::Petrov());
  const Account kept = bench.Reloaded(made);
  EXPECT_EQ(kept.login, "petrov");
  EXPECT_EQ(kept.person, PortalBench::Petrov().person);
  EXPECT_EQ(kept.snils, "11223344595");
  EXPECT_EQ(FormatDate(kept.birth_date), "1985-03-01");
  EXPECT_EQ(kept.level, AccountLevel::kStandard);
  EXPECT_EQ(kept.created, kNow);
  EXPECT_FALSE(bench.Active(kept));
  EXPECT_EQ(bench.Events("account.registered").size(), 1u);
}

TEST(Registration, SnilsKeepsItsLeadingZeros) {
  PortalBench bench;
  Registration registration = PortalBench::Petrov();
  registration.snils = "001-001-998 00";
  bench.Registered(registration);
  EXPECT_EQ(bench.portal.FindBySnils("00100199800").value()->snils, "00100199800");
  EXPECT_FALSE(bench.portal.FindBySnils("100199800").value());
}

TEST(Registration, DecomposedLettersAreKeptComposed) {
  PortalBench bench;
  Registration registration = PortalBench::Petrov();
  registration.person = {"Заи\u0306цев", "Пе\u0308тр", ""};
  EXPECT_EQ(bench.Registered(registration).person, (PersonName{"Зайцев", "Пётр", ""}));
}

TEST(Registration, LoginAndSnilsAreTakenOnce) {
  PortalBench bench;
  bench.Registered(PortalBench::Petrov());
  const auto reason = [&](const Registration& registration) {
    return bench.Run([&](Operation& op) { return bench.portal.Register(op, registration); })
        .status()
        .reason();
  };
  Registration same_login = PortalBench::Ivanova();
  same_login.login = "PETROV";
  EXPECT_EQ(reason(same_login), Reason::LOGIN_TAKEN);
  Registration same_snils = PortalBench::Ivanova();
  same_snils.snils = "11223344595";
  EXPECT_EQ(reason(same_snils), Reason::SNILS_TAKEN);
  EXPECT_EQ(reason(PortalBench::Ivanova()), Reason::OK);
}

TEST(Registration, OfTwoInOneMomentOneIsMade) {
  PortalBench bench;
  Reason inner = Reason::OK;
  bool raced = false;
  const auto outer = bench.Run([&](Operation& op) -> Result<Account> {
    auto account = bench.portal.Register(op, PortalBench::Petrov());
    if (!std::exchange(raced, true)) {
      inner = bench.operations
                  .Run({"other", {}, {}},
                       [&](Operation& other) { return bench.portal.Register(other, PortalBench::Petrov()); })
                  .status()
                  .reason();
    }
    return account;
  });
  EXPECT_EQ(inner, Reason::OK);
  EXPECT_EQ(outer.status().reason(), Reason::LOGIN_TAKEN);
}

TEST(Registration, ConfirmingTwiceTellsOnce) {
  PortalBench bench;
  Account account = bench.Confirmed(PortalBench::Petrov());
  EXPECT_EQ(account.level, AccountLevel::kConfirmed);
  ASSERT_TRUE(bench
                  .Run([&](Operation& op) {
                    bench.portal.Confirm(op, account);
                    return OkStatus();
                  })
                  .ok());
  EXPECT_EQ(bench.Events("account.confirmed").size(), 1u);
}

TEST(Registration, UnknownAccountsAreNotFound) {
  PortalBench bench;
  const Account account = bench.Registered(PortalBench::Petrov());
  for (const std::string& name : {std::string(), std::string("accounts/"), account.id, "links/" + account.id,
                                  account.Name() + "0", "accounts/" + std::string(26, '0')}) {
    EXPECT_EQ(bench.portal.LoadAccount(name).status().reason(), Reason::ACCOUNT_NOT_FOUND) << name;
  }
}

}  // namespace
}  // namespace kepsim
