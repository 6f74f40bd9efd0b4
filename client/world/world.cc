#include "client/world/world.h"

#include "ca/crypto/box.h"
#include "ca/crypto/random.h"
#include "client/world/authority_listings.h"
#include "client/world/world_schema.h"

namespace kepsim {
namespace {

std::unique_ptr<Random> MakeRandom(const WorldOptions& options) {
  return options.seed ? MakeSeededRandom(*options.seed) : MakeSystemRandom();
}

}  // namespace

World::World(std::unique_ptr<Database> database, const Secret& key, WorldRecord record)
    : record_(std::move(record)),
      database_(std::move(database)),
      random_(MakeRandom(record_.options)),
      clock_(record_.options.clock, record_.offset, record_.frozen_at),
      journal_(*database_),
      operations_(*database_, journal_, clock_, *random_, DeriveKey(key, "answers")),
      agenda_(operations_),
      signing_keys_(*database_, DeriveKey(key, "signing-keys")),
      authorities_(*database_),
      authority_maker_(authorities_, signing_keys_, record_.options.base_url),
      crl_issuer_(signing_keys_),
      registry_(operations_, agenda_, crl_issuer_, record_.options.base_url,
                PublicationSettings{record_.options.publication_delay}),
      blocking_(authorities_),
      verifier_(registry_.lookup()),
      portal_(*database_, clock_, registry_.lookup(), verifier_, blocking_,
              static_cast<uint64_t>(record_.options.password_cost)),
      enrollment_(*database_, agenda_, authorities_, signing_keys_, portal_, registry_.publication()),
      chains_(registry_.lookup()),
      carriers_(operations_, *random_, chains_, record_.options.pin_rounds) {
  blocking_.Plug(enrollment_);
}

Result<std::shared_ptr<World>> World::Birth(const std::string& path, const Secret& master_key,
                                            const std::string& name, const WorldOptions& options) {
  const Secret key = DeriveKey(master_key, "world", AsBytes(name));
  WorldRecord record{options, MachineClock().Now(), Duration(0), options.start};
  if (options.clock == ClockMode::kOffset) record.offset = options.start - record.born;
  if (options.clock != ClockMode::kReal) record.born = options.start;
  KEPSIM_ASSIGN(auto database, Database::Open(path, WorldSchema()));
  std::shared_ptr<World> world(new World(std::move(database), key, record));
  // The world's row and its authorities become durable together: a world that was half made is made again.
  KEPSIM_TRY(world->operations_.Run({"birth", "", "birth"}, [&](Operation& operation) -> Status {
    KEPSIM_TRY(StageWorldRecord(operation, record, key));
    KEPSIM_ASSIGN(const std::vector<AuthorityRecord> made,
                  world->authority_maker_.CreateCatalogue(operation, record.born));
    return world->ListAuthorities(operation, made);
  }));
  return world;
}

Result<std::shared_ptr<World>> World::Open(const std::string& path, const Secret& master_key,
                                           const std::string& name) {
  const Secret key = DeriveKey(master_key, "world", AsBytes(name));
  KEPSIM_ASSIGN(auto database, Database::Open(path, WorldSchema()));
  KEPSIM_ASSIGN(std::optional<WorldRecord> record, LoadWorldRecord(*database, key));
  if (!record) return Status(Reason::STORAGE_CORRUPT, path + " holds no world");
  std::shared_ptr<World> world(new World(std::move(database), key, *std::move(record)));
  KEPSIM_TRY(world->authorities_.Load());
  return world;
}

Status World::ListAuthorities(Operation& operation, const std::vector<AuthorityRecord>& made) {
  AuthorityStore& listed = registry_.authorities();
  for (const AuthorityRecord& record : made) {
    if (!record.root) {
      KEPSIM_TRY(listed.AddAuthority(operation, ListingOf(record),
                                     AccreditationAtBirth(record.profile.id, record_.born)));
    }
    for (const AuthorityRecord::Held& held : record.certificates) {
      KEPSIM_TRY(listed.AddCertificate(operation, KnownOf(record, held.certificate)));
    }
  }
  return OkStatus();
}

Result<World::Advanced> World::Advance(Time target, int most) {
  std::lock_guard lock(advance_mutex_);
  if (clock_.runs()) return Reason::CLOCK_NOT_FROZEN;
  if (target < clock_.Now()) return Reason::CLOCK_BACKWARDS;
  Advanced advanced;
  KEPSIM_ASSIGN(advanced.after_number, journal_.LastNumber());
  while (true) {
    KEPSIM_ASSIGN(const std::optional<Agenda::Item> next, agenda_.Next());
    if (!next || next->at > target) break;
    if (most-- == 0) {
      advanced.more = true;
      break;
    }
    // What is overdue runs now: the clock never goes back.
    KEPSIM_TRY(MoveClock(std::max(next->at, clock_.Now())));
    KEPSIM_TRY(agenda_.Run(*next));
    ++advanced.done[next->kind];
  }
  if (!advanced.more) KEPSIM_TRY(MoveClock(target));
  advanced.now = clock_.Now();
  KEPSIM_ASSIGN(advanced.last_number, journal_.LastNumber());
  return advanced;
}

// Durable before anybody can see the time: a restart must not take a world back.
Status World::MoveClock(Time now) {
  if (now == clock_.Now()) return OkStatus();
  KEPSIM_TRY(database_->Commit([now](Connection& connection) {
    connection.ExecuteOne("UPDATE world SET frozen_at = ? WHERE id = 1", now);
    return OkStatus();
  }));
  return clock_.MoveTo(now);
}

Result<std::optional<Time>> World::RunDue(int most) {
  while (true) {
    KEPSIM_ASSIGN(const std::optional<Agenda::Item> next, agenda_.Next());
    if (!next) return std::optional<Time>();
    if (next->at > clock_.Now() || most-- == 0) return std::optional<Time>(next->at);
    KEPSIM_TRY(agenda_.Run(*next));
  }
}

bool World::quiet() {
  const auto next = agenda_.Next();
  return next.ok() && !*next && carriers_.OpenSessions() == 0;
}

Status World::Probe() {
  KEPSIM_TRY(database_->Commit([](Connection& connection) {
    connection.ExecuteOne("UPDATE world SET probes = probes + 1 WHERE id = 1");
    return OkStatus();
  }));
  for (const auto& authority : authorities_.List()) {
    KEPSIM_TRY(signing_keys_.PublicKeyOf(authority->KeyId()).status());
  }
  return OkStatus();
}

}  // namespace kepsim
