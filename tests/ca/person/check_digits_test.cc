#include "ca/person/check_digits.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kepsim {
namespace {

struct Number {
  const char* digits;
  bool holds;
};

void PrintTo(const Number& number, std::ostream* out) {
  *out << number.digits;
}

class Snils : public testing::TestWithParam<Number> {};
TEST_P(Snils, CheckDigits) {
  EXPECT_EQ(SnilsCheckDigitsHold(GetParam().digits), GetParam().holds);
}
INSTANTIATE_TEST_SUITE_P(
    Vectors, Snils,
    testing::Values(Number{"11223344595", true}, Number{"08765430300", true}, Number{"10001899900", true},
                    Number{"10001989900", true}, Number{"10001998901", true}, Number{"10000999999", true},
                    Number{"10199899900", true}, Number{"99999999901", true}, Number{"00100199965", true},
                    Number{"00100199800", true}, Number{"00100199899", true}, Number{"00000600061", true},
                    Number{"11223344596", false}, Number{"11223344594", false}, Number{"08765430301", false},
                    Number{"00100199964", false}, Number{"1122334459", false}, Number{"112233445950", false},
                    Number{"1122334459a", false}, Number{"", false}));

class PersonInn : public testing::TestWithParam<Number> {};
TEST_P(PersonInn, CheckDigits) {
  EXPECT_EQ(PersonInnCheckDigitsHold(GetParam().digits), GetParam().holds);
}
INSTANTIATE_TEST_SUITE_P(Vectors, PersonInn,
                         testing::Values(Number{"500100732259", true}, Number{"000000000000", true},
                                         Number{"500100732258", false}, Number{"500100732249", false},
                                         Number{"50010073225", false}, Number{"5001007322590", false},
                                         Number{"50010073225x", false}, Number{"", false}));

class CompanyInn : public testing::TestWithParam<Number> {};
TEST_P(CompanyInn, CheckDigit) {
  EXPECT_EQ(CompanyInnCheckDigitHolds(GetParam().digits), GetParam().holds);
}
INSTANTIATE_TEST_SUITE_P(Vectors, CompanyInn,
                         testing::Values(Number{"7707083893", true}, Number{"7736050003", true},
                                         Number{"7710474375", true}, Number{"7707329152", true},
                                         Number{"9900000000", true}, Number{"7707083894", false},
                                         Number{"770708389", false}, Number{"77070838930", false}));

class Ogrn : public testing::TestWithParam<Number> {};
TEST_P(Ogrn, CheckDigit) {
  EXPECT_EQ(OgrnCheckDigitHolds(GetParam().digits), GetParam().holds);
}
INSTANTIATE_TEST_SUITE_P(Vectors, Ogrn,
                         testing::Values(Number{"1027700132195", true}, Number{"1047702026701", true},
                                         Number{"1027739113049", true}, Number{"1000000000000", true},
                                         Number{"1027700132196", false}, Number{"102770013219", false}));

class Ogrnip : public testing::TestWithParam<Number> {};
TEST_P(Ogrnip, CheckDigit) {
  EXPECT_EQ(OgrnipCheckDigitHolds(GetParam().digits), GetParam().holds);
}
INSTANTIATE_TEST_SUITE_P(Vectors, Ogrnip,
                         testing::Values(Number{"304500116000157", true}, Number{"300000000000071", true},
                                         Number{"300000000000082", true}, Number{"304500116000158", false},
                                         Number{"100000000000003", false}, Number{"30450011600015", false}));

TEST(SnilsForm, TwoFormsAreTaken) {
  EXPECT_EQ(NormalizeSnils("112-233-445 95"), "11223344595");
  EXPECT_EQ(NormalizeSnils("11223344595"), "11223344595");
  for (const char* other :
       {"", "112-233-44595", "112-233-445-95", "112 233 445 95", "112-233-445 9", "112-233-445 9a",
        "1122334459", "112233445950", " 11223344595", "112-233-445 95 "}) {
    EXPECT_EQ(NormalizeSnils(other), "") << other;
  }
}

TEST(SnilsForm, IsWrittenAsSmevHasIt) {
  EXPECT_EQ(FormatSnils("11223344595"), "112-233-445 95");
  EXPECT_EQ(FormatSnils("112"), "");
}

TEST(SnilsForm, CheckDigitsAreAppended) {
  EXPECT_EQ(WithSnilsCheckDigits("112233445"), "11223344595");
  EXPECT_EQ(WithSnilsCheckDigits("087654303"), "08765430300");
  EXPECT_EQ(WithSnilsCheckDigits("100019989"), "10001998901");
}

TEST(PersonInnForm, CheckDigitsAreAppended) {
  EXPECT_EQ(WithPersonInnCheckDigits("5001007322"), "500100732259");
}

TEST(OrganizationNumbers, CheckDigitsAreAppended) {
  EXPECT_EQ(WithCompanyInnCheckDigit("770708389"), "7707083893");
  EXPECT_EQ(WithCompanyInnCheckDigit("990000000"), "9900000000");  // remainder 10
  EXPECT_EQ(WithOgrnCheckDigit("102770013219"), "1027700132195");
  EXPECT_EQ(WithOgrnCheckDigit("100000000000"), "1000000000000");  // remainder 10
  EXPECT_EQ(WithOgrnipCheckDigit("30450011600015"), "304500116000157");
  EXPECT_EQ(WithOgrnipCheckDigit("30000000000007"), "300000000000071");  // remainder 11
}

}  // namespace
}  // namespace kepsim
