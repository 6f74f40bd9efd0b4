// People for the journeys: as many as are wanted, each with numbers of their own.
#pragma once

#include <cstdint>
#include <string>

#include "kepsim/v1/enrollment.pb.h"
#include "kepsim/v1/portal.pb.h"

namespace kepsim {

struct BenchCitizen {
  std::string login;
  std::string password;
  v1::RegisterAccountRequest registration;
  v1::SubmitDocumentsRequest documents;  // without application and proof
};

// SNILS from 990-000-000 on, which real people do not have: below 9,999,999.
BenchCitizen MakeBenchCitizen(int64_t number);

// A PNG of one pixel.
std::string MakeBenchScan();

}  // namespace kepsim
