// Citizens who are in no catalogue, drawn for one call.
#pragma once

#include "ca/base/random.h"
#include "ca/base/time.h"
#include "ca/identity/documents.h"

namespace kepsim {

// Valid documents at `now`. SNILS from 991-000-000 on, behind the personas' range; passports of series 9991,
// as neither a persona nor anybody real has; the INN is left out, so that the CA finds it.
DocumentSet MakeCitizen(RandomStream& random, Time now);

}  // namespace kepsim
