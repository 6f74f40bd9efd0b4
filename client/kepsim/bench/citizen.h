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

// SNILS from 991-000-000 on, which neither real people have nor the personas; numbers below 9,000,000.
BenchCitizen MakeBenchCitizen(int64_t number);

// A PNG of one pixel.
std::string MakeBenchScan();

}  // namespace kepsim
