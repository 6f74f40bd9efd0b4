// Authorities, applications and drafts as kepsim.v1 has them.
#pragma once

#include "ca/issuance/application.h"
#include "ca/issuance/authority.h"
#include "ca/issuance/draft.h"
#include "ca/x509/crl.h"
#include "kepsim/v1/enrollment.pb.h"

namespace kepsim {

void Encode(const Authority& authority, v1::Authority* out);
void Encode(const Scan& scan, v1::Scan* out);
void Encode(const Application& application, v1::Application* out);
void Encode(const Draft& draft, v1::CertificateDraft* out);

// The id in "authorities/{id}". AUTHORITY_NOT_FOUND for what has not this form.
Result<std::string> AuthorityIdOf(std::string_view resource_name);
// INVALID_FIELDS under these names.
Result<CarrierKind> DecodeCarrier(v1::CarrierKind carrier, const char* field);
// Unspecified is a natural person.
Result<ApplicantKind> DecodeKind(v1::ApplicantKind kind, const char* field);
Result<IdentificationWay> DecodeWay(v1::IdentificationWay way, const char* field);
Result<RevocationReason> DecodeReason(v1::RevocationReason reason, const char* field);

}  // namespace kepsim
