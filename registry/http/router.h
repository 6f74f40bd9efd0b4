// Which handler a path belongs to.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "registry/http/message.h"

namespace kepsim {

// What the {names} of a pattern stood for; never empty.
using RouteParams = std::map<std::string, std::string, std::less<>>;
using RouteHandler = std::function<HttpResponse(const HttpRequest&, const RouteParams&)>;

class Router {
 public:
  // A pattern's segment is a literal, or has one variable in it: "/crl/{id}.crl". Routes are tried in the
  // order in which they were added. A route for GET serves HEAD too.
  void Add(std::string_view method, std::string_view pattern, RouteHandler handler);

  // 404 where no pattern fits, 405 with Allow where one fits with another method.
  HttpResponse operator()(const HttpRequest& request) const;

 private:
  struct Segment {
    std::string before;
    std::string variable;  // empty: the segment is `before` alone
    std::string after;
  };
  struct Route {
    std::string method;
    std::vector<Segment> segments;
    RouteHandler handler;
  };
  static Segment ParseSegment(std::string_view text);
  static bool Matches(const Route& route, const std::vector<std::string>& segments, RouteParams* params);

  std::vector<Route> routes_;
};

}  // namespace kepsim
