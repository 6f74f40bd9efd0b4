#include "ca/person/check_digits.h"

#include <algorithm>
#include <cstdint>
#include <span>

namespace kepsim {
namespace {

int DigitAt(std::string_view digits, size_t i) {
  return digits[i] - '0';
}

// Eleven weights: the twelfth digit's. The eleventh's are these from the second on, the tenth's (of a
// company) from the third on.
constexpr int kInnWeights[] = {3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8};

char InnCheckDigit(std::string_view digits) {
  const auto weights = std::span(kInnWeights).last(digits.size());
  int sum = 0;
  for (size_t i = 0; i < digits.size(); ++i) sum += weights[i] * DigitAt(digits, i);
  return static_cast<char>('0' + sum % 11 % 10);
}

int SnilsCheckNumber(std::string_view digits) {
  int sum = 0;
  for (size_t i = 0; i < 9; ++i) sum += DigitAt(digits, i) * static_cast<int>(9 - i);
  return sum % 101 % 100;
}

uint64_t Number(std::string_view digits) {
  uint64_t number = 0;
  for (char c : digits) number = number * 10 + static_cast<uint64_t>(c - '0');
  return number;
}

// Of ОГРН and ОГРНИП: the number before it, modulo, modulo 10.
constexpr uint64_t kOgrnModulus = 11;
constexpr uint64_t kOgrnipModulus = 13;

char RemainderDigit(std::string_view digits, uint64_t modulus) {
  return static_cast<char>('0' + Number(digits) % modulus % 10);
}

bool LastDigitIsRemainder(std::string_view digits, uint64_t modulus) {
  return RemainderDigit(digits.substr(0, digits.size() - 1), modulus) == digits.back();
}

}  // namespace

bool IsDigits(std::string_view text, size_t count) {
  return text.size() == count &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool SnilsCheckDigitsHold(std::string_view snils) {
  constexpr uint64_t kLastUnchecked = 1'001'998;
  if (!IsDigits(snils, 11)) return false;
  if (Number(snils.substr(0, 9)) <= kLastUnchecked) return true;
  return Number(snils.substr(9)) == static_cast<uint64_t>(SnilsCheckNumber(snils));
}

bool PersonInnCheckDigitsHold(std::string_view inn) {
  return IsDigits(inn, 12) && InnCheckDigit(inn.substr(0, 10)) == inn[10] &&
         InnCheckDigit(inn.substr(0, 11)) == inn[11];
}

bool CompanyInnCheckDigitHolds(std::string_view inn) {
  return IsDigits(inn, 10) && InnCheckDigit(inn.substr(0, 9)) == inn[9];
}

bool OgrnCheckDigitHolds(std::string_view ogrn) {
  return IsDigits(ogrn, 13) && LastDigitIsRemainder(ogrn, kOgrnModulus);
}

bool OgrnipCheckDigitHolds(std::string_view ogrnip) {
  return IsDigits(ogrnip, 15) && ogrnip[0] == '3' && LastDigitIsRemainder(ogrnip, kOgrnipModulus);
}

std::string NormalizeSnils(std::string_view text) {
  if (IsDigits(text, 11)) return std::string(text);
  if (text.size() != 14 || text[3] != '-' || text[7] != '-' || text[11] != ' ') return "";
  std::string digits;
  for (size_t start : {0, 4, 8}) digits += text.substr(start, 3);
  digits += text.substr(12);
  return IsDigits(digits, 11) ? digits : "";
}

std::string FormatSnils(std::string_view digits) {
  if (!IsDigits(digits, 11)) return "";
  std::string text;
  for (size_t start : {0, 3, 6}) {
    text += digits.substr(start, 3);
    text += start == 6 ? ' ' : '-';
  }
  return text += digits.substr(9);
}

std::string WithSnilsCheckDigits(std::string_view nine_digits) {
  const int check = SnilsCheckNumber(nine_digits);
  std::string snils(nine_digits);
  snils += static_cast<char>('0' + check / 10);
  snils += static_cast<char>('0' + check % 10);
  return snils;
}

std::string WithPersonInnCheckDigits(std::string_view ten_digits) {
  std::string inn(ten_digits);
  inn += InnCheckDigit(inn);
  inn += InnCheckDigit(inn);
  return inn;
}

std::string WithCompanyInnCheckDigit(std::string_view nine_digits) {
  return std::string(nine_digits) + InnCheckDigit(nine_digits);
}

std::string WithOgrnCheckDigit(std::string_view twelve_digits) {
  return std::string(twelve_digits) + RemainderDigit(twelve_digits, kOgrnModulus);
}

std::string WithOgrnipCheckDigit(std::string_view fourteen_digits) {
  return std::string(fourteen_digits) + RemainderDigit(fourteen_digits, kOgrnipModulus);
}

}  // namespace kepsim
