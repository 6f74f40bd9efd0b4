#include "ca/issuance/application.h"

#include <algorithm>

namespace kepsim {
namespace {

constexpr std::string_view kCollection = "applications/";
constexpr size_t kIdLength = 26;

bool IsIdCharacter(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
}

}  // namespace

std::string_view NameOf(ApplicationState state) {
  switch (state) {
    case ApplicationState::kOpened:
      return "OPENED";
    case ApplicationState::kDocumentsAccepted:
      return "DOCUMENTS_ACCEPTED";
    case ApplicationState::kIdentifying:
      return "IDENTIFYING";
    case ApplicationState::kMoreDocuments:
      return "MORE_DOCUMENTS";
    case ApplicationState::kIdentified:
      return "IDENTIFIED";
    case ApplicationState::kKeyProven:
      return "KEY_PROVEN";
    case ApplicationState::kIssued:
      return "ISSUED";
    case ApplicationState::kRefused:
      return "REFUSED";
    case ApplicationState::kExpired:
      return "EXPIRED";
    case ApplicationState::kCanceled:
      return "CANCELED";
  }
  return "";
}

bool IsClosed(ApplicationState state) {
  return state >= ApplicationState::kIssued;
}

Result<std::string> ApplicationIdOf(std::string_view resource_name) {
  const std::string_view id = resource_name.substr(std::min(kCollection.size(), resource_name.size()));
  if (!resource_name.starts_with(kCollection) || id.size() != kIdLength ||
      !std::ranges::all_of(id, IsIdCharacter)) {
    return Reason::APPLICATION_NOT_FOUND;
  }
  return std::string(id);
}

Status RequireState(const Application& application, std::initializer_list<ApplicationState> allowed) {
  if (std::ranges::find(allowed, application.state) != allowed.end()) return OkStatus();
  const std::string state(NameOf(application.state));
  return Status(Reason::APPLICATION_STATE, "it is " + state).With("state", state);
}

}  // namespace kepsim
