#include "registry/http/message.h"

#include <algorithm>

namespace kepsim {
namespace {

char Lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string_view Phrase(int status) {
  switch (status) {
    case 400:
      return "Bad Request";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 413:
      return "Content Too Large";
    case 414:
      return "URI Too Long";
    case 503:
      return "Service Unavailable";
    default:
      return "Error";
  }
}

}  // namespace

std::string_view HttpRequest::Header(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (std::ranges::equal(key, name, {}, Lower, Lower)) return value;
  }
  return {};
}

HttpResponse HttpError(int status, std::vector<HttpHeader> headers) {
  return {.status = status,
          .body = std::to_string(status) + " " + std::string(Phrase(status)) + "\n",
          .headers = std::move(headers)};
}

}  // namespace kepsim
