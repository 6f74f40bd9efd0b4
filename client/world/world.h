// One workspace's whole world: clock, chance, storage, CA, carriers, registry and portal, and how they are
// plugged together. The only place that sees all of them.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "ca/base/database.h"
#include "ca/base/journal.h"
#include "ca/base/random.h"
#include "ca/carrier/carriers.h"
#include "ca/issuance/authorities.h"
#include "ca/issuance/authority_maker.h"
#include "ca/issuance/enrollment.h"
#include "ca/issuance/keys/signing_keys.h"
#include "ca/operation/agenda.h"
#include "ca/operation/operations.h"
#include "client/portal/portal.h"
#include "client/world/ports.h"
#include "client/world/world_clock.h"
#include "client/world/world_record.h"
#include "registry/publication/registry.h"

namespace kepsim {

class World {
 public:
  // A new world; `path` is where it is kept, empty: in memory. A file that is there already is opened by
  // Open.
  static Result<std::shared_ptr<World>> Birth(const std::string& path, const Secret& master_key,
                                              const std::string& name, const WorldOptions& options);
  static Result<std::shared_ptr<World>> Open(const std::string& path, const Secret& master_key,
                                             const std::string& name);

  const WorldOptions& options() const { return record_.options; }
  Time born() const { return record_.born; }
  WorldClock& clock() { return clock_; }
  Database& database() { return *database_; }
  Journal& journal() { return journal_; }
  Operations& operations() { return operations_; }
  Agenda& agenda() { return agenda_; }
  Authorities& authorities() { return authorities_; }
  AuthorityMaker& authority_maker() { return authority_maker_; }
  Enrollment& enrollment() { return enrollment_; }
  Carriers& carriers() { return carriers_; }
  Registry& registry() { return registry_; }
  Portal& portal() { return portal_; }

  struct Advanced {
    Time now{};
    std::map<std::string, int> done;  // by kind
    int64_t after_number = 0;
    int64_t last_number = 0;
    bool more = false;
  };
  // Moves a frozen clock, running what becomes due at its moment and in order, at most `most` things.
  // CLOCK_NOT_FROZEN, CLOCK_BACKWARDS.
  Result<Advanced> Advance(Time target, int most);

  // Of a clock that runs: does what is due, at most `most` things; gives the moment of what comes next.
  Result<std::optional<Time>> RunDue(int most);

  // Whether it can be closed without anybody noticing: nothing lives in memory alone, and nothing will become
  // due.
  bool quiet();
  // Whether storage takes writes and the CA's keys open.
  Status Probe();

 private:
  World(std::unique_ptr<Database> database, const Secret& key, WorldRecord record);
  // Makes the authorities that it is born with known to the registry.
  Status ListAuthorities(Operation& operation, const std::vector<AuthorityRecord>& made);
  Status MoveClock(Time now);

  const WorldRecord record_;
  const std::unique_ptr<Database> database_;
  const std::unique_ptr<Random> random_;
  WorldClock clock_;
  Journal journal_;
  Operations operations_;
  Agenda agenda_;
  SigningKeys signing_keys_;
  Authorities authorities_;
  AuthorityMaker authority_maker_;
  AuthorityCrlIssuer crl_issuer_;
  Registry registry_;
  EnrollmentBlocking blocking_;
  Verifier verifier_;
  Portal portal_;
  Enrollment enrollment_;
  RegistryChains chains_;
  Carriers carriers_;
  std::mutex advance_mutex_;
};

}  // namespace kepsim
