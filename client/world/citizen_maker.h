// Citizens who are in no catalogue, and their organizations, drawn for one call.
#pragma once

#include "ca/base/random.h"
#include "ca/base/time.h"
#include "ca/identity/documents.h"

namespace kepsim {

// Valid documents at `now`. SNILS from 991-000-000 on, behind the personas' range; passports of series 9991,
// as neither a persona nor anybody real has; the INN is left out, so that the CA finds it.
DocumentSet MakeCitizen(RandomStream& random, Time now);

// What `documents.kind` asks for and the documents have not is drawn. Organizations and sole proprietors have
// INN, OGRN and OGRNIP of the region code 00, which none has, apart from those of fixtures/organizations, and
// a name with the word ТЕСТ. The organization is the applicant's own where the kind lets its head apply, and
// another's for an employee.
void AddDocumentsOfKind(RandomStream& random, Time now, DocumentSet& documents);

}  // namespace kepsim
