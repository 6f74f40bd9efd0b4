// An application's inner parts as one compact value each. DER, since its reader takes nothing but what its
// writer wrote.
#pragma once

#include <optional>

#include "ca/issuance/application.h"

namespace kepsim {

// Without the kind, which is the application's.
Bytes EncodeDocuments(const DocumentSet& documents);
Bytes EncodeScans(const std::vector<Scan>& scans);
Bytes EncodeDecision(const IdentificationDecision& decision);
Bytes EncodeTerms(const DraftTerms& terms);

// STORAGE_CORRUPT for anything else.
Result<DocumentSet> DecodeDocuments(ByteView der);
Result<std::vector<Scan>> DecodeScans(ByteView der);
Result<IdentificationDecision> DecodeDecision(ByteView der);
Result<DraftTerms> DecodeTerms(ByteView der);

}  // namespace kepsim
