// What the portal itself asks of a certificate, behind the verifier's checks.
#pragma once

#include <optional>
#include <vector>

#include "ca/x509/certificate.h"
#include "client/portal/account.h"
#include "client/portal/link.h"
#include "registry/verifier/verdict.h"

namespace kepsim {

// Each adds one check to a verdict about a signature. `signer` is there wherever the verdict is valid so far.

// The subject names a person: it has SNILS, surname or given name. One of an information system has none of
// them, only its organization, and is nobody's. NOT_A_PERSON.
void CheckHolder(Verdict& verdict, const std::optional<Certificate>& signer);
// A certificate is its holder's by SNILS. SNILS_MISMATCH.
void CheckSnils(Verdict& verdict, const std::optional<Certificate>& signer, const Account& account);
// SN is the surname, GN «Имя Отчество», as SameName compares. NAME_MISMATCH.
void CheckHolderName(Verdict& verdict, const std::optional<Certificate>& signer, const Account& account);
// One of `links` is active with this certificate. NOT_LINKED.
void CheckLinked(Verdict& verdict, const std::optional<Certificate>& signer, const std::vector<Link>& links);

bool IsOf(const Link& link, const Certificate& certificate);

}  // namespace kepsim
