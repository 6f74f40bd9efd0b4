// Forms and check digits of Russian registration numbers (domain.md §5).
#pragma once

#include <string>
#include <string_view>

namespace kepsim {

// Each is false for what is not digits only, of the right length.

// Numbers up to 001-001-998 have no check digits that could be wrong: any two hold.
bool SnilsCheckDigitsHold(std::string_view eleven_digits);
// Twelve zeros hold by arithmetic; whether such a number is taken is the caller's decision.
bool PersonInnCheckDigitsHold(std::string_view twelve_digits);
bool CompanyInnCheckDigitHolds(std::string_view ten_digits);
bool OgrnCheckDigitHolds(std::string_view thirteen_digits);
// An ОГРНИП also begins with 3.
bool OgrnipCheckDigitHolds(std::string_view fifteen_digits);

bool IsDigits(std::string_view text, size_t count);

// "112-233-445 95" and "11223344595" both give "11223344595"; what is no SNILS by form gives "".
std::string NormalizeSnils(std::string_view text);
// "112-233-445 95", as СМЭВ has it; "" for what is not eleven digits.
std::string FormatSnils(std::string_view eleven_digits);

// The number with its check digits behind it: for what the simulator gives out itself.
std::string WithSnilsCheckDigits(std::string_view nine_digits);
std::string WithPersonInnCheckDigits(std::string_view ten_digits);
std::string WithCompanyInnCheckDigit(std::string_view nine_digits);
std::string WithOgrnCheckDigit(std::string_view twelve_digits);
std::string WithOgrnipCheckDigit(std::string_view fourteen_digits);

}  // namespace kepsim
