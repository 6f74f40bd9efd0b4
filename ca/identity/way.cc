#include "ca/identity/way.h"

namespace kepsim {

std::string_view NameOf(IdentificationWay way) {
  switch (way) {
    case IdentificationWay::kOffice:
      return "office";
    case IdentificationWay::kRemoteCertificate:
      return "remote_certificate";
    case IdentificationWay::kRemotePassport:
      return "remote_passport";
    case IdentificationWay::kRemoteSystem:
      return "remote_system";
    case IdentificationWay::kVideo:
      return "video";
  }
  return "";
}

std::optional<int> IdentificationKindOf(IdentificationWay way) {
  switch (way) {
    case IdentificationWay::kOffice:
      return 0;
    case IdentificationWay::kRemoteCertificate:
      return 1;
    case IdentificationWay::kRemotePassport:
      return 2;
    case IdentificationWay::kRemoteSystem:
      return 3;
    case IdentificationWay::kVideo:
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace kepsim
