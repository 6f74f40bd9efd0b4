#include "client/kepsim/bench/bench.h"

#include <algorithm>
#include <memory>

#include "ca/x509/lint.h"
#include "client/kepsim/bench/bare_crypto.h"
#include "client/kepsim/bench/bench_world.h"
#include "client/kepsim/bench/certificate_samples.h"
#include "client/kepsim/bench/disk.h"
#include "client/kepsim/bench/journey_load.h"
#include "client/kepsim/bench/simple_loads.h"

namespace kepsim {
namespace {

// What is to be reached (product: Numbers to reach).
constexpr double kIssueBar = 0.9;
constexpr double kJourneyBar = 0.5;
constexpr double kJourneyCpuBarMs = 2;
constexpr double kStatusBar = 0.7;
constexpr double kGrowthBar = 0.8;
constexpr double kReadyBarMs = 150;
// A certificate may take 1.35 times what its key operations take.
constexpr double kCertificateBar = 1 / 1.35;
constexpr double kLintBarUs = 60;

constexpr int64_t kSmallRegistry = 1'000;
constexpr int kPinFlows = 4;  // derivations want the processor only
constexpr double kMs = 1000;
constexpr double kUs = 1'000'000;

// How much is measured.
struct Scale {
  int rounds;
  double seconds;  // of a load, or of its reference, in a round
  int64_t large_registry;
};
constexpr Scale kFull{5, 3, 1'000'000};
constexpr Scale kQuick{3, 0.5, 20'000};

using Rows = Result<std::vector<BenchRow>>;

// The server's processor time for each unit.
double CpuMs(const Load::Tally& tally) {
  return tally.cpu_seconds / static_cast<double>(tally.done) * kMs;
}

class Bench {
 public:
  Bench(BenchWorld& world, const Scale& scale) : world_(world), scale_(scale) {}

  // Fills workspaces for the rows that need large registries.
  Status FillRegistries(bool for_growth);

  Rows MeasureReady();
  Rows MeasureEmpty();
  Rows MeasureIssue();
  Rows MeasureJourney();
  Rows MeasurePin();
  Rows MeasureStatus();
  Rows MeasureGrowth();
  Rows MeasureCertificate();
  Rows MeasureLint();

 private:
  Result<double> EmptyRate();

  BenchWorld& world_;
  const Scale scale_;
  FilledRegistry large_;
  std::vector<FilledRegistry> small_;  // one a round, since issuing makes it grow
  int64_t next_citizen_ = 0;
};

Status Bench::FillRegistries(bool for_growth) {
  std::vector<BenchWorld::Wanted> wanted = {{"large", scale_.large_registry}};
  for (int round = 0; for_growth && round < scale_.rounds; ++round) {
    wanted.push_back({"small-" + std::to_string(round), kSmallRegistry});
  }
  KEPSIM_ASSIGN(small_, world_.Fill(wanted));
  large_ = small_.front();
  small_.erase(small_.begin());
  return OkStatus();
}

Result<double> Bench::EmptyRate() {
  KEPSIM_ASSIGN(const Child* const server, world_.EmptyServer());
  KEPSIM_ASSIGN(const Load::Tally tally, LoadEmpty(*server, scale_.seconds));
  return tally.Rate();
}

// From the start of the process to the line that says that every listener answers, on a folder with nothing
// in it.
Rows Bench::MeasureReady() {
  std::vector<double> times;
  for (int round = 0; round < scale_.rounds; ++round) {
    KEPSIM_ASSIGN(const std::unique_ptr<Child> server, world_.NewServer());
    times.push_back(server->seconds_to_ready() * kMs);
    KEPSIM_TRY(server->Stop());
  }
  return std::vector{CostRow("ready", Median(times), "ms", kReadyBarMs)};
}

Rows Bench::MeasureEmpty() {
  std::vector<double> rates;
  for (int round = 0; round < scale_.rounds; ++round) {
    KEPSIM_ASSIGN(const double rate, EmptyRate());
    rates.push_back(rate);
  }
  return std::vector{CostRow("empty", Median(rates), "calls/s", {})};
}

Rows Bench::MeasureIssue() {
  KEPSIM_TRY(world_.CreateWorkspace("issue", BenchWorld::Secrets::kCheap));
  KEPSIM_ASSIGN(const Child* const server, world_.Server());
  KEPSIM_ASSIGN(BareCrypto bare, BareCrypto::Make());
  Rounds rounds;
  std::vector<double> cpu;
  for (int round = 0; round < scale_.rounds; ++round) {
    KEPSIM_ASSIGN(const double reference, BareRate(scale_.seconds / 2, [&] { return bare.Issue(); }));
    KEPSIM_ASSIGN(const Load::Tally tally, LoadIssue(*server, "issue", scale_.seconds));
    rounds.Add(tally.Rate(), reference);
    cpu.push_back(CpuMs(tally));
  }
  return std::vector{
      rounds.Row("issue", "issues/s", "key, CSR, its check and certificate on a bare thread", kIssueBar),
      CostRow("issue-cpu", Median(cpu), "ms", {})};
}

// The reference is the rate at which journeys would go if each took no more than
//   its cryptography on one bare thread
//   + its calls x the time of an empty call, as many in flight
//   + its calls that change something x an fsync / the calls in flight, which share it.
Rows Bench::MeasureJourney() {
  KEPSIM_TRY(world_.CreateWorkspace("journey", BenchWorld::Secrets::kCheap));
  KEPSIM_ASSIGN(const Child* const server, world_.Server());
  KEPSIM_ASSIGN(BareCrypto bare, BareCrypto::Make());
  Rounds rounds;
  std::vector<double> cpu;
  for (int round = 0; round < scale_.rounds; ++round) {
    KEPSIM_ASSIGN(const double crypto, BareRate(scale_.seconds / 2, [&] { return bare.Journey(); }));
    KEPSIM_ASSIGN(const double empty, EmptyRate());
    KEPSIM_ASSIGN(const double fsync, FsyncSeconds(world_.folder()));
    const double least = 1 / crypto + kJourneyCalls / empty + kJourneyChanges * fsync / kInFlight;
    KEPSIM_ASSIGN(const Load::Tally tally,
                  LoadJourneys(*server, "journey", kInFlight, scale_.seconds, next_citizen_));
    rounds.Add(tally.Rate(), 1 / least);
    cpu.push_back(CpuMs(tally));
  }
  return std::vector{
      rounds.Row("journey", "journeys/s", "its bare crypto, empty calls and share of fsyncs", kJourneyBar),
      CostRow("journey-cpu", Median(cpu), "ms", kJourneyCpuBarMs)};
}

// What the derivations add to the server's processor time of a journey, with the costs that a workspace has
// by default.
Rows Bench::MeasurePin() {
  KEPSIM_ASSIGN(const Child* const server, world_.Server());
  double ms[2];
  constexpr std::pair<const char*, BenchWorld::Secrets> kWorkspaces[] = {
      {"pin-cheap", BenchWorld::Secrets::kCheap}, {"pin-default", BenchWorld::Secrets::kDefault}};
  for (size_t i = 0; i < 2; ++i) {
    const auto& [name, secrets] = kWorkspaces[i];
    KEPSIM_TRY(world_.CreateWorkspace(name, secrets));
    KEPSIM_ASSIGN(const Load::Tally tally,
                  LoadJourneys(*server, name, kPinFlows, scale_.seconds, next_citizen_));
    ms[i] = CpuMs(tally);
  }
  return std::vector{CostRow("pin", ms[1] - ms[0], "ms", {})};
}

Rows Bench::MeasureStatus() {
  KEPSIM_ASSIGN(const Child* const server, world_.Server());
  Rounds rounds;
  for (int round = 0; round < scale_.rounds; ++round) {
    KEPSIM_ASSIGN(const double empty, EmptyRate());
    KEPSIM_ASSIGN(const Load::Tally tally, LoadStatus(*server, large_, scale_.seconds));
    rounds.Add(tally.Rate(), empty);
  }
  return std::vector{rounds.Row(
      "status", "calls/s", "empty calls; " + std::to_string(large_.count) + " certificates", kStatusBar)};
}

Rows Bench::MeasureGrowth() {
  KEPSIM_ASSIGN(const Child* const server, world_.Server());
  Rounds status, issue;
  for (const FilledRegistry& small : small_) {
    KEPSIM_ASSIGN(const Load::Tally few_asked, LoadStatus(*server, small, scale_.seconds));
    KEPSIM_ASSIGN(const Load::Tally many_asked, LoadStatus(*server, large_, scale_.seconds));
    status.Add(many_asked.Rate(), few_asked.Rate());
    KEPSIM_ASSIGN(const Load::Tally few, LoadIssue(*server, small.workspace, scale_.seconds));
    KEPSIM_ASSIGN(const Load::Tally many, LoadIssue(*server, large_.workspace, scale_.seconds));
    issue.Add(many.Rate(), few.Rate());
  }
  const std::string sizes =
      "at " + std::to_string(large_.count) + " against " + std::to_string(kSmallRegistry) + " certificates";
  BenchRow issue_row = issue.Row("growth-issue", "issues/s", sizes, kGrowthBar);
  BenchRow status_row = status.Row("growth-status", "calls/s", sizes, kGrowthBar);
  // The row that is judged is the worse of the two.
  BenchRow growth = *issue_row.ratio <= *status_row.ratio ? issue_row : status_row;
  growth.against = growth.name.substr(growth.name.find('-') + 1) + " " + sizes;
  growth.name = "growth";
  return std::vector{std::move(growth), std::move(issue_row), std::move(status_row)};
}

Rows Bench::MeasureCertificate() {
  KEPSIM_ASSIGN(BareCrypto bare, BareCrypto::Make());
  Rounds rounds;
  for (int round = 0; round < scale_.rounds; ++round) {
    KEPSIM_ASSIGN(const double reference, BareRate(scale_.seconds / 2, [&] { return bare.KeyOperations(); }));
    KEPSIM_ASSIGN(const double rate, BareRate(scale_.seconds / 2, [&] { return bare.Certify(); }));
    rounds.Add(rate, reference);
  }
  return std::vector{rounds.Row("certificate", "certificates/s",
                                "its key operations alone: a key and a signature", kCertificateBar)};
}

// In the mean over every style and every kind of applicant that it issues to.
Rows Bench::MeasureLint() {
  KEPSIM_TRY(world_.CreateWorkspace("lint", BenchWorld::Secrets::kCheap));
  KEPSIM_ASSIGN(const Child* const server, world_.Server());
  KEPSIM_ASSIGN(const std::vector<Bytes> certificates, CertificatesOfAllStyles(*server, "lint"));
  const auto lint_all = [&] {
    for (const Bytes& certificate : certificates) {
      if (HasError(LintCertificate(certificate))) return Status(Reason::BENCH_FAILED, "a lint error");
    }
    return OkStatus();
  };
  std::vector<double> times;
  for (int round = 0; round < scale_.rounds; ++round) {
    KEPSIM_ASSIGN(const double rate, BareRate(scale_.seconds / 2, lint_all));
    times.push_back(kUs / rate / static_cast<double>(certificates.size()));
  }
  return std::vector{CostRow("lint", Median(times), "us", kLintBarUs)};
}

struct Measurement {
  const char* name;
  Rows (Bench::*run)();
  bool asks_large_registry = false;
};

constexpr Measurement kMeasurements[] = {
    {"ready", &Bench::MeasureReady},
    {"empty", &Bench::MeasureEmpty},
    {"certificate", &Bench::MeasureCertificate},
    {"lint", &Bench::MeasureLint},
    {"issue", &Bench::MeasureIssue},
    {"journey", &Bench::MeasureJourney},
    {"pin", &Bench::MeasurePin},
    {"status", &Bench::MeasureStatus, true},
    {"growth", &Bench::MeasureGrowth, true},
};

}  // namespace

std::vector<std::string> BenchNames() {
  std::vector<std::string> names;
  for (const Measurement& measurement : kMeasurements) names.emplace_back(measurement.name);
  return names;
}

Result<std::vector<BenchRow>> RunBench(const BenchOptions& options,
                                       const std::function<void(const std::string&)>& progress) {
  const Scale& scale = options.quick ? kQuick : kFull;
  KEPSIM_ASSIGN(const std::unique_ptr<BenchWorld> world, BenchWorld::Make(options.folder));
  Bench bench(*world, scale);
  const auto wanted = [&](const Measurement& one) {
    return options.only.empty() || options.only == one.name;
  };

  if (std::ranges::any_of(kMeasurements,
                          [&](const auto& one) { return wanted(one) && one.asks_large_registry; })) {
    progress("filling a registry with " + std::to_string(scale.large_registry) + " certificates");
    KEPSIM_TRY(bench.FillRegistries(options.only != "status"));
  }
  std::vector<BenchRow> rows;
  for (const Measurement& measurement : kMeasurements) {
    if (!wanted(measurement)) continue;
    progress(std::string("measuring ") + measurement.name);
    KEPSIM_ASSIGN(const std::vector<BenchRow> measured, (bench.*measurement.run)());
    rows.insert(rows.end(), measured.begin(), measured.end());
  }
  return rows;
}

}  // namespace kepsim
