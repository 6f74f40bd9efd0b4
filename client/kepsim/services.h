// Every service that the program calls, found among the generated descriptors.
#pragma once

#include <google/protobuf/descriptor.h>

#include <string>
#include <string_view>
#include <vector>

namespace kepsim {

enum class Listener { kPublic, kControl };

struct ListedService {
  const google::protobuf::ServiceDescriptor* service;
  Listener listener;
};

std::vector<ListedService> AllServices();

// "PortalService/LogIn", "kepsim.v1.PortalService/LogIn", with or without a slash in front. Null when there
// is none.
struct FoundMethod {
  const google::protobuf::MethodDescriptor* method = nullptr;
  Listener listener = Listener::kPublic;
};
FoundMethod FindMethod(std::string_view path);

}  // namespace kepsim
