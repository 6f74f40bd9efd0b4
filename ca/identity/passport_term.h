// From when until when a passport serves (положение о паспорте, постановление Правительства № 828, later №
// 2267).
#pragma once

#include <optional>

#include "ca/base/time.h"

namespace kepsim {

// The first day on which a passport could be issued: the 14th birthday, and not before passports began.
Date EarliestPassport(std::optional<Date> birth);

// The last day on which a passport serves: the 90th after the 20th or 45th birthday, whichever the bearer had
// not yet reached when it was issued. Nothing for one that serves for life.
std::optional<Date> LastDayOfPassport(Date birth, Date issued);

}  // namespace kepsim
