// The marks of a qualified certificate (63-ФЗ ст. 17, ФСБ Order 795).
#pragma once

#include <string>

#include "ca/x509/certificate.h"

namespace kepsim {

// What a holder's certificate lacks, in words for developers; empty where it has everything: a policy class
// of 1.2.643.100.113, subjectSignTool, issuerSignTool, identificationKind, keyUsage with digitalSignature.
std::string MissingQualifiedMarks(const Certificate& certificate);

}  // namespace kepsim
