#include "ca/carrier/carrier_sessions.h"

#include <algorithm>

#include "ca/crypto/digest.h"

namespace kepsim {
namespace {

std::string DigestOfSession(const Secret& session) {
  return ToString(Digest(DigestAlgorithm::kSha256, session.bytes()));
}

}  // namespace

void CarrierSessions::Open(const Secret& session, const std::string& carrier,
                           std::shared_ptr<UnlockedToken> token, Time now) {
  std::string digest = DigestOfSession(session);
  std::lock_guard lock(mutex_);
  DropIdle(now);
  if (by_carrier_.count(carrier) >= kMostPerCarrier) {
    const auto [first, last] = by_carrier_.equal_range(carrier);
    Drop(std::min_element(first, last, [](const auto& a, const auto& b) {
           return a.second->used < b.second->used;
         })->second);
  }
  if (sessions_.size() >= kMost) Drop(sessions_.begin());
  const Place place = sessions_.insert(sessions_.end(), {std::move(digest), carrier, std::move(token), now});
  by_digest_.emplace(place->digest, place);
  by_carrier_.emplace(carrier, place);
}

Result<std::shared_ptr<UnlockedToken>> CarrierSessions::Use(const Secret& session, const std::string& carrier,
                                                            Time now) {
  std::lock_guard lock(mutex_);
  KEPSIM_ASSIGN(const Place place, Find(session, carrier, now));
  place->used = now;
  sessions_.splice(sessions_.end(), sessions_, place);
  return place->token;
}

Status CarrierSessions::Close(const Secret& session, const std::string& carrier, Time now) {
  std::lock_guard lock(mutex_);
  KEPSIM_ASSIGN(const Place place, Find(session, carrier, now));
  Drop(place);
  return OkStatus();
}

void CarrierSessions::CloseAll(const std::string& carrier) {
  std::lock_guard lock(mutex_);
  for (auto one = by_carrier_.find(carrier); one != by_carrier_.end(); one = by_carrier_.find(carrier)) {
    Drop(one->second);
  }
}

size_t CarrierSessions::Count() {
  std::lock_guard lock(mutex_);
  return sessions_.size();
}

Result<CarrierSessions::Place> CarrierSessions::Find(const Secret& session, const std::string& carrier,
                                                     Time now) {
  DropIdle(now);
  const auto found = by_digest_.find(DigestOfSession(session));
  if (found == by_digest_.end() || found->second->carrier != carrier) return Reason::SESSION_CLOSED;
  return found->second;
}

void CarrierSessions::DropIdle(Time now) {
  while (!sessions_.empty() && now - sessions_.front().used > kLongestIdle) Drop(sessions_.begin());
}

void CarrierSessions::Drop(Place place) {
  by_digest_.erase(place->digest);
  const auto [first, last] = by_carrier_.equal_range(place->carrier);
  by_carrier_.erase(std::find_if(first, last, [&](const auto& entry) { return entry.second == place; }));
  sessions_.erase(place);
}

}  // namespace kepsim
