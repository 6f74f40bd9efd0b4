#include "registry/http/router.h"

#include <cassert>
#include <set>
#include <utility>

namespace kepsim {

Router::Segment Router::ParseSegment(std::string_view text) {
  const size_t open = text.find('{');
  if (open == std::string_view::npos) return {std::string(text), {}, {}};
  const size_t close = text.find('}', open);
  assert(close != std::string_view::npos && close > open + 1);
  return {std::string(text.substr(0, open)), std::string(text.substr(open + 1, close - open - 1)),
          std::string(text.substr(close + 1))};
}

void Router::Add(std::string_view method, std::string_view pattern, RouteHandler handler) {
  assert(pattern.starts_with('/'));
  Route route{std::string(method), {}, std::move(handler)};
  for (size_t at = 0; at < pattern.size();) {
    const size_t end = std::min(pattern.find('/', at + 1), pattern.size());
    route.segments.push_back(ParseSegment(pattern.substr(at + 1, end - at - 1)));
    at = end;
  }
  routes_.push_back(std::move(route));
}

bool Router::Matches(const Route& route, const std::vector<std::string>& segments, RouteParams* params) {
  if (route.segments.size() != segments.size()) return false;
  params->clear();
  for (size_t i = 0; i < segments.size(); ++i) {
    const Segment& pattern = route.segments[i];
    const std::string_view text = segments[i];
    if (pattern.variable.empty()) {
      if (text != pattern.before) return false;
      continue;
    }
    const size_t fixed = pattern.before.size() + pattern.after.size();
    if (text.size() <= fixed || !text.starts_with(pattern.before) || !text.ends_with(pattern.after)) {
      return false;
    }
    params->emplace(pattern.variable, text.substr(pattern.before.size(), text.size() - fixed));
  }
  return true;
}

HttpResponse Router::operator()(const HttpRequest& request) const {
  const std::string_view wanted = request.method == "HEAD" ? "GET" : std::string_view(request.method);
  std::set<std::string> allowed;
  RouteParams params;
  for (const Route& route : routes_) {
    if (!Matches(route, request.segments, &params)) continue;
    if (route.method == wanted) return route.handler(request, params);
    allowed.insert(route.method);
    if (route.method == "GET") allowed.insert("HEAD");
  }
  if (allowed.empty()) return HttpError(404);
  std::string allow;
  for (const std::string& method : allowed) allow += (allow.empty() ? "" : ", ") + method;
  return HttpError(405, {{"Allow", allow}});
}

}  // namespace kepsim
