// What an HTTP handler is given and gives back. Nothing here knows a service, or the library below.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kepsim {

using HttpHeader = std::pair<std::string, std::string>;

struct HttpRequest {
  std::string method;                 // GET, HEAD or POST
  std::string workspace;              // NAME of the prefix /w/NAME; empty without one
  std::vector<std::string> segments;  // of the path behind that prefix, each percent-decoded
  std::vector<HttpHeader> headers;
  std::string body;

  // The first header of this name, whatever its case; empty when there is none.
  std::string_view Header(std::string_view name) const;
};

struct HttpResponse {
  int status = 200;
  std::string content_type = "text/plain; charset=utf-8";
  std::string body;
  std::vector<HttpHeader> headers = {};  // Cache-Control and the like
};

// A short text for people, as "404 Not Found".
HttpResponse HttpError(int status, std::vector<HttpHeader> headers = {});

using HttpHandler = std::function<HttpResponse(const HttpRequest&)>;

}  // namespace kepsim
